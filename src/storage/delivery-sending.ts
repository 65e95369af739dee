/**
 * What a sender asks of the store: what is due, that it is being sent, and what became of it.
 */
import { type Kysely, type Selectable, sql } from 'kysely';
import { type Attempt, type Delivery, type DeliveryStore, type Due, URGENCIES } from '../delivery/store.ts';
import type { Reason } from '../message/channel.ts';
import type { Database } from './database.ts';
import { keyText, standStill } from './delivery-accounts.ts';
import { haltBack } from './delivery-copies.ts';
import type { Tables } from './tables.ts';

/** The least urgent of what somebody has just asked for. */
export const REPLY = URGENCIES.indexOf('reply');

type Row = Selectable<Tables['delivery']>;

/** As much of the store as a sender works with. */
type SendingStore = Pick<DeliveryStore, 'due' | 'step' | 'takeBack' | 'sentSince' | 'putOff'>;

export const sendingStore = (
  database: Database,
  wordless: (row: Omit<Row, 'content'>) => Due,
  deliveriesOf: (rows: readonly Row[]) => readonly Delivery[],
): SendingStore => ({
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
      .select(WORDLESS)
      .select('chat.closed')
      .where('delivery.channel', '=', channel)
      .where('delivery.account', '=', account)
      .where('state', '=', 'waiting')
      .where(({ or, eb }) => or([eb('due_at', 'is', null), eb('due_at', '<=', instant)]))
      .where(({ or, eb }) => or([eb('hold_until', 'is', null), eb('hold_until', '<=', instant)]))
      .$if(everything.length > 0, query => query.where('delivery.chat', 'not in', padded(everything)))
      .$if(unasked.length > 0, query =>
        query.where(({ or, eb }) => or([eb('urgency', '<=', REPLY), eb('delivery.chat', 'not in', padded(unasked))])),
      )
      .orderBy('urgency')
      .orderBy('delivery.id')
      .limit(limit)
      .execute();
    return rows.map(row => ({ ...wordless(row), closed: (row.closed ?? undefined) as Reason | undefined }));
  },

  step: ({ channel, account }, holder, attempts, sending, at) =>
    database.transact(async () => {
      const { db } = database;
      const held = await db
        .selectFrom('channel_account')
        .select('key')
        .where('key', '=', keyText({ channel, account }))
        .where('holder', '=', holder)
        .$if(database.kind === 'postgres', query => query.forUpdate())
        .executeTakeFirst();
      if (!held) return undefined;
      if (attempts.length > 0) await noteAttempts(db, attempts, at);
      if (sending.length === 0) return [];
      const rows = await db
        .updateTable('delivery')
        .set(({ eb }) => ({ state: 'sending', attempts: eb('attempts', '+', 1) }))
        .where('id', 'in', padded(sending))
        .where('state', '=', 'waiting')
        .returningAll()
        .execute();
      return deliveriesOf(rows);
    }),

  takeBack: ({ channel, account }, at) =>
    database.transact(async () => {
      await standStill(database);
      const { numUpdatedRows } = await database.db
        .updateTable('delivery')
        .set({ state: 'waiting', doubtful: 1 })
        .where('channel', '=', channel)
        .where('account', '=', account)
        .where('state', '=', 'sending')
        .executeTakeFirst();
      await haltBack(database.db, undefined, at);
      return Number(numUpdatedRows);
    }),

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
});

/** What became of each, by one statement. */
async function noteAttempts(db: Kysely<Tables>, attempts: readonly Attempt[], at: Date): Promise<void> {
  const rows = attempts.map(({ id, state, parts, sentAs, doubtful, reason }) => {
    const endedAt = state === 'waiting' ? null : at.toISOString();
    const texts = [state, JSON.stringify(sentAs), reason ?? null, endedAt].map(text => sql`cast(${text} as text)`);
    const numbers = [id, parts, doubtful ? 1 : 0].map(number => sql`cast(${number} as integer)`);
    return sql`(${sql.join([...texts, ...numbers])})`;
  });
  const { rows: noted } = await sql<{ id: number; message: number | null }>`
    with noted (state, sent_as, reason, ended_at, id, parts, doubtful) as (values ${sql.join(rows)})
    update delivery set state = noted.state, sent_as = noted.sent_as, reason = noted.reason, ended_at = noted.ended_at,
      parts = noted.parts, doubtful = noted.doubtful
    from noted where delivery.id = noted.id and delivery.state in ('sending', 'waiting')
    returning delivery.id, delivery.message`.execute(db);
  const waiting = attempts.filter(({ state }) => state === 'waiting').map(({ id }) => id);
  if (waiting.length > 0) await haltBack(db, waiting, at);
  const replies = noted.filter(({ id, message }) => message !== null && !waiting.includes(id));
  if (replies.length > 0)
    await blankReplies(
      db,
      replies.map(({ id }) => id),
    );
}

/** A list with its first element again at its end, as long as a few lists only are: each length is a statement of its own to the database. */
function padded<T>(list: readonly T[]): T[] {
  const length = 2 ** Math.ceil(Math.log2(list.length));
  return [...list, ...Array.from({ length: length - list.length }, () => list[0]!)];
}

/** A row but for its words. */
const WORDLESS = (
  [
    'id',
    'origin',
    'channel',
    'account',
    'chat',
    'person',
    'created_at',
    'ended_at',
    'urgency',
    'chat_kind',
    'thread',
    'reply_to',
    'message',
    'state',
    'due_at',
    'attempts',
    'parts',
    'sent_as',
    'doubtful',
    'reason',
    'target',
    'even_quiet',
  ] as const
).map(column => `delivery.${column}` as const);

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
