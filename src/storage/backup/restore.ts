/**
 * Puts a backup into a database of either kind: in one transaction, and only what reads back as it was written.
 */
import { type Kysely, sql } from 'kysely';
import { connect, openDatabase, type StorageOptions, schemaOf } from '../database.ts';
import { migrate, type Spelling, STEP_NAMES } from '../migrations/index.ts';
import type { KeySource } from '../sealing/keys.ts';
import { keysHere, madeKeys } from '../sealing/open-keys.ts';
import { createSealer } from '../sealing/sealer.ts';
import { TABLE_KEYS, type Tables } from '../tables.ts';
import { BackupError } from './backup-error.ts';
import type { Bulk } from './bulk.ts';
import { createSum, rowLines, type Summary } from './format.ts';
import { readBackup } from './read.ts';
import { bulkOf, keyOf, type Watch } from './write.ts';

/** How a backup is restored. */
export interface RestoreOptions extends Watch {
  /** Whether what is there may be replaced. Default false. */
  readonly replace?: boolean;
}

/**
 * Restores a backup, and then brings an older schema up to date as every start does. Where restoring throws, the database is as it was.
 * @throws {BackupError}, {KeyError}, and what the database says
 */
export async function restoreBackup(file: string, options: StorageOptions, how: RestoreOptions = {}): Promise<Summary> {
  const { signal } = how;
  const backup = await readBackup(file, { signal });
  const keys = keysFor(backup, options);
  const { db, spelling } = await connect(options);
  try {
    await db.connection().execute(async connection => {
      await bulkOf(options)
        .beginWriting.execute(connection)
        .catch((cause: unknown) => {
          throw isBusy(cause) ? new BackupError('busy', {}, cause) : cause;
        });
      await put(connection, spelling, bulkOf(options), keys, file, backup, how);
      await sql`COMMIT`.execute(connection);
    });
  } finally {
    // A transaction that was not committed ends with its connection.
    await db.destroy();
  }
  const database = await openDatabase(options);
  await database.wipe();
  await database.close();
  return backup;
}

/** The keys of this place; all that the backup needs are among them. */
function keysFor({ header }: Summary, options: StorageOptions): KeySource {
  const source = keysHere(options);
  const here = source?.read().map(({ id }) => id) ?? [];
  const keyId = header.keys.find(id => !here.includes(id));
  if (keyId !== undefined) throw new BackupError('key', { keyId });
  return source ?? madeKeys(options);
}

/** SQLite lets one connection write at a time. */
const isBusy = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'SQLITE_BUSY';

async function put(
  db: Kysely<Tables>,
  spelling: Spelling,
  bulk: Bulk,
  keys: KeySource,
  file: string,
  { header, footer }: Summary,
  { replace = false, ...watch }: RestoreOptions,
): Promise<void> {
  await clear(db, bulk, replace);
  await migrate(db, spelling, createSealer(keys), header.schema, 'transaction');
  for (const { name, columns } of header.tables) {
    const there = await bulk.columns(db, name);
    if (there.length !== columns.length || !columns.every(column => there.includes(column)))
      throw new BackupError('damaged', { file, line: 1 });
  }
  const again = await readBackup(file, watch, (table, rows) => bulk.insert(db, table.name, table.columns, rows));
  if (again.footer.sha256 !== footer.sha256) throw new BackupError('damaged', { file, line: 1 });
  for (const { name, last } of header.tables) if (last !== undefined) await bulk.numberAfter(db, name, last);
  for (const { name, columns } of header.tables) {
    const sum = createSum();
    for await (const rows of bulk.rows(db, name, keyOf(name), columns)) {
      watch.signal?.throwIfAborted();
      sum.add(rowLines(rows), rows.length);
    }
    if (sum.value().sha256 !== footer.tables[name]?.sha256) throw new BackupError('differs', { table: name });
  }
}

/** Takes away the tables that are there. @throws {BackupError} where they hold something, unless it may go */
async function clear(db: Kysely<Tables>, bulk: Bulk, replace: boolean): Promise<void> {
  if ((await bulk.columns(db, 'kysely_migration')).length === 0) return;
  const schema = await schemaOf(db);
  if (schema !== '' && !STEP_NAMES.includes(schema)) throw new BackupError('database-newer', { schema });
  for (const name of Object.keys(TABLE_KEYS).toReversed()) {
    if ((await bulk.columns(db, name)).length === 0) continue;
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(db);
    if (rows.length > 0 && !replace && name !== 'sealing_key') throw new BackupError('occupied');
    await db.schema.dropTable(name).execute();
  }
  for (const name of ['kysely_migration', 'kysely_migration_lock']) await db.schema.dropTable(name).ifExists().execute();
}
