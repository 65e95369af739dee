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

/** How long something has to wait. */
export interface Wait {
  /** 0 is now. */
  readonly ms: number;
  /** Whether only its chat has to; otherwise the account has. */
  readonly isOfChat: boolean;
}

/** Counts what is sent, and says what has to wait. */
export interface Pacer {
  waitFor(one: Paced, now: number): Wait;
  /** It is being sent. */
  count(one: Paced, now: number): void;
  /** A chat was asked to wait: where that happens often, everything slows down. */
  rebuked(chat: string, now: number): void;
}

/** So many chats that are asked to wait within so long slow the account down, by so much, for so long. */
const REBUKES = { chats: 3, withinMs: 5_000, factor: 2, forMs: 60_000 };

export function createPacer({ rules }: Pace): Pacer {
  const sent = new Map<string, number[]>();
  const rebukes = new Map<string, number>();
  let slowUntil = 0;

  const stretchOf = ({ withinMs }: PaceRule, now: number) => (now < slowUntil ? withinMs * REBUKES.factor : withinMs);
  const rulesFor = ({ kind, urgency }: Paced) =>
    rules
      .map((rule, index) => ({ rule, index }))
      .filter(({ rule }) => (rule.counts === 'everything' || isUnasked(urgency)) && (rule.of !== 'group' || kind === 'group'));

  return {
    waitFor(one, now) {
      let wait: Wait = { ms: 0, isOfChat: true };
      for (const { rule, index } of rulesFor(one)) {
        const times = sent.get(keyOf(rule, index, one.chat)) ?? [];
        const oldest = times.length < rule.most ? undefined : times[times.length - rule.most];
        const ms = oldest === undefined ? 0 : oldest + stretchOf(rule, now) - now;
        if (ms > 0) wait = { ms: Math.max(wait.ms, ms), isOfChat: wait.isOfChat && rule.of !== 'account' };
      }
      return wait;
    },
    count(one, now) {
      for (const { rule, index } of rulesFor(one)) {
        const key = keyOf(rule, index, one.chat);
        const times = sent.get(key) ?? [];
        times.push(now);
        if (times.length > rule.most) times.shift();
        sent.set(key, times);
      }
      if (sent.size > MOST_KEYS) forget(now);
    },
    rebuked(chat, now) {
      rebukes.set(chat, now);
      for (const [other, at] of rebukes) if (now - at > REBUKES.withinMs) rebukes.delete(other);
      if (rebukes.size >= REBUKES.chats) slowUntil = now + REBUKES.forMs;
    },
  };

  /** Chats that were not written to for long count nothing. */
  function forget(now: number): void {
    const longest = Math.max(...rules.map(({ withinMs }) => withinMs)) * REBUKES.factor;
    for (const [key, times] of sent) if (now - times.at(-1)! > longest) sent.delete(key);
  }
}

/** More counters than this are looked through for those that count nothing any more. */
const MOST_KEYS = 10_000;

const keyOf = ({ of }: PaceRule, index: number, chat: string): string => (of === 'account' ? `${index}` : `${index} ${chat}`);
