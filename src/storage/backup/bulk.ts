/**
 * What a backup asks of a database beyond what Kysely says alike for both: `sqlite/bulk.ts` and `postgres/bulk.ts` answer it.
 */
import type { Kysely, RawBuilder } from 'kysely';
import type { Tables } from '../tables.ts';

/** One value as it stands in a table. */
export type Value = string | number | null;

/** Rows, each with its values in the order of the columns that were asked for. */
export type Rows = readonly (readonly Value[])[];

/** Whole tables of a database; `db` is a single connection throughout. */
export interface Bulk {
  /** Begins a transaction that sees the database as it is at one instant, and changes nothing. */
  readonly beginReading: RawBuilder<unknown>;
  /** Begins a transaction that changes it. */
  readonly beginWriting: RawBuilder<unknown>;
  /** The columns of a table as they were made; none where there is no such table. */
  columns(db: Kysely<Tables>, table: string): Promise<readonly string[]>;
  /** All rows, some at a time, in the order of the key's bytes or of its number. */
  rows(db: Kysely<Tables>, table: string, key: string, columns: readonly string[]): AsyncIterable<Rows>;
  insert(db: Kysely<Tables>, table: string, columns: readonly string[], rows: Rows): Promise<void>;
  /** The last number that a table has given to a row; nothing where it numbers none. */
  lastNumber(db: Kysely<Tables>, table: string): Promise<number | undefined>;
  /** Lets the table go on numbering after a number. */
  numberAfter(db: Kysely<Tables>, table: string, last: number): Promise<void>;
}

/** So many rows are read or written at a time. */
export const ROWS_AT_A_TIME = 500;
