/**
 * Token buckets in memory, the number of buckets bounded: how much somebody may ask of us.
 */
import type { Clock } from './clock.ts';

/** A bucket holds `burst` and gets `perSecond` back. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** The buckets of one rate, by their keys. */
export interface Buckets {
  /** Takes one. @returns 0, or the seconds until there is one again, and nothing was taken */
  take(key: string): number;
  /** Whether there is one to take. */
  has(key: string): boolean;
}

/** @param maxKeys so many keys are remembered; beyond them the one that was quiet for longest is forgotten. Default 10,000 (about 2 MB) */
export function createBuckets({ burst, perSecond }: Rate, clock: Clock, maxKeys = 10_000): Buckets {
  const buckets = new Map<string, { readonly left: number; readonly at: number }>();
  const leftAt = (key: string, now: number): number => {
    const before = buckets.get(key);
    return before ? Math.min(burst, before.left + (Math.max(0, now - before.at) / 1000) * perSecond) : burst;
  };
  return {
    take(key) {
      const at = clock.now().getTime();
      const left = leftAt(key, at);
      const allowed = left >= 1;
      buckets.delete(key);
      buckets.set(key, { left: allowed ? left - 1 : left, at });
      if (buckets.size > maxKeys) buckets.delete(buckets.keys().next().value as string);
      return allowed ? 0 : (1 - left) / perSecond;
    },
    has: key => leftAt(key, clock.now().getTime()) >= 1,
  };
}
