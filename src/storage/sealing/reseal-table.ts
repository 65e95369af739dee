/**
 * Seals the values of one table anew, some rows at a time, while others read and write.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '../database.ts';
import { columnName, digestColumn, type SealedTable } from './columns.ts';
import { underOtherKey } from './old-values.ts';
import { DamagedError, type Sealer } from './sealer.ts';

type Row = Readonly<Record<string, string | number | null>>;

/** How it went. */
export interface TableResealed {
  readonly written: number;
  /** Rows that do not open though their key is here. */
  readonly damaged: number;
}

/** Rows are locked so many at a time, and then left alone for as long as that took. */
const ROWS_AT_A_TIME = 100;

/**
 * Goes through the table once. Rows that somebody is just changing are left for the next time.
 * @throws {KeyError} where a key is not here
 */
export async function resealTable(
  database: Database,
  sealer: Sealer,
  table: SealedTable,
  { progress, signal }: { progress?: (table: string, rows: number) => void; signal?: AbortSignal | undefined },
): Promise<TableResealed> {
  let [written, damaged] = [0, 0];
  let since = sql``;
  for (;;) {
    signal?.throwIfAborted();
    const start = performance.now();
    const rows = await database.transact(async () => {
      const found = await oldRows(database, sealer, table, since);
      for (const row of found) {
        const sealed = sealedAnew(sealer, table, row);
        if (sealed === undefined) damaged++;
        else if (await replace(database, table, row, sealed)) written++;
      }
      return found;
    });
    progress?.(table.table, written);
    if (rows.length < ROWS_AT_A_TIME) return { written, damaged };
    since = sql`and ${sql.ref(table.key)} > ${rows.at(-1)?.[table.key]}`;
    await pause(performance.now() - start);
  }
}

async function oldRows({ db, kind }: Database, { keyId }: Sealer, table: SealedTable, since: typeof NOTHING): Promise<Row[]> {
  const { key, sealed, digests = [] } = table;
  const within = digests.flatMap(({ within }) => within ?? []);
  const columns = [key, ...sealed, ...digests.map(({ digest }) => digest), ...within].map(column => sql.ref(column));
  const { rows } = await sql<Row>`
    select ${sql.join(columns)} from ${sql.table(table.table)} where ${underOtherKey(table, keyId)} ${since}
    order by ${sql.ref(key)} limit ${sql.lit(ROWS_AT_A_TIME)}
    ${kind === 'postgres' ? sql`for no key update skip locked` : NOTHING}`.execute(db);
  return rows;
}

const NOTHING = sql``;

/** The values of a row that change; nothing where it does not open. */
function sealedAnew(sealer: Sealer, { table, sealed, digests = [] }: SealedTable, row: Row): Row | undefined {
  try {
    const clear = (column: string) => sealer.open(columnName(table, column), String(row[column] ?? ''));
    return Object.fromEntries([
      ...sealed.flatMap(column =>
        row[column] === null ? [] : [[column, sealer.seal(columnName(table, column), clear(column))]],
      ),
      ...digests.map(({ digest, of, within }) => {
        const name = digestColumn(table, digest, within === undefined ? undefined : String(row[within]));
        return [digest, sealer.digest(name, clear(of))];
      }),
    ]) as Row;
  } catch (error) {
    if (error instanceof DamagedError) return undefined;
    throw error;
  }
}

/** Writes the row, unless it was changed since it was read. */
async function replace({ db }: Database, { table, key }: SealedTable, row: Row, sealed: Row): Promise<boolean> {
  const columns = Object.keys(sealed);
  const set = columns.map(column => sql`${sql.ref(column)} = ${sealed[column]}`);
  const unchanged = [key, ...columns].map(column => sql`${sql.ref(column)} = ${row[column]}`);
  const { numAffectedRows } = await sql`
    update ${sql.table(table)} set ${sql.join(set)} where ${sql.join(unchanged, sql` and `)}`.execute(db);
  return numAffectedRows === 1n;
}
