/**
 * For handlers: what waits, and what they do with a case that they have in hand.
 */
import { done, type Outcome, refused } from '../directory/outcome.ts';
import type { UnitId } from '../shared/ids.ts';
import type { Viewing } from './case-view.ts';
import { afterAnswer } from './closing.ts';
import { onCase, strange } from './gate.ts';
import { limitsOf } from './limits.ts';
import { createLooking } from './looking.ts';
import { createMerging } from './merging.ts';
import type { Answer } from './model.ts';
import type { Moves, Work } from './moves.ts';
import type { GrievanceParts } from './parts.ts';
import { mayExtend } from './possible.ts';
import { mayGoTo } from './routing.ts';
import { fitting, recordOf, withNote } from './said.ts';
import type { AnswerDraft, Queue } from './service.ts';
import type { Step } from './steps.ts';
import { createTaking } from './taking.ts';
import { tellUndecided } from './telling.ts';

/** From the so-manieth time that a case is sent back a supervisor decides whose it is. */
const RULED_AFTER = 2;

export function createQueue(parts: GrievanceParts, moves: Moves, { shown }: Viewing): Queue {
  const { store, directory, hasClause } = parts;

  /** Work with a text that is fit; why it is no other. */
  const saying = (text: string, field: string, work: (said: string, ...on: Parameters<Work>) => Outcome<Step>): Work => {
    return (grievance, now) => {
      const said = fitting(text, field);
      return said.ok ? work(said.value, grievance, now) : said;
    };
  };

  const toUnit = (actor: string, unit: UnitId, why: string, isBack: boolean): Work =>
    saying(why, 'why', (said, grievance, now) => {
      if (!mayGoTo(parts, grievance, unit)) return refused('invalid', { field: 'unit' });
      const record = withNote(recordOf(grievance), actor, now, said);
      const returns = grievance.returns + (isBack ? 1 : 0);
      const isRuled = isBack && returns >= RULED_AFTER;
      return done({
        ...(isRuled ? { to: 'ruling' } : {}),
        change: { record, returns, unit: isRuled ? grievance.unit : unit },
        said: { unit, why: said },
      });
    });

  const answered = (actor: string, { says, clauses = [] }: AnswerDraft): Work =>
    saying(says, 'says', (said, grievance, now) => {
      if (clauses.some(clause => !hasClause(clause, grievance.place.region))) return refused('invalid', { field: 'clauses' });
      const answer: Answer = { says: said, clauses, by: actor, unit: grievance.unit, at: now.toISOString() };
      const record = { ...recordOf(grievance), asked: undefined, answer };
      return done({
        to: afterAnswer(parts, grievance),
        change: { record, answeredAt: now },
        said: { says: said, clauses },
      });
    });

  return {
    ...createTaking(parts, moves, { shown }),
    ...createLooking(parts, { shown }),
    ...createMerging(parts, moves, { shown }),

    release: async (actor, number, why) =>
      shown(
        actor,
        await moves.byStaff(
          actor,
          number,
          'release',
          saying(why, 'why', (said, grievance, now) =>
            done({ change: { record: withNote(recordOf(grievance), actor.id, now, said) }, said: { why: said } }),
          ),
        ),
      ),
    note: async (actor, number, text) =>
      shown(
        actor,
        await moves.byStaff(
          actor,
          number,
          'note',
          saying(text, 'text', (said, grievance, now) =>
            done({ change: { record: withNote(recordOf(grievance), actor.id, now, said) }, said: { text: said } }),
          ),
        ),
      ),
    ask: async (actor, number, text) =>
      shown(
        actor,
        await moves.byStaff(
          actor,
          number,
          'ask',
          saying(text, 'text', (said, grievance) =>
            done({ change: { record: { ...recordOf(grievance), asked: said } }, said: { text: said } }),
          ),
        ),
      ),
    answer: async (actor, number, draft) => shown(actor, await moves.byStaff(actor, number, 'answer', answered(actor.id, draft))),
    decline: async (actor, number, why, instead) =>
      shown(
        actor,
        await moves.byStaff(
          actor,
          number,
          'decline',
          saying(why, 'why', (said, grievance) => {
            const where = fitting(instead, 'instead');
            if (!where.ok) return where;
            const declined = { why: said, instead: where.value };
            return done({ change: { record: { ...recordOf(grievance), asked: undefined, declined } }, said: declined });
          }),
        ),
      ),
    forward: async (actor, number, unit, why) =>
      shown(actor, await moves.byStaff(actor, number, 'forward', toUnit(actor.id, unit, why, false))),
    sendBack: (actor, number, unit, why) =>
      directory.transact(async () => {
        const outcome = await moves.byStaff(actor, number, 'sendBack', toUnit(actor.id, unit, why, true));
        if (outcome.ok && outcome.value.state === 'ruling') await tellUndecided(parts, outcome.value);
        return shown(actor, outcome);
      }),
    askExtension: (actor, number, why) =>
      directory.transact(async () => {
        const outcome = await moves.byStaff(
          actor,
          number,
          'askExtension',
          saying(why, 'why', (said, grievance, now) => {
            const may = mayExtend(grievance, 'askExtension', actor.id, limitsOf(parts, grievance));
            if (!may.ok) return may;
            const extension = { why: said, by: actor.id, at: now.toISOString() };
            return done({ change: { record: { ...recordOf(grievance), extension } }, said: { why: said } });
          }),
        );
        if (outcome.ok) await tellUndecided(parts, outcome.value);
        return shown(actor, outcome);
      }),
    link: (actor, number, other) =>
      directory.transact(async () => {
        const outcome = await moves.byStaff(actor, number, 'link', async () => {
          if (other === number) return refused('invalid', { field: 'other' });
          const seen = await onCase(parts, actor, { action: 'grievance.view', number: other }, async found => done(found));
          if (!seen.ok) return strange();
          await store.link(number, other);
          return done({ said: { other } });
        });
        return shown(actor, outcome);
      }),
  };
}
