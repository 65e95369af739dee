/**
 * Grievances and reports of hardship with their numbers and histories, who handles them, and webhooks.
 */
import { type ColumnDefinitionBuilder, type CreateTableBuilder, type Migration, sql } from 'kysely';

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
const required: Column = column => column.notNull();
const key: Column = column => column.primaryKey();
const none: Column = column => column.notNull().defaultTo(0);

/** Where whoever reported a case is on a platform; empty where only the office speaks with them. */
const reporter = <T extends string, C extends string>(table: CreateTableBuilder<T, C>) =>
  table
    .addColumn('channel', 'text')
    .addColumn('account', 'text')
    .addColumn('chat', 'text')
    .addColumn('person', 'text')
    .addColumn('household', 'text')
    .addColumn('taken_by', 'text');

/** @param numbered makes an integer column number its rows */
export const grievances = (numbered: Column): Migration => ({
  async up(db) {
    const { schema } = db;
    await schema.createTable('case_number').addColumn('id', 'integer', numbered).execute();
    await schema
      .createTable('case_link')
      .addColumn('id', 'integer', numbered)
      .addColumn('case_number', 'integer', required)
      .addColumn('seq', 'integer', required)
      .addColumn('before', 'text', required)
      .addColumn('by_actor', 'text', required)
      .addColumn('action', 'text', required)
      .addColumn('at', 'text', required)
      .addColumn('digest', 'text', required)
      .addColumn('hash', 'text', required)
      .addColumn('payload', 'text')
      .addUniqueConstraint('case_link_once', ['case_number', 'seq'])
      .execute();
    await schema.createIndex('case_link_by_time').on('case_link').columns(['at', 'case_number']).execute();
    await schema
      .createTable('case_anchor')
      .addColumn('day', 'text', key)
      .addColumn('cases', 'integer', required)
      .addColumn('hash', 'text', required)
      .addColumn('at', 'text', required)
      .execute();

    await reporter(
      schema
        .createTable('grievance')
        .addColumn('number', 'integer', key)
        .addColumn('state', 'text', required)
        .addColumn('kind', 'text', required)
        .addColumn('danger', 'text', required)
        .addColumn('rank', 'integer', required)
        .addColumn('region', 'text', required)
        .addColumn('county', 'text')
        .addColumn('settlement', 'text')
        .addColumn('unit', 'text')
        .addColumn('holder', 'text')
        .addColumn('lease_until', 'text'),
    )
      .addColumn('received_at', 'text', required)
      .addColumn('due_at', 'text', required)
      .addColumn('step_due_at', 'text')
      .addColumn('alarm', 'integer', none)
      .addColumn('alarm_at', 'text')
      .addColumn('returns', 'integer', none)
      .addColumn('reopenings', 'integer', none)
      .addColumn('calls', 'integer', none)
      .addColumn('extensions', 'integer', none)
      .addColumn('handlers', 'text', required)
      .addColumn('answered_at', 'text')
      .addColumn('ended_at', 'text')
      .addColumn('outcome', 'text')
      .addColumn('merged_into', 'integer')
      .addColumn('supporters', 'integer', none)
      .addColumn('record', 'text')
      .addColumn('undecided', 'integer', none)
      .addColumn('version', 'integer', required)
      .execute();
    const indexes: readonly (readonly [name: string, columns: readonly string[], of?: string])[] = [
      // What waits to be claimed, in the order of the queue, for each kind of scope.
      ...(
        [
          ['settlement', ['settlement']],
          ['county', ['region', 'county']],
          ['region', ['region']],
          ['unit', ['unit']],
          ['all', []],
        ] as const
      ).map(
        ([name, within]) =>
          [
            `queue_of_${name}`,
            [...within, 'due_at', 'rank', 'number'],
            `state in ('received', 'accepted', 'forwarded', 'reopened')`,
          ] as const,
      ),
      ['by_settlement', ['settlement', 'number']],
      ['by_region', ['region', 'number']],
      ['by_county', ['region', 'county', 'number']],
      ['by_receipt', ['received_at']],
      [
        'open',
        ['number'],
        `state in ('received', 'accepted', 'forwarded', 'reopened', 'working', 'ruling', 'answered', 'calling-back')`,
      ],
      ['held', ['state', 'due_at', 'rank', 'number'], `state in ('working', 'ruling', 'answered', 'calling-back')`],
      ['late', ['number'], 'alarm >= 2'],
      [
        'late_open',
        ['number'],
        `alarm >= 2 and state in ('received', 'accepted', 'forwarded', 'reopened', 'working', 'ruling', 'answered', 'calling-back')`,
      ],
      ['undecided', ['due_at', 'rank', 'number'], 'undecided = 1'],
      ['by_holder', ['holder', 'number'], 'holder is not null'],
      ['by_reporter', ['channel', 'account', 'person'], 'channel is not null'],
      ['by_household', ['household'], 'household is not null'],
      ['by_alarm', ['alarm_at'], 'alarm_at is not null'],
      ['by_lease', ['lease_until'], 'lease_until is not null'],
      ['by_answer', ['state', 'answered_at', 'number'], `state in ('answered', 'calling-back')`],
      ['by_end', ['kind', 'ended_at'], 'record is not null and ended_at is not null'],
    ];
    for (const [name, columns, of] of indexes)
      await sql`create index ${sql.ref(`grievance_${name}`)} on grievance (${sql.join(columns.map(column => sql.ref(column)))})
        ${of === undefined ? sql`` : sql`where ${sql.raw(of)}`}`.execute(db);
    await schema
      .createTable('grievance_word')
      .addColumn('id', 'integer', numbered)
      .addColumn('grievance', 'integer', required)
      .addColumn('digest', 'text', required)
      .addColumn('value', 'text', required)
      .addUniqueConstraint('grievance_word_once', ['digest', 'grievance'])
      .execute();
    await schema.createIndex('grievance_word_of').on('grievance_word').column('grievance').execute();
    await schema
      .createTable('grievance_supporter')
      .addColumn('id', 'integer', numbered)
      .addColumn('grievance', 'integer', required)
      .addColumn('channel', 'text', required)
      .addColumn('account', 'text', required)
      .addColumn('chat', 'text', required)
      .addColumn('person', 'text', required)
      .addColumn('household', 'text')
      .addColumn('at', 'text', required)
      .execute();
    await schema
      .createIndex('grievance_supporter_once')
      .unique()
      .on('grievance_supporter')
      .columns(['grievance', 'channel', 'account', 'person'])
      .where(sql<boolean>`person <> ''`)
      .execute();
    await schema
      .createIndex('grievance_supporter_by_person')
      .on('grievance_supporter')
      .columns(['channel', 'account', 'person'])
      .execute();
    await schema.createIndex('grievance_supporter_by_household').on('grievance_supporter').column('household').execute();
    await schema
      .createTable('grievance_pair')
      .addColumn('id', 'integer', numbered)
      .addColumn('one', 'integer', required)
      .addColumn('other', 'integer', required)
      .addUniqueConstraint('grievance_pair_once', ['one', 'other'])
      .execute();
    await schema.createIndex('grievance_pair_by_other').on('grievance_pair').column('other').execute();
    await schema
      .createTable('handler')
      .addColumn('actor', 'text', key)
      .addColumn('units', 'text')
      .addColumn('away_until', 'text')
      .execute();

    await reporter(
      schema
        .createTable('hardship')
        .addColumn('number', 'integer', key)
        .addColumn('state', 'text', required)
        .addColumn('risk', 'text', required)
        .addColumn('people', 'integer', required)
        .addColumn('region', 'text')
        .addColumn('county', 'text')
        .addColumn('settlement', 'text'),
    )
      .addColumn('received_at', 'text', required)
      .addColumn('due_at', 'text', required)
      .addColumn('alarm', 'integer', none)
      .addColumn('alarm_at', 'text')
      .addColumn('publicised_on', 'text')
      .addColumn('publicised_until', 'text')
      .addColumn('assessors', 'text', required)
      .addColumn('decided_at', 'text')
      .addColumn('ended_at', 'text')
      .addColumn('record', 'text')
      .addColumn('version', 'integer', required)
      .execute();
    await schema.createIndex('hardship_by_settlement').on('hardship').columns(['settlement', 'due_at', 'number']).execute();
    await schema.createIndex('hardship_by_reporter').on('hardship').columns(['channel', 'account', 'person']).execute();
    await schema.createIndex('hardship_by_household').on('hardship').column('household').execute();
    await schema.createIndex('hardship_by_alarm').on('hardship').column('alarm_at').execute();

    // A photo that belongs to a case is kept as long as what is personal of it.
    await schema.alterTable('attachment').addColumn('case_number', 'integer').execute();
    await schema.createIndex('attachment_by_case').on('attachment').column('case_number').execute();

    await schema
      .createTable('webhook')
      .addColumn('id', 'text', key)
      .addColumn('url', 'text', required)
      .addColumn('secret', 'text', required)
      .addColumn('events', 'text', required)
      .addColumn('scope', 'text', required)
      .addColumn('by_actor', 'text', required)
      .addColumn('at', 'text', required)
      .addColumn('ended_at', 'text')
      .execute();
    await schema
      .createTable('webhook_call')
      .addColumn('id', 'integer', numbered)
      .addColumn('webhook', 'text', required)
      .addColumn('event', 'text', required)
      .addColumn('body', 'text', required)
      .addColumn('at', 'text', required)
      .addColumn('due_at', 'text')
      .addColumn('attempts', 'integer', none)
      .addColumn('done_at', 'text')
      .addColumn('fault', 'text')
      .addColumn('status', 'integer')
      .execute();
    await schema.createIndex('webhook_call_by_due').on('webhook_call').columns(['webhook', 'due_at']).execute();
    await schema.createIndex('webhook_call_of').on('webhook_call').columns(['webhook', 'id']).execute();
  },
});
