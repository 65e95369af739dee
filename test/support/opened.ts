/**
 * What a database holds, for tests that nothing is left of something, or that nothing of it can be read without the keys.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { type Database, openDatabase, type StorageOptions } from '../../src/storage/database.ts';
import { columnName, SEALED_TABLES } from '../../src/storage/sealing/columns.ts';

type Untyped = Kysely<Record<string, Record<string, string | number | null>>>;

/** Opens a database beside whoever else has it open, and closes it after the work. */
export async function withDatabase<T>(
  options: StorageOptions,
  work: (database: Database) => Promise<T>,
  upTo?: string,
): Promise<T> {
  const database = await openDatabase(options, upTo);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Every sealed value of every table, opened: what the keys give access to. */
export const openedText = (options: StorageOptions): Promise<string> =>
  withDatabase(options, async ({ db, sealer }) => {
    const texts: string[] = [];
    for (const { table, sealed } of SEALED_TABLES) {
      const rows = await (db as unknown as Untyped)
        .selectFrom(table)
        .select([...sealed])
        .execute();
      for (const row of rows) {
        for (const column of sealed) texts.push(sealer.open(columnName(table, column), String(row[column] ?? '')));
      }
    }
    return texts.join('\n');
  });

/** Every column of every table as it is, and the files of SQLite byte by byte: what can be read without the keys. */
export const readableText = (options: StorageOptions): Promise<string> =>
  withDatabase(options, async ({ db }) => {
    const texts = options.databaseUrl ? [] : [filesOf(options.dataDir)];
    for (const { name, schema } of await db.introspection.getTables()) {
      if (schema !== undefined && !options.databaseUrl?.endsWith(schema)) continue;
      texts.push(JSON.stringify(await (db as unknown as Untyped).selectFrom(name).selectAll().execute()));
    }
    return texts.join('\n');
  });

/** The bytes of all files of SQLite as text: the database, its log, what it keeps beside them. */
export const filesOf = (dataDir: string): string =>
  readdirSync(dataDir)
    .filter(name => name.startsWith('anjia.sqlite'))
    .map(name => readFileSync(join(dataDir, name), 'utf8'))
    .join('\n');
