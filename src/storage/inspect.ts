/**
 * Looks at a database as it is, without bringing anything up to date: also at one that is broken, or whose keys are missing.
 */
import { existsSync, statSync } from 'node:fs';
import { type Kysely, sql } from 'kysely';
import { URGENCIES } from '../delivery/store.ts';
import type { AccountState } from '../message/channel.ts';
import type { Inspector } from '../operations/doctor/database.ts';
import type { PlatformInspector } from '../operations/doctor/platforms.ts';
import { connect, type StorageOptions, schemaOf, sqliteFile } from './database.ts';
import { STEP_NAMES } from './migrations/index.ts';
import { countServed } from './retention.ts';
import { columnName, SEALED_TABLES } from './sealing/columns.ts';
import { KeyError, type KeySource } from './sealing/keys.ts';
import { notedKeys } from './sealing/open-keys.ts';
import { sealedDocument } from './sealing/sealed-column.ts';
import { createSealer, isSealed } from './sealing/sealer.ts';
import type { Tables } from './tables.ts';

/** Whoever opened it closes it. */
export interface OpenInspector extends Inspector, PlatformInspector {
  close(): Promise<void>;
}

/**
 * @param keys those that are here, to open samples with
 * @returns nothing where there is no database yet
 * @throws where it cannot be reached
 */
export async function inspect(options: StorageOptions, keys: KeySource | undefined): Promise<OpenInspector | undefined> {
  const { databaseUrl, dataDir } = options;
  const file = sqliteFile(dataDir);
  if (!databaseUrl && !existsSync(file)) return undefined;
  const { db } = await connect(options);
  try {
    await sql`select 1`.execute(db);
  } catch (cause) {
    await db.destroy();
    throw cause;
  }
  return {
    kind: databaseUrl ? 'postgres' : 'sqlite',
    async schema() {
      const step = await schemaOf(db);
      if (step === STEP_NAMES.at(-1)) return { step, is: 'latest' };
      return { step, is: STEP_NAMES.includes(step) ? 'older' : 'unknown' };
    },
    async damage() {
      if (databaseUrl) return undefined;
      const { rows } = await sql<{ quick_check: string }>`PRAGMA quick_check(1)`.execute(db);
      const found = rows[0]?.quick_check ?? '';
      return found === 'ok' ? undefined : found.replaceAll('\n', ' ');
    },
    logBytes: () => (!databaseUrl && existsSync(`${file}-wal`) ? statSync(`${file}-wal`).size : 0),
    async skewMs() {
      if (!databaseUrl) return 0;
      const before = Date.now();
      const { rows } = await sql<{ ms: number }>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`.execute(db);
      return (rows[0]?.ms ?? 0) - (before + Date.now()) / 2;
    },
    keyIds: async () => ((await schemaOf(db)) < FIRST_WITH_KEYS ? [] : notedKeys(db)),
    samples: () => samplesOf(db, keys),
    counts: today => countsOf(db, today),
    served: before => countServed({ db }, before),
    accounts: () => accountsOf(db, keys),
    closedGroups: () => closedGroupsOf(db),
    failedSince: instant => failedSince(db, instant),
    pushedSince: (channel, instant) => pushedSince(db, channel, instant),
    close: () => db.destroy(),
  };
}

/** Earlier steps of the schema seal nothing. */
const FIRST_WITH_KEYS = '0003';

type Samples = Awaited<ReturnType<Inspector['samples']>>;

async function samplesOf(db: Kysely<Tables>, keys: KeySource | undefined): Promise<Samples> {
  const sealer = keys && createSealer(keys);
  const samples: Samples[number][] = [];
  for (const { table, key, sealed } of SEALED_TABLES) {
    for (const column of sealed) {
      const { rows } = await sql<{ value: string }>`
        select ${sql.ref(column)} as value from ${sql.table(table)} where ${sql.ref(column)} <> '' order by ${sql.ref(key)} desc limit 1
      `.execute(db);
      const name = columnName(table, column);
      if (rows[0]) samples.push({ column: name, is: stateOf(rows[0].value, value => sealer?.open(name, value)) });
    }
  }
  return samples;
}

function stateOf(value: string, open: (value: string) => unknown): Samples[number]['is'] {
  if (!isSealed(value)) return 'clear';
  try {
    open(value);
    return 'sealed';
  } catch (error) {
    return error instanceof KeyError ? 'without its key' : 'damaged';
  }
}

async function countsOf(db: Kysely<Tables>, today: string) {
  const { rows } = await sql<Awaited<ReturnType<Inspector['counts']>>>`select
    (select count(*) from role_grant where role = 'admin' and scope = 'all' and revoked_at is null) as admins,
    (select count(*) from inquiry where answer is null and due < ${today}) as overdue,
    (select count(*) from settlement) as settlements,
    (select count(*) from settlement where not exists (select 1 from chat_group where chat_group.settlement = settlement.id)) as unbound,
    (select count(*) from message where done_at is null) as unfinished`.execute(db);
  return rows[0]!;
}

/** An account whose state does not open is not known to be well. */
async function accountsOf(db: Kysely<Tables>, keys: KeySource | undefined): ReturnType<PlatformInspector['accounts']> {
  const rows = await db.selectFrom('channel_account').select(['channel', 'state']).orderBy('key').execute();
  const state = keys && sealedDocument<AccountState>(createSealer(keys), 'channel_account.state');
  return rows.flatMap(({ channel, state: sealed }) => {
    if (sealed === null) return [];
    try {
      return [{ channel, is: state?.open(sealed).kind ?? ('unknown' as const) }];
    } catch {
      return [{ channel, is: 'unknown' as const }];
    }
  });
}

const closedGroupsOf = (db: Kysely<Tables>): ReturnType<PlatformInspector['closedGroups']> =>
  db
    .selectFrom('chat_group')
    .innerJoin('chat', join =>
      join
        .onRef('chat.channel', '=', 'chat_group.channel')
        .onRef('chat.account', '=', 'chat_group.account')
        .onRef('chat.chat', '=', 'chat_group.chat'),
    )
    .select(({ fn }) => ['chat_group.channel', fn.countAll<number>().as('times')])
    .where('chat.closed', 'is not', null)
    .groupBy('chat_group.channel')
    .orderBy('chat_group.channel')
    .execute();

async function failedSince(db: Kysely<Tables>, instant: Date): ReturnType<PlatformInspector['failedSince']> {
  const rows = await db
    .selectFrom('delivery')
    .select(({ fn }) => ['channel', 'reason', fn.countAll<number>().as('times')])
    .where('state', '=', 'failed')
    .where('ended_at', '>', instant.toISOString())
    .groupBy(['channel', 'reason'])
    .orderBy('channel')
    .orderBy('reason')
    .execute();
  return rows.map(({ channel, reason, times }) => ({ channel, reason: reason ?? '', times }));
}

async function pushedSince(db: Kysely<Tables>, channel: string, instant: Date): Promise<number> {
  const { times } = await db
    .selectFrom('delivery')
    .select(({ fn }) => fn.countAll<number>().as('times'))
    .where('channel', '=', channel)
    .where('state', '=', 'sent')
    .where('urgency', '>', URGENCIES.indexOf('reply'))
    .where('ended_at', '>', instant.toISOString())
    .executeTakeFirstOrThrow();
  return times;
}
