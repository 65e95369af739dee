/**
 * The store of what goes out, on both databases.
 */
import type { Kysely, Selectable } from 'kysely';
import {
  type AccountKey,
  type AccountStanding,
  type Address,
  type ChatStanding,
  type Delivery,
  type DeliveryStore,
  URGENCIES,
} from '../delivery/store.ts';
import type { AccountState, Reason } from '../message/channel.ts';
import type { Outgoing } from '../message/index.ts';
import type { Database } from './database.ts';
import { moveChat } from './move-chat.ts';
import { sealedDocument, sealedText } from './sealing/sealed-column.ts';
import type { Tables } from './tables.ts';

/** The least urgent of what somebody has just asked for. */
const REPLY = URGENCIES.indexOf('reply');

/** @param database closing it is the caller's business */
export function createDeliveryStore(database: Database): DeliveryStore {
  const content = sealedDocument<Outgoing>(database.sealer, 'delivery.content');
  const chatName = sealedText(database.sealer, 'chat.name');
  const state = sealedDocument<AccountState>(database.sealer, 'channel_account.state');

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
  const standingOf = (row: Selectable<Tables['chat']>): ChatStanding => ({
    channel: row.channel,
    account: row.account,
    chat: row.chat,
    kind: row.kind,
    name: row.name === null ? undefined : chatName.open(row.name),
    closed: (row.closed ?? undefined) as Reason | undefined,
    since: new Date(row.since),
  });
  const chatsOf = ({ channel, account }: AccountKey) =>
    database.db.selectFrom('chat').selectAll().where('channel', '=', channel).where('account', '=', account);
  /** A chat's row, made where there is none. */
  const ensureChat = ({ channel, account }: AccountKey, chat: string, kind: 'private' | 'group', since: Date) =>
    database.db
      .insertInto('chat')
      .values({ channel, account, chat, kind, since: since.toISOString() })
      .onConflict(conflict => conflict.columns(['channel', 'account', 'chat']).doNothing())
      .execute();

  return {
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

    async hold(account, chat, until) {
      await ensureChat(account, chat, 'private', until);
      await database.db
        .updateTable('chat')
        .set({ hold_until: until.toISOString() })
        .where('channel', '=', account.channel)
        .where('account', '=', account.account)
        .where('chat', '=', chat)
        .execute();
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

    standing: ({ channel, account, chat, kind, name, closed, since }) =>
      database.transact(async () => {
        const { db } = database;
        const called = name === undefined ? {} : { name: chatName.seal(name) };
        const now = { kind, closed: closed ?? null, since: since.toISOString(), hold_until: null, ...called };
        await db
          .insertInto('chat')
          .values({ channel, account, chat, ...now })
          .onConflict(conflict => conflict.columns(['channel', 'account', 'chat']).doUpdateSet(now))
          .execute();
        if (closed === undefined) return;
        await db
          .updateTable('delivery')
          .set({ state: 'failed', reason: closed, ended_at: since.toISOString() })
          .where('channel', '=', channel)
          .where('account', '=', account)
          .where('chat', '=', chat)
          .where('state', '=', 'waiting')
          .execute();
      }),

    async heardFrom({ channel, account }, chats, at) {
      if (chats.length === 0) return;
      await database.db
        .updateTable('chat')
        .set({ closed: null, since: at.toISOString() })
        .where('channel', '=', channel)
        .where('account', '=', account)
        .where('chat', 'in', [...chats])
        .where('closed', 'is not', null)
        .execute();
    },

    async chat(account, chat) {
      const row = await chatsOf(account).where('chat', '=', chat).executeTakeFirst();
      return row && standingOf(row);
    },

    async chats(account) {
      return (await chatsOf(account).orderBy('id').execute()).map(standingOf);
    },

    move: (account, from, to, at) => moveChat(database, account, from, to, at),

    lease: ({ channel, account }, holder, until, now, isDead) =>
      database.transact(async () => {
        const { db } = database;
        const key = keyText({ channel, account });
        const ours = { holder, lease_until: until.toISOString() };
        const made = await db
          .insertInto('channel_account')
          .values({ key, channel, account, ...ours })
          .onConflict(conflict => conflict.column('key').doNothing())
          .executeTakeFirst();
        if ((made.numInsertedOrUpdatedRows ?? 0n) > 0n) return { isOurs: true, isNew: true };
        const row = await db
          .selectFrom('channel_account')
          .select(['holder', 'lease_until'])
          .where('key', '=', key)
          .$if(database.kind === 'postgres', query => query.forUpdate())
          .executeTakeFirstOrThrow();
        const isFree =
          row.holder === null || row.lease_until === null || row.lease_until <= now.toISOString() || isDead(row.holder);
        if (row.holder !== holder && !isFree) return { isOurs: false, isNew: false };
        await db.updateTable('channel_account').set(ours).where('key', '=', key).execute();
        return { isOurs: true, isNew: row.holder !== holder };
      }),

    async release(account, holder) {
      await database.db
        .updateTable('channel_account')
        .set({ holder: null, lease_until: null })
        .where('key', '=', keyText(account))
        .where('holder', '=', holder)
        .execute();
    },

    async noteAccount({ channel, account, since, state: standing }) {
      const noted = { state: state.seal(standing), since: since.toISOString() };
      await database.db
        .insertInto('channel_account')
        .values({ key: keyText({ channel, account }), channel, account, ...noted })
        .onConflict(conflict => conflict.column('key').doUpdateSet(noted))
        .execute();
    },

    async accounts() {
      const rows = await database.db.selectFrom('channel_account').selectAll().orderBy('key').execute();
      return rows.flatMap(({ channel, account, state: sealed, since }): AccountStanding[] =>
        sealed === null || since === null ? [] : [{ channel, account, state: opened(sealed), since: new Date(since) }],
      );
    },
  };

  /** JSON keeps instants as text. */
  function opened(sealed: string): AccountState {
    const standing = state.open(sealed);
    return standing.kind === 'limited' ? { ...standing, until: new Date(standing.until) } : standing;
  }
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

const keyText = ({ channel, account }: AccountKey): string => JSON.stringify([channel, account]);
