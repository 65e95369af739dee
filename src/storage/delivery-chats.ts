/**
 * Chats as platforms let us write to them.
 */
import type { Selectable } from 'kysely';
import type { AccountKey, ChatStanding, DeliveryStore } from '../delivery/store.ts';
import type { Reason } from '../message/channel.ts';
import type { Database } from './database.ts';
import { moveChat } from './move-chat.ts';
import { sealedText } from './sealing/sealed-column.ts';
import type { Tables } from './tables.ts';

/** @param database closing it is the caller's business */
export function chatStore(
  database: Database,
): Pick<DeliveryStore, 'hold' | 'standing' | 'heardFrom' | 'chat' | 'chats' | 'move'> {
  const chatName = sealedText(database.sealer, 'chat.name');

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
  return {
    async hold({ channel, account }, chat, until) {
      const hold_until = until.toISOString();
      await database.db
        .insertInto('chat')
        .values({ channel, account, chat, kind: 'private', since: hold_until, hold_until })
        .onConflict(conflict => conflict.columns(['channel', 'account', 'chat']).doUpdateSet({ hold_until }))
        .execute();
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
  };
}
