/**
 * Statements that are written out once and run many times with other values: to write one out takes longer than to run it.
 */
import { type Compilable, CompiledQuery, type Kysely, type QueryResult } from 'kysely';
import type { Tables } from './tables.ts';

/** What stands in a statement for a value that is given when it runs. */
export interface Slot {
  readonly slot: string;
}

/** So many are kept; the one that was made first makes room. */
const MOST_KEPT = 500;

/** A place for a value; it stands wherever a value may. */
export const slot = (name: string): never => ({ slot: name }) as never;

/** Statements of one database by a key of their own. */
export interface KeptQueries<Row> {
  /** @param write makes the statement, where it is not kept yet @param values for each of its slots */
  run(
    db: Kysely<Tables>,
    key: string,
    write: () => Compilable,
    values: Readonly<Record<string, unknown>>,
  ): Promise<QueryResult<Row>>;
}

export function createKeptQueries<Row>(): KeptQueries<Row> {
  const kept = new Map<string, CompiledQuery>();
  return {
    run(db, key, write, values) {
      const written = kept.get(key) ?? write().compile();
      if (!kept.has(key)) {
        kept.set(key, written);
        const [first = ''] = kept.keys();
        if (kept.size > MOST_KEPT) kept.delete(first);
      }
      const parameters = written.parameters.map(one => (isSlot(one) ? values[one.slot] : one));
      return db.executeQuery<Row>(CompiledQuery.raw(written.sql, parameters));
    },
  };
}

const isSlot = (value: unknown): value is Slot => typeof value === 'object' && value !== null && 'slot' in value;
