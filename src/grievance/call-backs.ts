/**
 * For those who call and ask whether an answer settled it. Only then is it closed; nobody calls about what they had in hand themselves.
 */
import { done } from '../directory/outcome.ts';
import type { Viewing } from './case-view.ts';
import { closedAs, reopenedFor } from './closing.ts';
import type { Moves } from './moves.ts';
import type { GrievanceParts } from './parts.ts';
import { fitting } from './said.ts';
import type { CallBacks, CaseView } from './service.ts';

export function createCallBacks({ store, directory }: GrievanceParts, moves: Moves, { view, shown }: Viewing): CallBacks {
  return {
    waiting: (actor, limit) =>
      directory.guard.anywhere(actor, 'grievance.call', async scopes => {
        const views: CaseView[] = [];
        for (const grievance of await store.toCall({ scopes }, actor.id, limit)) views.push(await view(actor, grievance));
        return done(views);
      }),
    inVain: async (actor, number) =>
      shown(actor, await moves.byStaff(actor, number, 'callInVain', ({ calls }) => done({ change: { calls: calls + 1 } }))),
    confirmed: async (actor, number) =>
      shown(actor, await moves.byStaff(actor, number, 'callConfirmed', () => done(closedAs('called')))),
    denied: async (actor, number, given) =>
      shown(
        actor,
        await moves.byStaff(actor, number, 'callDenied', (grievance, now) => {
          const why = fitting(given, 'why');
          return why.ok ? done(reopenedFor(grievance, why.value, now)) : why;
        }),
      ),
  };
}
