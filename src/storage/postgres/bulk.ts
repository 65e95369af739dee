/**
 * Whole tables of a PostgreSQL database, in the schema that tables are made in.
 */
import { type Kysely, sql } from 'kysely';
import { type Bulk, ROWS_AT_A_TIME, type Value } from '../backup/bulk.ts';
import type { Tables } from '../tables.ts';

type Row = Readonly<Record<string, Value>>;

/** A cursor reads a table once, whatever its order; the collation `C` orders text by its bytes, as SQLite does. */
export const postgresBulk: Bulk = {
  beginReading: sql`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`,
  beginWriting: sql`BEGIN`,

  async columns(db, table) {
    const { rows } = await sql<{ column_name: string }>`
      select column_name from information_schema.columns
      where table_schema = current_schema() and table_name = ${table} order by ordinal_position`.execute(db);
    return rows.map(({ column_name }) => column_name);
  },

  async *rows(db, table, key, columns) {
    const order = (await isText(db, table, key)) ? sql`${sql.ref(key)} collate "C"` : sql.ref(key);
    await sql`declare bulk cursor for
      select ${sql.join(columns.map(column => sql.ref(column)))} from ${sql.table(table)} order by ${order}`.execute(db);
    for (;;) {
      const { rows } = await sql<Row>`fetch ${sql.lit(ROWS_AT_A_TIME)} from bulk`.execute(db);
      if (rows.length > 0) yield rows.map(row => columns.map(column => row[column] ?? null));
      if (rows.length < ROWS_AT_A_TIME) break;
    }
    await sql`close bulk`.execute(db);
  },

  async insert(db, table, columns, rows) {
    const values = sql.join(rows.map(row => sql`(${sql.join(row)})`));
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map(column => sql.ref(column)))})
      overriding system value values ${values}`.execute(db);
  },

  async lastNumber(db, table) {
    const { rows } = await sql<{ last: number | null }>`
      select coalesce(last_value, 0) as last from pg_sequences
      where format('%I.%I', schemaname, sequencename) = (
        select pg_get_serial_sequence(format('%I.%I', table_schema, table_name), column_name) from information_schema.columns
        where table_schema = current_schema() and table_name = ${table} and is_identity = 'YES')`.execute(db);
    return rows[0] && (rows[0].last ?? 0);
  },

  async numberAfter(db, table, last) {
    await sql`
      select setval(pg_get_serial_sequence(format('%I.%I', table_schema, table_name), column_name), ${Math.max(last, 1)}, ${last > 0})
      from information_schema.columns
      where table_schema = current_schema() and table_name = ${table} and is_identity = 'YES'`.execute(db);
  },
};

async function isText(db: Kysely<Tables>, table: string, column: string): Promise<boolean> {
  const { rows } = await sql<{ data_type: string }>`
    select data_type from information_schema.columns
    where table_schema = current_schema() and table_name = ${table} and column_name = ${column}`.execute(db);
  return rows[0]?.data_type === 'text';
}
