/**
 * Opens the SQLite file, making its folder where it is missing.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely } from 'kysely';
import { migrate } from '../migrations.ts';
import type { Tables } from '../tables.ts';
import { sqliteDialect } from './dialect.ts';

export async function openSqlite(file: string): Promise<Kysely<Tables>> {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const db = new Kysely<Tables>({ dialect: sqliteDialect(file) });
  await migrate(db, { numbered: column => column.primaryKey().autoIncrement() });
  return db;
}
