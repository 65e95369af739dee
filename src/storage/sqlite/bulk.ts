/**
 * Whole tables of a SQLite file.
 */
import { sql } from 'kysely';
import { type Bulk, ROWS_AT_A_TIME, type Value } from '../backup/bulk.ts';

type Row = Readonly<Record<string, Value>>;

/** SQLite orders text by its bytes and reads a WAL file as it was when the transaction began to read. */
export const sqliteBulk: Bulk = {
  beginReading: sql`BEGIN`,
  beginWriting: sql`BEGIN IMMEDIATE`,

  async columns(db, table) {
    const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${table}) order by cid`.execute(db);
    return rows.map(({ name }) => name);
  },

  async *rows(db, table, key, columns) {
    let since = sql``;
    for (;;) {
      const { rows } = await sql<Row>`
        select ${sql.join(columns.map(column => sql.ref(column)))} from ${sql.table(table)} ${since}
        order by ${sql.ref(key)} limit ${ROWS_AT_A_TIME}`.execute(db);
      if (rows.length > 0) yield rows.map(row => columns.map(column => row[column] ?? null));
      if (rows.length < ROWS_AT_A_TIME) return;
      since = sql`where ${sql.ref(key)} > ${rows.at(-1)?.[key]}`;
    }
  },

  async insert(db, table, columns, rows) {
    const values = sql.join(rows.map(row => sql`(${sql.join(row)})`));
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map(column => sql.ref(column)))}) values ${values}`.execute(db);
  },

  async lastNumber(db, table) {
    const { rows } = await sql<{ seq: number | null }>`
      select seq from sqlite_master left join sqlite_sequence using (name)
      where sqlite_master.name = ${table} and sql like '%autoincrement%'`.execute(db);
    return rows[0] && (rows[0].seq ?? 0);
  },

  async numberAfter(db, table, last) {
    await sql`delete from sqlite_sequence where name = ${table}`.execute(db);
    await sql`insert into sqlite_sequence (name, seq) values (${table}, ${last})`.execute(db);
  },
};
