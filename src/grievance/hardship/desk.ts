/**
 * What cadres and supervisors do with reports, step by step: checked, assessed, publicised, decided by somebody who did not assess it.
 */
import { allows } from '../../directory/access.ts';
import type { Actor } from '../../directory/model.ts';
import { done, type Outcome, refused } from '../../directory/outcome.ts';
import { type Day, dayAt, parseDay } from '../../shared/calendar.ts';
import { LONGEST_ACCOUNT } from './intake.ts';
import { HARDSHIP_MOVE_NAMES, type HardshipMove, hardshipMove, publicUntil } from './life.ts';
import type { Hardship, HardshipRecord, HardshipSummary, Remark } from './model.ts';
import type { Change, HardshipMoves } from './moves.ts';
import { noticeFacts, withoutName } from './notice.ts';
import type { HardshipParts } from './parts.ts';
import type { HardshipDesk, HardshipView } from './service.ts';

/** Makes the desk. */
export function createHardshipDesk(parts: HardshipParts & { readonly moves: HardshipMoves }): Omit<HardshipDesk, 'reportFor'> {
  const { store, history, directory, voice, knowledge, illnesses, clock, moves } = parts;
  const { guard, reach } = directory;

  const viewOf = (actor: Actor, report: Hardship): HardshipView => ({
    report,
    can: HARDSHIP_MOVE_NAMES.filter(name => {
      const { by } = hardshipMove(name);
      if (by === 'reporter' || by === 'clock') return false;
      return allows(actor.rights, by, report.place) && !moves.hindered(report, name, actor.id);
    }),
  });
  /** What somebody says of it, with what that changes of the record. */
  const saying = async (
    actor: Actor,
    number: number,
    name: HardshipMove,
    field: string,
    text: string,
    change: (record: HardshipRecord, remark: Remark, report: Hardship) => Partial<Hardship>,
    more: Change['data'] = {},
  ): Promise<Outcome<HardshipView>> => {
    const made = await moves.act(actor, number, name, (report, now) => {
      const says = text.trim();
      if (!report.record || says === '' || [...says].length > LONGEST_ACCOUNT) return refused('invalid', { field });
      const remark = { by: actor.id, at: now.toISOString(), text: says };
      return done({ change: change(report.record, remark, report), data: { [field]: says, ...more } });
    });
    return made.ok ? done(viewOf(actor, made.value)) : made;
  };

  /** Looks at a report, for those who may. */
  const seen = <T>(actor: Actor, number: number, work: (report: Hardship) => Promise<Outcome<T>>): Promise<Outcome<T>> =>
    directory.transact(async () => {
      const report = await store.get(number);
      if (!report) return guard.anywhere(actor, 'hardship.view', async () => refused('unknown', { what: 'hardship' }));
      const request = { action: 'hardship.view', place: report.place, subject: String(number) } as const;
      return guard.run(actor, request, () => work(report));
    });

  const daysOf = () => {
    const { publicity, object } = knowledge().limits;
    return { publicity: publicity.days, object: object.days };
  };

  /** The day of a notice: not before the assessment, nor after today. */
  function dayOfNotice({ record }: Hardship, on: string | undefined): Day | undefined {
    const today = dayAt(clock.now());
    const day = on === undefined ? today : parseDay(on);
    const assessed = record?.assessment && dayAt(new Date(record.assessment.at));
    return day && day <= today && (assessed === undefined || day >= assessed) ? day : undefined;
  }

  async function noticeOf(report: Hardship, on: Day): Promise<Outcome<string>> {
    const settlement = await reach.settlement(report.place.settlement);
    const risk = knowledge().risks.find(({ id }) => id === report.risk);
    if (!settlement) return refused('unknown', { what: 'settlement' });
    if (!risk) return refused('invalid', { field: 'risk' });
    const until = publicUntil(on, daysOf());
    const facts = noticeFacts(report, {
      settlement: settlement.name,
      buildings: settlement.buildings.map(({ name }) => name),
      risk: risk.publicly,
      on,
      until,
      illnesses: illnesses(),
    });
    return facts.ok ? withoutName(voice.notice(facts.value), report) : facts;
  }

  return {
    list: (actor, filter) =>
      guard.anywhere(actor, 'hardship.view', async scopes =>
        done(
          (await store.list(scopes, filter)).map(
            ({ record: _record, reporter: _reporter, household: _household, ...summary }): HardshipSummary => summary,
          ),
        ),
      ),
    get: (actor, number) => seen(actor, number, async report => done(viewOf(actor, report))),
    history: (actor, number) => seen(actor, number, async () => done(await history.entries(number))),

    check: (actor, number, found) =>
      saying(actor, number, 'check', 'found', found, (record, remark) => ({
        record: { ...record, checks: [...record.checks, remark] },
      })),

    missing: (actor, number, what) =>
      saying(actor, number, 'missing', 'missing', what, (record, { text }) => ({ record: { ...record, missing: text } })),

    assess: (actor, number, { says, isProposed }) =>
      saying(
        actor,
        number,
        'assess',
        'says',
        says,
        (record, remark, { assessors }) => ({
          record: { ...record, assessment: { ...remark, isProposed }, missing: undefined },
          assessors: [...new Set([...assessors, actor.id])],
        }),
        { isProposed },
      ),

    notice: (actor, number, on) =>
      seen(actor, number, async report => {
        const day = report.publicised?.on ?? dayOfNotice(report, on);
        return day ? noticeOf(report, day) : refused('invalid', { field: 'on' });
      }),

    publicise: async (actor, number, on) => {
      const made = await moves.act(actor, number, 'publicise', async report => {
        const day = dayOfNotice(report, on);
        if (!day) return refused('invalid', { field: 'on' });
        const notice = await noticeOf(report, day);
        if (!notice.ok) return notice;
        const publicised = { on: day, until: publicUntil(day, daysOf()) };
        return done({ change: { publicised }, data: { ...publicised, notice: notice.value } });
      });
      return made.ok ? done(viewOf(actor, made.value)) : made;
    },

    dispute: (actor, number, text) =>
      saying(actor, number, 'dispute', 'text', text, (record, remark) => ({
        record: { ...record, objections: [...record.objections, remark] },
      })),

    decide: (actor, number, { isIncluded, why }) =>
      saying(actor, number, isIncluded ? 'include' : 'notInclude', 'why', why, (record, remark) => ({
        record: { ...record, decision: { ...remark, isIncluded } },
      })),

    recheck: (actor, number, why) =>
      saying(actor, number, 'recheck', 'why', why, (record, remark) => ({
        record: { ...record, checks: [...record.checks, remark], assessment: undefined },
      })),

    end: (actor, number, why) => saying(actor, number, 'end', 'why', why, record => ({ record })),

    withdrawFor: (actor, number, why) => saying(actor, number, 'withdrawFor', 'why', why, () => ({})),
  };
}
