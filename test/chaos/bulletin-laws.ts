/**
 * What must hold for a bulletin to many groups, whatever the weather: every group that can be reached has it, none has it twice but what was in
 * doubt, it is through in time, nobody who asks waits behind it, and memory does not grow.
 */
import type { Broken } from './laws.ts';

/** A group, and its copy of the bulletin. */
export interface Reached {
  readonly name: string;
  /** Whether the assistant may write there. */
  readonly isReachable: boolean;
  /** So often it stands there. */
  readonly times: number;
  /** What the ledger says of it. */
  readonly state: string;
  readonly reason?: string | undefined;
  readonly isDoubtful: boolean;
  /** Whether it was being sent when a process was killed. */
  readonly wasInFlight: boolean;
  /** Whether the platform broke while it was being sent. */
  readonly wasBroken: boolean;
}

/** Every group that can be reached has it, once; and the ledger says so, and names those where that is not certain. */
export function reachedOnce(groups: readonly Reached[]): Broken {
  return groups.flatMap(({ name, isReachable, times, state, reason, isDoubtful, wasInFlight, wasBroken }): Broken => {
    const broken: string[] = [];
    if (isReachable && times === 0) broken.push(`group ${name} does not have it`);
    if (isReachable && state !== 'sent') broken.push(`the ledger says of group ${name} that it is ${state} (${reason})`);
    if (!isReachable && times === 0 && (state !== 'failed' || reason !== 'kicked'))
      broken.push(`the ledger says of group ${name}, which threw it out, that it is ${state} (${reason})`);
    if (times > 1 && !wasInFlight) broken.push(`group ${name} has it ${times} times, though it was not in flight at a kill`);
    if (times > 1 && !isDoubtful) broken.push(`group ${name} has it ${times} times, and the ledger does not name it`);
    if (isDoubtful !== (wasInFlight || wasBroken))
      broken.push(
        isDoubtful
          ? `the ledger names group ${name}, where nothing was in doubt`
          : `the ledger does not name group ${name}, which was in doubt`,
      );
    return broken;
  });
}

/** When a group had it, after so many seconds, and for how long it was asked to wait in all. */
export interface Arrival {
  readonly seconds: number;
  readonly waited: number;
}

/**
 * When the last group had it. A group that was asked to wait again and again can only have it after all of that: what goes beyond the longest wait
 * does not count.
 */
export const lastOf = (arrivals: readonly Arrival[], longestWait: number): number =>
  Math.max(0, ...arrivals.map(({ seconds, waited }) => seconds - Math.max(0, waited - longestWait)));

/** How long it took. */
export interface Duration {
  readonly seconds: number;
  readonly messages: number;
  /** Messages that the platform lets through in a second. */
  readonly limit: number;
  /** More than that would take by this factor is too long. */
  readonly factor: number;
  /** The longest that a chat was asked to wait, and for how long no process ran; in seconds. */
  readonly longestWait: number;
  readonly down: number;
}

/** As long as it may take, in seconds. */
export const allowedSeconds = ({ messages, limit, factor, longestWait, down }: Duration): number =>
  (factor * messages) / limit + longestWait + down;

export function finishedInTime(duration: Duration): Broken {
  const { seconds } = duration;
  const allowed = allowedSeconds(duration);
  return seconds <= allowed ? [] : [`it took ${seconds.toFixed(1)} s instead of ${allowed.toFixed(1)} s`];
}

/** From a time to another, in milliseconds. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A question and when it was answered; nothing where it never was. */
export interface Asked {
  readonly at: number;
  readonly answeredAt: number | undefined;
}

/** How long those who asked waited, shortest first: those who waited while no process ran do not count. @param downs when none ran */
export const waitsOf = (asked: readonly Asked[], downs: readonly Stretch[]): readonly number[] =>
  asked
    .flatMap(({ at, answeredAt }) => {
      const isOver = answeredAt !== undefined && downs.some(({ from, to }) => at <= to && answeredAt >= from);
      return answeredAt === undefined || isOver ? [] : [answeredAt - at];
    })
    .toSorted((a, b) => a - b);

/** What so many of all are at most; nothing where there are none. */
export const percentile = (sorted: readonly number[], share: number): number | undefined =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];

/** Everybody is answered, and 95 of 100 within so long. */
export function answeredInTime(asked: readonly Asked[], downs: readonly Stretch[], mostMs: number): Broken {
  const never = asked.filter(({ answeredAt }) => answeredAt === undefined).length;
  const p95 = percentile(waitsOf(asked, downs), 0.95);
  return [
    ...(never === 0 ? [] : [`${never} questions were never answered`]),
    ...(p95 === undefined ? ['nobody was answered while a process ran'] : []),
    ...(p95 !== undefined && p95 >= mostMs ? [`of 100 who asked 5 waited ${Math.round(p95)} ms or longer`] : []),
  ];
}

/** The middle one of the first third of samples, and of the last. */
export function thirds(samples: readonly number[]): readonly [first: number, last: number] {
  const third = Math.max(1, Math.floor(samples.length / 3));
  const middle = (some: readonly number[]) => some.toSorted((a, b) => a - b)[Math.floor(some.length / 2)] ?? Number.NaN;
  return [middle(samples.slice(0, third)), middle(samples.slice(-third))];
}

/** In its last third a run holds no more memory than in its first, by this factor. */
export function memoryFlat(samples: readonly number[], factor: number): Broken {
  if (samples.length < 3) return ['memory was looked at too seldom'];
  const [first, last] = thirds(samples);
  return last <= first * factor ? [] : [`memory grew from ${first.toFixed(0)} to ${last.toFixed(0)} MiB`];
}

/** A call to a chat. @param waitMs so long it was asked to wait, where it was */
export interface Called {
  readonly chat: string;
  readonly at: number;
  readonly waitMs?: number | undefined;
}

/** Where a chat was asked to wait, nothing goes there meanwhile. */
export function waitedAsAsked(calls: readonly Called[]): Broken {
  const until = new Map<string, number>();
  return calls.flatMap(({ chat, at, waitMs }) => {
    const early = (until.get(chat) ?? 0) - at;
    if (waitMs !== undefined) until.set(chat, at + waitMs);
    return early > 0 ? [`chat ${chat} was written to ${early} ms before it might be`] : [];
  });
}
