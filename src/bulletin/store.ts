/**
 * The store that bulletins need; `storage` implements it on each database. Each method throws where the database fails.
 */
import type { Address } from '../delivery/store.ts';
import type { Page } from '../directory/model.ts';
import type { SettlementId } from '../shared/ids.ts';
import type { Announced, Bulletin, BulletinKind, BulletinState, Receipt } from './model.ts';

/** Which bulletins are looked for. */
export interface BulletinFilter extends Page {
  readonly states?: readonly BulletinState[] | undefined;
  readonly kinds?: readonly BulletinKind[] | undefined;
  readonly announces?: Announced | undefined;
}

/** Who is told how far a bulletin is. */
export interface Watch {
  readonly bulletin: string;
  readonly to: Address;
  readonly language: string;
  /** Stands for what was said last; empty where nothing was. */
  readonly shown: string;
  readonly shownAt?: Date | undefined;
}

/** Who confirmed a bulletin, and where. */
export interface StoredReceipt extends Receipt {
  readonly by: Address;
}

/** Keeps bulletins, who watches them, and who confirmed them. */
export interface BulletinStore {
  /** Commits all that the work did, or nothing where it throws; work within work belongs to the outer one. */
  transact<T>(work: () => Promise<T>): Promise<T>;
  get(id: string): Promise<Bulletin | undefined>;
  /** Newest first: `after` is the last one that was shown. */
  list(filter: BulletinFilter): Promise<readonly Bulletin[]>;
  /** Adds it, or replaces the version before. @returns false where another version is there */
  put(bulletin: Bulletin): Promise<boolean>;
  /** Those that are due and have not begun, and those that come again and are due, oldest first. */
  due(now: Date, limit: number): Promise<readonly Bulletin[]>;

  /** Bulletins that are being sent, or of which copies are still to be taken back or worded anew. */
  busy(limit: number): Promise<readonly Bulletin[]>;

  watch(watch: Pick<Watch, 'bulletin' | 'to' | 'language'>): Promise<void>;
  watches(limit: number): Promise<readonly Watch[]>;
  /** @returns false where something else was said meanwhile */
  shown(watch: Watch, shown: string, at: Date): Promise<boolean>;
  unwatch(watch: Pick<Watch, 'bulletin' | 'to'>): Promise<void>;

  /** Once for each person. @returns false where they had confirmed */
  addReceipt(receipt: StoredReceipt): Promise<boolean>;
  receipts(bulletin: string, settlement: SettlementId): Promise<readonly Receipt[]>;
  /** How many confirmed, by settlement. */
  countReceipts(bulletin: string): Promise<ReadonlyMap<SettlementId, number>>;
  /** Forgets who somebody was, and that they watch: that they confirmed still counts. */
  erase(who: Omit<Address, 'chat'>): Promise<void>;
  /** Forgets which household confirmed. */
  eraseHousehold(household: string): Promise<void>;
}
