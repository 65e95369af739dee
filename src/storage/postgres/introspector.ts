/**
 * Looks at the tables of our own schema alone: kysely's looks at those of every schema, and fails where one is dropped meanwhile.
 */
import { type DatabaseIntrospector, type Kysely, PostgresIntrospector, sql, type TableMetadata } from 'kysely';

/** Columns are not told: nobody asks for them. */
export function ownSchemaIntrospector<Any>(db: Kysely<Any>): DatabaseIntrospector {
  const others = new PostgresIntrospector(db);
  const getTables = async (): Promise<TableMetadata[]> => {
    const { rows } = await sql<{ name: string; schema: string }>`
      select tablename as name, schemaname as schema from pg_tables where schemaname = current_schema()`.execute(db);
    return rows.map(table => ({ ...table, isView: false, columns: [] }));
  };
  return {
    getSchemas: () => others.getSchemas(),
    getTables,
    getMetadata: async () => ({ tables: await getTables() }),
  };
}
