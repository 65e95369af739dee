/**
 * Many cases as they come to stand over two years: written by the database itself, with records and words that were really sealed.
 */
import { type Kysely, sql } from 'kysely';
import type { UnitId } from '../../src/shared/ids.ts';
import type { Database } from '../../src/storage/database.ts';
import { digestColumn } from '../../src/storage/sealing/columns.ts';
import type { Tables } from '../../src/storage/tables.ts';
import { record } from '../contracts/grievance-store/sample.ts';

export const REGIONS = ['guangxi', 'guizhou', 'chongqing', 'yuncheng'];
const SETTLEMENTS = 400;
const OF_A_COUNTY = 10;
export const KINDS = 24;
const WORDS = 5000;
const OF_A_CASE = 8;
const SLOTS = 20_011;
const COLUMN = digestColumn('grievance_word', 'digest');
const RECORDS = 500;
const YEARS_MS = 2 * 365 * 24 * 3600 * 1000;

/** The last of them came in then. */
export const NOW = new Date('2026-11-30T04:00:00Z');
export const settlementAt = (at: number): string => `s_01k9${String(at).padStart(16, '0')}`;
export const countyAt = (at: number): string => `县${Math.floor(at / OF_A_COUNTY)}`;
/** Ten counties lie in each region. */
export const regionAt = (at: number): string => REGIONS[Math.floor(at / OF_A_COUNTY / 10)] ?? '';
export const unitAt = (region: string, kind: number): UnitId => `${region}.unit-${'abcdefghijklmnop'[kind % 16]}` as UnitId;
export const wordAt = (rank: number): string => `词${rank}`;

/** The number of a case; its last digit checks nothing here. */
export const numberAt = (at: number): number => (at + 99) * 10 + (at % 10);

/** @param count so many cases */
export async function fillCases(database: Database, count: number): Promise<void> {
  await database.transact(() => write(database, count));
  await sql.raw(database.kind === 'postgres' ? 'vacuum analyze grievance, grievance_word' : 'analyze').execute(database.db);
}

async function write({ db, kind, sealer }: Database, count: number): Promise<void> {
  const dice = (sides: number) =>
    kind === 'postgres' ? sql`cast(floor(random() * ${sql.lit(sides)}) as integer)` : sql`abs(random()) % ${sql.lit(sides)}`;
  const run = (statement: ReturnType<typeof sql>) => statement.execute(db);
  if (kind === 'postgres') await run(sql`set local work_mem = '256MB'`);
  if (kind === 'postgres') await run(sql`set local maintenance_work_mem = '256MB'`);
  const indexes = await withoutIndexes(db, kind);
  await run(sql`create table bench_place (slot integer primary key, region text, county text, settlement text)`);
  await run(sql`create table bench_record (slot integer primary key, record text)`);
  await run(sql`create table bench_word (word integer primary key, digest text, value text)`);
  await run(sql`create table bench_slot (slot integer primary key, word integer)`);
  for (let at = 0; at < SETTLEMENTS; at++)
    await run(sql`insert into bench_place values (${at}, ${regionAt(at)}, ${countyAt(at)}, ${settlementAt(at)})`);
  for (let at = 0; at < RECORDS; at++)
    await run(
      sql`insert into bench_record values (${at}, ${sealer.seal('grievance.record', JSON.stringify(record(`第${at}件：3栋的电梯三天没修了，老人上不了楼`)))})`,
    );
  // How often a word comes up falls with its rank, as in any language.
  for (let from = 0; from < SLOTS; from += 500) {
    const rows = Array.from(
      { length: Math.min(500, SLOTS - from) },
      (_, i) => sql`(${from + i}, ${Math.floor(Math.exp(((((from + i) * 7919) % SLOTS) / SLOTS) * Math.log(WORDS)))})`,
    );
    await run(sql`insert into bench_slot values ${sql.join(rows)}`);
  }
  for (let from = 0; from < WORDS; from += 500) {
    const rows = Array.from({ length: 500 }, (_, i) => {
      const word = wordAt(from + i);
      return sql`(${from + i}, ${sealer.digest(COLUMN, word)}, ${sealer.seal('grievance_word.value', word)})`;
    });
    await run(sql`insert into bench_word values ${sql.join(rows)}`);
  }
  const numbers =
    kind === 'postgres'
      ? sql`generate_series(1, ${sql.lit(count)}) as cases(i)`
      : sql`(with recursive cases(i) as (select 1 union all select i + 1 from cases where i < ${sql.lit(count)}) select i from cases)`;
  // One in ten is of the last weeks: most of what is open is among them.
  await run(sql`create table bench_case as select i, ${dice(SETTLEMENTS)} as place, ${dice(RECORDS)} as record, ${dice(KINDS)} as kind,
    ${dice(1000)} as state, ${dice(1000)} as late, ${dice(200)} as holder from ${numbers}`);
  const isRecent = sql`i > ${sql.lit(count * 0.9)}`;
  const state = sql`case when ${isRecent} and state < 300 then 'received' when ${isRecent} and state < 400 then 'working'
    when ${isRecent} and state < 402 then 'ruling' when ${isRecent} and state < 450 then 'answered' when ${isRecent} and state < 460 then 'calling-back'
    when state < 930 then 'closed' when state < 970 then 'declined' else 'withdrawn' end`;
  const instant = (ms: ReturnType<typeof sql>) =>
    kind === 'postgres'
      ? sql`to_char(to_timestamp((${ms}) / 1000.0) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
      : sql`strftime('%Y-%m-%dT%H:%M:%fZ', (${ms}) / 1000.0, 'unixepoch')`;
  const received = sql`${sql.lit(NOW.getTime() - YEARS_MS)} + cast(i as bigint) * ${sql.lit(Math.floor(YEARS_MS / count))}`;
  const number = sql`(i + 99) * 10 + i % 10`;
  await run(sql`insert into grievance (number, state, kind, danger, rank, region, county, settlement, unit, holder, lease_until, received_at, due_at,
      alarm, returns, reopenings, calls, extensions, handlers, answered_at, ended_at, supporters, record, version)
    select ${number}, state, 'kind-' || kind, 'none', case when kind = 0 then 0 else 1 end, region, county, settlement,
      region || '.unit-' || substr('abcdefghijklmnop', kind % 16 + 1, 1),
      case when state = 'working' then 'p_' || holder end, case when state = 'working' then received_at end, received_at,
      ${instant(sql`${received} + (3 + holder % 20) * 86400000`)},
      case when late < 5 then 3 when late < 30 then 2 when late < 150 then 1 else 0 end, 0, 0, 0, 0, '["p_' || holder || '"]',
      case when state in ('answered', 'calling-back') then received_at end,
      case when state in ('closed', 'declined', 'withdrawn') then received_at end, 0, record, 3
    from (select i, ${state} as state, kind, late, holder, region, county, settlement, bench_record.record as record, ${instant(received)} as received_at
      from bench_case inner join bench_place on bench_place.slot = bench_case.place inner join bench_record on bench_record.slot = bench_case.record) as made`);
  const words =
    kind === 'postgres'
      ? sql`generate_series(1, ${sql.lit(OF_A_CASE)}) as words(nth)`
      : sql`(with recursive words(nth) as (select 1 union all select nth + 1 from words where nth < ${sql.lit(OF_A_CASE)}) select nth from words)`;
  await run(sql`create table bench_said as select distinct grievance, word
    from (select ${number} as grievance, ${dice(SLOTS)} + 0 * nth as slot from bench_case cross join ${words}) as said
    inner join bench_slot on bench_slot.slot = said.slot`);
  await run(sql`insert into grievance_word (grievance, digest, value)
    select grievance, digest, value from bench_said inner join bench_word on bench_word.word = bench_said.word`);
  for (const index of indexes) await sql.raw(index).execute(db);
  for (const table of ['place', 'record', 'word', 'slot', 'case', 'said'])
    await run(sql`drop table ${sql.table(`bench_${table}`)}`);
}

/** Takes the indexes away that are sooner made when all is there. @returns how they are made */
async function withoutIndexes(db: Kysely<Tables>, kind: Database['kind']): Promise<readonly string[]> {
  const { rows } = await (kind === 'postgres'
    ? sql<{ name: string; made: string }>`select indexname as name, indexdef as made from pg_indexes
        where schemaname = current_schema() and tablename in ('grievance', 'grievance_word') and indexname not like '%_pkey'`
    : sql<{ name: string; made: string }>`select name, sql as made from sqlite_master
        where type = 'index' and tbl_name in ('grievance', 'grievance_word') and sql is not null`
  ).execute(db);
  if (kind === 'postgres') await sql`alter table grievance_word drop constraint grievance_word_once`.execute(db);
  for (const { name } of rows) await sql`drop index if exists ${sql.ref(name)}`.execute(db);
  return rows.map(({ made }) => made);
}
