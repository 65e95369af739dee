/**
 * Takes cases into a handler's hands, and back out of them where the handler is away. Who takes a case is there: that ends their absence.
 */
import { SYSTEM } from '../directory/actors.ts';
import type { Actor } from '../directory/model.ts';
import { done, type Outcome, refused } from '../directory/outcome.ts';
import type { Viewing } from './case-view.ts';
import type { Grievance } from './model.ts';
import type { Moves } from './moves.ts';
import type { GrievanceParts } from './parts.ts';
import type { Queue } from './service.ts';
import type { Step } from './steps.ts';

const EVERYWHERE = { scopes: [{ kind: 'all' }] } as const;
/** So many one handler has in hand at most that go back at once. */
const MOST_HELD = 1000;

type Taking = Pick<Queue, 'next' | 'claim' | 'waiting' | 'away'>;

export function createTaking(parts: GrievanceParts, moves: Moves, { shown }: Pick<Viewing, 'shown'>): Taking {
  const { store, directory } = parts;

  const back = async ({ id }: Actor) => {
    const handler = await store.handler(id);
    if (handler?.awayUntil) await store.putHandler({ ...handler, awayUntil: undefined });
    return handler?.units;
  };

  return {
    next: actor =>
      directory.guard.anywhere(actor, 'grievance.handle', async scopes => {
        const units = await back(actor);
        const waiting = await store.nextWaiting({ scopes, units });
        if (!waiting) return done(undefined);
        const { grievance: before, head } = waiting;
        const grievance = moves.after(before, 'claim', actor.id, inHand(actor, before));
        if (!(await moves.kept(before, grievance, 'claim', actor.id, head))) return refused('changed');
        return shown(actor, done(grievance));
      }),

    claim: (actor, number) =>
      directory.transact(async () => {
        const outcome = await moves.byStaff(actor, number, 'claim', before => done(inHand(actor, before)));
        if (outcome.ok) await back(actor);
        return shown(actor, outcome);
      }),

    waiting: actor =>
      directory.guard.anywhere(actor, 'grievance.handle', async scopes =>
        done(await store.countQueued({ scopes, units: (await store.handler(actor.id))?.units })),
      ),

    away: (actor, until) => directory.guard.anywhere(actor, 'grievance.handle', () => setAway(parts, moves, actor.id, until)),
  };
}

/** Notes until when somebody is away; what they hold goes back. @returns how many did */
export async function setAway(
  { store, clock }: Pick<GrievanceParts, 'store' | 'clock'>,
  moves: Pick<Moves, 'after' | 'byClock'>,
  handler: string,
  until: Date | undefined,
): Promise<Outcome<number>> {
  if (until && !(until > clock.now())) return refused('invalid', { field: 'until' });
  await store.putHandler({ actor: handler, units: (await store.handler(handler))?.units, awayUntil: until });
  if (!until) return done(0);
  const held = await store.list(EVERYWHERE, { holder: handler, states: ['working'], limit: MOST_HELD });
  let gone = 0;
  for (const { number } of held) {
    const free = await moves.byClock(number, 'lapse', one => moves.after(one, 'lapse', SYSTEM.id, {}), { why: 'away' });
    if (free) gone++;
  }
  return done(gone);
}

/** What taking it changes. */
const inHand = ({ id }: Actor, { handlers }: Grievance): Step => ({ change: { holder: id, handlers: withOne(handlers, id) } });

/** Each once, in the order in which they came. */
export const withOne = (actors: readonly string[], actor: string): readonly string[] =>
  actors.includes(actor) ? actors : [...actors, actor];
