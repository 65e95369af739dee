/**
 * For those who report: what they say becomes a case with a number, and they see, add to, take back, confirm or object to their own.
 */
import { done, type Outcome } from '../directory/outcome.ts';
import { dayAt } from '../shared/calendar.ts';
import { closedAs, reopenedFor } from './closing.ts';
import { alarm } from './danger-alarm.ts';
import { ownCase, strange } from './gate.ts';
import { allOf, othersWith, wholeOf } from './handled-with.ts';
import { type Grievance, OPEN, publicState } from './model.ts';
import { type Moves, OF_ALL, REPORTER } from './moves.ts';
import type { GrievanceParts } from './parts.ts';
import { movesOfReporter } from './possible.ts';
import { createReporting } from './reporting.ts';
import { fitting, LONGEST_REPORT, recordOf, withAddition } from './said.ts';
import type { Alike, Intake, OwnCase, Reporter } from './service.ts';
import { forOwner, forSupporter } from './views.ts';

/** So many like cases are shown before somebody reports theirs. */
const MOST_ALIKE = 5;

/** So often a supporter is counted anew where somebody else changed the case meanwhile. */
const TRIES = 5;

export function createIntake(parts: GrievanceParts, moves: Moves): Intake {
  const { store, directory, suggest, kindOf, clock } = parts;

  const asOwn = async (grievance: Grievance): Promise<OwnCase> => {
    const own = { grievance: forOwner(grievance), state: publicState(grievance) };
    const can = movesOfReporter(grievance, clock.now());
    const whole = await wholeOf(store, grievance);
    if (whole === grievance) return { ...own, can };
    const ofAll = movesOfReporter(whole, clock.now()).filter(name => OF_ALL.includes(name));
    return { ...own, can: [...can, ...ofAll], whole: forSupporter(whole) };
  };
  const shown = async (outcome: Outcome<Grievance>): Promise<Outcome<OwnCase>> =>
    outcome.ok ? done(await asOwn(outcome.value)) : outcome;

  /** Danger in what somebody writes to a case that is open is passed on as well; the clock of the case goes on as it was. */
  const heeded = async (outcome: Outcome<Grievance>, text: string): Promise<Outcome<OwnCase>> => {
    if (outcome.ok && suggest(text, outcome.value.place.region).danger !== 'none')
      await alarm(parts, outcome.value, text, outcome.value.version);
    return shown(outcome);
  };

  /** Counts its households anew, whoever else changes it at the same time. */
  const counted = async (number: number, tries = TRIES): Promise<Grievance> => {
    const grievance = await store.get(number);
    if (!grievance || tries === 0) throw new Error(`case ${number} was changed again and again`);
    const supporters = await othersWith(store, await allOf(store, number));
    const after: Grievance = { ...grievance, supporters, version: grievance.version + 1 };
    return (await store.put(after)) ? after : counted(number, tries - 1);
  };

  const supported = async ({ at, visitor }: Reporter, number: number): Promise<Outcome<Alike>> => {
    const grievance = await store.get(number);
    if (!grievance || !isShown(grievance)) return strange();
    const isTheirs = (await ownCase(parts, at, number)).ok;
    const to = { grievance: number, at: clock.now(), to: at, household: visitor.link?.household };
    const isNew = !isTheirs && (await store.support(to));
    const now = isNew ? await counted(number) : grievance;
    if (isNew) await moves.link(number, REPORTER, 'support');
    return done(alikeOf(now, await buildingsIn(now)));
  };

  const isShown = (grievance: Grievance): boolean => OPEN.includes(grievance.state) && kindOf(grievance.kind)?.isShared === true;

  const buildingsIn = async ({ place }: Grievance): Promise<readonly string[]> => {
    const settlement = place.settlement && (await directory.reach.settlement(place.settlement));
    return settlement ? settlement.buildings.map(({ name }) => name) : [];
  };

  return {
    ...createReporting(parts, moves),
    suggest,

    async alike(settlement, kind) {
      if (!kindOf(kind)?.isShared) return [];
      const buildings = (await directory.reach.settlement(settlement))?.buildings.map(({ name }) => name) ?? [];
      return (await store.alike(settlement, kind, MOST_ALIKE)).map(one => alikeOf(one, buildings));
    },
    async supported({ at }, limit) {
      const found = await store.supportedBy(at, limit);
      return Promise.all(found.map(async one => alikeOf(one, await buildingsIn(one))));
    },
    support: (reporter, number) => directory.transact(() => supported(reporter, number)),

    mine: async ({ at }, limit) => Promise.all((await store.reportedBy(at, limit)).map(asOwn)),
    own: async ({ at }, number) => shown(await ownCase(parts, at, number)),

    add: (reporter, number, text, photos) =>
      directory.transact(async () => {
        const outcome = await moves.byReporter(reporter, number, 'add', (grievance, now) => {
          const said = fitting(text, 'text', LONGEST_REPORT);
          if (!said.ok) return said;
          const record = withAddition(recordOf(grievance), now, said.value, photos);
          return done({ change: { record }, said: { text: said.value, photos } });
        });
        return heeded(outcome, text);
      }),
    withdraw: async (reporter, number) => shown(await moves.byReporter(reporter, number, 'withdraw', () => done({}))),
    confirm: async (reporter, number) =>
      shown(await moves.byReporter(reporter, number, 'confirm', () => done(closedAs('confirmed')))),
    object: (reporter, number, given) =>
      directory.transact(async () => {
        const outcome = await moves.byReporter(reporter, number, 'object', (grievance, now) => {
          const why = fitting(given, 'why', LONGEST_REPORT);
          return why.ok ? done(reopenedFor(grievance, why.value, now)) : why;
        });
        const heard = await heeded(outcome, given);
        // What another reported is not shown to whoever objects to its answer.
        return outcome.ok && outcome.value.number !== number ? shown(await ownCase(parts, reporter.at, number)) : heard;
      }),
  };
}

/** As anybody in the settlement may see it. @param buildings as the settlement calls them */
const alikeOf = (grievance: Grievance, buildings: readonly string[]): Alike => ({
  number: grievance.number,
  kind: grievance.kind,
  building: buildings.find(name => grievance.record?.where?.includes(name)),
  receivedOn: dayAt(grievance.receivedAt),
  state: publicState(grievance),
  households: grievance.supporters + 1,
});
