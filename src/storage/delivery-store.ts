/**
 * The store of what goes out, on both databases.
 */
import type { Selectable } from 'kysely';
import type { Address, Delivery, DeliveryStore } from '../delivery/store.ts';
import type { Outgoing } from '../message/index.ts';
import type { Database } from './database.ts';
import { storable } from './storable.ts';
import type { Tables } from './tables.ts';

/** @param database closing it is the caller's business */
export function createDeliveryStore(database: Database): DeliveryStore {
  const { sealer } = database;
  const rowsTo = ({ channel, account, chat, person }: Address) =>
    database.db
      .selectFrom('delivery')
      .selectAll()
      .where('channel', '=', channel)
      .where('account', '=', account)
      .where('chat', '=', chat)
      .where('person', '=', person);
  const deliveryOf = ({ id, origin, content, created_at, sent_at }: Selectable<Tables['delivery']>): Delivery => ({
    id,
    origin,
    outgoing: JSON.parse(sealer.open('delivery.content', content)) as Outgoing,
    at: new Date(created_at),
    sentAt: sent_at === null ? undefined : new Date(sent_at),
  });

  return {
    async add(origin, { channel, account, chat, person }, outgoing, at) {
      const content = sealer.seal('delivery.content', storable(JSON.stringify(outgoing)));
      const added = await database.db
        .insertInto('delivery')
        .values({ origin, channel, account, chat, person, content, created_at: at.toISOString() })
        .onConflict(conflict => conflict.columns(['origin', 'channel', 'account', 'chat', 'person']).doNothing())
        .executeTakeFirst();
      return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
    async list(to, limit) {
      const rows = await rowsTo(to).orderBy('id', 'desc').limit(limit).execute();
      return rows.toReversed().map(deliveryOf);
    },
    async waiting(to) {
      return (await rowsTo(to).where('sent_at', 'is', null).orderBy('id').execute()).map(deliveryOf);
    },
    async sent(ids, at) {
      if (ids.length === 0) return;
      await database.db
        .updateTable('delivery')
        .set({ sent_at: at.toISOString() })
        .where('id', 'in', [...ids])
        .where('sent_at', 'is', null)
        .execute();
    },
    async erase({ channel, account, person }) {
      await database.db
        .deleteFrom('delivery')
        .where('channel', '=', channel)
        .where('account', '=', account)
        .where('person', '=', person)
        .execute();
    },
  };
}
