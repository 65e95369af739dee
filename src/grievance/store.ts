/**
 * The store that grievances need; `storage` implements it on each database. Each method throws where the database fails.
 */
import type { Address } from '../delivery/store.ts';
import type { Page } from '../directory/model.ts';
import type { Scope } from '../directory/scope.ts';
import type { Day } from '../shared/calendar.ts';
import type { HouseholdId, SettlementId, UnitId } from '../shared/ids.ts';
import type { Entry, Head } from './history.ts';
import type { Alarm, Grievance, GrievanceState } from './model.ts';

/** Within which places and units somebody works. */
export interface Reaches {
  readonly scopes: readonly Scope[];
  /** Only those that one of these is to settle. Default: all of them. */
  readonly units?: readonly UnitId[] | undefined;
}

/** Which grievances are looked for; what is left out does not narrow. A page comes after the grievance with the number `after`, in either order. */
export interface GrievanceFilter extends Page {
  readonly states?: readonly GrievanceState[] | undefined;
  readonly kinds?: readonly string[] | undefined;
  readonly units?: readonly UnitId[] | undefined;
  readonly settlement?: SettlementId | undefined;
  /** An actor's id. */
  readonly holder?: string | undefined;
  /** As late as this, or later. */
  readonly alarm?: Alarm | undefined;
  /** Received on these days, both included. */
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
  /** All of these words were in it when it was reported. */
  readonly words?: readonly string[] | undefined;
  /** Only those on which a supervisor has to decide. */
  readonly isUndecided?: true | undefined;
  /** Newest first, or as the queue goes. Default: newest first. */
  readonly order?: 'newest' | 'queue' | undefined;
}

/** Somebody who has the same trouble (我家也是). */
export interface Supporter {
  readonly grievance: number;
  readonly at: Date;
  readonly to: Address;
  readonly household?: HouseholdId | undefined;
}

/** How a handler works: for which units, and whether they are away. */
export interface HandlerState {
  /** An actor's id. */
  readonly actor: string;
  /** Nothing for all units. */
  readonly units?: readonly UnitId[] | undefined;
  /** Away until then; a far day where nobody knows. */
  readonly awayUntil?: Date | undefined;
}

/** Proof of how all chains ended when a day was over. */
export interface Anchor {
  readonly day: Day;
  /** How many cases had links that day. */
  readonly cases: number;
  /** Of their heads, and of the anchor before. */
  readonly hash: string;
  readonly at: Date;
}

/** Numbers, chains and anchors of all cases, of whichever track. */
export interface HistoryStore {
  /** The number of a new case; no number is given twice. */
  newNumber(): Promise<number>;
  /** Where a chain ends; `NO_HEAD` where it has no link. */
  head(number: number): Promise<Head>;
  /** @throws where another link has that place: whoever acted has to read the case again */
  append(entry: Entry): Promise<void>;
  /** The chain of a case in its order. */
  entries(number: number): Promise<readonly Entry[]>;
  /** Numbers of all cases, so many at a time, ascending. */
  numbers(after: number, limit: number): Promise<readonly number[]>;
  /** The last link that each case has of those made within the day of Asia/Shanghai, by number. */
  headsOf(day: Day): Promise<readonly (Head & { readonly case: number })[]>;
  anchor(anchor: Anchor): Promise<void>;
  /** In the order of their days. */
  anchors(): Promise<readonly Anchor[]>;
  /** The first day that has a link. */
  firstDay(): Promise<Day | undefined>;
  /** Deletes the payloads of a case's links. */
  erasePayloads(number: number): Promise<void>;
}

/** Keeps grievances. */
export interface GrievanceStore extends HistoryStore {
  /** @param words what it can be found by; kept so that nobody can read them */
  add(grievance: Grievance, words: readonly string[]): Promise<void>;
  get(number: number): Promise<Grievance | undefined>;
  /** Replaces the version before. @returns false where another is there */
  put(grievance: Grievance): Promise<boolean>;
  /** The same, with the link that says what was done. @returns false, and nothing is done, where another version or another link has its place */
  putLinked(grievance: Grievance, entry: Entry): Promise<boolean>;
  /**
   * The most urgent one that waits within reach (earliest due, then safety, then number), and where its chain ends. Within a transaction: until that
   * ends nobody else is given it, whoever asks at the same time.
   */
  nextWaiting(reaches: Reaches): Promise<{ readonly grievance: Grievance; readonly head: Head } | undefined>;
  /** How many wait within reach. */
  countQueued(reaches: Reaches): Promise<number>;
  list(reaches: Reaches, filter: GrievanceFilter): Promise<readonly Grievance[]>;
  /** Open ones of a kind in a settlement, newest first. */
  alike(settlement: SettlementId, kind: string, limit: number): Promise<readonly Grievance[]>;
  /** Those that somebody reported, newest first. */
  reportedBy(who: Omit<Address, 'chat'>, limit: number): Promise<readonly Grievance[]>;
  /** Those with a lease that ran out, or an alarm that is due, or a holder who is away; those due longest in front. */
  dueForClock(now: Date, limit: number): Promise<readonly Grievance[]>;
  /**
   * Answered ones within reach that somebody may call about who never had them in hand: those drawn for a call, then those that nobody has confirmed
   * yet, the oldest answer first.
   */
  toCall(reaches: Reaches, actor: string, limit: number): Promise<readonly Grievance[]>;

  /** @returns false where they said so already */
  support(supporter: Supporter): Promise<boolean>;
  supporters(number: number): Promise<readonly Supporter[]>;
  /** How many households reported some cases or said that they have them too; somebody of whom no household is known counts as one. */
  households(numbers: readonly number[]): Promise<number>;
  /** Those that somebody said they have too, newest first. */
  supportedBy(who: Omit<Address, 'chat'>, limit: number): Promise<readonly Grievance[]>;
  /** Links two, whichever is named first. */
  link(one: number, other: number): Promise<void>;
  linkedTo(number: number): Promise<readonly number[]>;

  handler(actor: string): Promise<HandlerState | undefined>;
  putHandler(handler: HandlerState): Promise<void>;

  /** Forgets all that is personal: text, reporter, household, supporters' addresses, words, payloads. The figures and the chain stay. */
  erase(number: number): Promise<void>;
  /** Numbers of those that somebody reported, or that belong to a household. */
  numbersOf(
    whose: { readonly reporter: Omit<Address, 'chat'> } | { readonly household: HouseholdId },
  ): Promise<readonly number[]>;
  /** Numbers of those of a kind, or of a kind that is none of these, that ended before an instant and still hold personal text. */
  endedBefore(kind: string | { readonly otherThan: readonly string[] }, instant: Date, limit: number): Promise<readonly number[]>;
  /** What a household's people said that they have too is another file's now. */
  moveSupporters(from: HouseholdId, into: HouseholdId): Promise<void>;
  /** Forgets where a supporter is, or all of a household; that they supported still counts. */
  eraseSupporter(who: Omit<Address, 'chat'> | { readonly household: HouseholdId }): Promise<void>;
}
