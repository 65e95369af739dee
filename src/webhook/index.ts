/**
 * Webhooks: other programs are told of what becomes of cases, signed, until they have it. What there is to tell, and that nothing of it is personal, is
 * the business of whoever emits it.
 */
import type { Directory } from '../directory/index.ts';
import type { Actor, Page } from '../directory/model.ts';
import { done, type Outcome, refused } from '../directory/outcome.ts';
import { pageWhere } from '../directory/pages.ts';
import { covers, isWritable, type Place } from '../directory/scope.ts';
import type { Clock } from '../shared/clock.ts';
import { type Random, systemRandom } from '../shared/random.ts';
import { parseAddress } from './address.ts';
import type { AddedWebhook, CallState, Webhook, WebhookCall, WebhookDraft } from './model.ts';
import { createNetworks } from './networks.ts';
import { type PostOptions, post } from './post.ts';
import { createCallSender } from './sender.ts';
import type { WebhookStore } from './store.ts';

/** What may be done with webhooks. */
export interface Webhooks {
  /** What a webhook may be told of. */
  readonly events: readonly string[];
  /** @returns with the secret, which is shown at no other time */
  add(actor: Actor, draft: WebhookDraft): Promise<Outcome<AddedWebhook>>;
  list(actor: Actor, page: Page): Promise<Outcome<readonly Webhook[]>>;
  remove(actor: Actor, id: string): Promise<Outcome<Webhook>>;
  /** Newest first; a page begins after a call's number. */
  calls(
    actor: Actor,
    id: string,
    page: Page & { readonly state?: CallState | undefined },
  ): Promise<Outcome<readonly WebhookCall[]>>;
  /** Sends a call that is not done again, now; once more where it was given up. */
  retry(actor: Actor, call: number): Promise<Outcome<WebhookCall>>;
  /** Sends a call that tells of nothing (`ping`), to see whether it comes. */
  test(actor: Actor, id: string): Promise<Outcome<WebhookCall>>;
  /** Tells every webhook that wants the event and whose scope covers the place, in the transaction that is going on. @param data nothing personal */
  emit(event: string, place: Place, data: object): Promise<void>;
  /** Begins to send what is due; several processes share the work. @throws where the database failed, now or since the last time */
  send(): Promise<void>;
  /** Begins nothing further and waits for what is being sent. */
  rest(): Promise<void>;
}

/** What the room is made of. */
export interface WebhookParts extends Pick<PostOptions, 'resolve'> {
  readonly store: WebhookStore;
  readonly directory: Directory;
  readonly clock: Clock;
  /** What may be told. */
  readonly events: readonly string[];
  /** Networks of one's own that calls go to, as `10.20.0.0/16`. Default: the internet alone. */
  readonly networks?: readonly string[] | undefined;
  /** Default: the machine's. */
  readonly random?: Random;
}

/** Told to see whether it comes. */
export const PING = 'ping';

/** Secrets begin with this, so that they are recognised where they do not belong. */
const PREFIX = 'anjia_hook_';
const SECRET_BYTES = 32;
/** Whoever takes a call says so within this. */
const PATIENCE_MS = 10_000;

/** Makes the room. */
export function createWebhooks({
  store,
  directory,
  clock,
  events,
  networks: own,
  resolve,
  random = systemRandom,
}: WebhookParts): Webhooks {
  const networks = createNetworks(own);
  const { guard, ids, reach } = directory;
  const options = { networks, patienceMs: PATIENCE_MS, ...(resolve ? { resolve } : {}) };
  const sender = createCallSender({ store, clock, post: call => post(call, options) });

  /** Work on a webhook by whoever may, where it reaches. */
  const on = <T>(actor: Actor, id: string, reason: string | undefined, work: (webhook: Webhook) => Promise<Outcome<T>>) =>
    directory.transact(async () => {
      const webhook = await store.get(id);
      const place = (webhook && (await reach.placeOf(webhook.scope))) ?? {};
      return guard.run(actor, { action: 'webhook.edit', place, subject: id, reason }, () =>
        webhook ? work(webhook) : Promise.resolve(refused('unknown', { what: 'webhook' })),
      );
    });

  return {
    events,
    add: (actor, draft) =>
      directory.transact(async () => {
        const where = await reach.placeOf(draft.scope);
        const id = ids.row('y');
        return guard.run(actor, { action: 'webhook.edit', place: where ?? {}, subject: id, reason: 'add' }, async () => {
          if (!where) return refused('unknown', { what: 'settlement' });
          if (!isWritable(draft.scope)) return refused('invalid', { field: 'scope' });
          const url = parseAddress(draft.url, networks);
          if (url === undefined) return refused('invalid', { field: 'webhook' });
          const wanted = [...new Set(draft.events)];
          if (!wanted.every(event => events.includes(event))) return refused('invalid', { field: 'events' });
          const secret = `${PREFIX}${Buffer.from(random.bytes(SECRET_BYTES)).toString('base64url')}`;
          const webhook: Webhook = { id, url, events: wanted, scope: draft.scope, by: actor.id, at: clock.now() };
          await store.add(webhook, secret);
          return done({ ...webhook, secret });
        });
      }),

    list: (actor, page) =>
      guard.anywhere(actor, 'webhook.edit', async scopes =>
        done(
          await pageWhere(store.list, page, async ({ scope }) => {
            const place = await reach.placeOf(scope);
            return place !== undefined && scopes.some(one => covers(one, place));
          }),
        ),
      ),

    remove: (actor, id) =>
      on(actor, id, 'remove', async webhook => {
        const endedAt = clock.now();
        if (!(await store.end(id, endedAt))) return refused('unknown', { what: 'webhook' });
        return done({ ...webhook, endedAt });
      }),

    calls: (actor, id, page) => on(actor, id, 'calls', async () => done(await store.calls(id, page))),

    retry: (actor, number) =>
      directory.transact(async () => {
        const call = await store.getCall(number);
        return on(actor, call?.webhook ?? '', 'retry', async () => {
          const now = clock.now();
          if (!call || !(await store.again(number, now))) return refused('state', { what: 'webhook-call-over' });
          return done({ ...call, dueAt: now });
        });
      }),

    test: (actor, id) =>
      on(actor, id, 'test', async ({ endedAt }) => {
        if (endedAt) return refused('unknown', { what: 'webhook' });
        const at = clock.now();
        const [number = 0] = await store.call([id], PING, '{}', at);
        return done({ id: number, webhook: id, event: PING, data: '{}', at, dueAt: at, attempts: 0 });
      }),

    async emit(event, place, data) {
      const wanting = (await store.wanting(event)).filter(({ scope }) => covers(scope, place));
      if (wanting.length === 0) return;
      const told = wanting.map(({ id }) => id);
      await store.call(told, event, JSON.stringify(data), clock.now());
    },

    send: sender.send,
    rest: sender.rest,
  };
}
