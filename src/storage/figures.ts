/**
 * A few figures of the database while it is in use.
 */
import { sql } from 'kysely';
import type { DatabaseFigures } from '../operations/index.ts';
import type { Database } from './database.ts';

const SIZE = {
  sqlite: sql`page_count * page_size from pragma_page_count(), pragma_page_size()`,
  postgres: sql`pg_database_size(current_database())`,
} as const;

/** @throws where the database does not answer */
export async function figuresOf({ db, kind }: Pick<Database, 'db' | 'kind'>): Promise<DatabaseFigures> {
  const { rows } = await sql<DatabaseFigures>`select
    (select count(*) from message where done_at is null) as unfinished,
    (select count(*) from sealing_key) as keys,
    (select ${SIZE[kind]}) as bytes`.execute(db);
  return rows[0]!;
}
