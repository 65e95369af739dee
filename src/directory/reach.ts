/**
 * Places, their groups and their people for rooms that write to many, whoever asks: what an actor may is held against the guard by those rooms.
 */
import type { GroupId, HouseholdId, PersonId, SettlementId } from '../shared/ids.ts';
import { type Action, rolesFor } from './access.ts';
import { chatsWith, type PrivateChat } from './cadres.ts';
import { type HouseholdSummary, summaryOf } from './households.ts';
import type { Group, Household, Link, Settlement } from './model.ts';
import { allPages } from './pages.ts';
import { isWithin, placeOfScope } from './places.ts';
import { covers, type Place, type Scope } from './scope.ts';
import type { DirectoryStore } from './store.ts';

/** Reads the directory for rooms beside it. */
export interface Reach {
  /** The place that a scope covers as a whole; nothing where its settlement does not exist. */
  placeOf(scope: Scope): Promise<Place | undefined>;
  settlement(id: SettlementId): Promise<Settlement | undefined>;
  settlementsIn(scopes: readonly Scope[]): Promise<readonly Settlement[]>;
  group(id: GroupId): Promise<Group | undefined>;
  /** In the order of their ids. */
  groupsOf(settlements: readonly SettlementId[]): Promise<readonly Group[]>;
  /** Those whom a role allows an action at all of the places. */
  holders(action: Action, places: readonly Place[]): Promise<readonly PersonId[]>;
  /** Those whom a role allows an action at some place within the scopes, and nowhere beyond them. */
  holdersWithin(action: Action, scopes: readonly Scope[]): Promise<readonly PersonId[]>;
  chatsWith(person: PersonId): Promise<readonly PrivateChat[]>;
  household(id: HouseholdId): Promise<Household | undefined>;
  /** What somebody is called in their household's file; nothing where they are not in it any more. */
  nameOf(link: Link): Promise<{ readonly name: string; readonly building: string } | undefined>;
  /** All households of a settlement, and of which of them somebody is known on a platform. */
  roll(settlement: SettlementId): Promise<{
    readonly households: readonly (HouseholdSummary & { readonly building: string })[];
    readonly known: ReadonlySet<HouseholdId>;
  }>;
}

/** So many settlements are named in one statement. */
const AT_A_TIME = 500;

export const createReach = (store: DirectoryStore): Reach => ({
  placeOf: scope => placeOfScope(store, scope),
  settlement: id => store.settlements.get(id),
  settlementsIn: scopes => allPages(page => store.settlements.list(scopes, page)),
  group: id => store.groups.get(id),
  async groupsOf(settlements) {
    const groups: Group[] = [];
    for (let from = 0; from < settlements.length; from += AT_A_TIME) {
      const some = settlements.slice(from, from + AT_A_TIME);
      groups.push(...(await allPages(page => store.groups.list(some, page))));
    }
    return groups.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  },
  async holders(action, places) {
    const held = await allPages(page => store.grants.list({ ...page, revoked: false }));
    const able = held.filter(({ role }) => rolesFor(action).includes(role));
    const people = [...new Set(able.map(({ person }) => person))];
    const scopesOf = (person: PersonId) => able.filter(one => one.person === person).map(({ scope }) => scope);
    return people.filter(person => places.every(place => scopesOf(person).some(scope => covers(scope, place))));
  },
  async holdersWithin(action, scopes) {
    const held = await allPages(page => store.grants.list({ ...page, revoked: false }));
    const within: PersonId[] = [];
    for (const { role, person, scope } of held)
      if (rolesFor(action).includes(role) && (await isWithin(store, scope, scopes))) within.push(person);
    return [...new Set(within)];
  },
  chatsWith: person => chatsWith(store, person),
  household: id => store.households.get(id),
  async nameOf({ household: id, member }) {
    const household = await store.households.get(id);
    const name = household?.members.find(one => one.id === member)?.name;
    return household && name !== undefined ? { name, building: household.building } : undefined;
  },
  async roll(settlement) {
    const households = await allPages(page => store.households.list(settlement, page));
    return {
      households: households.map(household => ({ ...summaryOf(household), building: household.building })),
      known: new Set(await store.people.linkedIn(settlement)),
    };
  },
});
