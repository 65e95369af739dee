/**
 * A small storm over a bulletin: what `npm run chaos:bulletins` does at length.
 */
import { describe, expect, it } from 'vitest';
import { simulatedBulletin } from '../chaos/bulletin-simulated.ts';
import { bulletinStorm } from '../chaos/bulletin-storm.ts';

describe('a bulletin to many groups in bad weather', () => {
  it('reaches each that can be reached, none twice that was not in doubt, though the app is killed', async () => {
    const { broken, reachable, received, kills, statuses } = await bulletinStorm({
      seed: 5,
      groups: 90,
      kills: 1,
      questions: 1,
      longestWait: 3,
      factor: 1.15,
    });
    expect(broken).toEqual([]);
    expect(reachable).toBe(89);
    expect(received).toBe(89);
    expect(kills).toBe(1);
    for (const status of [200, 400, 403, 429, 502]) expect(statuses.get(status) ?? 0).toBeGreaterThan(0);
  });

  it('keeps to the pace of the platform, and uses it', async () => {
    const options = { seed: 5, groups: 600, longestWait: 5, factor: 1.05, mostMib: Number.POSITIVE_INFINITY };
    const { broken, answers } = await simulatedBulletin(options);
    expect(broken).toEqual([]);
    for (const said of ['sent', 'wait', 'again', 'moved', 'refused']) expect(answers.get(said) ?? 0).toBeGreaterThan(0);
  });
});
