/**
 * Finds the keys that belong to a database: they are made only for a database that holds nothing sealed.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import { configuredKeys, KeyError, type KeySource, keyFile, makeKeyFile } from './keys.ts';

/** Where keys may come from. */
export interface KeyOptions {
  readonly dataDir: string;
  /** Keys in base64, parted by commas, the one that seals first; without them the file `keys` under `dataDir`. */
  readonly dataKeys?: string | undefined;
}

/** The file with the keys. */
export const keyFileIn = (dataDir: string): string => join(dataDir, 'keys');

/**
 * @param schema the one that the tables are in, where a database has several
 * @returns the keys; all that the database was sealed with are among them
 * @throws {KeyError}
 */
export async function openKeys(db: Kysely<Tables>, options: KeyOptions, schema?: string): Promise<KeySource> {
  const known = await keysOf(db, schema);
  if (!keysHere(options) && known.length > 0) throw new KeyError('none', known[0]);
  const source = keysHere(options) ?? madeKeys(options);
  const here = new Set(source.read().map(({ id }) => id));
  const lacking = known.find(id => !here.has(id));
  if (lacking !== undefined) throw new KeyError('missing', lacking);
  return source;
}

/**
 * The keys of this place; nothing where none were made yet.
 * @throws {KeyError} where the configuration holds something else
 */
export function keysHere({ dataDir, dataKeys }: KeyOptions): KeySource | undefined {
  if (dataKeys !== undefined) return configuredKeys(dataKeys);
  const file = keyFileIn(dataDir);
  return existsSync(file) ? keyFile(file) : undefined;
}

/** A key file with a first key. */
export function madeKeys({ dataDir }: KeyOptions): KeySource {
  makeKeyFile(keyFileIn(dataDir));
  return keyFile(keyFileIn(dataDir));
}

/** Notes that the key that seals now was used on this database. */
export async function noteKey(db: Kysely<Tables>, id: string, at: Date): Promise<void> {
  await db
    .insertInto('sealing_key')
    .values({ id, since: at.toISOString() })
    .onConflict(conflict => conflict.column('id').doNothing())
    .execute();
}

/** The ids of the keys that a database was sealed with, in the order in which they took over. */
export async function notedKeys(db: Kysely<Tables>): Promise<readonly string[]> {
  const rows = await db.selectFrom('sealing_key').select('id').orderBy('since').execute();
  return rows.map(({ id }) => id);
}

/** The same where there may be no such table yet. */
async function keysOf(db: Kysely<Tables>, schema: string | undefined): Promise<readonly string[]> {
  const tables = await db.introspection.getTables();
  return tables.some(({ name, schema: of }) => name === 'sealing_key' && of === schema) ? notedKeys(db) : [];
}
