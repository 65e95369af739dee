/**
 * Settlements, households, people, groups, codes, tokens, questions to cadres, and the record of what was done.
 */
import type { ColumnDefinitionBuilder, Kysely, Migration } from 'kysely';

type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
const required: Column = column => column.notNull();
const key: Column = column => column.primaryKey();
/** It goes with what it belongs to. */
const reference =
  (table: string): Column =>
  column =>
    column.notNull().references(`${table}.id`).onDelete('cascade');
/** What it belongs to cannot go before it. */
const holding =
  (table: string): Column =>
  column =>
    column.notNull().references(`${table}.id`);

/** @param numbered makes an integer column number its rows */
export const directory = (numbered: Column): Migration => ({
  async up(db) {
    const table = async (
      name: string,
      columns: Readonly<Record<string, Column | 'optional'>>,
      numbers: readonly string[] = [],
    ) => {
      let made = db.schema.createTable(name);
      for (const [column, kind] of Object.entries(columns)) {
        const type = kind === numbered || numbers.includes(column) ? 'integer' : 'text';
        made = kind === 'optional' ? made.addColumn(column, type) : made.addColumn(column, type, kind);
      }
      await made.execute();
    };
    const index = (on: string, columns: string[], unique = false) => createIndex(db, on, columns, unique);

    await table('sealing_key', { id: key, since: required });
    await table(
      'settlement',
      { id: key, region: required, county: required, name: required, record: required, version: required, updated_at: required },
      ['version'],
    );
    await index('settlement', ['region', 'county', 'name'], true);
    await table(
      'household',
      {
        id: key,
        settlement: holding('settlement'),
        building: required,
        record: required,
        version: required,
        updated_at: required,
      },
      ['version'],
    );
    await index('household', ['settlement', 'id']);
    await index('household', ['settlement', 'building', 'id']);
    await table('household_key', {
      id: numbered,
      household: reference('household'),
      kind: required,
      digest: required,
      value: required,
    });
    await index('household_key', ['digest']);
    await index('household_key', ['household']);
    await table(
      'household_import',
      {
        id: key,
        settlement: reference('settlement'),
        by_actor: required,
        at: required,
        state: required,
        written: required,
        report: required,
      },
      ['written'],
    );
    await index('household_import', ['settlement', 'id']);
    await table(
      'household_before',
      { id: numbered, import: reference('household_import'), household: required, record: 'optional', version: required },
      ['version'],
    );
    await index('household_before', ['import']);
    await index('household_before', ['household']);

    await table('person', { id: key, name: required, created_at: required });
    await table('identity', {
      id: numbered,
      channel: required,
      account: required,
      platform_person: required,
      person: reference('person'),
      since: required,
      seen_at: 'optional',
    });
    await index('identity', ['channel', 'account', 'platform_person'], true);
    await index('identity', ['person']);
    await table('household_person', {
      id: numbered,
      person: reference('person'),
      household: reference('household'),
      member: required,
      linked_by: required,
      linked_at: required,
    });
    await index('household_person', ['person'], true);
    await index('household_person', ['household']);
    await table('role_grant', {
      id: key,
      person: reference('person'),
      role: required,
      scope: required,
      granted_by: required,
      granted_at: required,
      revoked_by: 'optional',
      revoked_at: 'optional',
    });
    await index('role_grant', ['person']);

    await table('chat_group', {
      id: key,
      channel: required,
      account: required,
      chat: required,
      settlement: holding('settlement'),
      building: 'optional',
      name: 'optional',
      bound_by: required,
      bound_at: required,
    });
    await index('chat_group', ['channel', 'account', 'chat'], true);
    await index('chat_group', ['settlement']);

    await table('code', {
      id: key,
      digest: required,
      kind: required,
      payload: required,
      issued_by: required,
      issued_at: required,
      expires_at: required,
      used_by: 'optional',
      used_at: 'optional',
    });
    await index('code', ['digest'], true);
    await table('token', {
      id: key,
      digest: required,
      label: required,
      role: required,
      scope: required,
      issued_by: required,
      issued_at: required,
      expires_at: required,
      revoked_at: 'optional',
      used_at: 'optional',
    });
    await index('token', ['digest'], true);
    await table('audit', {
      id: numbered,
      at: required,
      actor: required,
      via: required,
      action: required,
      subject: 'optional',
      place: 'optional',
      outcome: required,
      reason: 'optional',
    });
    await index('audit', ['actor', 'action', 'at']);
    await index('audit', ['subject']);
    await index('audit', ['place']);
    await index('audit', ['at']);
    await table('once', { key, request: required, result: required, at: required });

    await table('inquiry_answer', {
      id: key,
      settlement: reference('settlement'),
      says: required,
      person: required,
      name: required,
      answered_at: required,
    });
    await index('inquiry_answer', ['settlement']);
    await table('inquiry', {
      id: numbered,
      settlement: reference('settlement'),
      region: required,
      topic: required,
      topic_text: required,
      question: required,
      channel: required,
      account: required,
      chat: required,
      person: required,
      asked_at: required,
      due: required,
      answer: 'optional',
    });
    await index('inquiry', ['settlement', 'answer', 'due']);
    await index('inquiry', ['channel', 'account', 'person']);
    await table('local_info', {
      id: key,
      settlement: reference('settlement'),
      topic: required,
      says: required,
      source: required,
      recorded_by: required,
      recorded_on: required,
      ended_at: 'optional',
    });
    await index('local_info', ['settlement', 'ended_at']);
    await table('delivery', {
      id: numbered,
      origin: required,
      channel: required,
      account: required,
      chat: required,
      person: required,
      content: required,
      created_at: required,
      sent_at: 'optional',
    });
    await index('delivery', ['origin', 'channel', 'account', 'chat', 'person'], true);
    await index('delivery', ['channel', 'account', 'chat', 'sent_at']);
  },
});

async function createIndex(db: Kysely<unknown>, on: string, columns: string[], unique: boolean): Promise<void> {
  const made = db.schema
    .createIndex(`${on}_by_${columns.join('_')}`)
    .on(on)
    .columns(columns);
  await (unique ? made.unique() : made).execute();
}
