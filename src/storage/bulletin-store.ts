/**
 * The store of bulletins, of who watches them, and of who confirmed them, on both databases.
 */
import { type Selectable, sql } from 'kysely';
import type {
  Announced,
  Audience,
  Bulletin,
  BulletinContent,
  BulletinKind,
  BulletinState,
  LifeEvent,
  Receipt,
  Repeat,
} from '../bulletin/model.ts';
import type { BulletinStore } from '../bulletin/store.ts';
import type { GroupId, SettlementId } from '../shared/ids.ts';
import type { Database } from './database.ts';
import { putVersion } from './put-version.ts';
import { sealedDocument, sealedText } from './sealing/sealed-column.ts';
import { storable } from './storable.ts';
import type { Tables } from './tables.ts';

/** @param database closing it is the caller's business */
export function createBulletinStore(database: Database): BulletinStore {
  const content = sealedDocument<BulletinContent>(database.sealer, 'bulletin.content');
  const life = sealedDocument<readonly LifeEvent[]>(database.sealer, 'bulletin.life');
  const name = sealedText(database.sealer, 'receipt.name');

  const bulletinOf = (row: Selectable<Tables['bulletin']>): Bulletin => ({
    id: row.id,
    kind: row.kind as BulletinKind,
    state: row.state as BulletinState,
    content: content.open(row.content),
    audience: JSON.parse(row.audience) as Audience,
    announces: row.announces === null ? undefined : announcedOf(row.announces),
    by: row.by_actor,
    at: new Date(row.at),
    startAt: row.start_at === null ? undefined : new Date(row.start_at),
    repeat: row.repeat === null ? undefined : (JSON.parse(row.repeat) as Repeat),
    series: row.series ?? undefined,
    life: life.open(row.life),
    version: row.version,
    unsettled: row.unsettled === 1,
  });
  const rowOf = (bulletin: Bulletin) => ({
    kind: bulletin.kind,
    state: bulletin.state,
    content: content.seal(bulletin.content),
    audience: storable(JSON.stringify(bulletin.audience)),
    announces: bulletin.announces ? announcedText(bulletin.announces) : null,
    by_actor: bulletin.by,
    at: bulletin.at.toISOString(),
    start_at: bulletin.startAt?.toISOString() ?? null,
    repeat: bulletin.repeat ? JSON.stringify(bulletin.repeat) : null,
    series: bulletin.series ?? null,
    version: bulletin.version,
    life: life.seal(bulletin.life),
    unsettled: bulletin.unsettled === true ? 1 : 0,
  });
  const receiptOf = (row: Selectable<Tables['receipt']>): Receipt => ({
    bulletin: row.bulletin,
    group: row.chat_group as GroupId,
    settlement: row.settlement as SettlementId,
    building: row.building ?? undefined,
    household: row.household ?? undefined,
    name: row.name === null ? undefined : name.open(row.name),
    at: new Date(row.at),
  });

  return {
    transact: work => database.transact(work),

    async get(id) {
      const row = await database.db.selectFrom('bulletin').selectAll().where('id', '=', storable(id)).executeTakeFirst();
      return row && bulletinOf(row);
    },

    async list({ states, kinds, announces, after, limit }) {
      if (states?.length === 0 || kinds?.length === 0) return [];
      const rows = await database.db
        .selectFrom('bulletin')
        .selectAll()
        .$if(states !== undefined, query => query.where('state', 'in', [...(states ?? [])]))
        .$if(kinds !== undefined, query => query.where('kind', 'in', [...(kinds ?? [])]))
        .$if(announces !== undefined, query => query.where('announces', '=', announcedText(announces!)))
        .$if(after !== undefined, query => query.where('id', '<', storable(after ?? '')))
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(bulletinOf);
    },

    put: bulletin => putVersion(database.db, 'bulletin', { id: bulletin.id, ...rowOf(bulletin) }),

    async due(now, limit) {
      const rows = await database.db
        .selectFrom('bulletin')
        .selectAll()
        .where('state', 'in', ['scheduled', 'repeating'])
        .where('start_at', '<=', now.toISOString())
        .orderBy('start_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(bulletinOf);
    },

    async busy(limit) {
      const rows = await database.db
        .selectFrom('bulletin')
        .selectAll()
        .where(({ or, eb }) => or([eb('state', '=', 'sending'), eb('unsettled', '=', 1)]))
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(bulletinOf);
    },

    async watch({ bulletin, to: { channel, account, chat, person }, language }) {
      await database.db
        .insertInto('bulletin_watch')
        .values({ bulletin, channel, account, chat, person, language })
        .onConflict(conflict => conflict.columns(['bulletin', 'channel', 'account', 'chat', 'person']).doUpdateSet({ language }))
        .execute();
    },

    async watches(limit) {
      const rows = await database.db.selectFrom('bulletin_watch').selectAll().orderBy('id').limit(limit).execute();
      return rows.map(({ bulletin, channel, account, chat, person, language, shown, shown_at }) => ({
        bulletin,
        to: { channel, account, chat, person },
        language,
        shown,
        shownAt: shown_at === null ? undefined : new Date(shown_at),
      }));
    },

    async shown({ bulletin, to, shown: before }, shown, at) {
      const { numUpdatedRows } = await database.db
        .updateTable('bulletin_watch')
        .set({ shown, shown_at: at.toISOString() })
        .where('bulletin', '=', bulletin)
        .where('channel', '=', to.channel)
        .where('account', '=', to.account)
        .where('chat', '=', to.chat)
        .where('person', '=', to.person)
        .where('shown', '=', before)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async unwatch({ bulletin, to }) {
      await database.db
        .deleteFrom('bulletin_watch')
        .where('bulletin', '=', bulletin)
        .where('channel', '=', to.channel)
        .where('account', '=', to.account)
        .where('chat', '=', to.chat)
        .where('person', '=', to.person)
        .execute();
    },

    async addReceipt({ bulletin, by, group, settlement, building, household, name: called, at }) {
      const { numInsertedOrUpdatedRows = 0n } = await database.db
        .insertInto('receipt')
        .values({
          bulletin,
          channel: by.channel,
          account: by.account,
          chat: by.chat,
          person: by.person,
          chat_group: group,
          settlement,
          building: building === undefined ? null : storable(building),
          household: household ?? null,
          name: called === undefined ? null : name.seal(called),
          at: at.toISOString(),
        })
        .onConflict(conflict => conflict.columns(['bulletin', 'channel', 'account', 'person']).doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows > 0n;
    },

    async receipts(bulletin, settlement) {
      const rows = await database.db
        .selectFrom('receipt')
        .selectAll()
        .where('bulletin', '=', bulletin)
        .where('settlement', '=', settlement)
        .orderBy('id')
        .execute();
      return rows.map(receiptOf);
    },

    async countReceipts(bulletin) {
      const rows = await database.db
        .selectFrom('receipt')
        .select(({ fn }) => ['settlement', fn.countAll<number>().as('times')])
        .where('bulletin', '=', bulletin)
        .groupBy('settlement')
        .execute();
      return new Map(rows.map(({ settlement, times }) => [settlement as SettlementId, times]));
    },

    erase: ({ channel, account, person }) =>
      database.transact(async () => {
        await database.db
          .updateTable('receipt')
          // Once for each person: whoever is nobody any more is told from the others by the row.
          .set({ person: sql<string>`'erased ' || receipt.id`, name: null, household: null })
          .where('channel', '=', channel)
          .where('account', '=', account)
          .where('person', '=', person)
          .execute();
        await database.db
          .deleteFrom('bulletin_watch')
          .where('channel', '=', channel)
          .where('account', '=', account)
          .where('person', '=', person)
          .execute();
      }),

    async eraseHousehold(household) {
      await database.db.updateTable('receipt').set({ household: null, name: null }).where('household', '=', household).execute();
    },
  };
}

const announcedText = ({ kind, id }: Announced): string => storable(`${kind}:${id}`);

const announcedOf = (text: string): Announced => {
  const end = text.indexOf(':');
  return { kind: text.slice(0, end), id: text.slice(end + 1) };
};
