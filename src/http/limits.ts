/**
 * Rate limits: token buckets in memory, the number of buckets bounded.
 */
import type { Clock } from '../shared/clock.ts';

/** A bucket holds `burst` requests and gets `perSecond` back. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

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

/** @param maxKeys so many keys are remembered; beyond them the one that was quiet for longest is forgotten. Default 10,000 (about 2 MB) */
export function createLimiter({ burst, perSecond }: Rate, clock: Clock, maxKeys = 10_000): TakeOne {
  const buckets = new Map<string, { left: number; at: number }>();
  return key => {
    const at = clock.now().getTime();
    const before = buckets.get(key);
    const left = before ? Math.min(burst, before.left + (Math.max(0, at - before.at) / 1000) * perSecond) : burst;
    const allowed = left >= 1;
    buckets.delete(key);
    buckets.set(key, { left: allowed ? left - 1 : left, at });
    if (buckets.size > maxKeys) buckets.delete(buckets.keys().next().value as string);
    return allowed ? 0 : Math.max(1, Math.ceil((1 - left) / perSecond));
  };
}
