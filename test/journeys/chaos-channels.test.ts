/**
 * A small storm over Telegram: what `npm run chaos:channels` does at length.
 */
import { describe, expect, it } from 'vitest';
import { storm } from '../chaos/storm.ts';

describe('a storm over Telegram', () => {
  it('loses nothing, says nothing twice that was not in doubt, and keeps the order, though the app is killed', async () => {
    const { broken, messages, kills, trouble } = await storm({
      seed: 5,
      chats: 8,
      each: 9,
      groups: 2,
      eachInGroups: 3,
      kills: 1,
    });
    expect(broken).toEqual([]);
    expect(messages).toBe(102);
    expect(kills).toBe(1);
    expect(trouble.twice).toBeGreaterThan(0);
    expect(trouble.tooMany).toBeGreaterThan(0);
  });
});
