/** Webhooks: other programs that are told of what becomes of cases, and each call that tells them. */
import { z } from 'zod';
import { CALL_FAULTS, CALL_STATES, callState, type Webhook, type WebhookCall } from '../webhook/model.ts';
import { type Endpoints, endpoint } from './endpoint.ts';
import type { Rooms } from './rooms.ts';
import { strangeRegion } from './scopes.ts';
import { byId, firstOnes, instant, line, listOf, scope, shown, stretch, stretchOf, webhookId } from './shapes.ts';

const known = {
  id: webhookId,
  url: z.string(),
  events: z.array(z.string()).meta({ description: 'Empty: all' }),
  scope,
  by: z.string(),
  at: instant,
  endedAt: instant.optional(),
};
const webhook = z.strictObject(known).meta({ id: 'Webhook' });
const added = z
  .strictObject({
    ...known,
    secret: z.string().meta({ description: 'Signs the calls; shown only now', example: 'anjia_hook_…' }),
  })
  .meta({ id: 'AddedWebhook' });

const webhookOf = ({ id, url, events, scope: within, by, at, endedAt }: Webhook) => ({
  id,
  url,
  events: [...events],
  scope: within,
  by,
  at: at.toISOString(),
  endedAt: endedAt?.toISOString(),
});

const call = z
  .strictObject({
    id: z.number().int().meta({ description: '`Anjia-Delivery`: the same each time that it is sent' }),
    webhook: webhookId,
    event: z.string(),
    data: z.record(z.string(), z.unknown()),
    at: instant,
    state: z.enum(CALL_STATES),
    dueAt: instant.optional(),
    attempts: z.number().int(),
    doneAt: instant.optional(),
    fault: z.enum(CALL_FAULTS).optional(),
    status: z.number().int().optional().meta({ description: 'Of HTTP, where it answered' }),
  })
  .meta({ id: 'WebhookCall' });

const callOf = (one: WebhookCall) => ({
  id: one.id,
  webhook: one.webhook,
  event: one.event,
  data: JSON.parse(one.data) as Record<string, object | string | number | boolean>,
  at: one.at.toISOString(),
  state: callState(one),
  dueAt: one.dueAt?.toISOString(),
  attempts: one.attempts,
  doneAt: one.doneAt?.toISOString(),
  fault: one.fault,
  status: one.status,
});

const tag = 'webhooks';
const params = byId(webhookId);

/** `/webhooks…`, `/webhook-calls/{number}/retry` */
export const webhookEndpoints = ({ webhooks, policy }: Rooms): Endpoints => [
  endpoint({
    id: 'listWebhooks',
    method: 'get',
    path: '/webhooks',
    tag,
    summary: 'Webhooks within the token’s scope, those that were removed too',
    query: stretch,
    status: 200,
    answer: listOf(webhook),
    handle: async ({ caller, query }) =>
      shown(await stretchOf(query, page => webhooks.list(caller, page)), ({ items, next }) => ({
        items: items.map(webhookOf),
        next,
      })),
  }),
  endpoint({
    id: 'addWebhook',
    method: 'post',
    path: '/webhooks',
    tag,
    summary:
      'Have an address told of what becomes of cases by POST. `Anjia-Signature: t=<seconds>,v1=<hex>` is the HMAC-SHA-256 of `<t>.<body>` with the secret; anything but 2xx is tried again for a day. At least once, in no certain order: go by `data.version`',
    body: z.strictObject({
      url: line(500).meta({ description: 'https; no address of a private network' }),
      scope,
      events: z
        .array(z.enum(webhooks.events as [string, ...string[]]))
        .max(100)
        .optional()
        .meta({ description: 'Default: all' }),
    }),
    once: true,
    status: 201,
    answer: added,
    refusals: [404],
    handle: async ({ caller, body: { events = [], ...draft } }) =>
      strangeRegion(draft.scope, policy) ??
      shown(await webhooks.add(caller, { ...draft, events }), ({ secret, ...one }) => ({ ...webhookOf(one), secret })),
  }),
  endpoint({
    id: 'removeWebhook',
    method: 'delete',
    path: '/webhooks/{id}',
    tag,
    summary: 'Remove a webhook at once; what was not sent yet is given up',
    params,
    status: 204,
    handle: async ({ caller, params: { id } }) => shown(await webhooks.remove(caller, id), () => undefined),
  }),
  endpoint({
    id: 'listWebhookCalls',
    method: 'get',
    path: '/webhooks/{id}/calls',
    tag,
    summary: 'Its calls and what became of them, newest first',
    params,
    query: firstOnes.extend({
      after: z
        .string()
        .regex(/^\d{1,10}$/)
        .optional(),
      state: z.enum(CALL_STATES).optional(),
    }),
    status: 200,
    answer: listOf(call),
    handle: async ({ caller, params: { id }, query: { state, ...query } }) =>
      shown(await stretchOf(query, page => webhooks.calls(caller, id, { ...page, state })), ({ items, next }) => ({
        items: items.map(callOf),
        next,
      })),
  }),
  endpoint({
    id: 'testWebhook',
    method: 'post',
    path: '/webhooks/{id}/test',
    tag,
    summary: 'Send a call that tells of nothing (`ping`), to see whether it comes',
    params,
    once: true,
    status: 200,
    answer: call,
    handle: async ({ caller, params: { id } }) => shown(await webhooks.test(caller, id), callOf),
  }),
  endpoint({
    id: 'retryWebhookCall',
    method: 'post',
    path: '/webhook-calls/{number}/retry',
    tag,
    summary: 'Send a call that is not done again, now',
    params: z.strictObject({
      number: z.coerce
        .number()
        .int()
        .min(1)
        .max(2 ** 31 - 1),
    }),
    once: true,
    status: 200,
    answer: call,
    refusals: [409],
    handle: async ({ caller, params: { number } }) => shown(await webhooks.retry(caller, number), callOf),
  }),
];
