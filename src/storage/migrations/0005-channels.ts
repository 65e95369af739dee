/**
 * Platforms: what goes out and how far it came, chats and accounts as platforms let us use them, robots, files that people sent, and whom the
 * assistant does not listen to.
 */
import type { ColumnDefinitionBuilder, Migration } from 'kysely';

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
const required: Column = column => column.notNull();

/** @param numbered makes an integer column number its rows */
export const channels = (numbered: Column): Migration => ({
  async up(db) {
    await db.schema.alterTable('message').addColumn('around', 'text').execute();

    await db.schema.alterTable('delivery').renameColumn('sent_at', 'ended_at').execute();
    const added: readonly (readonly [string, 'text' | 'integer', Column])[] = [
      ['urgency', 'integer', column => column.notNull().defaultTo(2)],
      ['chat_kind', 'text', column => column.notNull().defaultTo('private')],
      ['thread', 'text', column => column],
      ['reply_to', 'text', column => column],
      ['message', 'integer', column => column],
      ['state', 'text', column => column.notNull().defaultTo('waiting')],
      ['due_at', 'text', column => column],
      ['attempts', 'integer', column => column.notNull().defaultTo(0)],
      ['parts', 'integer', column => column.notNull().defaultTo(0)],
      ['sent_as', 'text', column => column.notNull().defaultTo('[]')],
      ['doubtful', 'integer', column => column.notNull().defaultTo(0)],
      ['reason', 'text', column => column],
    ];
    for (const [name, type, kind] of added) await db.schema.alterTable('delivery').addColumn(name, type, kind).execute();
    await db
      .updateTable('delivery' as never)
      .set({ state: 'sent' } as never)
      .where('ended_at' as never, 'is not', null)
      .execute();
    await db.schema
      .createIndex('delivery_by_state')
      .on('delivery')
      .columns(['channel', 'account', 'state', 'urgency', 'id'])
      .execute();
    await db.schema.createIndex('delivery_by_message').on('delivery').column('message').execute();

    await db.schema
      .createTable('chat')
      .addColumn('id', 'integer', numbered)
      .addColumn('channel', 'text', required)
      .addColumn('account', 'text', required)
      .addColumn('chat', 'text', required)
      .addColumn('kind', 'text', required)
      .addColumn('name', 'text')
      .addColumn('closed', 'text')
      .addColumn('since', 'text', required)
      .addColumn('hold_until', 'text')
      .addUniqueConstraint('chat_once', ['channel', 'account', 'chat'])
      .execute();
    await db.schema
      .createTable('channel_account')
      .addColumn('key', 'text', column => column.primaryKey())
      .addColumn('channel', 'text', required)
      .addColumn('account', 'text', required)
      .addColumn('holder', 'text')
      .addColumn('lease_until', 'text')
      .addColumn('state', 'text')
      .addColumn('since', 'text')
      .execute();

    await db.schema
      .alterTable('chat_group')
      .addColumn('manner', 'text', column => column.notNull().defaultTo('called'))
      .execute();
    await db.schema.alterTable('chat_group').addColumn('quiet', 'text').execute();
    await db.schema
      .createTable('mute')
      .addColumn('id', 'text', column => column.primaryKey())
      .addColumn('who', 'text', required)
      .addColumn('settlement', 'text', column => column.notNull().references('settlement.id').onDelete('cascade'))
      .addColumn('chat_group', 'text')
      .addColumn('by_actor', 'text', required)
      .addColumn('at', 'text', required)
      .addColumn('until', 'text')
      .addUniqueConstraint('mute_once', ['who', 'settlement'])
      .execute();
    await db.schema
      .createTable('robot')
      .addColumn('id', 'text', column => column.primaryKey())
      .addColumn('digest', 'text', column => column.notNull().unique())
      .addColumn('secret', 'text', required)
      .addColumn('added_at', 'text', required)
      .execute();
    await db.schema
      .createTable('attachment')
      .addColumn('id', 'text', column => column.primaryKey())
      .addColumn('channel', 'text', required)
      .addColumn('account', 'text', required)
      .addColumn('person', 'text', required)
      .addColumn('name', 'text')
      .addColumn('type', 'text', required)
      .addColumn('content', 'text', required)
      .addColumn('at', 'text', required)
      .addColumn('chat', 'text')
      .addColumn('work', 'text')
      .execute();
    await db.schema.createIndex('attachment_by_person').on('attachment').columns(['channel', 'account', 'person']).execute();
  },
});
