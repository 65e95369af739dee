import { describe, expect, it } from 'vitest';
import { createSchedule } from '../../src/schedule/index.ts';
import { readableLog } from '../support/log.ts';

const EVERY_SECOND = '* * * * * *';
const NEVER_SOON = '0 0 1 1 *';

describe('the schedule', () => {
  it('runs a job at the start and whenever its time comes', async () => {
    let runs = 0;
    const schedule = createSchedule([{ name: 'count', cron: EVERY_SECOND, run: async () => void runs++ }], readableLog());
    schedule.start();
    expect(runs).toBe(1);
    await expect.poll(() => runs, { timeout: 4000 }).toBeGreaterThan(1);
    await schedule.stop();
    const then = runs;
    await new Promise(resolve => setTimeout(resolve, 1200));
    expect(runs).toBe(then);
  });

  it('waits for the job in hand when it stops', async () => {
    let done = false;
    const run = async () => {
      await new Promise(resolve => setTimeout(resolve, 100));
      done = true;
    };
    const schedule = createSchedule([{ name: 'slow', cron: NEVER_SOON, run }], readableLog());
    schedule.start();
    await schedule.stop();
    expect(done).toBe(true);
  });

  it('logs a job that fails and goes on', async () => {
    const log = readableLog();
    const run = () => Promise.reject(new Error('what somebody said'));
    const schedule = createSchedule([{ name: 'fails', cron: NEVER_SOON, run }], log);
    schedule.start();
    await schedule.stop();
    expect(log.lines.some(line => line.includes('job failed') && line.includes('fails'))).toBe(true);
    expect(log.lines.join()).not.toContain('what somebody said');
  });

  it('says nothing of a job that comes every minute, unless it fails', async () => {
    const log = readableLog();
    let runs = 0;
    const run = () => (runs++ === 0 ? Promise.resolve() : Promise.reject(new Error('x')));
    const job = { name: 'often', cron: NEVER_SOON, isFrequent: true, run };
    for (const lines of [0, 1]) {
      const schedule = createSchedule([job], log);
      schedule.start();
      await schedule.stop();
      expect(log.lines).toHaveLength(lines);
    }
  });

  it('takes no cron expression that is none', () => {
    expect(() => createSchedule([{ name: 'odd', cron: 'at night', run: () => Promise.resolve() }], readableLog())).toThrow(
      /odd.*at night/,
    );
  });
});
