/**
 * For supervisors: whose a case is, how much time it has, whether it may be closed without reaching anybody, and how handlers work.
 */
import type { Actor } from '../directory/model.ts';
import { done, type Outcome, refused } from '../directory/outcome.ts';
import type { Scope } from '../directory/scope.ts';
import { parseRegionId } from '../shared/ids.ts';
import type { Viewing } from './case-view.ts';
import { closedAs } from './closing.ts';
import { limitsOf } from './limits.ts';
import { createMerging } from './merging.ts';
import type { Moves } from './moves.ts';
import type { GrievanceParts } from './parts.ts';
import { mayExtend } from './possible.ts';
import { mayGoTo } from './routing.ts';
import { fitting, recordOf, withNote } from './said.ts';
import type { Supervision } from './service.ts';
import { setAway, withOne } from './taking.ts';
import { forStaff } from './views.ts';

export function createSupervision(parts: GrievanceParts, moves: Moves, viewing: Viewing): Supervision {
  const { store, directory, hasUnit } = parts;
  const { guard, reach } = directory;
  const { shown } = viewing;

  /** Work on how somebody handles cases whose role lies within the supervisor's reach. */
  const onHandler = <T>(actor: Actor, handler: string, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> =>
    guard.anywhere(actor, 'grievance.supervise', async (scopes: readonly Scope[]) => {
      const handlers: readonly string[] = await reach.holdersWithin('grievance.handle', scopes);
      return handlers.includes(handler) ? work() : refused('unknown', { what: 'handler' });
    });

  const { unmerge } = createMerging(parts, moves, viewing);
  return {
    unmerge,

    undecided: (actor, page) =>
      guard.anywhere(actor, 'grievance.supervise', async scopes =>
        done((await store.list({ scopes }, { ...page, isUndecided: true, order: 'queue' })).map(forStaff)),
      ),

    assign: async (actor, number, to, given) =>
      shown(
        actor,
        await moves.byStaff(actor, number, 'assign', async (grievance, now) => {
          const why = fitting(given, 'why');
          if (!why.ok) return why;
          const record = withNote(recordOf(grievance), actor.id, now, why.value);
          if ('unit' in to) {
            // From `ruling` it may go on to where it was.
            const isRuled = grievance.state === 'ruling' && to.unit === grievance.unit;
            if (!isRuled && !mayGoTo(parts, grievance, to.unit)) return refused('invalid', { field: 'unit' });
            return done({ change: { record, unit: to.unit }, said: { unit: to.unit, why: why.value } });
          }
          const able: readonly string[] = await reach.holders('grievance.handle', [grievance.place]);
          if (!able.includes(to.holder)) return refused('unknown', { what: 'handler' });
          return done({
            to: 'working',
            change: { record, holder: to.holder, handlers: withOne(grievance.handlers, to.holder) },
            said: { holder: to.holder, why: why.value },
          });
        }),
      ),

    decideExtension: async (actor, number, granted) =>
      shown(
        actor,
        await moves.byStaff(actor, number, 'decideExtension', (grievance, now) => {
          const may = mayExtend(grievance, 'decideExtension', actor.id, limitsOf(parts, grievance));
          if (!may.ok) return may;
          const record = recordOf(grievance);
          const decision = { granted, by: actor.id, at: now.toISOString() };
          const extension = record.extension && { ...record.extension, decision };
          // What was told of its lateness was told of the time that it had before.
          const more = granted ? { extensions: grievance.extensions + 1, alarm: 'none' as const } : {};
          return done({ change: { record: { ...record, extension }, ...more }, said: { granted } });
        }),
      ),

    closeUnreached: async (actor, number) =>
      shown(actor, await moves.byStaff(actor, number, 'closeUnreached', () => done(closedAs('unreached')))),

    assignUnits: (actor, handler, units) =>
      onHandler(actor, handler, async () => {
        const isKnown = units.every(unit => {
          const region = parseRegionId(unit.split('.')[0] ?? '');
          return region !== undefined && hasUnit(unit, region);
        });
        if (!isKnown) return refused('invalid', { field: 'unit' });
        const { awayUntil } = (await store.handler(handler)) ?? {};
        await store.putHandler({ actor: handler, units: units.length > 0 ? units : undefined, awayUntil });
        return done(undefined);
      }),

    handlerAway: (actor, handler, until) => onHandler(actor, handler, () => setAway(parts, moves, handler, until)),
  };
}
