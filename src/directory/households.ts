/**
 * Household files: seen in full by the cadres of their settlement alone, each look recorded with its reason; changed, linked to the people they
 * are about, and erased.
 */

import { type Day, dayAt } from '../shared/calendar.ts';
import type { Clock } from '../shared/clock.ts';
import type { HouseholdId, Ids, PersonId, SettlementId } from '../shared/ids.ts';
import type { Code, Codes } from './codes.ts';
import { ageOn } from './facts.ts';
import type { Guard, Request } from './guard.ts';
import { householdFault } from './household-faults.ts';
import { buildingIn, keysOf } from './household-keys.ts';
import type { Actor, Consent, Household, HouseholdKey, Identity, Link, Member, Page, PURPOSES, Settlement } from './model.ts';
import { done, type Outcome, refused } from './outcome.ts';
import { allPages } from './pages.ts';
import type { DirectoryStore } from './store.ts';

/** Why a file was looked at. */
export const REASONS = ['resident-asks', 'visit', 'check', 'correction', 'link', 'consent'] as const;
/** One of `REASONS`. */
export type Reason = (typeof REASONS)[number];

/** A household in a list: who it is shows only to those who know it. */
export interface HouseholdSummary {
  readonly id: HouseholdId;
  /** Building, entrance, room. */
  readonly door: readonly string[];
  readonly code?: string | undefined;
  /** The head's family name: 张**. */
  readonly head: string;
  readonly members: number;
}

/** A household as somebody describes it. */
export type HouseholdDraft = Omit<Household, 'id' | 'settlement' | 'consents' | 'version'>;

/** Somebody's agreement as it is recorded. */
export type ConsentDraft = Pick<Consent, 'purpose' | 'how' | 'member'>;

/** What may be done with households. */
export interface Households {
  list(
    actor: Actor,
    settlement: SettlementId,
    page: Page & { readonly building?: string | undefined },
  ): Promise<Outcome<readonly HouseholdSummary[]>>;
  /** Those with a number, telephone, identity number, name or door. */
  find(actor: Actor, settlement: SettlementId, key: HouseholdKey): Promise<Outcome<readonly HouseholdSummary[]>>;
  open(actor: Actor, id: HouseholdId, reason: Reason): Promise<Outcome<Household>>;
  add(actor: Actor, settlement: SettlementId, draft: HouseholdDraft): Promise<Outcome<Household>>;
  change(actor: Actor, id: HouseholdId, version: number, draft: HouseholdDraft): Promise<Outcome<Household>>;
  /** The same for part of the file, as it is now. */
  amend(
    actor: Actor,
    id: HouseholdId,
    change: (before: Household) => Partial<HouseholdDraft>,
    version: number,
  ): Promise<Outcome<Household>>;
  /** Erases the file, its links, and what imports remember of it. */
  erase(actor: Actor, id: HouseholdId): Promise<Outcome<HouseholdId>>;
  /** A code that links whoever types it to a member of the household. */
  linkCode(actor: Actor, id: HouseholdId, member: string): Promise<Outcome<Code>>;
  /** Links somebody whose code was taken. */
  link(person: PersonId, household: HouseholdId, member: string, by: string): Promise<Outcome<Linked>>;
  consent(actor: Actor, id: HouseholdId, consent: ConsentDraft): Promise<Outcome<Household>>;
  /** All files of a settlement, for what is known of its people's work; the look is recorded once, with its reason. */
  filesForWork(
    actor: Actor,
    settlement: SettlementId,
    reason: 'first' | 'ledger',
  ): Promise<Outcome<{ readonly settlement: Settlement; readonly households: readonly Household[] }>>;
  /** Works on a file for its people's work. */
  forWork<T>(
    actor: Actor,
    action: 'work.view' | 'work.edit',
    id: HouseholdId,
    work: (household: Household, settlement: Settlement) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>>;
  /** Notes how a member works, for a room that has asked the gate. */
  noteWork(id: HouseholdId, member: string, change: Pick<Member, 'work' | 'workplace'>): Promise<Outcome<Household>>;
  /** For an eligibility interview with the household's consent: what is known of it. */
  check(actor: Actor, id: HouseholdId): Promise<Outcome<{ readonly household: Household; readonly settlement: Settlement }>>;
  /** What a linked person may see of their own household. */
  own(person: PersonId): Promise<{ readonly household: Household; readonly link: Link } | undefined>;
  /** Whom to call where somebody could not be written to: their household, where it agreed to be spoken to. */
  toCall(identity: Identity): Promise<(HouseholdSummary & Pick<Household, 'settlement'>) | undefined>;
  /** Withdraws what the person's household agreed to. @returns how many consents ended */
  withdraw(actor: Actor, person: PersonId): Promise<number>;
}

/** Somebody's place in a household. */
export interface Linked {
  readonly link: Link;
  readonly household: Household;
  readonly settlement: Settlement;
}

export interface HouseholdParts {
  readonly store: DirectoryStore;
  readonly guard: Guard;
  readonly codes: Codes;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Tells the rooms beside the directory that a file is gone, in the transaction that erases it. */
  readonly onErased: (id: HouseholdId) => Promise<void>;
}

export function createHouseholds({ store, guard, codes, clock, ids, onErased }: HouseholdParts): Households {
  const today = (): Day => dayAt(clock.now());
  /** The work on a household within its settlement. */
  const on = <T>(
    actor: Actor,
    request: Omit<Request, 'place'> & { readonly subject: HouseholdId },
    work: (household: Household, settlement: Settlement) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> =>
    store.transact(async () => {
      const household = await store.households.get(request.subject);
      if (!household)
        return guard.run(actor, { ...request, place: {} }, () => Promise.resolve(refused('unknown', { what: 'household' })));
      return guard.within(actor, request, household.settlement, settlement => work(household, settlement));
    });
  const write = async (household: Household): Promise<Outcome<Household>> => {
    const lost = await store.households.put([{ household, keys: keysOf(household) }], clock.now());
    return lost.length === 0 ? done(household) : refused('changed');
  };
  const revised = (household: Household, change: Partial<Household>): Household => ({
    ...household,
    ...change,
    version: household.version + 1,
  });
  const amend: Households['amend'] = (actor, id, change, version) =>
    on(actor, { action: 'household.edit', subject: id }, async (before, place) => {
      if (before.version !== version) return refused('changed');
      const changed = revised(before, change(before));
      const household = { ...changed, building: buildingIn(place, changed.building) };
      const field = householdFault(household, today());
      return field ? refused('invalid', { field }) : write(household);
    });

  return {
    list: (actor, settlement, { building, ...page }) =>
      guard.within(actor, { action: 'household.list' }, settlement, async place => {
        const within = building === undefined ? page : { ...page, building: buildingIn(place, building) };
        return done((await store.households.list(place.id, within)).map(summaryOf));
      }),

    find: (actor, settlement, key) =>
      guard.within(actor, { action: 'household.list' }, settlement, async ({ id }) => {
        const found = await store.households.find(key, id);
        const households = await Promise.all(found.slice(0, MOST_FOUND).map(one => store.households.get(one)));
        return done(households.flatMap(household => (household ? [summaryOf(household)] : [])));
      }),

    open: (actor, id, reason) => on(actor, { action: 'household.open', subject: id, reason }, async household => done(household)),

    add: (actor, settlement, draft) => {
      const id = ids.household();
      return guard.within(actor, { action: 'household.edit', subject: id, reason: 'added' }, settlement, async place => {
        const building = buildingIn(place, draft.building);
        const household: Household = { ...draft, building, id, settlement, consents: [], version: 1 };
        const field = householdFault(household, today());
        return field ? refused('invalid', { field }) : write(household);
      });
    },

    change: (actor, id, version, draft) => amend(actor, id, () => draft, version),
    amend,

    erase: (actor, id) =>
      on(actor, { action: 'household.erase', subject: id }, async () => {
        await store.households.remove(id);
        await onErased(id);
        return done(id);
      }),

    linkCode: (actor, id, member) =>
      on(actor, { action: 'household.link', subject: id, reason: 'code' }, async household => {
        if (!household.members.some(one => one.id === member)) return refused('unknown', { what: 'member' });
        return done(await codes.issue(actor, { kind: 'household', household: id, member }));
      }),

    link: (person, id, member, by) =>
      store.transact(async () => {
        const household = await store.households.get(id);
        const settlement = household && (await store.settlements.get(household.settlement));
        if (!settlement || !household.members.some(one => one.id === member)) return refused('unknown', { what: 'household' });
        const link: Link = { person, household: id, member, linkedBy: by, linkedAt: clock.now().toISOString() };
        await store.people.unlink(person);
        await store.people.link(link);
        return done({ link, household, settlement });
      }),

    consent: (actor, id, draft) =>
      on(actor, { action: 'household.edit', subject: id, reason: 'consent' }, async before => {
        const member = before.members.find(one => one.id === draft.member);
        if (draft.member !== undefined && !member) return refused('unknown', { what: 'member' });
        if (member && !mayAgree(member, today())) return refused('invalid', { field: 'member' });
        const consent: Consent = { ...draft, on: today(), recordedBy: actor.id };
        return write(revised(before, { consents: [...before.consents, consent] }));
      }),

    filesForWork: (actor, id, reason) =>
      guard.within(actor, { action: 'work.view', reason }, id, async settlement =>
        done({ settlement, households: await allPages(page => store.households.list(id, page)) }),
      ),

    forWork: (actor, action, id, work) => on(actor, { action, subject: id }, work),

    noteWork: (id, member, change) =>
      store.transact(async () => {
        const before = await store.households.get(id);
        if (!before) return refused('unknown', { what: 'household' });
        const members = before.members.map(one => (one.id === member ? { ...one, ...change } : one));
        return write(revised(before, { members }));
      }),

    check: (actor, id) =>
      on(actor, { action: 'household.check', subject: id }, async (household, settlement) =>
        agreesTo(household, 'eligibility') ? done({ household, settlement }) : refused('no-consent'),
      ),

    own: person =>
      store.transact(async () => {
        const link = await store.people.linkOf(person);
        const household = link && (await store.households.get(link.household));
        return household && { household, link };
      }),

    async toCall(identity) {
      const person = await store.people.behind(identity);
      const link = person && (await store.people.linkOf(person.id));
      const household = link && (await store.households.get(link.household));
      return household && agreesTo(household, 'contact')
        ? { ...summaryOf(household), settlement: household.settlement }
        : undefined;
    },

    withdraw: (actor, person) =>
      store.transact(async () => {
        const link = await store.people.linkOf(person);
        const before = link && (await store.households.get(link.household));
        const open = before?.consents.filter(({ withdrawnOn }) => withdrawnOn === undefined).length ?? 0;
        if (!before || open === 0) return 0;
        const consents = before.consents.map(consent => ({ ...consent, withdrawnOn: consent.withdrawnOn ?? today() }));
        const outcome = await write(revised(before, { consents }));
        await guard.record(
          actor,
          { action: 'consent.withdraw', place: { settlement: before.settlement }, subject: before.id },
          outcome,
        );
        return outcome.ok ? open : 0;
      }),
  };
}

/** So many households are shown for one key. */
const MOST_FOUND = 20;

/** From this age on people agree for themselves (PIPL, article 31); a guardian agrees for those below it. */
export const AGREES_FROM = 14;

/** Whether somebody may agree; whose birth is not on file may. */
export const mayAgree = ({ birth }: Member, on: Day): boolean => birth === undefined || ageOn(birth, on) >= AGREES_FROM;

/** Whether a household agreed to something and did not take it back. */
export const agreesTo = ({ consents }: Household, purpose: (typeof PURPOSES)[number]): boolean =>
  consents.some(consent => consent.purpose === purpose && consent.withdrawnOn === undefined);

/** A household as a list shows it. */
export function summaryOf({ id, building, entrance, room, code, members }: Household): HouseholdSummary {
  const head = members.find(({ relation }) => relation === 'head') ?? members[0];
  return {
    id,
    door: [building, entrance, room].flatMap(part => part ?? []),
    code,
    head: maskedName(head?.name ?? ''),
    members: members.length,
  };
}

/** 张三丰 → 张**; the family name alone says little in a settlement. */
export const maskedName = (name: string): string => {
  const [first = '', ...rest] = [...name.trim()];
  return first + '*'.repeat(rest.length);
};
