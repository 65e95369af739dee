/**
 * Changes the key that seals, while servers run: a new key is put first, every value is sealed anew, and a key is let go when nothing needs
 * it. It may be stopped anywhere, also by a power cut: until a key is let go all of them open, and doing it again goes on.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Clock } from '../../shared/clock.ts';
import type { Database } from '../database.ts';
import { SEALED_TABLES } from './columns.ts';
import { type KeySource, keyFile, linesOf, newKeyLine, parseKey, writeKeyFile } from './keys.ts';
import { countUnderOtherKey } from './old-values.ts';
import { notedKeys } from './open-keys.ts';
import { resealTable } from './reseal-table.ts';
import { createSealer, type Sealer } from './sealer.ts';

/** What came of beginning to rotate. */
export type Rotation =
  /** The keys stand in the configuration, which only the operator changes. */
  | { readonly kind: 'configured' }
  /** A new key seals from now on; servers notice within half a second. */
  | { readonly kind: 'begun'; readonly keyId: string }
  /** The one before is not finished: no further key is made. */
  | { readonly kind: 'unfinished'; readonly keyId: string };

/** What came of sealing anew. */
export interface Resealed {
  /** How many rows were written. */
  readonly rows: number;
  /** Rows that do not open though their key is here; while there are any, no key is let go. */
  readonly damaged: number;
  /** The keys that nothing needs any more. */
  readonly retired: readonly string[];
  /** One-time codes that were not used yet and no longer work. */
  readonly codes: number;
}

/** How sealing anew is watched. */
export interface ResealOptions {
  readonly clock: Clock;
  /** What servers sealed just before they noticed the new key is in the database after so long. Default half a minute. */
  readonly settleMs?: number;
  readonly progress?: (table: string, rows: number) => void;
  readonly signal?: AbortSignal | undefined;
}

const SETTLE_MS = 30_000;

/** Puts a new key first in the key file. @throws {KeyError} */
export async function beginRotation(database: Database, at: Date): Promise<Rotation> {
  const { file } = database.keys;
  if (file === undefined) return { kind: 'configured' };
  return alone(database, async () => {
    const lines = linesOf(file);
    const current = parseKey(lines[0] ?? '').id;
    if ((await notedKeys(database.db)).some(id => id !== current)) return { kind: 'unfinished', keyId: current };
    const line = newKeyLine();
    const { id } = parseKey(line);
    // The file first: a key that the database knows and nobody has would keep every server from starting.
    writeKeyFile(file, [line, ...lines]);
    await database.db.insertInto('sealing_key').values({ id, since: at.toISOString() }).execute();
    return { kind: 'begun', keyId: id };
  });
}

/**
 * Seals everything with the first key, and then lets the other ones go: from the database's list, and from the key file.
 * @throws {KeyError}, and what the database says; what was sealed anew until then stays so
 */
export async function reseal(database: Database, options: ResealOptions): Promise<Resealed> {
  const { clock, settleMs = SETTLE_MS, signal } = options;
  let [rows, damaged] = [0, 0];
  for (;;) {
    const sealer = createSealer(freshKeys(database));
    let written = 0;
    damaged = 0;
    for (const table of SEALED_TABLES) {
      const done = await resealTable(database, sealer, table, options);
      written += done.written;
      damaged += done.damaged;
    }
    rows += written;
    if (written > 0) continue;
    if (damaged > 0) return { rows, damaged, retired: [], codes: 0 };
    await pause(Math.max(0, (await sealingSince(database, sealer)) + settleMs - clock.now().getTime()), undefined, { signal });
    const gone = await letGo(database, clock.now());
    if (gone) return { rows, damaged: 0, ...gone };
  }
}

/** Lets all keys but the first go, where nothing needs them; nobody writes meanwhile. */
async function letGo(database: Database, now: Date): Promise<Pick<Resealed, 'retired' | 'codes'> | undefined> {
  const { file } = database.keys;
  const gone = await alone(database, async () => {
    const { db } = database;
    // What other transactions have written, and not committed, is waited for.
    const tables = SEALED_TABLES.map(({ table }) => sql.table(table));
    if (database.kind === 'postgres') await sql`lock table ${sql.join(tables)} in share mode`.execute(db);
    const { keyId } = createSealer(freshKeys(database));
    for (const table of SEALED_TABLES) if ((await countUnderOtherKey(db, table, keyId)) > 0) return undefined;
    const retired = (await notedKeys(database.db)).filter(id => id !== keyId);
    const { codes } = await db
      .selectFrom('code')
      .select(({ fn }) => fn.countAll<number>().as('codes'))
      .where('digest', 'not like', `${keyId}.%`)
      .where('used_at', 'is', null)
      .where('expires_at', '>', now.toISOString())
      .executeTakeFirstOrThrow();
    await db.deleteFrom('sealing_key').where('id', '!=', keyId).execute();
    return { retired, codes };
  });
  if (gone && file !== undefined) {
    await alone(database, async () => {
      const known = await notedKeys(database.db);
      const lines = linesOf(file);
      const kept = lines.filter((line, i) => i === 0 || known.includes(parseKey(line).id));
      if (kept.length < lines.length) writeKeyFile(file, kept);
    });
  }
  return gone;
}

/** Work on the keys, one process at a time. */
const alone = <T>(database: Database, work: () => Promise<T>): Promise<T> =>
  database.transact(async () => {
    if (database.kind === 'postgres') await sql`lock table sealing_key in exclusive mode`.execute(database.db);
    return work();
  });

/** When the key that seals began to, in milliseconds. */
async function sealingSince({ db }: Database, { keyId }: Sealer): Promise<number> {
  const row = await db.selectFrom('sealing_key').select('since').where('id', '=', keyId).executeTakeFirst();
  return row ? Date.parse(row.since) : 0;
}

/** The keys as they are this moment. */
const freshKeys = ({ keys }: Database): KeySource => (keys.file === undefined ? keys : keyFile(keys.file));
