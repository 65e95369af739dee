/**
 * The store that the directory needs; `storage` implements it on each database. Each method throws where the database fails. Lists are in the
 * order of their ids.
 */
import type { GroupId, HouseholdId, PersonId, SettlementId } from '../shared/ids.ts';
import type { Role } from './access.ts';
import type {
  AuditEntry,
  Grant,
  Group,
  Household,
  HouseholdKey,
  Identity,
  Link,
  Mute,
  Page,
  Person,
  Settlement,
  Token,
} from './model.ts';
import type { Scope } from './scope.ts';

/** A one-time code as it is kept: what it opens, never its letters. */
export interface StoredCode {
  readonly id: string;
  readonly kind: string;
  readonly payload: string;
  readonly issuedBy: string;
  readonly expiresAt: string;
  readonly usedBy?: string | undefined;
}

/** An import as it is kept. */
export interface StoredImport {
  readonly id: string;
  readonly settlement: SettlementId;
  readonly by: string;
  readonly at: string;
  readonly state: 'running' | 'done' | 'stopped' | 'undone';
  readonly written: number;
  /** As JSON, sealed by the store. */
  readonly report: string;
}

/** A household as it was before an import changed it. */
export interface StoredBefore {
  readonly household: HouseholdId;
  /** Nothing where the import made it. */
  readonly before?: Household | undefined;
  /** The version that the import wrote. */
  readonly version: number;
}

/** What is looked for among audit entries. */
export interface AuditFilter extends Page {
  readonly actor?: string | undefined;
  readonly subject?: string | undefined;
  readonly action?: string | undefined;
  /** `all`, or the places as `formatScope` writes settlements. */
  readonly scopes: readonly Scope[];
}

/** Keeps the directory. */
export interface DirectoryStore {
  /** Commits all that the work did, or nothing where it throws; work within work belongs to the outer one. */
  transact<T>(work: () => Promise<T>): Promise<T>;

  readonly settlements: {
    get(id: SettlementId): Promise<Settlement | undefined>;
    named(region: string, county: string, name: string): Promise<Settlement | undefined>;
    /** Those within any of the scopes. */
    list(scopes: readonly Scope[], page: Page): Promise<readonly Settlement[]>;
    /** Adds it, or replaces the version before. @returns false where another version is there */
    put(settlement: Settlement, at: Date): Promise<boolean>;
    /** Until the transaction ends nobody else holds it: so imports do not add the same household twice. */
    hold(id: SettlementId): Promise<void>;
    /** @returns how many households and groups it still has; it is removed where there are none */
    remove(id: SettlementId): Promise<number>;
  };

  readonly households: {
    get(id: HouseholdId): Promise<Household | undefined>;
    list(settlement: SettlementId, page: Page & { readonly building?: string | undefined }): Promise<readonly Household[]>;
    count(settlement: SettlementId): Promise<number>;
    /** Households with a key, within a settlement or anywhere. */
    find(key: HouseholdKey, settlement?: SettlementId): Promise<readonly HouseholdId[]>;
    /** The households that have any of the keys, each with the keys that it has. */
    findAny(settlement: SettlementId, keys: readonly HouseholdKey[]): Promise<ReadonlyMap<HouseholdId, readonly HouseholdKey[]>>;
    /** Adds or replaces each with its keys. @returns those that were not written, since another version is there */
    put(
      households: readonly { readonly household: Household; readonly keys: readonly HouseholdKey[] }[],
      at: Date,
    ): Promise<readonly HouseholdId[]>;
    /** Removes it with its keys, links and what imports remember of it. */
    remove(id: HouseholdId): Promise<void>;
  };

  readonly imports: {
    add(entry: StoredImport): Promise<void>;
    get(id: string): Promise<StoredImport | undefined>;
    list(settlement: SettlementId, page: Page): Promise<readonly StoredImport[]>;
    /** Changes the state, counts what was written since, and keeps the report once there is one. */
    note(id: string, state: StoredImport['state'], written: number, report?: string): Promise<void>;
    remember(id: string, befores: readonly StoredBefore[]): Promise<void>;
    befores(id: string): Promise<readonly StoredBefore[]>;
    /** Households are as they were: what was remembered of them is not needed any more. */
    restored(id: string, households: readonly HouseholdId[]): Promise<void>;
  };

  readonly people: {
    get(id: PersonId): Promise<Person | undefined>;
    behind(identity: Identity): Promise<Person | undefined>;
    identities(id: PersonId): Promise<readonly Identity[]>;
    /** Adds the person, or gives them another name. */
    put(person: Person, at: Date): Promise<void>;
    identify(id: PersonId, identity: Identity, at: Date): Promise<void>;
    /** When somebody last came with the identity, or was given it. */
    seenAt(identity: Identity): Promise<Date | undefined>;
    seen(identity: Identity, at: Date): Promise<void>;
    /** The identity is nobody's from now on. */
    forgetIdentity(identity: Identity): Promise<void>;
    link(link: Link): Promise<void>;
    unlink(id: PersonId): Promise<void>;
    linkOf(id: PersonId): Promise<Link | undefined>;
    linked(household: HouseholdId): Promise<readonly Link[]>;
    /** The households of a settlement that somebody is linked to. */
    linkedIn(settlement: SettlementId): Promise<readonly HouseholdId[]>;
    /** Removes them with identities, links and grants. */
    remove(id: PersonId): Promise<void>;
  };

  readonly grants: {
    add(grant: Grant): Promise<void>;
    get(id: string): Promise<Grant | undefined>;
    /** Those of a person that are not revoked. */
    held(person: PersonId): Promise<readonly Grant[]>;
    list(page: Page & { readonly revoked?: boolean | undefined }): Promise<readonly Grant[]>;
    /** How many there are of a role with a scope; none of them changes until the transaction ends. */
    hold(role: Role, scope: Scope): Promise<number>;
    /** @returns false where it was revoked before */
    revoke(id: string, by: string, at: Date): Promise<boolean>;
  };

  readonly groups: {
    get(id: GroupId): Promise<Group | undefined>;
    in(channel: string, account: string, chat: string): Promise<Group | undefined>;
    list(settlements: readonly SettlementId[] | 'all', page: Page): Promise<readonly Group[]>;
    /** Adds it, or replaces it. */
    put(group: Group): Promise<void>;
    remove(id: GroupId): Promise<void>;
  };

  readonly robots: {
    /** @returns false where a robot with this key is there already */
    add(id: string, key: string, at: Date): Promise<boolean>;
    key(id: string): Promise<string | undefined>;
    /** Its key is deleted with it. */
    remove(id: string): Promise<void>;
  };

  readonly mutes: {
    /** Adds it, or replaces the one of the same person in the same settlement. */
    put(mute: Mute): Promise<void>;
    get(id: string): Promise<Mute | undefined>;
    /** Those that still last. */
    list(settlement: SettlementId, now: Date, page: Page): Promise<readonly Mute[]>;
    /** Those of a person that still last, wherever. @param who as in `Mute` */
    of(who: string, now: Date): Promise<readonly Mute[]>;
    remove(id: string): Promise<void>;
    /** Removes those that have run out. */
    forget(now: Date): Promise<void>;
  };

  readonly codes: {
    add(code: StoredCode, letters: string, at: Date): Promise<void>;
    find(letters: string): Promise<StoredCode | undefined>;
    /** @returns false where somebody else was faster */
    use(id: string, by: string, at: Date): Promise<boolean>;
    /** It works again, since what it opens was refused. */
    release(id: string): Promise<void>;
    /** Deletes those of a kind that somebody was given. */
    forget(kind: string, issuedBy: string): Promise<void>;
  };

  readonly tokens: {
    add(token: Token, secret: string): Promise<void>;
    find(secret: string): Promise<Token | undefined>;
    get(id: string): Promise<Token | undefined>;
    list(page: Page): Promise<readonly Token[]>;
    used(id: string, at: Date): Promise<void>;
    /** @returns false where it was revoked before */
    revoke(id: string, at: Date): Promise<boolean>;
  };

  readonly audit: {
    add(entry: Omit<AuditEntry, 'id'>): Promise<void>;
    /** Newest first; `after` is the id of the last entry seen. */
    list(filter: AuditFilter): Promise<readonly AuditEntry[]>;
    /** How often an actor was refused something since an instant. */
    refusals(actor: string, action: string, since: Date): Promise<number>;
  };

  readonly once: {
    /** Claims a key; what was kept under it, where it was claimed before. */
    claim(key: string, request: string, at: Date): Promise<{ readonly request: string; readonly result: string } | undefined>;
    keep(key: string, result: string): Promise<void>;
  };
}
