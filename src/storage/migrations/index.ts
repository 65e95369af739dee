/**
 * The schema, step by step. A step that has shipped is never changed; a new one is added below it.
 */
import { type ColumnDefinitionBuilder, type Kysely, type Migration, Migrator } from 'kysely';
import type { Sealer } from '../sealing/sealer.ts';
import type { Tables } from '../tables.ts';
import { directory } from './0003-directory.ts';
import { sealing } from './0004-sealing.ts';
import { channels } from './0005-channels.ts';
import { bulletins } from './0006-bulletins.ts';
import { grievances } from './0007-grievances.ts';

/** What the two databases spell differently. */
export interface Spelling {
  /** Makes an integer column number its rows. */
  readonly numbered: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
  /** The schema that the tables are in, where a database has several: another schema's migrations are not ours. */
  readonly schema?: string | undefined;
}

const STEPS: Readonly<Record<string, (spelling: Spelling, sealer: Sealer) => Migration>> = {
  '0001-conversation': ({ numbered }) => ({
    async up(db) {
      await db.schema
        .createTable('message')
        .addColumn('id', 'integer', numbered)
        .addColumn('channel', 'text', c => c.notNull())
        .addColumn('account', 'text', c => c.notNull())
        .addColumn('platform_id', 'text', c => c.notNull())
        .addColumn('chat', 'text', c => c.notNull())
        .addColumn('chat_kind', 'text', c => c.notNull())
        .addColumn('person', 'text', c => c.notNull())
        .addColumn('text', 'text', c => c.notNull())
        .addColumn('mentioned', 'integer', c => c.notNull())
        .addColumn('received_at', 'text', c => c.notNull())
        .addColumn('done_at', 'text')
        .addColumn('outgoing', 'text')
        .addUniqueConstraint('message_once', ['channel', 'account', 'platform_id'])
        .execute();
      await db.schema.createIndex('message_open').on('message').columns(['done_at', 'id']).execute();
      await db.schema.createIndex('message_chat').on('message').columns(['channel', 'account', 'chat', 'person', 'id']).execute();
      await db.schema
        .createTable('session')
        .addColumn('key', 'text', c => c.primaryKey())
        .addColumn('state', 'text', c => c.notNull())
        .addColumn('updated_at', 'text', c => c.notNull())
        .execute();
      await db.schema
        .createTable('gap')
        .addColumn('id', 'integer', numbered)
        .addColumn('region', 'text', c => c.notNull())
        .addColumn('reason', 'text', c => c.notNull())
        .addColumn('key', 'text', c => c.notNull())
        .addColumn('question', 'text', c => c.notNull())
        .addColumn('nearest', 'text')
        .addColumn('at', 'text', c => c.notNull())
        .execute();
      await db.schema
        .createTable('feedback')
        .addColumn('id', 'integer', numbered)
        .addColumn('region', 'text', c => c.notNull())
        .addColumn('target', 'text', c => c.notNull())
        .addColumn('useful', 'integer', c => c.notNull())
        .addColumn('at', 'text', c => c.notNull())
        .execute();
    },
  }),
  '0002-interview': () => ({
    async up(db) {
      await db.schema
        .alterTable('message')
        .addColumn('private', 'integer', c => c.notNull().defaultTo(0))
        .execute();
      await db.schema
        .alterTable('session')
        .addColumn('interviewing', 'integer', c => c.notNull().defaultTo(0))
        .execute();
    },
  }),
  '0003-directory': ({ numbered }) => directory(numbered),
  '0004-sealing': (_, sealer) => sealing(sealer),
  '0005-channels': ({ numbered }) => channels(numbered),
  '0006-bulletins': ({ numbered }) => bulletins(numbered),
  '0007-grievances': ({ numbered }) => grievances(numbered),
};

/** The names of all steps, in their order. */
export const STEP_NAMES: readonly string[] = Object.keys(STEPS);

/**
 * Brings the schema up to date.
 * @param upTo the last step to take; without it all of them
 * @param within whether the caller has begun a transaction on this one connection
 * @throws with what the database said as its `cause`; the schema is left as before the step that failed, and the database closed
 */
export async function migrate(
  db: Kysely<Tables>,
  spelling: Spelling,
  sealer: Sealer,
  upTo?: string,
  within: 'transaction' | 'nothing' = 'nothing',
): Promise<void> {
  const steps = Object.fromEntries(Object.entries(STEPS).map(([name, step]) => [name, step(spelling, sealer)]));
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(steps) },
    disableTransactions: within === 'transaction',
    ...(spelling.schema ? { migrationTableSchema: spelling.schema } : {}),
  });
  const { error } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
  if (!error) return;
  await db.destroy();
  throw new Error('the database could not be brought up to date', { cause: error });
}
