/**
 * Which values of a table are sealed, or digested, with another key than the one that seals now.
 */
import { type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import type { Tables } from '../tables.ts';
import type { SealedTable } from './columns.ts';

/** A condition on the rows of a table. */
export function underOtherKey({ sealed, digests = [] }: SealedTable, keyId: string): Expression<SqlBool> {
  const begins = (column: string, mark: string) =>
    sql<SqlBool>`(${sql.ref(column)} <> '' and substr(${sql.ref(column)}, 1, ${sql.lit(mark.length)}) <> ${mark})`;
  const old = [
    ...sealed.map(column => begins(column, `~${keyId}.`)),
    ...digests.map(({ digest }) => begins(digest, `${keyId}.`)),
  ];
  return sql<SqlBool>`(${sql.join(old, sql` or `)})`;
}

/** How many rows of a table hold such a value. */
export async function countUnderOtherKey(db: Kysely<Tables>, table: SealedTable, keyId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from ${sql.table(table.table)} where ${underOtherKey(table, keyId)}`.execute(db);
  return rows[0]?.n ?? 0;
}

/** How many values of a table each key has sealed. */
export async function countByKey(db: Kysely<Tables>, { table, sealed }: SealedTable): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const column of sealed) {
    const { rows } = await sql<{ id: string; n: number }>`
      select substr(${sql.ref(column)}, 2, 8) as id, count(*) as n from ${sql.table(table)}
      where ${sql.ref(column)} <> '' group by substr(${sql.ref(column)}, 2, 8)`.execute(db);
    for (const { id, n } of rows) counts.set(id, (counts.get(id) ?? 0) + n);
  }
  return counts;
}
