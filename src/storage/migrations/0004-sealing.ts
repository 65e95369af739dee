/**
 * What people said, what is remembered of them and what they asked in vain was kept in clear until now: it is sealed.
 */
import type { Kysely, Migration } from 'kysely';
import { columnName } from '../sealing/columns.ts';
import type { Sealer } from '../sealing/sealer.ts';

type Row = Readonly<Record<string, string | number | null>>;
type Untyped = Kysely<Record<string, Record<string, string | number | null>>>;

/** So many rows are held in memory at a time. */
const BATCH = 500;

export const sealing = (sealer: Sealer): Migration => ({
  async up(db) {
    const rows = db as Untyped;
    await db.schema
      .alterTable('gap')
      .addColumn('topic', 'text', column => column.notNull().defaultTo(''))
      .execute();
    const seal = (table: string, column: string, text: Row[string]) =>
      text === null ? null : sealer.seal(columnName(table, column), String(text));
    await rewrite(rows, 'message', 'id', ['text', 'outgoing'], ({ text = null, outgoing = null }) => ({
      text: seal('message', 'text', text),
      outgoing: outgoing === '[]' ? '' : seal('message', 'outgoing', outgoing),
    }));
    await rewrite(rows, 'session', 'key', ['state'], ({ state = null }) => ({ state: seal('session', 'state', state) }));
    await rewrite(rows, 'gap', 'id', ['key', 'question'], ({ key = '', question = null }) => ({
      key: sealer.digest('gap.key', String(key)),
      topic: seal('gap', 'topic', key),
      question: seal('gap', 'question', question),
    }));
  },
});

/** Changes every row of a table, in the order of its key. */
async function rewrite(db: Untyped, table: string, key: string, columns: string[], change: (row: Row) => Row): Promise<void> {
  let after: string | number | null = null;
  for (;;) {
    const from = after;
    const rows: Row[] = await db
      .selectFrom(table)
      .select([key, ...columns])
      .$if(from !== null, query => query.where(key, '>', from))
      .orderBy(key)
      .limit(BATCH)
      .execute();
    for (const row of rows) {
      const id = row[key] ?? '';
      await db.updateTable(table).set(change(row)).where(key, '=', id).execute();
      after = id;
    }
    if (rows.length < BATCH) return;
  }
}
