/**
 * `npm run chaos:queue`: residents report what is wrong on the web page while the app is killed a hundred times. Whoever was told a number finds the
 * case under it, no number is given twice, nothing is filed twice, and every history verifies. `-- --seed=7` repeats a run, `-- --kills=5` makes it
 * short, `-- --postgres` has it over PostgreSQL. Ends with 1 where a law was broken.
 */
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { intakeUnderFire } from './intake-under-fire.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    kills: { type: 'string', default: '100' },
    postgres: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const url = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';
const schema = `anjia_chaos_${process.pid}`;

console.log(`seed ${seed}, ${values.postgres ? 'PostgreSQL' : 'SQLite'}`);
if (values.postgres) await run(`CREATE SCHEMA ${schema}`);
const databaseUrl = values.postgres ? `${url}?options=${encodeURIComponent(`-c search_path=${schema}`)}` : undefined;
const report = await intakeUnderFire({
  seed,
  kills: Number(values.kills),
  databaseUrl,
  onKill: kills => {
    if (kills % 10 === 0) console.log(`${kills} kills`);
  },
});
if (values.postgres) await run(`DROP SCHEMA ${schema} CASCADE`);

const { kills, told, kept, links, during, seconds, broken } = report;
console.log(`${kills} kills in ${seconds.toFixed(0)} s, ${during} of them while somebody waited for an answer`);
console.log(`${told} numbers were told, ${kept} cases are kept, ${links} links of history were held against each other`);
for (const sentence of broken.slice(0, 20)) console.log(`BROKEN: ${sentence}`);
console.log(broken.length === 0 ? 'every law held' : `${broken.length} laws were broken`);
process.exitCode = broken.length === 0 ? 0 : 1;

async function run(sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
