/**
 * Runs a table of jobs by the clock on the wall in Asia/Shanghai. What the jobs do is theirs to say; a job that fails is logged and runs again
 * at its next time.
 */
import { createTask, validate } from 'node-cron';
import { type Log, traceOf } from '../shared/log.ts';

/** Something to be done at times. */
export interface Job {
  readonly name: string;
  /** Minute, hour, day of the month, month, day of the week: `30 3 * * *`. */
  readonly cron: string;
  /** Whether it runs so often that only what failed is logged. */
  readonly isFrequent?: boolean;
  run(): Promise<void>;
}

/** The jobs with their clock. */
export interface Schedule {
  /** Begins; also runs each job once now, since a machine that is off at night would never come to it. */
  start(): void;
  /** Begins no further run and waits for those in hand. */
  stop(): Promise<void>;
}

/**
 * @param observe told of every run once it ended
 * @throws where a cron expression is none
 */
export function createSchedule(
  jobs: readonly Job[],
  log: Log,
  observe: (job: string, outcome: 'done' | 'failed') => void = () => {},
): Schedule {
  const inHand = new Set<Promise<void>>();
  const runLogged = (job: Job): Promise<void> => {
    const done = job.run().then(
      () => {
        if (job.isFrequent !== true) log.info({ job: job.name }, 'job done');
        observe(job.name, 'done');
      },
      (error: unknown) => {
        log.error({ job: job.name, ...traceOf(error) }, 'job failed');
        observe(job.name, 'failed');
      },
    );
    inHand.add(done);
    return done.finally(() => inHand.delete(done));
  };
  const tasks = jobs.map(job => {
    if (!validate(job.cron)) throw new Error(`the job ${job.name} has the cron expression "${job.cron}", which is none`);
    return createTask(job.cron, () => runLogged(job), { timezone: 'Asia/Shanghai', name: job.name, noOverlap: true });
  });
  return {
    start() {
      for (const task of tasks) void task.start();
      for (const job of jobs) void runLogged(job);
    },
    async stop() {
      for (const task of tasks) await task.destroy();
      await Promise.all(inHand);
    },
  };
}
