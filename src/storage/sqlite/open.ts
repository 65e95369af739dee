/**
 * Opens the SQLite file, making it and its folder where they are missing: what people said is for this user of the machine alone.
 */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely } from 'kysely';
import type { Spelling } from '../migrations/index.ts';
import type { Tables } from '../tables.ts';
import { sqliteDialect } from './dialect.ts';

/** @param file path of the database file, or `:memory:` */
export function openSqlite(file: string): { db: Kysely<Tables>; spelling: Spelling } {
  if (file !== ':memory:') {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600));
  }
  const db = new Kysely<Tables>({ dialect: sqliteDialect(file) });
  return { db, spelling: { numbered: column => column.primaryKey().autoIncrement() } };
}
