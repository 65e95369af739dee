/**
 * The store of what people sent, on both databases.
 */
import type { Selectable } from 'kysely';
import type { AttachmentStore, KeptFile, OpenWork, Owner } from '../attachments/store.ts';
import type { Database } from './database.ts';
import { sealedText } from './sealing/sealed-column.ts';
import { storable } from './storable.ts';
import type { Tables } from './tables.ts';

type Row = Omit<Selectable<Tables['attachment']>, 'content' | 'case_number'>;

/** All but the content, which is large. */
const ABOUT = ['id', 'channel', 'account', 'person', 'name', 'type', 'at', 'chat', 'work'] as const;

/** @param database closing it is the caller's business */
export function createAttachmentStore(database: Database): AttachmentStore {
  const name = sealedText(database.sealer, 'attachment.name');
  const content = sealedText(database.sealer, 'attachment.content');
  const fileOf = (row: Row): KeptFile => ({
    id: row.id,
    channel: row.channel,
    account: row.account,
    person: row.person,
    name: row.name === null ? undefined : name.open(row.name),
    type: row.type,
    at: new Date(row.at),
  });
  const of = ({ channel, account, person }: Owner) =>
    database.db
      .selectFrom('attachment')
      .where('channel', '=', channel)
      .where('account', '=', account)
      .where('person', '=', person);

  return {
    async add(file, bytes) {
      await database.db
        .insertInto('attachment')
        .values({
          id: file.id,
          channel: file.channel,
          account: file.account,
          person: file.person,
          name: file.name === undefined ? null : name.seal(file.name),
          type: file.type,
          content: content.seal(Buffer.from(bytes).toString('base64')),
          at: file.at.toISOString(),
        })
        .onConflict(conflict => conflict.column('id').doNothing())
        .execute();
    },

    async find(id) {
      const row = await database.db.selectFrom('attachment').select(ABOUT).where('id', '=', storable(id)).executeTakeFirst();
      return row && fileOf(row);
    },

    async bytes(id) {
      const row = await database.db.selectFrom('attachment').select('content').where('id', '=', storable(id)).executeTakeFirst();
      return row && new Uint8Array(Buffer.from(content.open(row.content), 'base64'));
    },

    async list(owner, limit, type) {
      const rows = await of(owner)
        .select(ABOUT)
        .$if(type !== undefined, query => query.where('type', '=', type ?? ''))
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(fileOf);
    },

    async remove(id) {
      await database.db.deleteFrom('attachment').where('id', '=', id).execute();
    },

    async removeAll(type) {
      await database.db.deleteFrom('attachment').where('type', '=', type).where('work', 'is', null).execute();
    },

    async keepFor(owner, ids, caseNumber) {
      if (ids.length === 0) return;
      await database.db
        .updateTable('attachment')
        .set({ case_number: caseNumber })
        .where('id', 'in', ids.map(storable))
        .where('case_number', 'is', null)
        .where('channel', '=', owner.channel)
        .where('account', '=', owner.account)
        .where('person', '=', owner.person)
        .execute();
    },

    async erase({ channel, account, person }) {
      await database.db
        .deleteFrom('attachment')
        .where('channel', '=', channel)
        .where('account', '=', account)
        .where('person', '=', person)
        .execute();
    },

    async begin(id, chat, work) {
      await database.db.updateTable('attachment').set({ chat, work }).where('id', '=', id).execute();
    },

    async begun() {
      const rows = await database.db.selectFrom('attachment').select(ABOUT).where('work', 'is not', null).orderBy('id').execute();
      return rows.map((row): OpenWork => ({ ...fileOf(row), chat: row.chat ?? '', work: row.work ?? '' }));
    },
  };
}
