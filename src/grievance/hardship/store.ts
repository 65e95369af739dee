/**
 * The store that reports of hardship need; `storage` implements it on each database. Each method throws where the database fails.
 */
import type { Address } from '../../delivery/store.ts';
import type { Scope } from '../../directory/scope.ts';
import type { HouseholdId, SettlementId } from '../../shared/ids.ts';
import type { Hardship, HardshipState } from './model.ts';

/** Which reports are looked for; what is left out does not narrow. */
export interface HardshipFilter {
  readonly states?: readonly HardshipState[] | undefined;
  readonly settlement?: SettlementId | undefined;
  /** Those that come after this one, by when they are due and by number. */
  readonly after?: number | undefined;
  readonly limit: number;
}

/** Keeps reports of hardship. */
export interface HardshipStore {
  transact<T>(work: () => Promise<T>): Promise<T>;
  add(report: Hardship): Promise<void>;
  get(number: number): Promise<Hardship | undefined>;
  /** Replaces the version before. @returns false where another is there */
  put(report: Hardship): Promise<boolean>;
  /** Those within scopes, due first in front. */
  list(scopes: readonly Scope[], filter: HardshipFilter): Promise<readonly Hardship[]>;
  /** Those that somebody reported, newest first. */
  reportedBy(who: Omit<Address, 'chat'>, limit: number): Promise<readonly Hardship[]>;
  /** Those with an alarm that is due, the earliest first. */
  dueForClock(now: Date, limit: number): Promise<readonly Hardship[]>;
  /** Numbers of those that somebody reported, or that belong to a household, erased ones left out. */
  numbersOf(
    whose: { readonly reporter: Omit<Address, 'chat'> } | { readonly household: HouseholdId },
  ): Promise<readonly number[]>;
  /** Numbers of those that ended before an instant and still hold what is personal. */
  endedBefore(instant: Date, limit: number): Promise<readonly number[]>;
}
