/**
 * Opens a PostgreSQL database.
 */
import { type Dialect, Kysely, PostgresDialect, sql } from 'kysely';
import { Pool, types } from 'pg';
import type { Spelling } from '../migrations/index.ts';
import type { Tables } from '../tables.ts';
import { ownSchemaIntrospector } from './introspector.ts';
import { ReadyClient } from './ready-client.ts';

// Counts are int8: as numbers, since none of ours leaves the exact range.
types.setTypeParser(types.builtins.INT8, Number);

/** @param url as `postgres://user:password@host:5432/database` */
export async function openPostgres(url: string): Promise<{ db: Kysely<Tables>; spelling: Spelling }> {
  const pool = new Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000, Client: ReadyClient });
  // A connection that breaks while idle is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => {});
  const standard = new PostgresDialect({ pool });
  const dialect: Dialect = {
    createAdapter: () => standard.createAdapter(),
    createDriver: () => standard.createDriver(),
    createQueryCompiler: () => standard.createQueryCompiler(),
    createIntrospector: ownSchemaIntrospector,
  };
  const db = new Kysely<Tables>({ dialect });
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db);
  return { db, spelling: { numbered: column => column.primaryKey().generatedAlwaysAsIdentity(), schema: rows[0]?.schema } };
}
