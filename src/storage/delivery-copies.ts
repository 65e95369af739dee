/**
 * What goes to many chats alike: the copies of an origin, how far they are, and holding them back.
 */
import { type Kysely, type Selectable, sql } from 'kysely';
import { DELIVERY_STATES, type Delivery, type DeliveryStore, type Halt, type Target, type Way } from '../delivery/store.ts';
import type { Outgoing } from '../message/index.ts';
import type { Database } from './database.ts';
import { standStill } from './delivery-accounts.ts';
import { columnsOf } from './delivery-way.ts';
import type { SealedColumn } from './sealing/sealed-column.ts';
import type { Tables } from './tables.ts';

/** So many rows are written by one statement: SQLite takes some 32,000 values. */
export const AT_A_TIME = 500;

/** As much of the store as works on copies. */
type CopyStore = Pick<
  DeliveryStore,
  'addAll' | 'addEach' | 'revise' | 'reword' | 'loads' | 'backlog' | 'halt' | 'goOn' | 'tally' | 'copies'
>;

export const copyStore = (
  database: Database,
  content: SealedColumn<Outgoing>,
  deliveriesOf: (rows: readonly Selectable<Tables['delivery']>[]) => readonly Delivery[],
): CopyStore => ({
  addAll(origin, targets, outgoing, way, at) {
    // All are alike: sealed once, they cost as little as one.
    const sealed = content.seal(outgoing);
    return addCopies(database, origin, targets, () => sealed, way, at);
  },

  addEach: (origin, copies, way, at) => addCopies(database, origin, copies, ({ outgoing }) => content.seal(outgoing), way, at),

  revise: (origin, { channel, account, chat, person }, outgoing, at) =>
    database.transact(async () => {
      await standStill(database);
      const halt = await haltOf(database.db, origin);
      if (halt === 'stopped') return false;
      const row = await database.db
        .selectFrom('delivery')
        .selectAll()
        .where('origin', '=', origin)
        .where('channel', '=', channel)
        .where('account', '=', account)
        .where('chat', '=', chat)
        .where('person', '=', person)
        .executeTakeFirst();
      if (!row || row.state === 'sending' || row.state === 'stopped') return false;
      const before = deliveriesOf([row])[0]!;
      const isBegun = before.state !== 'sent' && before.parts > 0;
      if (isBegun) return false;
      const replaces = before.state === 'sent' ? before.sentAs : before.outgoing.replaces;
      const { numUpdatedRows } = await database.db
        .updateTable('delivery')
        .set({
          content: content.seal({ ...outgoing, ...(replaces ? { replaces } : {}) }),
          state: halt ?? 'waiting',
          created_at: at.toISOString(),
          parts: 0,
          sent_as: '[]',
          ended_at: null,
          reason: null,
        })
        .where('id', '=', row.id)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    }),

  reword: (origin, outgoing) =>
    database.transact(async () => {
      await standStill(database);
      await database.db
        .updateTable('delivery')
        .set({ content: content.seal(outgoing) })
        .where('origin', '=', origin)
        .where('state', 'in', ['waiting', 'paused', 'failed'])
        .where('parts', '=', 0)
        .where('doubtful', '=', 0)
        .execute();
    }),

  async backlog({ channel, account }) {
    const { count } = await database.db
      .selectFrom('delivery')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('channel', '=', channel)
      .where('account', '=', account)
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow();
    return count;
  },

  async loads(origin) {
    const rows = await database.db
      .selectFrom('delivery')
      .leftJoin('chat_group', 'chat_group.id', 'delivery.target')
      .select(({ fn }) => ['delivery.channel', 'delivery.account', 'chat_group.quiet', fn.countAll<number>().as('count')])
      .where('origin', '=', origin)
      .where('delivery.state', 'in', ['waiting', 'sending'])
      .groupBy(['delivery.channel', 'delivery.account', 'chat_group.quiet'])
      .execute();
    return rows.map(({ quiet, ...rest }) => ({ ...rest, quiet: quiet ?? undefined }));
  },

  halt: (origin, as, at) =>
    database.transact(async () => {
      await standStill(database);
      const halted = await database.db
        .insertInto('delivery_halt')
        .values({ origin, state: as, at: at.toISOString() })
        .onConflict(conflict =>
          conflict.column('origin').doUpdateSet({ state: as, at: at.toISOString() }).where('delivery_halt.state', '=', 'paused'),
        )
        .executeTakeFirst();
      if ((halted.numInsertedOrUpdatedRows ?? 0n) === 0n) return;
      await database.db
        .updateTable('delivery')
        .set({ state: as, ended_at: as === 'stopped' ? at.toISOString() : null })
        .where('origin', '=', origin)
        .where('state', 'in', ['waiting', 'paused'])
        .execute();
    }),

  goOn: origin =>
    database.transact(async () => {
      await standStill(database);
      const gone = await database.db
        .deleteFrom('delivery_halt')
        .where('origin', '=', origin)
        .where('state', '=', 'paused')
        .executeTakeFirst();
      if (gone.numDeletedRows === 0n) return;
      await database.db
        .updateTable('delivery')
        .set({ state: 'waiting' })
        .where('origin', '=', origin)
        .where('state', '=', 'paused')
        .execute();
    }),

  async tally(origin) {
    const rows = await database.db
      .selectFrom('delivery')
      .select(({ fn }) => [
        'state',
        fn.countAll<number>().as('times'),
        fn.sum<number | string>('doubtful').as('doubtful'),
        sql<number | string>`sum(case when attempts > 1 then 1 else 0 end)`.as('retried'),
      ])
      .where('origin', '=', origin)
      .groupBy('state')
      .execute();
    const sum = (of: (row: (typeof rows)[number]) => number | string) => rows.reduce((all, row) => all + Number(of(row)), 0);
    const states = DELIVERY_STATES.map(state => [state, rows.find(row => row.state === state)?.times ?? 0] as const);
    return {
      ...(Object.fromEntries(states) as Record<(typeof DELIVERY_STATES)[number], number>),
      doubtful: sum(row => row.doubtful),
      retried: sum(row => row.retried),
    };
  },

  async copies(origin, { states, doubtful, targets, after, limit }) {
    if (targets?.length === 0 || states?.length === 0) return [];
    const rows = await database.db
      .selectFrom('delivery')
      .selectAll()
      .where('origin', '=', origin)
      .$if(states !== undefined, query => query.where('state', 'in', [...(states ?? [])]))
      .$if(doubtful !== undefined, query => query.where('doubtful', '=', doubtful ? 1 : 0))
      .$if(targets !== undefined, query => query.where('target', 'in', [...(targets ?? [])]))
      .$if(after !== undefined, query => query.where('id', '>', after ?? 0))
      .where('content', '!=', '')
      .orderBy('id')
      .limit(limit)
      .execute();
    return deliveriesOf(rows);
  },
});

/** How an origin is held back; nothing where it is not. */
async function haltOf(db: Kysely<Tables>, origin: string): Promise<Halt | undefined> {
  const row = await db.selectFrom('delivery_halt').select('state').where('origin', '=', origin).executeTakeFirst();
  return row?.state;
}

/** Adds a copy for each target, once for each origin and address; held back where the origin is. @returns how many are new */
function addCopies<T extends Target>(
  database: Database,
  origin: string,
  targets: readonly T[],
  sealedFor: (target: T) => string,
  way: Way,
  at: Date,
): Promise<number> {
  return database.transact(async () => {
    await standStill(database);
    const halt = await haltOf(database.db, origin);
    const alike = {
      origin,
      created_at: at.toISOString(),
      state: halt ?? ('waiting' as const),
      ended_at: halt === 'stopped' ? at.toISOString() : null,
      ...columnsOf(way),
    };
    let added = 0;
    for (let from = 0; from < targets.length; from += AT_A_TIME) {
      const rows = targets.slice(from, from + AT_A_TIME).map(target => {
        const { channel, account, chat, person } = target.to;
        return { ...alike, content: sealedFor(target), channel, account, chat, person, target: target.name };
      });
      const { numInsertedOrUpdatedRows = 0n } = await database.db
        .insertInto('delivery')
        .values(rows)
        .onConflict(conflict => conflict.columns(['origin', 'channel', 'account', 'chat', 'person']).doNothing())
        .executeTakeFirst();
      added += Number(numInsertedOrUpdatedRows);
    }
    return added;
  });
}

/** What comes back from being sent is held back where its origin is. @param ids without them whatever waits of such origins */
export async function haltBack(db: Kysely<Tables>, ids: readonly number[] | undefined, at: Date): Promise<void> {
  await db
    .updateTable('delivery')
    .from('delivery_halt')
    .set(({ ref }) => ({
      state: ref('delivery_halt.state'),
      ended_at: sql<string | null>`case when delivery_halt.state = 'stopped' then ${at.toISOString()} else null end`,
    }))
    .whereRef('delivery_halt.origin', '=', 'delivery.origin')
    .where('delivery.state', '=', 'waiting')
    .$if(ids !== undefined, query => query.where('delivery.id', 'in', [...(ids ?? [])]))
    .execute();
}
