/**
 * The store of what goes out, on both databases.
 */
import type { Kysely, Selectable } from 'kysely';
import { type Address, type Delivery, type DeliveryStore, URGENCIES } from '../delivery/store.ts';
import type { Reason } from '../message/channel.ts';
import type { Outgoing } from '../message/index.ts';
import type { Database } from './database.ts';
import { accountStore, keyText } from './delivery-accounts.ts';
import { chatStore } from './delivery-chats.ts';
import { sealedDocument } from './sealing/sealed-column.ts';
import type { Tables } from './tables.ts';

/** The least urgent of what somebody has just asked for. */
const REPLY = URGENCIES.indexOf('reply');

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
  const deliveryOf = (row: Selectable<Tables['delivery']>): Delivery => ({
    id: row.id,
    origin: row.origin,
    to: { channel: row.channel, account: row.account, chat: row.chat, person: row.person },
    outgoing: content.open(row.content),
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
  });
  return {
    ...chatStore(database),
    ...accountStore(database),
    whenCommitted: database.whenCommitted,

    async add(origin, { channel, account, chat, person }, outgoing, { urgency, kind, thread, replyTo, message }, at) {
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
          urgency: URGENCIES.indexOf(urgency),
          chat_kind: kind,
          thread: thread ?? null,
          reply_to: replyTo ?? null,
          message: message ?? null,
        })
        .onConflict(conflict => conflict.columns(['origin', 'channel', 'account', 'chat', 'person']).doNothing())
        .executeTakeFirst();
      return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    async list(to, limit) {
      const rows = await rowsTo(to).orderBy('id', 'desc').limit(limit).execute();
      return rows.toReversed().map(deliveryOf);
    },

    async waiting(to) {
      return (await rowsTo(to).where('state', '=', 'waiting').orderBy('id').execute()).map(deliveryOf);
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

    async due({ channel, account }, now, limit, { everything, unasked }) {
      const instant = now.toISOString();
      const rows = await database.db
        .selectFrom('delivery')
        .leftJoin('chat', join =>
          join
            .onRef('chat.channel', '=', 'delivery.channel')
            .onRef('chat.account', '=', 'delivery.account')
            .onRef('chat.chat', '=', 'delivery.chat'),
        )
        .selectAll('delivery')
        .select('chat.closed')
        .where('delivery.channel', '=', channel)
        .where('delivery.account', '=', account)
        .where('state', '=', 'waiting')
        .where(({ or, eb }) => or([eb('due_at', 'is', null), eb('due_at', '<=', instant)]))
        .where(({ or, eb }) => or([eb('hold_until', 'is', null), eb('hold_until', '<=', instant)]))
        .$if(everything.length > 0, query => query.where('delivery.chat', 'not in', [...everything]))
        .$if(unasked.length > 0, query =>
          query.where(({ or, eb }) => or([eb('urgency', '<=', REPLY), eb('delivery.chat', 'not in', [...unasked])])),
        )
        .orderBy('urgency')
        .orderBy('delivery.id')
        .limit(limit)
        .execute();
      return rows.map(row => ({ ...deliveryOf(row), closed: (row.closed ?? undefined) as Reason | undefined }));
    },

    step: ({ channel, account }, holder, attempts, sending, at) =>
      database.transact(async () => {
        const { db } = database;
        const held = await db
          .selectFrom('channel_account')
          .select('key')
          .where('key', '=', keyText({ channel, account }))
          .where('holder', '=', holder)
          .executeTakeFirst();
        if (!held) return false;
        for (const { id, state, parts, sentAs, doubtful, reason } of attempts) {
          await db
            .updateTable('delivery')
            .set({
              state,
              parts,
              sent_as: JSON.stringify(sentAs),
              doubtful: doubtful ? 1 : 0,
              reason: reason ?? null,
              ended_at: state === 'waiting' ? null : at.toISOString(),
            })
            .where('id', '=', id)
            .execute();
        }
        const ended = attempts.flatMap(({ id, state }) => (state === 'waiting' ? [] : [id]));
        if (ended.length > 0) await blankReplies(db, ended);
        if (sending.length > 0)
          await db
            .updateTable('delivery')
            .set(({ eb }) => ({ state: 'sending', attempts: eb('attempts', '+', 1) }))
            .where('id', 'in', [...sending])
            .execute();
        return true;
      }),

    async takeBack({ channel, account }) {
      const { numUpdatedRows } = await database.db
        .updateTable('delivery')
        .set({ state: 'waiting', doubtful: 1 })
        .where('channel', '=', channel)
        .where('account', '=', account)
        .where('state', '=', 'sending')
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    async sentSince({ channel, account }, since) {
      const rows = await database.db
        .selectFrom('delivery')
        .select(['chat', 'ended_at', 'parts'])
        .where('channel', '=', channel)
        .where('account', '=', account)
        .where('state', '=', 'sent')
        .where('urgency', '>', REPLY)
        .where('ended_at', '>', since.toISOString())
        .orderBy('ended_at')
        .execute();
      return rows.flatMap(({ chat, ended_at, parts }) =>
        Array.from({ length: Math.max(1, parts) }, () => ({ chat, at: new Date(ended_at ?? 0) })),
      );
    },

    async putOff(ids, until) {
      await database.db
        .updateTable('delivery')
        .set({ due_at: until.toISOString() })
        .where('id', 'in', [...ids])
        .where('state', '=', 'waiting')
        .execute();
    },

    async retry(ids) {
      if (ids.length === 0) return 0;
      const { numUpdatedRows } = await database.db
        .updateTable('delivery')
        .set({ state: 'waiting', ended_at: null, due_at: null })
        .where('id', 'in', [...ids])
        .where('state', '=', 'failed')
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

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
      return rows.map(deliveryOf);
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

/** Replies to private messages whose words were taken away before the reply was sent lose theirs too. */
const blankReplies = (db: Kysely<Tables>, ids: readonly number[]) =>
  db
    .updateTable('delivery')
    .set({ content: '' })
    .where('id', 'in', ids)
    // Looked up for each reply: a list of all blanked messages would be made anew each time.
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('message')
          .select('message.id')
          .whereRef('message.id', '=', 'delivery.message')
          .where('private', '=', 1)
          .where('text', '=', ''),
      ),
    )
    .execute();
