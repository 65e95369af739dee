import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLimiter } from '../../src/http/limits.ts';
import { clockAt } from '../support/clock.ts';

const NOON = '2026-11-22T04:00:00Z';

describe('a rate limit', () => {
  it('lets the burst through and then names the seconds to wait', () => {
    const take = createLimiter({ burst: 2, perSecond: 0.5 }, clockAt(NOON));
    expect([take('a'), take('a'), take('a')]).toEqual([0, 0, 2]);
  });

  it('lets one through again after the time that it named', () => {
    const clock = clockAt(NOON);
    const take = createLimiter({ burst: 1, perSecond: 0.1 }, clock);
    take('a');
    clock.pass(take('a') * 1000);
    expect(take('a')).toBe(0);
  });

  it('counts each key for itself', () => {
    const take = createLimiter({ burst: 1, perSecond: 1 }, clockAt(NOON));
    take('a');
    expect(take('b')).toBe(0);
  });

  it('remembers no more keys than it may, forgetting the one that was quiet for longest', () => {
    const take = createLimiter({ burst: 1, perSecond: 0.001 }, clockAt(NOON), 2);
    for (const key of ['a', 'b', 'a', 'c']) take(key);
    expect(take('a')).toBeGreaterThan(0);
    expect(take('b')).toBe(0);
  });

  it('never lets more through in a stretch of time than the burst and what came back in it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.array(fc.integer({ min: -500, max: 3000 }), { maxLength: 60 }),
        (burst, perSecond, pauses) => {
          const clock = clockAt(NOON);
          const take = createLimiter({ burst, perSecond }, clock);
          let passed = 0;
          let forward = 0;
          for (const pause of pauses) {
            clock.pass(pause);
            forward += Math.max(0, pause);
            if (take('a') === 0) passed++;
          }
          expect(passed).toBeLessThanOrEqual(burst + (forward / 1000) * perSecond + 1e-6);
        },
      ),
    );
  });
});
