/**
 * Everything that is said to somebody without their having just asked: kept until the channel has shown it, once for each origin and chat. What is
 * said, and why, is the business of the room that posts it.
 */
import type { Outgoing } from '../message/index.ts';
import type { Clock } from '../shared/clock.ts';
import type { Address, Delivery, DeliveryStore } from './store.ts';

/** Takes what is to be said, and hands it to the channel that says it. */
export interface Deliveries {
  /** Keeps it for the address; a second posting from the same origin changes nothing. @returns whether it is new */
  post(origin: string, to: Address, outgoing: Outgoing): Promise<boolean>;
  /** What was posted to an address last, shown or not, oldest first. */
  list(to: Address, limit: number): Promise<readonly Delivery[]>;
  /** What waits for an address; it counts as sent from now on. */
  collect(to: Address): Promise<readonly Delivery[]>;
  /** Deletes all that goes, or went, to somebody. */
  erase(to: Omit<Address, 'chat'>): Promise<void>;
}

export function createDeliveries(store: DeliveryStore, clock: Clock): Deliveries {
  return {
    post: (origin, to, outgoing) => store.add(origin, to, outgoing, clock.now()),
    list: (to, limit) => store.list(to, limit),
    async collect(to) {
      const waiting = await store.waiting(to);
      if (waiting.length > 0)
        await store.sent(
          waiting.map(({ id }) => id),
          clock.now(),
        );
      return waiting;
    },
    erase: to => store.erase(to),
  };
}
