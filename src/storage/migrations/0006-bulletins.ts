/**
 * Bulletins with what is heard back, what goes out held back by origin; job postings, people's wishes for work, what came of matching them, and
 * trainings.
 */
import type { ColumnDefinitionBuilder, CreateTableBuilder, Migration } from 'kysely';

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
const required: Column = column => column.notNull();
const key: Column = column => column.primaryKey();

/** The columns that say where somebody is on a platform. */
const address = <T extends string, C extends string>(table: CreateTableBuilder<T, C>) =>
  table
    .addColumn('channel', 'text', required)
    .addColumn('account', 'text', required)
    .addColumn('chat', 'text', required)
    .addColumn('person', 'text', required);

/** The columns that say how far something belongs to whom. */
const place = <T extends string, C extends string>(table: CreateTableBuilder<T, C>) =>
  table.addColumn('region', 'text').addColumn('county', 'text').addColumn('settlement', 'text');

/** @param numbered makes an integer column number its rows */
export const bulletins = (numbered: Column): Migration => ({
  async up(db) {
    const { schema } = db;
    await schema.alterTable('delivery').addColumn('target', 'text').execute();
    await schema
      .alterTable('delivery')
      .addColumn('even_quiet', 'integer', column => column.notNull().defaultTo(0))
      .execute();
    // Many wait for a morning: they are passed over without being looked at.
    await schema.dropIndex('delivery_by_state').execute();
    await schema
      .createIndex('delivery_by_state')
      .on('delivery')
      .columns(['channel', 'account', 'state', 'urgency', 'id', 'due_at'])
      .execute();
    await schema.createIndex('delivery_by_origin').on('delivery').columns(['origin', 'state']).execute();
    await schema
      .createTable('delivery_halt')
      .addColumn('origin', 'text', key)
      .addColumn('state', 'text', required)
      .addColumn('at', 'text', required)
      .execute();

    await schema
      .createTable('bulletin')
      .addColumn('id', 'text', key)
      .addColumn('kind', 'text', required)
      .addColumn('state', 'text', required)
      .addColumn('content', 'text', required)
      .addColumn('audience', 'text', required)
      .addColumn('announces', 'text')
      .addColumn('by_actor', 'text', required)
      .addColumn('at', 'text', required)
      .addColumn('start_at', 'text')
      .addColumn('repeat', 'text')
      .addColumn('series', 'text')
      .addColumn('version', 'integer', required)
      .addColumn('life', 'text', required)
      .addColumn('unsettled', 'integer', required)
      .execute();
    await schema.createIndex('bulletin_by_state').on('bulletin').columns(['state', 'start_at']).execute();
    await schema.createIndex('bulletin_by_unsettled').on('bulletin').column('unsettled').execute();
    await schema.createIndex('bulletin_by_announced').on('bulletin').column('announces').execute();
    await address(
      schema.createTable('bulletin_watch').addColumn('id', 'integer', numbered).addColumn('bulletin', 'text', required),
    )
      .addColumn('language', 'text', required)
      .addColumn('shown', 'text', column => column.notNull().defaultTo(''))
      .addColumn('shown_at', 'text')
      .addUniqueConstraint('bulletin_watch_once', ['bulletin', 'channel', 'account', 'chat', 'person'])
      .execute();
    await address(schema.createTable('receipt').addColumn('id', 'integer', numbered).addColumn('bulletin', 'text', required))
      .addColumn('chat_group', 'text', required)
      .addColumn('settlement', 'text', required)
      .addColumn('building', 'text')
      .addColumn('household', 'text')
      .addColumn('name', 'text')
      .addColumn('at', 'text', required)
      .addUniqueConstraint('receipt_once', ['bulletin', 'channel', 'account', 'person'])
      .execute();

    await place(schema.createTable('posting').addColumn('id', 'text', key))
      .addColumn('state', 'text', required)
      .addColumn('record', 'text', required)
      .addColumn('digest', 'text', column => column.notNull().unique())
      .addColumn('valid_until', 'text', required)
      .addColumn('added_at', 'text', required)
      .addColumn('import', 'text')
      .addColumn('version', 'integer', required)
      .addColumn('sought', 'integer', column => column.notNull().defaultTo(0))
      .execute();
    await schema.createIndex('posting_by_state').on('posting').columns(['state', 'valid_until']).execute();
    await schema.createIndex('posting_by_import').on('posting').column('import').execute();
    // What has changed is asked for before each search: it is answered from this alone.
    await schema.createIndex('posting_by_version').on('posting').columns(['version', 'id']).execute();
    await place(schema.createTable('posting_import').addColumn('id', 'text', key))
      .addColumn('by_actor', 'text', required)
      .addColumn('at', 'text', required)
      .addColumn('state', 'text', required)
      .addColumn('report', 'text', required)
      .execute();
    await address(place(schema.createTable('job_wish').addColumn('id', 'text', key)))
      .addColumn('state', 'text', required)
      .addColumn('record', 'text', required)
      .addColumn('updated_at', 'text', required)
      .addColumn('version', 'integer', column => column.notNull().defaultTo(1))
      .addUniqueConstraint('job_wish_once', ['channel', 'account', 'person'])
      .execute();
    await schema
      .createTable('job_match')
      .addColumn('id', 'integer', numbered)
      .addColumn('wish', 'text', column => column.notNull().references('job_wish.id').onDelete('cascade'))
      .addColumn('posting', 'text', column => column.notNull().references('posting.id').onDelete('cascade'))
      .addColumn('score', 'integer', required)
      .addColumn('reasons', 'text', required)
      .addColumn('found_at', 'text', required)
      .addColumn('told_at', 'text')
      .addColumn('answer', 'text')
      .addUniqueConstraint('job_match_once', ['wish', 'posting'])
      .execute();
    await schema.createIndex('posting_unsought').on('posting').columns(['sought', 'state']).execute();
    await schema.createIndex('job_match_by_posting').on('job_match').column('posting').execute();
    await place(schema.createTable('placement').addColumn('id', 'text', key))
      .addColumn('channel', 'text')
      .addColumn('account', 'text')
      .addColumn('chat', 'text')
      .addColumn('person', 'text')
      .addColumn('household', 'text')
      .addColumn('member', 'text')
      .addColumn('posting', 'text')
      .addColumn('state', 'text', required)
      .addColumn('record', 'text', required)
      .addColumn('begun_on', 'text', required)
      .addColumn('next_on', 'text')
      .addColumn('updated_at', 'text', required)
      .execute();
    await schema.createIndex('placement_by_person').on('placement').columns(['channel', 'account', 'person']).execute();
    await schema.createIndex('placement_by_next').on('placement').column('next_on').execute();
    await place(schema.createTable('training').addColumn('id', 'text', key))
      .addColumn('state', 'text', required)
      .addColumn('record', 'text', required)
      .addColumn('closes_on', 'text', required)
      .addColumn('at', 'text', required)
      .addColumn('version', 'integer', required)
      .execute();
    await address(schema.createTable('training_signup').addColumn('id', 'integer', numbered))
      .addColumn('training', 'text', column => column.notNull().references('training.id').onDelete('cascade'))
      .addColumn('settlement', 'text')
      .addColumn('household', 'text')
      .addColumn('member', 'text')
      .addColumn('record', 'text', required)
      .addColumn('state', 'text', required)
      .addColumn('at', 'text', required)
      .addUniqueConstraint('training_signup_once', ['training', 'channel', 'account', 'person'])
      .execute();
  },
});
