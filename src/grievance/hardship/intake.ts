/**
 * Takes reports in: from whoever has agreed to the check, in their own chat, and from cadres for those who cannot write. And all that those who
 * reported do with theirs.
 */
import { mayAgree } from '../../directory/households.ts';
import { done, type Outcome, refused } from '../../directory/outcome.ts';
import { dayAt } from '../../shared/calendar.ts';
import type { HouseholdId } from '../../shared/ids.ts';
import { linked } from '../history.ts';
import type { Reporter } from '../service.ts';
import { HARDSHIP_MOVE_NAMES, hardshipMove } from './life.ts';
import { type Authorisation, type Hardship, type HardshipDraft, UNDECIDED } from './model.ts';
import { type HardshipMoves, isReportedBy } from './moves.ts';
import type { HardshipParts } from './parts.ts';
import type { HardshipDesk, HardshipView, OwnHardships } from './service.ts';

/** Characters of what is told. */
export const LONGEST_ACCOUNT = 1000;
/** Characters of a name, a building or a door. */
export const LONGEST_NAME = 40;
/** So many belong to a household at most. */
export const MOST_PEOPLE = 30;
/** So many of one person are open at a time: their own, and neighbours'. */
export const MOST_OPEN = 3;

type IntakeParts = HardshipParts & { readonly moves: HardshipMoves };

/** Makes what takes reports in. */
export function createHardshipIntake(parts: IntakeParts): OwnHardships & Pick<HardshipDesk, 'reportFor'> {
  const { store, history, directory, deliveries, voice, clock, random, moves, knowledge, onMoved } = parts;
  const { guard, reach, households } = directory;
  const today = () => dayAt(clock.now());

  /** What is wrong with a report, if anything is. */
  function faultIn({
    risk,
    people,
    text,
    name,
    building = '',
    door = '',
    phone = '',
    guardian,
  }: HardshipDraft): string | undefined {
    const isLong = (one: string) => [...one].length > LONGEST_NAME;
    if (!knowledge().risks.some(({ id }) => id === risk)) return 'risk';
    if (!Number.isInteger(people) || people < 1 || people > MOST_PEOPLE) return 'people';
    if (text.trim() === '' || [...text].length > LONGEST_ACCOUNT) return 'text';
    if (name.trim() === '' || isLong(name)) return 'name';
    if (guardian !== undefined && (guardian.trim() === '' || isLong(guardian))) return 'guardian';
    if (isLong(building)) return 'building';
    if (isLong(phone)) return 'phone';
    return isLong(door) ? 'room' : undefined;
  }

  async function take(
    draft: HardshipDraft,
    authorisation: Authorisation,
    from: Pick<Hardship, 'reporter' | 'household' | 'takenBy'>,
  ): Promise<Outcome<Hardship>> {
    const { settlement: id, risk, people, text, name, building, door, phone } = draft;
    const field = faultIn(draft);
    if (field) return refused('invalid', { field });
    const settlement = await reach.settlement(id);
    if (!settlement) return refused('unknown', { what: 'settlement' });
    const receivedAt = clock.now();
    const { dueAt, alarmAt } = moves.clockFrom(receivedAt);
    const report: Hardship = {
      ...from,
      number: await history.newNumber(),
      state: 'reported',
      risk,
      people,
      place: { region: settlement.region, county: settlement.county, settlement: id },
      receivedAt,
      dueAt,
      alarm: 'none',
      alarmAt: alarmAt('none'),
      assessors: [],
      record: {
        name: name.trim(),
        building,
        door,
        phone,
        text: text.trim(),
        authorisation,
        additions: [],
        checks: [],
        objections: [],
      },
      version: 1,
    };
    await store.add(report);
    const deed = { case: report.number, by: authorisation.recordedBy, action: 'report', at: receivedAt };
    const data = { risk, people, text: report.record?.text, authorisation };
    await history.append(linked(await history.head(report.number), { ...deed, data }, random));
    for (const cadre of await directory.cadresOf(id))
      await deliveries.post(`aid:${report.number}:arrived`, cadre, await voice.arrived(cadre, report));
    await onMoved?.(report, 'report');
    return done(report);
  }

  /** Whether the one who reports is too young to agree, as far as their file says. */
  async function isTooYoung({ visitor }: Reporter): Promise<boolean> {
    const { person } = visitor.actor;
    const own = person && (await households.own(person.id));
    const member = own?.household.members.find(({ id }) => id === own.link.member);
    return member !== undefined && !mayAgree(member, today());
  }

  const viewFor =
    ({ visitor }: Reporter) =>
    (report: Hardship): HardshipView => ({
      report,
      can: HARDSHIP_MOVE_NAMES.filter(
        name => hardshipMove(name).by === 'reporter' && !moves.hindered(report, name, visitor.actor.id),
      ),
    });
  const shown = (reporter: Reporter, outcome: Outcome<Hardship>): Outcome<HardshipView> =>
    outcome.ok ? done(viewFor(reporter)(outcome.value)) : outcome;
  const isFit = (text: string) => text.trim() !== '' && [...text].length <= LONGEST_ACCOUNT;

  return {
    report: (reporter, draft) =>
      directory.transact(async () => {
        const { at, visitor } = reporter;
        const { guardian } = draft;
        if (guardian === undefined && (await isTooYoung(reporter))) return refused('invalid', { field: 'guardian' });
        const open = (await store.reportedBy(at, MOST_OPEN)).filter(({ state }) => UNDECIDED.includes(state));
        if (open.length >= MOST_OPEN) return refused('exists', { field: 'hardship' });
        const isHome = visitor.link !== undefined && visitor.settlement?.id === draft.settlement;
        const authorisation: Authorisation = { how: 'chat', on: today(), guardian, recordedBy: visitor.actor.id };
        return take(draft, authorisation, { reporter: at, ...(isHome ? { household: visitor.link?.household } : {}) });
      }),

    reportFor: (actor, { consent, witness, household, ...draft }) =>
      guard.within(actor, { action: 'hardship.edit', reason: 'report' }, draft.settlement, async () => {
        if (witness.trim() === '' || [...witness].length > LONGEST_NAME) return refused('invalid', { field: 'witness' });
        const elsewhere = household && (await isElsewhere(household));
        if (elsewhere) return refused('unknown', { what: 'household' });
        const { guardian } = draft;
        const authorisation: Authorisation = { how: consent, on: today(), guardian, witness, recordedBy: actor.id };
        return take(draft, authorisation, { household, takenBy: actor.id });

        async function isElsewhere(id: HouseholdId): Promise<boolean> {
          const opened = await households.open(actor, id, 'check');
          return !opened.ok || opened.value.settlement !== draft.settlement;
        }
      }),

    async mine(reporter, limit) {
      return (await store.reportedBy(reporter.at, limit)).map(viewFor(reporter));
    },

    async own(reporter, number) {
      const report = await store.get(number);
      return report && isReportedBy(report, reporter.at)
        ? done(viewFor(reporter)(report))
        : refused('unknown', { what: 'hardship' });
    },

    add: async (reporter, number, text) =>
      shown(
        reporter,
        await moves.ownAct(reporter, number, 'add', ({ record }, now) => {
          if (!record || !isFit(text)) return refused('invalid', { field: 'text' });
          const additions = [...record.additions, { at: now.toISOString(), text: text.trim() }];
          return done({ change: { record: { ...record, additions, missing: undefined } }, data: { text } });
        }),
      ),

    withdraw: async (reporter, number) => shown(reporter, await moves.ownAct(reporter, number, 'withdraw', () => done({}))),

    object: async (reporter, number, why) =>
      shown(
        reporter,
        await moves.ownAct(reporter, number, 'object', ({ record }) => {
          if (!record || !isFit(why)) return refused('invalid', { field: 'why' });
          return done({ change: { record: { ...record, disagreement: why.trim() } }, data: { why } });
        }),
      ),
  };
}
