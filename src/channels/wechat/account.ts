/**
 * The account as the rooms inside know it, and how fast it may speak.
 */
import type { PaceRule } from '../../message/channel.ts';

/** How the conversation's rooms know this channel. Contact ids change from login to login, so the account is named by us. */
export const WECHAT = { channel: 'wechat', account: 'wechat' } as const;

/** So many messages a minute, and so many a day that nobody asked for. */
export interface Budget {
  readonly perMinute: number;
  readonly pushesPerDay: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 3600 * 1000;

/** The rules of a budget. */
export const rulesOf = ({ perMinute, pushesPerDay }: Budget): readonly [minute: PaceRule, day: PaceRule] => [
  { most: perMinute, withinMs: MINUTE_MS, of: 'account', counts: 'everything' },
  { most: pushesPerDay, withinMs: DAY_MS, of: 'account', counts: 'unasked' },
];
