/**
 * The store of what goes out, on both databases.
 */
import { type Selectable, sql } from 'kysely';
import { type Address, type Delivery, type DeliveryState, type DeliveryStore, type Due, URGENCIES } from '../delivery/store.ts';
import type { Reason } from '../message/channel.ts';
import type { Outgoing } from '../message/index.ts';
import { rememberLast } from '../shared/remember-last.ts';
import type { Database } from './database.ts';
import { accountStore, standStill } from './delivery-accounts.ts';
import { chatStore } from './delivery-chats.ts';
import { AT_A_TIME, copyStore } from './delivery-copies.ts';
import { REPLY, sendingStore } from './delivery-sending.ts';
import { columnsOf } from './delivery-way.ts';
import { sealedDocument } from './sealing/sealed-column.ts';
import type { Tables } from './tables.ts';

/** @param database closing it is the caller's business */
export function createDeliveryStore(database: Database): DeliveryStore {
  const content = sealedDocument<Outgoing>(database.sealer, 'delivery.content');

  const rowsTo = ({ channel, account, chat, person }: Address) =>
    database.db
      .selectFrom('delivery')
      .selectAll()
      .where('channel', '=', channel)
      .where('account', '=', account)
      .where('chat', '=', chat)
      .where('person', '=', person)
      .where('content', '!=', '');
  const wordless = (row: Omit<Selectable<Tables['delivery']>, 'content'>): Due => ({
    id: row.id,
    origin: row.origin,
    to: { channel: row.channel, account: row.account, chat: row.chat, person: row.person },
    urgency: URGENCIES[row.urgency]!,
    kind: row.chat_kind,
    thread: row.thread ?? undefined,
    replyTo: row.reply_to ?? undefined,
    message: row.message ?? undefined,
    at: new Date(row.created_at),
    state: row.state,
    endedAt: row.ended_at === null ? undefined : new Date(row.ended_at),
    attempts: row.attempts,
    parts: row.parts,
    sentAs: JSON.parse(row.sent_as) as string[],
    doubtful: row.doubtful === 1,
    reason: (row.reason ?? undefined) as Reason | undefined,
    target: row.target ?? undefined,
    evenWhenQuiet: row.even_quiet === 1,
  });
  /** Copies are alike: what was sealed once is opened once. */
  const deliveriesOf = (rows: readonly Selectable<Tables['delivery']>[]): readonly Delivery[] => {
    const open = rememberLast(content.open);
    return rows.map(row => ({ ...wordless(row), outgoing: open(row.content) }));
  };
  return {
    ...chatStore(database),
    ...accountStore(database),
    ...copyStore(database, content, deliveriesOf),
    ...sendingStore(database, wordless, deliveriesOf),
    whenCommitted: database.whenCommitted,

    async add(origin, { channel, account, chat, person }, outgoing, way, at) {
      const added = await database.db
        .insertInto('delivery')
        .values({
          origin,
          channel,
          account,
          chat,
          person,
          content: content.seal(outgoing),
          created_at: at.toISOString(),
          ...columnsOf(way),
        })
        .onConflict(conflict => conflict.columns(['origin', 'channel', 'account', 'chat', 'person']).doNothing())
        .executeTakeFirst();
      return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    async list(to, limit) {
      const rows = await rowsTo(to).orderBy('id', 'desc').limit(limit).execute();
      return deliveriesOf(rows.toReversed());
    },

    async waiting(to) {
      return deliveriesOf(await rowsTo(to).where('state', '=', 'waiting').orderBy('id').execute());
    },

    async sent(ids, at) {
      if (ids.length === 0) return;
      await database.db
        .updateTable('delivery')
        .set({ state: 'sent', ended_at: at.toISOString() })
        .where('id', 'in', [...ids])
        .where('state', '=', 'waiting')
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

    retry: ids =>
      database.transact(async () => {
        await standStill(database);
        let retried = 0;
        for (let from = 0; from < ids.length; from += AT_A_TIME) {
          const some = ids.slice(from, from + AT_A_TIME);
          const { numUpdatedRows } = await database.db
            .updateTable('delivery')
            .set({ state: heldBack, ended_at: null, due_at: null })
            .where('id', 'in', some)
            .where('state', '=', 'failed')
            .where(heldBack, '!=', 'stopped')
            .executeTakeFirst();
          retried += Number(numUpdatedRows);
        }
        return retried;
      }),

    async unsent({ channel, account }, chats, limit) {
      if (chats.length === 0) return [];
      const rows = await database.db
        .selectFrom('delivery')
        .selectAll()
        .where('channel', '=', channel)
        .where('account', '=', account)
        .where('state', 'in', ['waiting', 'failed'])
        .where('chat', 'in', [...chats])
        .where('content', '!=', '')
        .orderBy('id')
        .limit(limit)
        .execute();
      return deliveriesOf(rows);
    },

    async used({ channel, account }, since) {
      const sent = await database.db
        .selectFrom('delivery')
        .select(({ fn }) => ['urgency', fn.countAll<number>().as('times')])
        .where('channel', '=', channel)
        .where('account', '=', account)
        .where('state', '=', 'sent')
        .where('ended_at', '>', since.toISOString())
        .groupBy('urgency')
        .execute();
      const all = (rows: typeof sent) => rows.reduce((sum, { times }) => sum + times, 0);
      return { everything: all(sent), unasked: all(sent.filter(({ urgency }) => urgency > REPLY)) };
    },

    async passedOn({ channel, account }, chat, id, at) {
      const { numUpdatedRows } = await database.db
        .updateTable('delivery')
        .set({ state: 'sent', ended_at: at.toISOString(), reason: null })
        .where('id', '=', id)
        .where('channel', '=', channel)
        .where('account', '=', account)
        .where('chat', '=', chat)
        .where('state', 'in', ['waiting', 'failed'])
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async count() {
      const rows = await database.db
        .selectFrom('delivery')
        .select(({ fn }) => ['channel', 'account', 'state', 'urgency', fn.countAll<number>().as('times')])
        .groupBy(['channel', 'account', 'state', 'urgency'])
        .execute();
      return rows.map(({ urgency, ...rest }) => ({ ...rest, urgency: URGENCIES[urgency]! }));
    },
  };
}

/** Where something stands that is to be sent: as its origin is held back, or it waits. */
const heldBack = sql<DeliveryState>`coalesce(
  (select delivery_halt.state from delivery_halt where delivery_halt.origin = delivery.origin), 'waiting')`;
