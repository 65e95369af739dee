/**
 * How much fits into a message of Telegram, and how fast a bot may speak: the Bot API's FAQ (“My bot is hitting limits”), which gives no exact
 * figures.
 */
import type { ChannelLimits, Pace } from '../../message/channel.ts';

export const LIMITS: ChannelLimits = { text: 4096, caption: 1024, unit: 'utf16', buttons: true, files: true };

export const PACE: Pace = {
  rules: [
    // Messages do not arrive just as far apart as they were sent: a little more than the second that is said.
    { most: 30, withinMs: 1_010, of: 'account', counts: 'everything' },
    // Bulletins go in small batches, so that there soon is a place for a reply.
    { most: 5, withinMs: 120, of: 'account', counts: 'unasked' },
    { most: 1, withinMs: 1_000, of: 'chat', counts: 'unasked' },
    { most: 20, withinMs: 60_000, of: 'group', counts: 'unasked' },
  ],
  atOnce: 30,
};

/** What a button may carry, in bytes. */
export const MOST_BEHIND_BUTTON = 64;
/** A larger photo goes as a file. */
export const LARGEST_PHOTO = 10 * 1024 * 1024;
