/**
 * Tries something until it is done: after a while that grows, for as long as nobody stops it.
 */
import { setTimeout as pause } from 'node:timers/promises';

/** So long is waited after the first failure, twice as long after each further one, up to the second. */
const GROWTH_MS = { first: 500, most: 30_000 };

/**
 * @param onError told of each failure, and how many there were in a row; may say how long to wait at least, in milliseconds
 * @returns what it came to; nothing where it was stopped
 */
export async function untilDone<T>(
  work: () => Promise<T>,
  signal: AbortSignal,
  onError: (error: unknown, failures: number) => Promise<number | undefined>,
): Promise<T | undefined> {
  for (let failures = 1; !signal.aborted; failures++) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) return undefined;
      const wait = Math.min(GROWTH_MS.most, GROWTH_MS.first * 2 ** Math.min(failures - 1, 10));
      await sleep(Math.max(wait, (await onError(error, failures)) ?? 0), signal);
    }
  }
  return undefined;
}

/** Ends early where it is stopped. */
export const sleep = (ms: number, signal: AbortSignal): Promise<void> => pause(ms, undefined, { signal }).catch(() => undefined);
