/**
 * Makes the moves of reports: held against the table of what may be done, kept with its link of the history, and told to whoever reported it.
 */
import type { Actor } from '../../directory/model.ts';
import { done, type Outcome, refused } from '../../directory/outcome.ts';
import { type Day, dayAfter } from '../../shared/calendar.ts';
import { caseClock, earliest } from '../clocks.ts';
import { linked } from '../history.ts';
import type { Reporter } from '../service.ts';
import { type HardshipMove, hardshipHindrance, hardshipMove, stateAfter } from './life.ts';
import { type Hardship, type HardshipState, UNDECIDED } from './model.ts';
import type { HardshipParts } from './parts.ts';

/** What a move changes, and what of it is put on record. */
export interface Change {
  readonly change?: Partial<Hardship>;
  /** Sealed, and erased with the report. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Makes moves. */
export interface HardshipMoves {
  /** By staff: the gate is asked first. */
  act(
    actor: Actor,
    number: number,
    name: HardshipMove,
    make: (report: Hardship, now: Date) => Outcome<Change> | Promise<Outcome<Change>>,
  ): Promise<Outcome<Hardship>>;
  /** By whoever reported it: what is not theirs is `unknown`. */
  ownAct(
    reporter: Reporter,
    number: number,
    name: HardshipMove,
    make: (report: Hardship, now: Date) => Outcome<Change>,
  ): Promise<Outcome<Hardship>>;
  /** Whether a move could be made now. */
  hindered(report: Hardship, name: HardshipMove, actor: string): boolean;
  /** Keeps a report as it is now, with the link that says what was done. @returns `changed` where it is another one meanwhile */
  keep(
    report: Hardship,
    change: Partial<Hardship>,
    by: string,
    action: string,
    data?: Change['data'],
  ): Promise<Outcome<Hardship>>;
  /** When the clock has something to tell of it next: that it is late, or that its notice hung long enough. */
  nextAlarm(report: Hardship, now: Date): Date | undefined;
  /** The clock of a report that came in at an instant. */
  clockFrom(receivedAt: Date): ReturnType<typeof caseClock>;
}

/** Ended, or taken in: nobody is late with it any more. */
const isRunning = (report: Hardship): boolean => UNDECIDED.includes(report.state);

/** Where a report stands, in refusals: below `directory:what`. */
const STANDS: Readonly<Record<HardshipState, string>> = {
  reported: 'hardship-reported',
  checking: 'hardship-checking',
  assessed: 'hardship-assessed',
  publicised: 'hardship-publicised',
  included: 'hardship-included',
  'not-included': 'hardship-not-included',
  ended: 'hardship-ended',
  withdrawn: 'hardship-withdrawn',
};

/** When a notice hung long enough: as the day after its last one begins in Asia/Shanghai. */
export const noticeOver = (until: Day): Date => new Date(`${dayAfter(until)}T00:00:00+08:00`);

/** Whether somebody reported it from where they are now. */
export const isReportedBy = ({ reporter: to }: Hardship, at: Reporter['at']): boolean =>
  to !== undefined && to.channel === at.channel && to.account === at.account && to.person === at.person;

/** What is personal of a report is gone; its figures stay. */
export const erased: Partial<Hardship> = { record: undefined, reporter: undefined, household: undefined };

export function createHardshipMoves({
  store,
  history,
  directory,
  deliveries,
  voice,
  knowledge,
  clock,
  random,
  onMoved,
}: HardshipParts): HardshipMoves {
  const { guard } = directory;
  const days = () => {
    const { publicity, object } = knowledge().limits;
    return { publicity: publicity.days, object: object.days };
  };
  const clockFrom: HardshipMoves['clockFrom'] = receivedAt =>
    caseClock({ settle: { days: knowledge().limits.identify.days }, extend: { days: 0 } }, receivedAt, 0);

  const nextAlarm: HardshipMoves['nextAlarm'] = (report, now) => {
    if (!isRunning(report)) return undefined;
    const { publicised, state, receivedAt, alarm } = report;
    const over = state === 'publicised' && publicised ? noticeOver(publicised.until) : undefined;
    return earliest(clockFrom(receivedAt).alarmAt(alarm), over && over > now ? over : undefined);
  };

  const keep: HardshipMoves['keep'] = async (report, change, by, action, data) => {
    const next: Hardship = { ...report, ...change, version: report.version + 1 };
    if (!(await store.put(next))) return refused('changed');
    const head = await history.head(report.number);
    await history.append(linked(head, { case: report.number, by, action, at: clock.now(), data }, random));
    return done(next);
  };

  /** What follows from where it stands now: whether the clock runs, and whether anything is still to come. */
  function timesOf(report: Hardship, name: HardshipMove, now: Date): Partial<Hardship> {
    const state = stateAfter(report.state, name);
    const next = { ...report, state };
    return {
      state,
      alarmAt: nextAlarm(next, now),
      ...(name === 'include' || name === 'notInclude' ? { decidedAt: now } : {}),
      ...(state === 'not-included' || state === 'ended' || state === 'withdrawn' ? { endedAt: now } : {}),
      ...(name === 'object' || name === 'recheck' ? { decidedAt: undefined, endedAt: undefined, publicised: undefined } : {}),
      ...(state === 'withdrawn' ? erased : {}),
    };
  }

  const move = async (
    report: Hardship,
    name: HardshipMove,
    by: string,
    { change = {}, data }: Change,
    now: Date,
  ): Promise<Outcome<Hardship>> => {
    const kept = await keep(report, { ...change, ...timesOf({ ...report, ...change }, name, now) }, by, name, data);
    if (!kept.ok) return kept;
    if (kept.value.state === 'withdrawn') await history.erasePayloads(report.number);
    const { reporter } = report;
    const news = reporter && (await voice.moved(reporter, kept.value, name));
    if (reporter && news) await deliveries.post(`aid:${report.number}:${kept.value.version}`, reporter, news);
    await onMoved?.(kept.value, name);
    return kept;
  };

  const refusalFor = (report: Hardship, name: HardshipMove, by: string, now: Date): Outcome<never> | undefined => {
    const hindrance = hardshipHindrance(report, name, by, now, days());
    if (!hindrance) return undefined;
    switch (hindrance) {
      case 'state':
        return refused('state', { what: STANDS[report.state] });
      case 'too-early':
        return refused('state', { what: 'hardship-hanging' });
      case 'too-late':
        return refused('too-late', { days: days().object });
      case 'own':
        return refused('own');
    }
  };

  return {
    keep,
    nextAlarm,
    clockFrom,
    hindered: (report, name, actor) => hardshipHindrance(report, name, actor, clock.now(), days()) !== undefined,
    act: (actor, number, name, make) =>
      directory.transact(async () => {
        const report = await store.get(number);
        const { by: action } = hardshipMove(name);
        if (action === 'reporter' || action === 'clock') throw new TypeError(`${name} is not done by staff`);
        if (!report) return guard.anywhere(actor, action, async () => refused('unknown', { what: 'hardship' }));
        const request = { action, place: report.place, subject: String(number), reason: name };
        return guard.run(actor, request, async () => {
          const now = clock.now();
          const refusal = refusalFor(report, name, actor.id, now);
          if (refusal) return refusal;
          const made = await make(report, now);
          return made.ok ? move(report, name, actor.id, made.value, now) : made;
        });
      }),
    ownAct: ({ at, visitor }, number, name, make) =>
      directory.transact(async () => {
        const report = await store.get(number);
        if (!report || !isReportedBy(report, at)) return refused('unknown', { what: 'hardship' });
        const now = clock.now();
        const refusal = refusalFor(report, name, visitor.actor.id, now);
        if (refusal) return refusal;
        const made = make(report, now);
        return made.ok ? move(report, name, visitor.actor.id, made.value, now) : made;
      }),
  };
}
