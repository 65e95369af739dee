/**
 * How fast an account speaks: the rules of its platform, none of which is ever exceeded; slower where the platform says so from several chats.
 */
import type { Pace, PaceRule } from '../message/channel.ts';
import { isUnasked, type Urgency } from './store.ts';

/** Something that is to be sent, as far as the pace goes. */
export interface Paced {
  readonly chat: string;
  readonly kind: 'private' | 'group';
  readonly urgency: Urgency;
}

/** How long something has to wait; 0 is now. */
export interface Wait {
  readonly ms: number;
  /** So long the account has to, whatever the chat. */
  readonly accountMs: number;
}

/** Counts what is sent, and says what has to wait. */
export interface Pacer {
  waitFor(one: Paced, now: number): Wait;
  /** It is being sent. */
  count(one: Paced, now: number): void;
  /** What was counted then was not taken by the platform: it does not count. */
  discount(one: Paced, at: number): void;
  /** A chat was asked to wait: where that happens often, everything slows down. */
  rebuked(chat: string, now: number): void;
}

/**
 * Where chats are asked to wait within so long, at least so many and for so large a share of what was taken meanwhile, the account slows down, by so
 * much, for so long. A few of many are asked for what goes on in those chats: to slow down would keep all others waiting for nothing. With fewer
 * chats than these, one in twenty asked by chance would now and then be taken for a large share while little was sent yet.
 */
const REBUKES = { chats: 5, share: 1 / 4, withinMs: 5_000, factor: 2, forMs: 60_000 };

export function createPacer({ rules }: Pace): Pacer {
  const sent = new Map<string, number[]>();
  const rebukes = new Map<string, number>();
  /** When anything was taken, as long as it matters for rebukes. */
  const lately: number[] = [];
  let slowUntil = 0;

  const stretchOf = ({ withinMs }: PaceRule, now: number) => (now < slowUntil ? withinMs * REBUKES.factor : withinMs);
  const rulesFor = ({ kind, urgency }: Paced) =>
    rules
      .map((rule, index) => ({ rule, index }))
      .filter(({ rule }) => (rule.counts === 'everything' || isUnasked(urgency)) && (rule.of !== 'group' || kind === 'group'));

  return {
    waitFor(one, now) {
      let wait: Wait = { ms: 0, accountMs: 0 };
      for (const { rule, index } of rulesFor(one)) {
        const times = sent.get(keyOf(rule, index, one.chat)) ?? [];
        const oldest = times.length < rule.most ? undefined : times[times.length - rule.most];
        const ms = oldest === undefined ? 0 : oldest + stretchOf(rule, now) - now;
        if (ms > 0)
          wait = {
            ms: Math.max(wait.ms, ms),
            accountMs: rule.of === 'account' ? Math.max(wait.accountMs, ms) : wait.accountMs,
          };
      }
      return wait;
    },
    count(one, now) {
      forgetLately(now);
      lately.push(now);
      for (const { rule, index } of rulesFor(one)) {
        const key = keyOf(rule, index, one.chat);
        const times = sent.get(key) ?? [];
        times.push(now);
        if (times.length > rule.most) times.shift();
        sent.set(key, times);
      }
      if (sent.size > MOST_KEYS) forget(now);
    },
    discount(one, at) {
      const last = lately.lastIndexOf(at);
      if (last >= 0) lately.splice(last, 1);
      for (const { rule, index } of rulesFor(one)) {
        const times = sent.get(keyOf(rule, index, one.chat)) ?? [];
        const counted = times.lastIndexOf(at);
        if (counted >= 0) times.splice(counted, 1);
      }
    },
    rebuked(chat, now) {
      rebukes.set(chat, now);
      for (const [other, at] of rebukes) if (now - at > REBUKES.withinMs) rebukes.delete(other);
      forgetLately(now);
      if (rebukes.size >= Math.max(REBUKES.chats, REBUKES.share * lately.length)) slowUntil = now + REBUKES.forMs;
    },
  };

  function forgetLately(now: number): void {
    while (lately.length > 0 && now - lately[0]! > REBUKES.withinMs) lately.shift();
  }

  /** Chats that were not written to for long count nothing. */
  function forget(now: number): void {
    const longest = Math.max(...rules.map(({ withinMs }) => withinMs)) * REBUKES.factor;
    for (const [key, times] of sent) if (now - (times.at(-1) ?? 0) > longest) sent.delete(key);
  }
}

/** More counters than this are looked through for those that count nothing any more. */
const MOST_KEYS = 10_000;

const keyOf = ({ of }: PaceRule, index: number, chat: string): string => (of === 'account' ? `${index}` : `${index} ${chat}`);
