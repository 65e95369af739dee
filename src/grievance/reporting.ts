/**
 * Takes reports: checked, numbered, sent to the unit that answers for their kind, with their clock running from now. Present danger is told to those
 * on the spot in the same transaction.
 */
import { type Actor, placeOf } from '../directory/model.ts';
import { done, type Outcome, refused } from '../directory/outcome.ts';
import { dayAt } from '../shared/calendar.ts';
import type { HouseholdId } from '../shared/ids.ts';
import { caseClock, timesOf } from './clocks.ts';
import { alarm } from './danger-alarm.ts';
import { limitsOf } from './limits.ts';
import { type Grievance, type GrievanceDraft, type GrievanceRecord, OPEN } from './model.ts';
import { type Moves, REPORTER } from './moves.ts';
import type { GrievanceParts } from './parts.ts';
import { fitting, LONGEST_REPORT } from './said.ts';
import type { Intake, Reporter } from './service.ts';
import { spanOf } from './steps.ts';

/** So many that are still open somebody may have reported on one day; danger always gets through. */
export const MOST_A_DAY = 5;

/** Characters. */
const LONGEST_WHERE = 100;
const LONGEST_NAME = 40;
const MOST_PHOTOS = 9;

/** Whose a case is. */
type Whose = Pick<Grievance, 'reporter' | 'household' | 'takenBy'> & Pick<GrievanceRecord, 'name' | 'phone'>;

export function createReporting(parts: GrievanceParts, moves: Moves): Pick<Intake, 'expect' | 'report' | 'reportFor'> {
  const { store, directory, suggest, kindOf, wordsOf, clock } = parts;

  /** Within a transaction of the caller. @param by an actor's id */
  const take = async (draft: GrievanceDraft, whose: Whose, by: string): Promise<Outcome<Grievance>> => {
    const now = clock.now();
    const kind = kindOf(draft.kind)!;
    const { region } = draft.place;
    const record = recordFrom(draft, whose);
    const { danger } = suggest(record.text, region);
    const { name: _, phone: _phone, ...held } = whose;
    const first: Grievance = {
      ...held,
      number: await store.newNumber(),
      state: 'received',
      kind: kind.id,
      danger,
      isSafety: kind.isSafety || danger !== 'none',
      place: draft.place,
      unit: kind.unitIn(region),
      receivedAt: now,
      dueAt: now,
      alarm: 'none',
      returns: 0,
      reopenings: 0,
      calls: 0,
      extensions: 0,
      handlers: [],
      supporters: 0,
      record,
      version: 1,
    };
    const limits = limitsOf(parts, first);
    const grievance = { ...first, ...timesOf(first, limits, spanOf(first.state, limits), now) };
    await store.add(grievance, wordsOf([record.text, record.where ?? ''].join(' ')));
    const { text, where, photos } = record;
    await moves.link(grievance.number, by, 'report', { kind: kind.id, text, where, photos });
    if (danger !== 'none' && !draft.isPassedOn) await alarm(parts, grievance, record.text);
    await parts.onMoved?.(grievance, 'report');
    return done(grievance);
  };

  /** The draft as it may be taken in: within the settlement as it is recorded. */
  const checked = async (given: GrievanceDraft): Promise<Outcome<GrievanceDraft>> => {
    const fault = faultIn(given) ?? (kindOf(given.kind) ? undefined : 'category');
    if (fault) return refused('invalid', { field: fault });
    const { region, settlement: id } = given.place;
    if (!id) return done({ ...given, place: { region } });
    const settlement = await directory.reach.settlement(id);
    return settlement
      ? done({ ...given, place: { ...placeOf(settlement), region: settlement.region } })
      : refused('unknown', { what: 'settlement' });
  };

  const isTooMany = async ({ at }: Reporter): Promise<boolean> => {
    const today = dayAt(clock.now());
    const latest = await store.reportedBy(at, 2 * MOST_A_DAY);
    return latest.filter(one => OPEN.includes(one.state) && dayAt(one.receivedAt) === today).length >= MOST_A_DAY;
  };

  return {
    expect(id, region) {
      const kind = kindOf(id);
      const limits = limitsOf(parts, { kind: id, danger: 'none', place: { region } });
      return { unit: kind?.unitIn(region), dueAt: caseClock(limits, clock.now(), 0).dueAt };
    },

    report: (reporter, given) =>
      directory.transact(async () => {
        const draft = await checked(given);
        if (!draft.ok) return draft;
        const isDanger = suggest(given.text, given.place.region).danger !== 'none';
        if (!isDanger && (await isTooMany(reporter))) return refused('many-today', { most: MOST_A_DAY });
        return take(draft.value, await whoReports(reporter, draft.value), REPORTER);
      }),

    reportFor: (actor, given, household) =>
      directory.transact(async () => {
        const draft = await checked(given);
        const place = draft.ok ? draft.value.place : given.place;
        return directory.guard.run(actor, { action: 'grievance.report', place }, async () => {
          if (!draft.ok) return draft;
          if (!given.isAnonymous && !given.onBehalf) return refused('no-consent');
          const whose = await heldFor(actor, draft.value, household);
          return whose.ok ? take(draft.value, whose.value, actor.id) : whose;
        });
      }),
  };

  /** Of somebody who reports without a name, nothing is kept but where they are told of it. */
  async function whoReports({ at, visitor: { link } }: Reporter, draft: GrievanceDraft): Promise<Whose> {
    if (draft.isAnonymous) return { reporter: at };
    const own = link && (await directory.households.own(link.person))?.household;
    const member = own?.members.find(({ id }) => id === link?.member);
    return { reporter: at, household: own?.id, name: draft.name ?? member?.name, phone: draft.phone ?? member?.phone };
  }

  async function heldFor(actor: Actor, draft: GrievanceDraft, id: HouseholdId | undefined): Promise<Outcome<Whose>> {
    if (draft.isAnonymous || !id) return done({ takenBy: actor.id, name: draft.name, phone: draft.phone });
    const household = await directory.reach.household(id);
    if (household?.settlement !== draft.place.settlement) return refused('unknown', { what: 'household' });
    const [head] = household?.members ?? [];
    const phone = draft.phone ?? head?.phone;
    return done({ takenBy: actor.id, household: id, name: draft.name ?? head?.name, phone });
  }
}

/** What is personal of it. */
const recordFrom = (draft: GrievanceDraft, { name, phone }: Whose): GrievanceRecord => {
  const { text, where, photos, isAnonymous = false, onBehalf } = draft;
  const whose = isAnonymous ? {} : { name: name?.trim() || undefined, phone: phone?.trim() || undefined, onBehalf };
  return { text: text.trim(), where: where?.trim() || undefined, photos, isAnonymous, ...whose, additions: [], notes: [] };
};

/** The field that cannot be taken as it is. */
function faultIn({ text, where = '', name = '', phone = '', photos = [], onBehalf }: GrievanceDraft): string | undefined {
  if (!fitting(text, 'text', LONGEST_REPORT).ok) return 'text';
  if ([...where].length > LONGEST_WHERE) return 'where';
  if ([...name].length > LONGEST_NAME) return 'name';
  if ([...phone].length > LONGEST_NAME) return 'phone';
  if (onBehalf && !fitting(onBehalf.name, 'onBehalf', LONGEST_NAME).ok) return 'onBehalf';
  return photos.length > MOST_PHOTOS ? 'photos' : undefined;
}
