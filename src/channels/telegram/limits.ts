/**
 * How much fits into a message of Telegram, and how fast a bot may speak: the Bot API's FAQ (“My bot is hitting limits”), which gives no exact
 * figures; answers to people are not under those for bulk.
 */
import type { ChannelLimits, Pace } from '../../message/channel.ts';

export const LIMITS: ChannelLimits = { text: 4096, caption: 1024, unit: 'utf16', buttons: true, files: true };

export const PACE: Pace = {
  rules: [
    { most: 30, withinMs: 1_000, of: 'account', counts: 'unasked' },
    { most: 1, withinMs: 1_000, of: 'chat', counts: 'unasked' },
    { most: 20, withinMs: 60_000, of: 'group', counts: 'unasked' },
  ],
  atOnce: 30,
};

/** What a button may carry, in bytes. */
export const MOST_BEHIND_BUTTON = 64;
/** A larger photo goes as a file. */
export const LARGEST_PHOTO = 10 * 1024 * 1024;
