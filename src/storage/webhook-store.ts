/**
 * The store of webhooks and of their calls, on both databases.
 */
import { type Selectable, sql } from 'kysely';
import { formatScope } from '../directory/scope.ts';
import type { CallFault, Webhook, WebhookCall } from '../webhook/model.ts';
import type { WebhookStore } from '../webhook/store.ts';
import type { Database } from './database.ts';
import { scopeOf, startOf } from './directory/listing.ts';
import { createKeptQueries } from './kept-query.ts';
import { KEPT_READY } from './postgres/ready-client.ts';
import { sealedText } from './sealing/sealed-column.ts';
import { storable } from './storable.ts';
import type { Tables } from './tables.ts';

/** The highest number that an integer column holds. */
const LAST = 2 ** 31 - 1;

/** @param database closing it is the caller's business */
export function createWebhookStore(database: Database): WebhookStore {
  const url = sealedText(database.sealer, 'webhook.url');
  const secret = sealedText(database.sealer, 'webhook.secret');
  const webhookOf = (row: Selectable<Tables['webhook']>): Webhook => ({
    id: row.id,
    url: url.open(row.url),
    events: eventsIn(row.events),
    scope: scopeOf(row.scope),
    by: row.by_actor,
    at: new Date(row.at),
    endedAt: dateOf(row.ended_at),
  });
  const { transact } = database;
  const kept = createKeptQueries<Pick<Selectable<Tables['webhook']>, 'id' | 'events' | 'scope'>>();
  const going = () =>
    database.db
      .selectFrom('webhook')
      .select(['id', 'events', 'scope'])
      .where('ended_at', 'is', null)
      .orderBy('id')
      .modifyEnd(sql.raw(KEPT_READY));
  const row = (id: string) => database.db.selectFrom('webhook').selectAll().where('id', '=', storable(id)).executeTakeFirst();
  const callRow = (id: number) =>
    isNumber(id)
      ? database.db.selectFrom('webhook_call').selectAll().where('id', '=', id).executeTakeFirst()
      : Promise.resolve(undefined);

  return {
    async add(webhook, key) {
      await database.db
        .insertInto('webhook')
        .values({
          id: webhook.id,
          url: url.seal(webhook.url),
          secret: secret.seal(key),
          events: JSON.stringify(webhook.events),
          scope: storable(formatScope(webhook.scope)),
          by_actor: storable(webhook.by),
          at: webhook.at.toISOString(),
          ended_at: webhook.endedAt?.toISOString() ?? null,
        })
        .execute();
    },

    async get(id) {
      const found = await row(id);
      return found && webhookOf(found);
    },

    async list(page) {
      const rows = await database.db
        .selectFrom('webhook')
        .selectAll()
        .where('id', '>', startOf(page))
        .orderBy('id')
        .limit(page.limit)
        .execute();
      return rows.map(webhookOf);
    },

    end: (id, at) =>
      transact(async () => {
        const { numUpdatedRows } = await database.db
          .updateTable('webhook')
          .set({ ended_at: at.toISOString(), secret: '' })
          .where('id', '=', storable(id))
          .where('ended_at', 'is', null)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        await database.db
          .updateTable('webhook_call')
          .set({ due_at: null, fault: 'removed' satisfies CallFault })
          .where('webhook', '=', storable(id))
          .where('due_at', 'is not', null)
          .execute();
        return true;
      }),

    async wanting(event) {
      const { rows } = await kept.run(database.db, 'going', going, {});
      return rows
        .map(({ id, events, scope }) => ({ id, events: eventsIn(events), scope: scopeOf(scope) }))
        .filter(({ events }) => events.length === 0 || events.includes(event));
    },

    async call(webhooks, event, data, at) {
      const instant = at.toISOString();
      const rows = await database.db
        .insertInto('webhook_call')
        .values(webhooks.map(webhook => ({ webhook, event, body: storable(data), at: instant, due_at: instant })))
        .returning('id')
        .execute();
      return rows.map(({ id }) => id);
    },

    async getCall(id) {
      const found = await callRow(id);
      return found && callOf(found);
    },

    async calls(webhook, { after, limit, state }) {
      const before = after === undefined ? LAST : Number(after);
      if (!Number.isInteger(before)) return [];
      const rows = await database.db
        .selectFrom('webhook_call')
        .selectAll()
        .where('webhook', '=', storable(webhook))
        .where('id', '<', Math.max(0, Math.min(before, LAST)))
        .$if(state !== undefined, query =>
          query
            .where('done_at', state === 'done' ? 'is not' : 'is', null)
            .where('due_at', state === 'waiting' ? 'is not' : 'is', null),
        )
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(callOf);
    },

    async due(now) {
      const rows = await database.db
        .selectFrom('webhook')
        .select('id')
        .where('ended_at', 'is', null)
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('webhook_call')
              .select('webhook_call.id')
              .whereRef('webhook_call.webhook', '=', 'webhook.id')
              .where('due_at', '<=', now.toISOString()),
          ),
        )
        .orderBy('id')
        .execute();
      return rows.map(({ id }) => id);
    },

    take: (webhook, now, until) =>
      transact(async () => {
        const instant = now.toISOString();
        const target = await row(webhook);
        if (!target || target.ended_at !== null) return undefined;
        const taken = await database.db
          .updateTable('webhook_call')
          .set(({ eb }) => ({ due_at: until.toISOString(), attempts: eb('attempts', '+', 1) }))
          .where('id', '=', ({ selectFrom }) =>
            selectFrom('webhook_call as longest')
              .select('longest.id')
              .where('longest.webhook', '=', webhook)
              .where('longest.due_at', '<=', instant)
              .orderBy('longest.due_at')
              .orderBy('longest.id')
              .limit(1),
          )
          // Of two who choose the same, the later finds it taken.
          .where('due_at', '<=', instant)
          .returningAll()
          .executeTakeFirst();
        return taken && { call: callOf(taken), url: url.open(target.url), secret: secret.open(target.secret) };
      }),

    async note({ id, attempts }, { doneAt, dueAt, fault, status }) {
      await database.db
        .updateTable('webhook_call')
        .set({
          done_at: doneAt?.toISOString() ?? null,
          due_at: dueAt?.toISOString() ?? null,
          fault: fault ?? null,
          status: status ?? null,
        })
        .where('id', '=', id)
        .where('attempts', '=', attempts)
        .where('due_at', 'is not', null)
        .execute();
    },

    async again(id, at) {
      if (!isNumber(id)) return false;
      const { numUpdatedRows } = await database.db
        .updateTable('webhook_call')
        .set({ due_at: at.toISOString() })
        .where('id', '=', id)
        .where('done_at', 'is', null)
        .where('webhook', 'in', ({ selectFrom }) => selectFrom('webhook').select('webhook.id').where('ended_at', 'is', null))
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}

const isNumber = (id: number): boolean => Number.isInteger(id) && id > 0 && id <= LAST;

const eventsIn = (text: string): readonly string[] => JSON.parse(text) as readonly string[];

const dateOf = (text: string | null): Date | undefined => (text === null ? undefined : new Date(text));

const callOf = (row: Selectable<Tables['webhook_call']>): WebhookCall => ({
  id: row.id,
  webhook: row.webhook,
  event: row.event,
  data: row.body,
  at: new Date(row.at),
  dueAt: dateOf(row.due_at),
  attempts: row.attempts,
  doneAt: dateOf(row.done_at),
  fault: (row.fault ?? undefined) as CallFault | undefined,
  status: row.status ?? undefined,
});
