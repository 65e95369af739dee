/**
 * The directory: settlements, households, groups, people and their roles, and what each of them may do. It keeps who is where; what is said to
 * them, and how rows are kept, is left to others.
 */
import type { Clock } from '../shared/clock.ts';
import { createIds, type HouseholdId, type Ids, type RegionId, type SettlementId } from '../shared/ids.ts';
import { type Random, systemRandom } from '../shared/random.ts';
import { SYSTEM } from './actors.ts';
import { adminsOf, cadresOf, type PrivateChat } from './cadres.ts';
import { type Code, createCodes } from './codes.ts';
import { createDoubles, type Doubles } from './doubles.ts';
import { createGazetteer, type Gazetteer } from './gazetteer.ts';
import { createGroups, type Groups } from './groups.ts';
import { createGuard, type Guard } from './guard.ts';
import { createHouseholds, type Households } from './households.ts';
import { createImports, type Imports } from './imports.ts';
import { createLapses, type IdleDays } from './lapse.ts';
import type { Actor, AuditEntry, Group, Page } from './model.ts';
import { createMutes, type Mutes } from './mutes.ts';
import { createOnce, type Once } from './once.ts';
import { done, type Outcome } from './outcome.ts';
import { allPages } from './pages.ts';
import { createPasses, type Passes } from './passes.ts';
import { createPeople, type People, topAdmins } from './people.ts';
import { createReach, type Reach } from './reach.ts';
import { createRobots, type Robots } from './robots.ts';
import type { Scope } from './scope.ts';
import { createSettlements, type Settlements } from './settlements.ts';
import type { AuditFilter, DirectoryStore } from './store.ts';
import { createTokens, type Tokens } from './tokens.ts';
import { createVisitors, type Visitors } from './visitors.ts';

export { OPERATOR } from './actors.ts';

/** Everything that may be asked of the directory. */
export interface Directory {
  readonly ids: Ids;
  readonly guard: Guard;
  readonly settlements: Settlements;
  readonly households: Households;
  readonly imports: Imports;
  readonly doubles: Doubles;
  readonly people: People;
  readonly groups: Groups;
  readonly robots: Robots;
  readonly mutes: Mutes;
  readonly tokens: Tokens;
  readonly visitors: Visitors;
  readonly passes: Passes;
  readonly once: Once;
  readonly gazetteer: Gazetteer;
  /** For rooms that write to many: places, their groups and their people. */
  readonly reach: Reach;
  /** What was done, looked at and refused, newest first. */
  audit(actor: Actor, filter: Omit<AuditFilter, 'scopes'> & Page): Promise<Outcome<readonly AuditEntry[]>>;
  /** The settlements within scopes, for rooms that keep something by settlement. */
  settlementsWithin(scopes: readonly Scope[]): Promise<readonly SettlementId[] | 'all'>;
  /** Where a settlement lies; anybody may know. */
  regionOf(settlement: SettlementId): Promise<RegionId | undefined>;
  /** The private chats of a settlement's cadres; empty where it has none. */
  cadresOf(settlement: SettlementId): Promise<readonly PrivateChat[]>;
  /** The private chats of the administrators of everything. */
  adminsOf(): Promise<readonly PrivateChat[]>;
  /** The groups that are bound on an account, whoever asks: for rooms that look after the account itself. */
  groupsOn(channel: string, account: string): Promise<readonly Group[]>;
  /** A code for the first administrator; nothing where there is one. */
  firstAdminCode(name: string): Promise<Code | undefined>;
  /** Commits all that the work did, or nothing where it throws. */
  transact<T>(work: () => Promise<T>): Promise<T>;
}

/** What the directory is made of. */
export interface DirectoryParts {
  readonly store: DirectoryStore;
  readonly clock: Clock;
  /** Default: the machine's. */
  readonly random?: Random;
  /** On these channels roles lapse after so many days without a message, and after a year. Default: nowhere. */
  readonly idleDays?: IdleDays;
  /** What other rooms hold of a household goes with its file, in the same transaction. Default: they hold nothing. */
  readonly onErased?: (household: HouseholdId) => Promise<void>;
  /** What other rooms hold of a household's file belongs to the one that it was joined with, in the same transaction. Default: they hold nothing. */
  readonly onMerged?: (from: HouseholdId, into: HouseholdId) => Promise<void>;
  /** Sends something to a group to see whether it comes. Default: nothing is sent. */
  readonly onTest?: (group: Group) => Promise<void>;
  /** A group is in another chat now: what other rooms hold of the old one goes with it, in the same transaction. Default: they hold nothing. */
  readonly onRebound?: (before: Group, now: Group) => Promise<void>;
}

/** Makes the directory on its store. */
export function createDirectory({
  store,
  clock,
  random = systemRandom,
  idleDays = {},
  onErased = () => Promise.resolve(),
  onMerged = () => Promise.resolve(),
  onTest = () => Promise.resolve(),
  onRebound = () => Promise.resolve(),
}: DirectoryParts): Directory {
  const ids: Ids = createIds(clock, random);
  const guard = createGuard(store, clock);
  const codes = createCodes(store, { clock, random, ids });
  const people = createPeople({ store, guard, codes, clock, ids });
  const groups = createGroups({ store, guard, codes, clock, ids, onRebound });
  const lapses = createLapses({ store, guard, clock, idleDays });
  const households = createHouseholds({ store, guard, codes, clock, ids, onErased });
  const visitors = createVisitors({ store, guard, codes, people, groups, households, clock, lapses });
  return {
    ids,
    guard,
    people,
    groups,
    robots: createRobots({ store, guard, clock, ids, onTest }),
    households,
    imports: createImports({ store, guard, clock, ids }),
    doubles: createDoubles({ store, guard, clock, onMerged }),
    mutes: createMutes({ store, guard, clock, ids }),
    settlements: createSettlements({ store, guard, clock, ids }),
    tokens: createTokens({ store, guard, clock, random, ids }),
    once: createOnce(store, clock),
    gazetteer: createGazetteer(store),
    reach: createReach(store),
    visitors,
    passes: createPasses({ store, guard, codes, visitors, clock, lapses }),
    audit: (actor, filter) =>
      guard.anywhere(actor, 'audit.view', async scopes => done(await store.audit.list({ ...filter, scopes }))),
    async settlementsWithin(scopes) {
      if (scopes.some(({ kind }) => kind === 'all')) return 'all';
      return (await allPages(page => store.settlements.list(scopes, page))).map(({ id }) => id);
    },
    regionOf: async id => (await store.settlements.get(id))?.region,
    cadresOf: settlement => cadresOf(store, settlement),
    adminsOf: () => adminsOf(store),
    groupsOn: async (channel, account) =>
      (await allPages(page => store.groups.list('all', page))).filter(
        group => group.channel === channel && group.account === account,
      ),
    firstAdminCode: name =>
      store.transact(async () =>
        (await topAdmins(store)) > 0
          ? undefined
          : codes.issue(SYSTEM, { kind: 'role', role: 'admin', scope: { kind: 'all' }, name }),
      ),
    transact: work => store.transact(work),
  };
}
