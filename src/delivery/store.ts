/**
 * The store that delivery needs; `storage` implements it on each database. Each method throws where the database fails.
 */
import type { Outgoing } from '../message/index.ts';

/** Somebody in a chat. */
export interface Address {
  readonly channel: string;
  readonly account: string;
  readonly chat: string;
  readonly person: string;
}

/** A message that goes out of itself, as it is kept. */
export interface Delivery {
  readonly id: number;
  /** What it comes from: `answer:a_01k9…`. */
  readonly origin: string;
  readonly outgoing: Outgoing;
  readonly at: Date;
  readonly sentAt?: Date | undefined;
}

/** Keeps what goes out. */
export interface DeliveryStore {
  /** Adds it once for each origin and address. @returns false where it is there already */
  add(origin: string, to: Address, outgoing: Outgoing, at: Date): Promise<boolean>;
  /** The last ones to an address, oldest first. */
  list(to: Address, limit: number): Promise<readonly Delivery[]>;
  /** Those to an address that were not sent, oldest first. */
  waiting(to: Address): Promise<readonly Delivery[]>;
  sent(ids: readonly number[], at: Date): Promise<void>;
  /** Deletes all that goes, or went, to somebody. */
  erase(to: Omit<Address, 'chat'>): Promise<void>;
}
