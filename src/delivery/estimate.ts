/**
 * When many messages will have gone out, before the first of them goes: reckoned from the pace of the accounts, what is used of it already, quiet
 * hours and holidays. Pure.
 */
import type { PaceRule } from '../message/channel.ts';
import type { UsedRule } from './budget.ts';
import { restEnd } from './quiet.ts';
import type { Way } from './store.ts';

/** What is to go out through one account. */
export interface Load {
  /** Of its channel; only those that count over the whole account matter: each message goes to a chat of its own. */
  readonly rules: readonly PaceRule[];
  /** What went within their time already, as `usedOf` tells it. Default: nothing. */
  readonly used?: readonly UsedRule[] | undefined;
  /** So many messages for groups with these quiet hours. What waits for the account already comes before, and belongs here too. */
  readonly messages: readonly { readonly quiet: string; readonly count: number }[];
}

/**
 * When the last message of all is expected to have gone: never too early but by what goes wrong, such as a platform that asks to wait.
 * @param way how they go out
 * @returns the start where there is nothing to send
 */
export function expectedEnd(loads: readonly Load[], way: Pick<Way, 'urgency' | 'evenWhenQuiet'>, start: Date): Date {
  return new Date(Math.max(start.getTime(), ...loads.map(load => endOf(load, way, start.getTime()))));
}

/** One message after the other, to whichever group may be disturbed; as the sender does it. */
function endOf({ rules, used = [], messages }: Load, way: Pick<Way, 'urgency' | 'evenWhenQuiet'>, start: number): number {
  const counters = rules
    .filter(rule => rule.of === 'account')
    .map(rule => ({ rule, times: timesOf(usedOfRule(used, rule), rule, start) }));
  const left = messages.map(({ quiet, count }) => ({ quiet, count, restsUntil: 0, asked: Number.NEGATIVE_INFINITY }));
  let now = start;
  let last = start;
  for (let waiting = left.filter(({ count }) => count > 0); waiting.length > 0; ) {
    for (const { rule, times } of counters)
      if (times.length >= rule.most) now = Math.max(now, times[times.length - rule.most]! + rule.withinMs);
    for (const group of waiting) {
      // Rest begins and ends with a minute.
      if (Math.floor(now / MINUTE_MS) === group.asked) continue;
      group.asked = Math.floor(now / MINUTE_MS);
      group.restsUntil = restEnd(way, group.quiet, new Date(now))?.getTime() ?? 0;
    }
    const next = waiting.find(({ restsUntil }) => restsUntil <= now);
    if (!next) {
      now = Math.min(...waiting.map(({ restsUntil }) => restsUntil));
      continue;
    }
    for (const { rule, times } of counters) {
      times.push(now);
      if (times.length > rule.most) times.shift();
    }
    last = now;
    next.count--;
    if (next.count === 0) waiting = waiting.filter(({ count }) => count > 0);
  }
  return last;
}

/** Nobody tells when what is used was sent: it counts as late as it can be. */
const timesOf = (used: number, { most }: PaceRule, start: number): number[] =>
  Array.from({ length: Math.min(used, most) }, () => start);

const usedOfRule = (used: readonly UsedRule[], { most, withinMs, counts }: PaceRule): number =>
  used.find(one => one.most === most && one.withinMs === withinMs && one.counts === counts)?.used ?? 0;

const MINUTE_MS = 60_000;
