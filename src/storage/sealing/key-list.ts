/**
 * The keys of a database and what each is needed for.
 */
import type { Database } from '../database.ts';
import { SEALED_TABLES } from './columns.ts';
import { countByKey } from './old-values.ts';

/** A key by its name; the key itself is never shown. */
export interface KeyEntry {
  readonly id: string;
  /** Whether it seals what is written now. */
  readonly seals: boolean;
  /** How many values of the database it opens. */
  readonly values: number;
  /** Since when this database has values of it (ISO instant); nothing where it has none. */
  readonly since?: string | undefined;
}

/** The key that seals first. */
export async function listKeys({ db, keys }: Database): Promise<readonly KeyEntry[]> {
  const known = await db.selectFrom('sealing_key').selectAll().execute();
  const counts = await Promise.all(SEALED_TABLES.map(table => countByKey(db, table)));
  return keys.read().map(({ id }, i) => ({
    id,
    seals: i === 0,
    values: counts.reduce((sum, count) => sum + (count.get(id) ?? 0), 0),
    since: known.find(key => key.id === id)?.since,
  }));
}
