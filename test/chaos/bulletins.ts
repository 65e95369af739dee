/**
 * `npm run chaos:bulletins`: one bulletin to 3,000 groups through Telegram in bad weather, the app killed three times: 1% of groups threw it out, 2%
 * have other ids, 5% of calls are told to wait for 1 to 30 s, 2% fail, and two residents ask every second. `-- --seed=7` repeats a storm,
 * `-- --groups=300` makes it smaller, `-- --postgres` has it over PostgreSQL. `-- --simulated` sends to 35,000 groups on a clock that only passes
 * while everything waits. Ends with 1 where a law was broken.
 */
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { allowedSeconds, percentile } from './bulletin-laws.ts';
import type { Broken } from './laws.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    groups: { type: 'string' },
    simulated: { type: 'boolean', default: false },
    postgres: { type: 'boolean', default: false },
    log: { type: 'string' },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const groups = Number(values.groups ?? (values.simulated ? 35_000 : 3_000));
const longestWait = 30;

console.log(`seed ${seed}, ${groups} groups, ${values.postgres ? 'PostgreSQL' : 'SQLite'}`);
const broken = values.simulated ? await simulated() : await real();
for (const sentence of broken.slice(0, 20)) console.log(`BROKEN: ${sentence}`);
console.log(broken.length === 0 ? 'every law held' : `${broken.length} laws were broken`);
process.exitCode = broken.length === 0 ? 0 : 1;

async function real(): Promise<Broken> {
  const { bulletinStorm } = await import('./bulletin-storm.ts');
  const url = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';
  const schema = `anjia_bulletins_${process.pid}`;

  if (values.postgres) await run(url, `CREATE SCHEMA ${schema}`);
  const report = await bulletinStorm({
    seed,
    groups,
    kills: 3,
    questions: 2,
    longestWait,
    factor: 1.15,
    databaseUrl: values.postgres ? `${url}?options=${encodeURIComponent(`-c search_path=${schema}`)}` : undefined,
    logLevel: values.log === 'error' || values.log === 'info' ? values.log : undefined,
  });
  if (values.postgres) await run(url, `DROP SCHEMA ${schema} CASCADE`);

  const { broken, slow, duration, last, waits, memory, statuses } = report;
  const ms = (share: number) => Math.round(percentile(waits, share) ?? Number.NaN);
  console.log(`${report.received} groups received it, ${report.reachable} can be reached; ${report.kills} kills`);
  console.log(`${report.doubtful} are recorded as in doubt, ${report.repeated} copies stand there once more`);
  console.log(
    `the last group had it after ${last.toFixed(1)} s; but for what a group was asked to wait beyond ${duration.longestWait} s in all:`,
  );
  console.log(
    `took ${duration.seconds.toFixed(1)} s, allowed ${allowedSeconds(duration).toFixed(1)} s: ` +
      `${duration.factor} × ${(duration.messages / duration.limit).toFixed(1)} s, the longest wait of ${duration.longestWait} s, ` +
      `and ${duration.down.toFixed(1)} s from a kill until the next process says that it has started`,
  );
  console.log(
    `${report.questions} questions; ${waits.length} were asked and answered while a process ran: p50 ${ms(0.5)} ms, p95 ${ms(0.95)} ms, p99 ${ms(0.99)} ms`,
  );
  console.log(
    `memory of the server: ${memory
      .slice(0, 2)
      .map(mib => mib.toFixed(0))
      .join(' → ')} MiB from the first third to the last, ${memory[2].toFixed(0)} MiB at most`,
  );
  console.log(`calls to groups by their answer: ${[...statuses].map(([status, times]) => `${status} ${times}`).join(', ')}`);
  return [...broken, ...slow];
}

/** Nothing but what sends is loaded: its memory is measured. */
async function simulated(): Promise<Broken> {
  const { simulatedBulletin } = await import('./bulletin-simulated.ts');
  const { broken, duration, received, answers, statements, memory, tookSeconds } = await simulatedBulletin({
    seed,
    groups,
    longestWait,
    factor: 1.05,
    mostMib: 300,
  });
  console.log(`${received} groups received it; ${tookSeconds.toFixed(0)} s by the clock on the wall`);
  console.log(
    `took ${duration.seconds.toFixed(1)} s, allowed ${allowedSeconds(duration).toFixed(1)} s: ` +
      `${duration.factor} × ${(duration.messages / duration.limit).toFixed(1)} s and the longest wait of ${duration.longestWait} s`,
  );
  const { reads, writes, commits } = statements;
  console.log(
    `for each delivery: ${commits.toFixed(2)} flushes to the disk, ${writes.toFixed(2)} statements that write, ${reads.toFixed(2)} that read`,
  );
  console.log(`memory: ${memory.before.toFixed(0)} MiB before it began, ${memory.most.toFixed(0)} MiB at most`);
  console.log(`what the platform said: ${[...answers].map(([kind, times]) => `${kind} ${times}`).join(', ')}`);
  return broken;
}

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
