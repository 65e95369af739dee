/**
 * Rate limits of the web server.
 */
import { createBuckets, type Rate } from '../shared/buckets.ts';
import type { Clock } from '../shared/clock.ts';

/** How much one visitor may ask of the server. */
export interface Limits {
  /** Forms of one session. Default: 12 at once, then one every two seconds; a person reading the answers never gets there. */
  readonly session: Rate;
  /**
   * Requests of any kind from one address. Default: 300 at once, then 10 a second: a whole settlement may stand behind one address of its
   * telephone company.
   */
  readonly address: Rate;
}

/** What holds unless an operator says otherwise. */
export const DEFAULT_LIMITS: Limits = {
  session: { burst: 12, perSecond: 0.5 },
  address: { burst: 300, perSecond: 10 },
};

/** Takes one request from the key's bucket. Returns 0, or the seconds (at least 1) until there is one again. */
export type TakeOne = (key: string) => number;

/** @param maxKeys as with `createBuckets` */
export function createLimiter(rate: Rate, clock: Clock, maxKeys?: number): TakeOne {
  const buckets = createBuckets(rate, clock, maxKeys);
  return key => {
    const seconds = buckets.take(key);
    return seconds === 0 ? 0 : Math.max(1, Math.ceil(seconds));
  };
}
