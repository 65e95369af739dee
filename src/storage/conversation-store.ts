/**
 * The conversation's store on both databases.
 */
import type { Kysely, Selectable } from 'kysely';
import type { ConversationStore, Exchange, Gap, GapGroup, Received, Session, SessionKey } from '../conversation/store.ts';
import type { Incoming, Outgoing } from '../message/index.ts';
import type { RegionId } from '../shared/ids.ts';
import type { Database } from './database.ts';
import type { Sealer } from './sealing/sealer.ts';
import { storable } from './storable.ts';
import type { Tables } from './tables.ts';

/** @param database closing it is the caller's business */
export function createConversationStore(database: Database): ConversationStore {
  const { sealer } = database;
  const outgoingOf = (sealed: string): Outgoing[] =>
    sealed === '' ? [] : (JSON.parse(sealer.open('message.outgoing', sealed)) as Outgoing[]);
  const sessionOf = (sealed: string): Session => JSON.parse(sealer.open('session.state', sealed)) as Session;
  const sealedSession = (session: Session): string => sealer.seal('session.state', storable(JSON.stringify(session)));
  /** Takes what is private out of a session that nobody has gone on with meanwhile, and out of its messages. */
  const end = ({ key, updated_at }: Pick<Selectable<Tables['session']>, 'key' | 'updated_at'>, session: Session): Promise<void> =>
    database.transact(async () => {
      const ended = await database.db
        .updateTable('session')
        .set({ state: sealedSession(withoutPrivate(session)), interviewing: 0 })
        .where('key', '=', key)
        .where('updated_at', '=', updated_at)
        .executeTakeFirst();
      if (ended.numUpdatedRows > 0n) await blankPrivate(database.db, keyOf(key));
    });
  const receive = async (incoming: Incoming): Promise<Received> => {
    const { channel, account, chat, person, platformId, text, mentioned, at } = incoming;
    const added = await database.db
      .insertInto('message')
      .values({
        channel,
        account,
        platform_id: platformId,
        chat: chat.id,
        chat_kind: chat.kind,
        person,
        text: sealer.seal('message.text', storable(text)),
        mentioned: mentioned ? 1 : 0,
        received_at: at.toISOString(),
        around: aroundOf(incoming, sealer),
      })
      .onConflict(conflict => conflict.columns(['channel', 'account', 'platform_id']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (added) return { id: added.id, fresh: true };
    const before = await database.db
      .selectFrom('message')
      .select(['id', 'outgoing'])
      .where('channel', '=', channel)
      .where('account', '=', account)
      .where('platform_id', '=', platformId)
      .executeTakeFirstOrThrow();
    return { id: before.id, fresh: false, outgoing: before.outgoing === null ? undefined : outgoingOf(before.outgoing) };
  };
  return {
    together: database.together,

    async receive(incoming): Promise<Received> {
      return receive(incoming);
    },

    receiveAll: incoming =>
      database.transact(async () => {
        const received: Received[] = [];
        for (const one of incoming) received.push(await receive(one));
        return received;
      }),

    async open(id) {
      const row = await database.db
        .selectFrom('message')
        .select('done_at')
        .where('id', '=', id)
        .$if(database.kind === 'postgres', query => query.forUpdate())
        .executeTakeFirst();
      return row?.done_at === null;
    },

    async wording({ channel, account }, platformId) {
      const row = await database.db
        .selectFrom('message')
        .select('text')
        .where('channel', '=', channel)
        .where('account', '=', account)
        .where('platform_id', '=', platformId)
        .executeTakeFirst();
      return row && sealer.open('message.text', row.text);
    },

    async session(key) {
      const row = await database.db.selectFrom('session').select('state').where('key', '=', keyText(key)).executeTakeFirst();
      return row && sessionOf(row.state);
    },

    async complete(id, key, { session, outgoing, gap, feedback, said, private: isPrivate = false }, at) {
      const now = at.toISOString();
      return database.transact(async () => {
        const { db } = database;
        const answer = outgoing.length === 0 ? '' : sealer.seal('message.outgoing', storable(JSON.stringify(outgoing)));
        const shown = said === undefined ? {} : { text: sealer.seal('message.text', storable(said)) };
        const done = await db
          .updateTable('message')
          .set({ done_at: now, outgoing: answer, ...shown, private: isPrivate ? 1 : 0 })
          .where('id', '=', id)
          .where('done_at', 'is', null)
          .executeTakeFirst();
        if (done.numUpdatedRows === 0n) return false;
        const row = { state: sealedSession(session), updated_at: now, interviewing: stateOf(session, isPrivate) };
        // Most sessions hold nothing private: they are gone on with at one stroke.
        const { numUpdatedRows } = await db
          .updateTable('session')
          .set(row)
          .where('key', '=', keyText(key))
          .where('interviewing', '=', 0)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) {
          const before = await db.selectFrom('session').select('interviewing').where('key', '=', keyText(key)).executeTakeFirst();
          await db
            .insertInto('session')
            .values({ key: keyText(key), ...row })
            .onConflict(conflict => conflict.column('key').doUpdateSet(row))
            .execute();
          if (!isAsking(session) && before && before.interviewing !== 0) await blankPrivate(db, key, id);
        }
        if (gap)
          await db
            .insertInto('gap')
            .values({ ...gapRow(gap, sealer), at: now })
            .execute();
        if (feedback) {
          const { region, target, useful } = feedback;
          await db
            .insertInto('feedback')
            .values({ region, target, useful: useful ? 1 : 0, at: now })
            .execute();
        }
        return true;
      });
    },

    async unfinished(where) {
      const rows = await database.db
        .selectFrom('message')
        .selectAll()
        .where('done_at', 'is', null)
        .$if(where !== undefined, query =>
          query.where('channel', '=', where?.channel ?? '').where('account', '=', where?.account ?? ''),
        )
        .orderBy('id')
        .execute();
      return rows.map(row => ({ id: row.id, incoming: incomingOf(row, sealer) }));
    },

    async exchanges({ channel, account, chat, person }, limit) {
      const rows = await database.db
        .selectFrom('message')
        .select(['id', 'text', 'received_at', 'outgoing'])
        .where('channel', '=', channel)
        .where('account', '=', account)
        .where('chat', '=', chat)
        .where('person', '=', person)
        .where(({ or, eb }) => or([eb('private', '=', 0), eb('text', '!=', '')]))
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.toReversed().map(
        ({ id, text, received_at, outgoing }): Exchange => ({
          id,
          text: sealer.open('message.text', text),
          at: new Date(received_at),
          outgoing: outgoing === null ? [] : outgoingOf(outgoing),
        }),
      );
    },

    async gaps(limit, regions = 'all') {
      if (regions.length === 0) return [];
      const rows = await database.db
        .selectFrom('gap')
        .select(({ fn }) => [
          'region',
          'reason',
          'key',
          fn.max('question').as('question'),
          fn.max('nearest').as('nearest'),
          fn.countAll<number>().as('times'),
          fn.max('at').as('last_at'),
        ])
        .$if(regions !== 'all', query => query.where('region', 'in', [...regions]))
        .groupBy(['region', 'reason', 'key'])
        .orderBy('times', 'desc')
        .orderBy('last_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map(
        ({ region, reason, question, nearest, times, last_at }): GapGroup => ({
          region: region as RegionId,
          reason: reason as Gap['reason'],
          question: sealer.open('gap.question', question),
          nearest: nearest ?? undefined,
          times,
          lastAt: last_at,
        }),
      );
    },

    async endInterviews(abandoned, over) {
      const left = await database.db
        .selectFrom('session')
        .select(['key', 'state', 'updated_at'])
        .where(({ or, and, eb }) =>
          or([
            and([eb('interviewing', '=', OPEN), eb('updated_at', '<', abandoned.toISOString())]),
            and([eb('interviewing', '=', OVER), eb('updated_at', '<', over.toISOString())]),
          ]),
        )
        .execute();
      for (const row of left) await end(row, sessionOf(row.state));
      await database.wipe();
    },

    async endAbout(id) {
      const rows = await database.db
        .selectFrom('session')
        .select(['key', 'state', 'updated_at'])
        .where('interviewing', 'in', [OPEN, OVER])
        .execute();
      for (const row of rows) {
        const session = sessionOf(row.state);
        if (JSON.stringify(session).includes(id)) await end(row, session);
      }
    },

    async erase({ channel, account, person }, except) {
      await database.transact(async () => {
        const { db } = database;
        const chats = await db
          .selectFrom('message')
          .select('chat')
          .distinct()
          .where('channel', '=', channel)
          .where('account', '=', account)
          .where('person', '=', person)
          .execute();
        for (const { chat } of chats)
          await db.deleteFrom('session').where('key', '=', keyText({ channel, account, chat, person })).execute();
        await db
          .deleteFrom('message')
          .where('channel', '=', channel)
          .where('account', '=', account)
          .where('person', '=', person)
          .where('id', '!=', except)
          .execute();
      });
    },

    async forget(before) {
      const instant = before.toISOString();
      await database.transact(async () => {
        const { db } = database;
        await db.deleteFrom('message').where('received_at', '<', instant).where('done_at', 'is not', null).execute();
        await db.deleteFrom('session').where('updated_at', '<', instant).execute();
        const repeated = db
          .selectFrom('gap')
          .select('key')
          .groupBy(['region', 'key'])
          .having(({ fn }) => fn.countAll(), '>', 1);
        await db.deleteFrom('gap').where('at', '<', instant).where('key', 'not in', repeated).execute();
      });
    },
  };
}

/** A question is open; or there is only something left to blank. */
const OPEN = 1;
const OVER = 2;

function stateOf({ interview, form }: Session, isPrivate: boolean): number {
  if (isAsking({ interview, form })) return OPEN;
  return interview || isPrivate ? OVER : 0;
}

/** A question of an interview or a form is open: what was said to it still stands on the page. */
const isAsking = ({ interview, form }: Session): boolean => interview?.asking !== undefined || form !== undefined;

/** What may stay in a session once its private part is over; the names of people stand in forms and in the labels of choices too. */
function withoutPrivate({ region, language, kept }: Session): Session {
  return { region, language, kept };
}

const keyText = ({ channel, account, chat, person }: SessionKey): string => JSON.stringify([channel, account, chat, person]);

function keyOf(text: string): SessionKey {
  const [channel, account, chat, person] = JSON.parse(text) as [string, string, string, string];
  return { channel, account, chat, person };
}

/** Takes the words out of private messages and their replies; that they were received stays known, so that a second delivery is one. */
async function blankPrivate(db: Kysely<Tables>, { channel, account, chat, person }: SessionKey, before?: number): Promise<void> {
  const messages = db
    .selectFrom('message')
    .select('id')
    .where('channel', '=', channel)
    .where('account', '=', account)
    .where('chat', '=', chat)
    .where('person', '=', person)
    .where('private', '=', 1)
    .where('done_at', 'is not', null)
    .$if(before !== undefined, query => query.where('id', '<', before ?? 0));
  await db
    .updateTable('delivery')
    .set({ content: '' })
    .where('state', 'in', ['sent', 'failed'])
    .where('content', '!=', '')
    .where('message', 'in', messages)
    .execute();
  await db
    .updateTable('message')
    .set({ text: '', outgoing: '', around: null })
    .where('id', 'in', messages)
    .where(({ or, eb }) => or([eb('text', '!=', ''), eb('outgoing', '!=', '')]))
    .execute();
}

const gapRow = ({ region, reason, key, question, nearest }: Gap, sealer: Sealer) => ({
  region,
  reason,
  key: sealer.digest('gap.key', storable(key)),
  topic: sealer.seal('gap.topic', storable(key)),
  question: sealer.seal('gap.question', storable(question)),
  nearest: nearest ?? null,
});

/** What else the platform said of a message. */
type Around = Pick<Incoming, 'replyable' | 'edits' | 'about' | 'attachments' | 'pass'> &
  Pick<Incoming['chat'], 'thread' | 'name'>;

/** Nothing where there is nothing of the kind. */
function aroundOf(
  { chat: { thread, name }, replyable, edits, about, attachments, pass }: Incoming,
  sealer: Sealer,
): string | null {
  const around: Around = { thread, name, replyable, edits, about, attachments, pass };
  return Object.values(around).every(value => value === undefined)
    ? null
    : sealer.seal('message.around', storable(JSON.stringify(around)));
}

function incomingOf(row: Selectable<Tables['message']>, sealer: Sealer): Incoming {
  const { thread, name, ...around } =
    row.around === null ? {} : (JSON.parse(sealer.open('message.around', row.around)) as Around);
  return { ...plainOf(row, sealer), ...around, chat: { id: row.chat, kind: row.chat_kind, thread, name } };
}

const plainOf = (row: Selectable<Tables['message']>, sealer: Sealer): Omit<Incoming, 'chat'> => ({
  channel: row.channel,
  account: row.account,
  person: row.person,
  platformId: row.platform_id,
  text: sealer.open('message.text', row.text),
  mentioned: row.mentioned === 1,
  at: new Date(row.received_at),
});
