import { describe, expect, it } from 'vitest';
import { createLoop } from '../../src/schedule/loop.ts';

describe('work that is done again and again', () => {
  it('goes on after a fault, one run after the other, until it is stopped', async () => {
    let [runs, atOnce, most] = [0, 0, 0];
    const faults: unknown[] = [];
    const run = async () => {
      most = Math.max(most, ++atOnce);
      await new Promise(resolve => setTimeout(resolve, 5));
      atOnce--;
      if (++runs === 1) throw new Error('once');
    };
    const loop = createLoop(run, 1, fault => faults.push(fault));
    loop.start();
    await expect.poll(() => runs).toBeGreaterThan(2);
    await loop.stop();
    const then = runs;
    await new Promise(resolve => setTimeout(resolve, 30));
    expect([runs, most, faults.length]).toEqual([then, 1, 1]);
  });

  it('waits for the run in hand when it stops', async () => {
    let [begun, done] = [false, false];
    const run = async () => {
      begun = true;
      await new Promise(resolve => setTimeout(resolve, 30));
      done = true;
    };
    const loop = createLoop(run, 1, () => {});
    loop.start();
    await expect.poll(() => begun).toBe(true);
    await loop.stop();
    expect(done).toBe(true);
  });

  it('does nothing where it is stopped before its first run', async () => {
    let runs = 0;
    const loop = createLoop(
      async () => void runs++,
      1,
      () => {},
    );
    await loop.stop();
    loop.start();
    await loop.stop();
    await new Promise(resolve => setTimeout(resolve, 10));
    expect(runs).toBe(0);
  });
});
