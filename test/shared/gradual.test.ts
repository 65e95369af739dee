import { describe, expect, it, vi } from 'vitest';
import { gradually } from '../../src/shared/gradual.ts';
import { atOnce } from '../support/at-once.ts';

/** Counts its steps up to so many. */
function counting(upTo: number) {
  const steps = vi.fn();
  const begin = vi.fn(function* () {
    for (let n = 0; n < upTo; n++) {
      steps();
      yield;
    }
    return steps.mock.calls.length;
  });
  return { steps, begin };
}

describe('what is made gradually', () => {
  it('is begun when it is first needed, and made once', () => {
    const { steps, begin } = counting(3);
    const count = gradually(begin);
    expect(begin).not.toHaveBeenCalled();
    expect([count(), count()]).toEqual([3, 3]);
    expect(steps).toHaveBeenCalledTimes(3);
  });

  it('goes on where it rested, a step at a time where there is no time', () => {
    const { steps, begin } = counting(2);
    const count = gradually(begin);
    expect([count.goOn(0), count.goOn(0), count.goOn(0), count.goOn(0)]).toEqual([false, false, true, true]);
    expect(count()).toBe(2);
    expect(steps).toHaveBeenCalledTimes(2);
    expect(begin).toHaveBeenCalledTimes(1);
  });

  it('is made to the end for whoever asks before it is done', () => {
    const { steps, begin } = counting(5);
    const count = gradually(begin);
    count.goOn(0);
    expect(count()).toBe(5);
    expect(steps).toHaveBeenCalledTimes(5);
  });

  it('fails for each who asks, and is begun anew', () => {
    let faulty = true;
    const made = gradually(function* () {
      yield;
      if (faulty) throw new Error('faulty');
      return 'made';
    });
    expect(made.goOn(0)).toBe(false);
    expect(() => made.goOn(0)).toThrow('faulty');
    expect(made).toThrow('faulty');
    faulty = false;
    expect(made()).toBe('made');
  });

  it('can be made at once', () => {
    expect(atOnce(counting(4).begin())).toBe(4);
  });
});
