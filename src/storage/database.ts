/**
 * A database with its schema up to date and the keys that its sealed columns need.
 */
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { migrate, type Spelling } from './migrations/index.ts';
import { openPostgres } from './postgres/open.ts';
import type { KeySource } from './sealing/keys.ts';
import { type KeyOptions, notedKeys, noteKey, openKeys } from './sealing/open-keys.ts';
import { createSealer, type Sealer } from './sealing/sealer.ts';
import { openSqlite } from './sqlite/open.ts';
import type { Tables } from './tables.ts';
import { createUnitOfWork, type UnitOfWork } from './unit-of-work.ts';

/** Which database is opened; `Config` says so too. */
export interface StorageOptions extends KeyOptions {
  /** PostgreSQL; without it the file `anjia.sqlite` under `dataDir`. */
  readonly databaseUrl?: string | undefined;
}

/** What the stores, and those who look after the database as a whole, work with. */
export interface Database extends UnitOfWork {
  readonly kind: 'sqlite' | 'postgres';
  readonly sealer: Sealer;
  readonly keys: KeySource;
  /** The step that the schema is at. */
  readonly schema: string;
  /** Takes what was erased out of what the database keeps beside its tables. */
  wipe(): Promise<void>;
  close(): Promise<void>;
}

/** The SQLite file. */
export const sqliteFile = (dataDir: string): string => join(dataDir, 'anjia.sqlite');

/** Opens the database as it is; a SQLite file that is not there is made. */
export async function connect({ databaseUrl, dataDir }: StorageOptions): Promise<{ db: Kysely<Tables>; spelling: Spelling }> {
  return databaseUrl ? openPostgres(databaseUrl) : openSqlite(sqliteFile(dataDir));
}

/**
 * Opens the database, finds or makes its keys, and brings its schema up to date.
 * @param upTo the last step of the schema to take; without it all of them
 * @throws {KeyError} and what the database says; nothing stays open then
 */
export async function openDatabase(options: StorageOptions, upTo?: string): Promise<Database> {
  const { databaseUrl } = options;
  const { db, spelling } = await connect(options);
  try {
    const keys = await openKeys(db, options, spelling.schema);
    const sealer = createSealer(keys);
    await migrate(db, spelling, sealer, upTo);
    if (upTo === undefined) {
      // A program that is killed before the clear text is gone has noted no key yet: the next one goes on here.
      if ((await notedKeys(db)).length === 0) await forgetClearText(db, databaseUrl !== undefined);
      await noteKey(db, sealer.keyId, new Date());
    }
    const schema = await schemaOf(db);
    const wipe = () => wipeLog(db, databaseUrl !== undefined);
    const unit = createUnitOfWork(db, databaseUrl === undefined);
    return {
      get db() {
        return unit.db;
      },
      kind: databaseUrl ? 'postgres' : 'sqlite',
      transact: unit.transact,
      together: unit.together,
      whenCommitted: unit.whenCommitted,
      sealer,
      keys,
      schema,
      wipe,
      close: () => db.destroy(),
    };
  } catch (cause) {
    await db.destroy();
    throw cause;
  }
}

/** The step that the schema is at; nothing where no step was taken. */
export async function schemaOf(db: Kysely<Tables>): Promise<string> {
  const { rows } = await sql<{ name: string }>`select max(name) as name from kysely_migration`.execute(db);
  return rows[0]?.name ?? '';
}

/** SQLite keeps what was erased in its log until that is folded into the file. */
async function wipeLog(db: Kysely<Tables>, isPostgres: boolean): Promise<void> {
  if (!isPostgres) await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db);
}

/** What was sealed just now stood in clear before: the files are written anew without it. */
async function forgetClearText(db: Kysely<Tables>, isPostgres: boolean): Promise<void> {
  if (isPostgres) await sql`VACUUM FULL message, session, gap`.execute(db);
  else await sql`VACUUM`.execute(db);
  await wipeLog(db, isPostgres);
}
