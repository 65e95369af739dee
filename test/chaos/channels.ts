/**
 * `npm run chaos:channels`: two thousand messages through Telegram in bad weather, the app killed five times: 10% of updates come twice, 5% of calls
 * are told to wait, 2% fail, connections break. `-- --seed=7` repeats a storm, `-- --postgres` has it over PostgreSQL. Ends with 1 where a law
 * was broken.
 */
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { storm } from './storm.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, postgres: { type: 'boolean', default: false }, log: { type: 'string' } },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const url = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';
const schema = `anjia_chaos_${process.pid}`;
const options = { chats: 50, each: 30, groups: 10, eachInGroups: 10, kills: 5 };

console.log(`seed ${seed}, ${values.postgres ? 'PostgreSQL' : 'SQLite'}`);
if (values.postgres) await run(`CREATE SCHEMA ${schema}`);
const databaseUrl = values.postgres ? `${url}?options=${encodeURIComponent(`-c search_path=${schema}`)}` : undefined;
const logLevel = values.log === 'error' || values.log === 'info' ? values.log : undefined;
const { broken, messages, sent, doubtful, repeated, kills, trouble, seconds } = await storm({
  seed,
  ...options,
  databaseUrl,
  logLevel,
});
if (values.postgres) await run(`DROP SCHEMA ${schema} CASCADE`);

const { twice, ...faults } = trouble;
console.log(`${messages} messages, ${twice} of them delivered twice; ${kills} kills; ${seconds.toFixed(0)} s`);
console.log(
  `calls that went wrong: ${Object.entries(faults)
    .map(([name, times]) => `${name} ${times}`)
    .join(', ')}`,
);
console.log(`${sent} answers were sent; ${doubtful} are recorded as in doubt, ${repeated} of them were heard once more`);
for (const sentence of broken.slice(0, 20)) console.log(`BROKEN: ${sentence}`);
console.log(broken.length === 0 ? 'every law held' : `${broken.length} laws were broken`);
process.exitCode = broken.length === 0 ? 0 : 1;

async function run(sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
