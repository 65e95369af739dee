/**
 * The store that employment needs; `storage` implements it on each database. Each method throws where the database fails. Lists are in the order
 * of their ids.
 */
import type { Address } from '../delivery/store.ts';
import type { Page } from '../directory/model.ts';
import type { Scope } from '../directory/scope.ts';
import type { Day } from '../shared/calendar.ts';
import type { SettlementId } from '../shared/ids.ts';
import type { Belongs, Match, Placement, Posting, PostingState, Training, Wish } from './model.ts';

/** Which postings are looked for. */
export interface PostingFilter extends Page {
  readonly states?: readonly PostingState[] | undefined;
  /** Those that belong to somewhere within any of them. */
  readonly scopes?: readonly Scope[] | undefined;
  readonly import?: string | undefined;
}

/** A posting with its digest: what makes two postings one. */
export interface DigestedPosting {
  readonly posting: Posting;
  readonly digest: string;
}

/** An import of postings as it is kept. */
export interface StoredPostingImport {
  /** `m_01k9…` */
  readonly id: string;
  readonly of: Belongs;
  readonly by: string;
  readonly at: string;
  readonly state: 'running' | 'done' | 'stopped' | 'undone';
  /** As JSON, sealed by the store. */
  readonly report: string;
}

/** A match as it is kept. */
export interface StoredMatch extends Match {
  readonly id: number;
  readonly foundAt: Date;
  readonly toldAt?: Date | undefined;
  readonly answer?: 'wanted' | 'not-wanted' | undefined;
}

/** Where somebody stands with a training: they have a seat, they wait for one, they do not want it any more, they were there, passed, or were not. */
export const SIGNUP_STATES = ['signed-up', 'waiting', 'withdrawn', 'took-part', 'passed', 'absent'] as const;
export type SignupState = (typeof SIGNUP_STATES)[number];

/** Somebody who wants to take part in a training. */
export interface Signup {
  readonly training: string;
  readonly to: Address;
  readonly settlement?: SettlementId | undefined;
  readonly household?: string | undefined;
  readonly member?: string | undefined;
  readonly record: { readonly name?: string | undefined; readonly phone?: string | undefined };
  readonly state: SignupState;
  readonly at: Date;
}

/** A signup as it is kept. */
export interface KeptSignup extends Signup {
  /** Names it within everything. */
  readonly number: number;
}

/** Keeps what employment knows. */
export interface EmploymentStore {
  /** Commits all that the work did, or nothing where it throws; work within work belongs to the outer one. */
  transact<T>(work: () => Promise<T>): Promise<T>;

  readonly postings: {
    get(id: string): Promise<Posting | undefined>;
    /** The one of a digest: the same posting, whoever brought it. */
    alike(digest: string): Promise<Posting | undefined>;
    /** Those of many digests, by digest. */
    alikeAll(digests: readonly string[]): Promise<ReadonlyMap<string, Posting>>;
    list(filter: PostingFilter): Promise<readonly Posting[]>;
    /** All that are open on a day, for search and matching. */
    open(on: Day): Promise<readonly Posting[]>;
    /** Says whether anything about postings has changed since it said the same text: what is worked out from all of them may be kept as long. */
    mark(): Promise<string>;
    /** Adds it, or replaces the version before. @returns false where another version is there, or another posting has the digest */
    put(posting: Posting, digest: string): Promise<boolean>;
    /** Adds many new ones. @returns the ids of those that were not added: another posting has the digest */
    addAll(postings: readonly DigestedPosting[]): Promise<readonly string[]>;
    /** Replaces the versions before of many. @returns the ids of those that were not: another version is there, or another posting has the digest */
    changeAll(postings: readonly DigestedPosting[]): Promise<readonly string[]>;
    /** Those that are open, or held, though their time is over. */
    overdue(on: Day, limit: number): Promise<readonly Posting[]>;
    remove(ids: readonly string[]): Promise<void>;
  };

  readonly imports: {
    get(id: string): Promise<StoredPostingImport | undefined>;
    put(entry: StoredPostingImport): Promise<void>;
    list(scopes: readonly Scope[], page: Page): Promise<readonly Omit<StoredPostingImport, 'report'>[]>;
  };

  readonly wishes: {
    get(id: string): Promise<Wish | undefined>;
    /** One a person. */
    of(who: Omit<Address, 'chat'>): Promise<Wish | undefined>;
    put(wish: Wish): Promise<void>;
    remove(id: string): Promise<void>;
    list(
      filter: Page & { readonly scopes?: readonly Scope[] | undefined; readonly states?: readonly Wish['state'][] | undefined },
    ): Promise<readonly Wish[]>;
    /** The version of each that is active: what was worked out from one serves as long as it stays. */
    versions(): Promise<ReadonlyMap<string, number>>;
    getAll(ids: readonly string[]): Promise<readonly Wish[]>;
    /** As that of postings. */
    mark(): Promise<string>;
  };

  readonly matches: {
    /** People are to be found for these postings, again. */
    seek(postings: readonly string[]): Promise<void>;
    /** Open postings for which people are to be found. */
    unsought(on: Day, limit: number): Promise<readonly string[]>;
    /** They were found for these, as they are in these versions. */
    sought(postings: readonly Pick<Posting, 'id' | 'version'>[]): Promise<void>;
    /** Adds those that are new; those that were neither told nor answered are as they are found now. */
    add(matches: readonly Match[], at: Date): Promise<void>;
    /** Of a wish, the best first. */
    of(wish: string, limit: number): Promise<readonly StoredMatch[]>;
    /** Of a posting, the best first. */
    for(posting: string, limit: number): Promise<readonly StoredMatch[]>;
    /**
     * Active wishes with matches that were neither told nor answered, of open postings, and that were told nothing since then.
     * @param on the postings are valid that day
     */
    untold(since: Date, on: Day, page: Page): Promise<readonly string[]>;
    /** Those of a wish, the best first. */
    untoldOf(wish: string, on: Day, limit: number): Promise<readonly StoredMatch[]>;
    /** Nobody else tells the wish anything until the transaction ends. @returns whether it is active */
    hold(wish: string): Promise<boolean>;
    told(ids: readonly number[], at: Date): Promise<void>;
    /** When a wish was told something since then, each time once. */
    toldSince(wish: string, since: Date): Promise<readonly Date[]>;
    answer(wish: string, posting: string, answer: NonNullable<StoredMatch['answer']>): Promise<void>;
    /** What was found for a posting, or a wish, and neither told nor answered, is no more. */
    drop(of: { readonly posting: string } | { readonly wish: string }): Promise<void>;
  };

  readonly placements: {
    get(id: string): Promise<Placement | undefined>;
    put(placement: Placement, at: Date): Promise<void>;
    of(who: Omit<Address, 'chat'>): Promise<readonly Placement[]>;
    /** Those to be asked on the day or before. */
    due(on: Day, page: Page): Promise<readonly Placement[]>;
    list(filter: Page & { readonly scopes: readonly Scope[] }): Promise<readonly Placement[]>;
    /** Nobody else changes it until the transaction ends. @returns it as it is now */
    hold(id: string): Promise<Placement | undefined>;
  };

  readonly trainings: {
    get(id: string): Promise<Training | undefined>;
    /** @returns false where another version is there */
    put(training: Training, at: Date): Promise<boolean>;
    list(
      filter: Page & {
        readonly scopes?: readonly Scope[] | undefined;
        readonly states?: readonly Training['state'][] | undefined;
      },
    ): Promise<readonly Training[]>;
    /** In the order in which they came first. */
    signups(training: string): Promise<readonly KeptSignup[]>;
    signupsOf(who: Omit<Address, 'chat'>): Promise<readonly KeptSignup[]>;
    /** Nobody else signs up, or is marked, until the transaction ends. */
    hold(training: string): Promise<void>;
    /** Adds it, or replaces that person's. */
    sign(signup: Signup): Promise<void>;
  };

  /** Deletes all that is known of somebody. */
  erase(who: Omit<Address, 'chat'>): Promise<void>;
  /** Deletes placements and signups of a household's people; what they look for is their own, and stays. */
  eraseHousehold(household: string): Promise<void>;
}
