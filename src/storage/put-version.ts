/**
 * Rows that count their changes: whoever writes one says which version they saw.
 */
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** A row as it is to stand. */
interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** Adds the first version of a row, or replaces the one before. @returns false where another is there */
export async function putVersion(
  db: Kysely<Tables>,
  table: 'settlement' | 'bulletin' | 'training',
  row: Versioned & Readonly<Record<string, string | number | null>>,
): Promise<boolean> {
  const columns = Object.keys(row);
  if (row.version === 1) {
    // Of two that add the same at once, the later is told that it changed.
    const { numAffectedRows = 0n } = await sql`
      insert into ${sql.table(table)} (${sql.join(columns.map(column => sql.ref(column)))})
      values (${sql.join(columns.map(column => row[column]))}) on conflict do nothing`.execute(db);
    return numAffectedRows > 0n;
  }
  const { numAffectedRows = 0n } = await sql`
    update ${sql.table(table)} set ${sql.join(columns.map(column => sql`${sql.ref(column)} = ${row[column]}`))}
    where id = ${row.id} and version = ${row.version - 1}`.execute(db);
  return numAffectedRows > 0n;
}
