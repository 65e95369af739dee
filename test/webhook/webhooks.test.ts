import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Actor } from '../../src/directory/model.ts';
import type { Place } from '../../src/directory/scope.ts';
import { createWebhooks, type WebhookParts, type Webhooks } from '../../src/webhook/index.ts';
import type { AddedWebhook, WebhookDraft } from '../../src/webhook/model.ts';
import { valueIn } from '../directory/subjects.ts';
import { type OpenRooms, openRooms } from '../support/directory-rooms.ts';
import { type Places, rightOf, settle } from '../support/rights.ts';
import { isGenuine, type Receiver, startReceiver } from './receiver.ts';

const EVENTS = ['grievance.report', 'grievance.answer'];
const DAY_MS = 24 * 3600 * 1000;

describe('webhooks', () => {
  let opened: OpenRooms;
  let places: Places;
  let webhooks: Webhooks;
  let receiver: Receiver;
  beforeEach(async () => {
    opened = await openRooms();
    places = await settle(opened.rooms.directory);
    receiver = await startReceiver();
    webhooks = make();
  });
  afterEach(async () => {
    await receiver.close();
    await webhooks.rest();
    await opened.close();
  });

  const make = (over: Partial<WebhookParts> = {}): Webhooks =>
    createWebhooks({
      store: opened.storage.webhooks,
      directory: opened.rooms.directory,
      clock: opened.clock,
      events: EVENTS,
      networks: ['127.0.0.0/8'],
      ...over,
    });
  const add = async (over: Partial<WebhookDraft> = {}, actor: Actor = OPERATOR) =>
    webhooks.add(actor, { url: receiver.url, events: [], scope: { kind: 'all' }, ...over });
  const added = async (over: Partial<WebhookDraft> = {}): Promise<AddedWebhook> => valueIn(await add(over));
  const placeOf = ({ id: settlement, county, region }: Places[keyof Places]): Place => ({ settlement, county, region });
  const emit = (data: object, event = 'grievance.report', at: Place = placeOf(places.own)) => webhooks.emit(event, at, data);
  /** Sends what is due, and waits until nothing is being sent. */
  const sent = async () => {
    // Each round sends one to each webhook at least.
    for (let round = 0; round < 8; round++) {
      await webhooks.send();
      await webhooks.rest();
    }
  };
  const calls = async ({ id }: { readonly id: string }) => valueIn(await webhooks.calls(OPERATOR, id, { limit: 50 }));
  const heard = () => receiver.received.map(({ body }) => (JSON.parse(body) as { data: unknown }).data);

  it('tell what happened, signed with the secret that was shown once', async () => {
    const { secret, id } = await added();
    await emit({ number: 1007, state: 'received' });
    await sent();
    const [call] = receiver.received;
    expect(JSON.parse(call!.body)).toEqual({
      id: 1,
      event: 'grievance.report',
      at: opened.clock.now().toISOString(),
      data: { number: 1007, state: 'received' },
    });
    expect(call!.headers).toMatchObject({ 'anjia-event': 'grievance.report', 'anjia-delivery': '1' });
    expect(isGenuine(call!, secret, opened.clock.now())).toBe(true);
    expect(isGenuine({ ...call!, body: call!.body.replace('1007', '1008') }, secret, opened.clock.now())).toBe(false);
    expect(isGenuine(call!, `${secret}x`, opened.clock.now())).toBe(false);
    expect(isGenuine(call!, secret, new Date(opened.clock.now().getTime() + 301_000))).toBe(false);
    expect(JSON.stringify([await webhooks.list(OPERATOR, { limit: 9 }), await calls({ id })])).not.toContain(secret);
  });

  it('tell nothing of a transaction that came to nothing', async () => {
    await added();
    const failing = opened.rooms.directory.transact(async () => {
      await emit({ number: 1 });
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    await sent();
    expect(receiver.received).toEqual([]);
  });

  it('tell only what lies within their scope, and what they want', async () => {
    await added({ scope: { kind: 'settlement', settlement: places.own.id }, events: ['grievance.answer'] });
    await emit({ n: 1 }, 'grievance.report');
    await emit({ n: 2 }, 'grievance.answer', placeOf(places['same-county']));
    await emit({ n: 3 }, 'grievance.answer');
    await sent();
    expect(heard()).toEqual([{ n: 3 }]);
  });

  it('try again after a failure, later each time, until it is taken; the body stays the same, the signature is new', async () => {
    const { secret, id } = await added();
    receiver.answers(500, 503);
    await emit({ number: 1 });
    await sent();
    await sent();
    expect(receiver.received).toHaveLength(1);
    expect(await calls({ id })).toMatchObject([{ attempts: 1, fault: 'status', status: 500 }]);
    opened.clock.pass(10_000);
    await sent();
    opened.clock.pass(10_000);
    await sent();
    expect(receiver.received).toHaveLength(2);
    opened.clock.pass(20_000);
    await sent();
    expect(await calls({ id })).toMatchObject([{ attempts: 3, status: 204, doneAt: opened.clock.now() }]);
    const [first, , last] = receiver.received;
    expect(last!.body).toBe(first!.body);
    expect(isGenuine(last!, secret, opened.clock.now())).toBe(true);
    expect(last!.headers['anjia-signature']).not.toBe(first!.headers['anjia-signature']);
  });

  it('give up after a day, and try once more by hand', async () => {
    const webhook = await added();
    await emit({ number: 1 });
    const end = opened.clock.now().getTime() + 2 * DAY_MS;
    receiver.always(500);
    while (opened.clock.now().getTime() < end) {
      await webhooks.send();
      await webhooks.rest();
      opened.clock.pass(600_000);
    }
    const tried = receiver.received.length;
    expect(tried).toBeGreaterThan(5);
    expect(tried).toBeLessThan(30);
    expect(await calls(webhook)).toMatchObject([{ fault: 'status', status: 500, dueAt: undefined, doneAt: undefined }]);
    receiver.always(204);
    expect(valueIn(await webhooks.retry(OPERATOR, 1))).toMatchObject({ id: 1, dueAt: opened.clock.now() });
    await sent();
    expect(receiver.received).toHaveLength(tried + 1);
    expect(await calls(webhook)).toMatchObject([{ doneAt: opened.clock.now() }]);
    expect(await webhooks.retry(OPERATOR, 1)).toMatchObject({ ok: false, refusal: { code: 'state' } });
  });

  it('keep the order of what happened while all of it is taken; what failed comes later than what followed it', async () => {
    await added();
    for (let n = 1; n <= 5; n++) await emit({ n });
    await sent();
    expect(heard()).toEqual([1, 2, 3, 4, 5].map(n => ({ n })));
    receiver.received.length = 0;
    receiver.answers(500);
    for (let n = 6; n <= 8; n++) {
      opened.clock.pass(1);
      await emit({ n });
    }
    await sent();
    opened.clock.pass(10_000);
    await sent();
    expect(heard()).toEqual([6, 7, 8, 6].map(n => ({ n })));
  });

  it('are called by one process at a time, and again by another once one is killed while it sends', async () => {
    await added();
    receiver.answers('silent');
    const killed = make();
    await emit({ number: 1 });
    await killed.send();
    await expect.poll(() => receiver.received.length).toBe(1);
    // Whoever was killed never says what came of it.
    await sent();
    expect(receiver.received).toHaveLength(1);
    opened.clock.pass(60_000);
    await sent();
    expect(receiver.received.map(({ headers }) => headers['anjia-delivery'])).toEqual(['1', '1']);
    await receiver.close();
    await killed.rest();
    // What it would have noted belongs to an attempt that somebody else has taken over.
    expect(await opened.storage.webhooks.getCall(1)).toMatchObject({ attempts: 2, status: 204 });
  });

  it('do not keep each other waiting', async () => {
    const slow = await startReceiver();
    try {
      await added({ url: slow.url });
      await added();
      slow.answers('silent');
      await emit({ number: 1 });
      await webhooks.send();
      await expect.poll(() => receiver.received.length).toBe(1);
      await emit({ number: 2 });
      await expect
        .poll(async () => {
          await webhooks.send();
          return receiver.received.length;
        })
        .toBe(2);
      expect(slow.received).toHaveLength(1);
    } finally {
      await slow.close();
      await webhooks.rest();
    }
  });

  it('are not called again at once where nobody listens', async () => {
    const webhook = await added();
    await receiver.close();
    await emit({ n: 1 });
    await emit({ n: 2 });
    await sent();
    await sent();
    expect((await calls(webhook)).map(({ attempts }) => attempts)).toEqual([0, 1]);
    opened.clock.pass(30_000);
    await sent();
    expect((await calls(webhook)).map(({ attempts }) => attempts)).toEqual([1, 1]);
    receiver = await startReceiver();
  });

  it('do not call where a name leads into a network that was not named', async () => {
    webhooks = make({ resolve: () => Promise.resolve([{ address: '10.0.0.1', family: 4 }]) });
    const webhook = await added({ url: 'https://hooks.example.com/' });
    await emit({ n: 1 });
    await sent();
    expect(await calls(webhook)).toMatchObject([{ fault: 'forbidden-address' }]);
  });

  it('are told nothing once they are removed', async () => {
    const { id } = await added();
    await emit({ n: 1 });
    expect(valueIn(await webhooks.remove(OPERATOR, id))).toMatchObject({ id, endedAt: opened.clock.now() });
    await emit({ n: 2 });
    await sent();
    expect(receiver.received).toEqual([]);
    expect(await calls({ id })).toMatchObject([{ fault: 'removed' }]);
    for (const again of [webhooks.remove(OPERATOR, id), webhooks.test(OPERATOR, id)])
      expect(await again).toMatchObject({ ok: false, refusal: { code: 'unknown' } });
  });

  it('can be tried out', async () => {
    const { id } = await added({ events: ['grievance.answer'] });
    expect(valueIn(await webhooks.test(OPERATOR, id))).toMatchObject({ event: 'ping', webhook: id });
    await sent();
    expect(receiver.received[0]?.headers['anjia-event']).toBe('ping');
  });

  it.each([
    ['an address that is none', { url: '我不知道' }, 'webhook'],
    ['an address that is not encrypted', { url: 'http://example.com/' }, 'webhook'],
    ['an address of a private network', { url: 'https://192.168.1.1/' }, 'webhook'],
    ['an event that nobody tells', { events: ['grievance.x'] }, 'events'],
    ['an event of every object', { events: ['constructor'] }, 'events'],
    ['a scope that cannot be written', { scope: { kind: 'county', region: 'guizhou', county: ' ' } } as never, 'scope'],
  ])('are not added with %s', async (_, draft: Partial<WebhookDraft>, field) => {
    expect(await add(draft)).toMatchObject({ ok: false, refusal: { code: 'invalid', params: { field } } });
  });

  it('are seen and changed by administrators within their scope', async () => {
    const own = await added({ scope: { kind: 'settlement', settlement: places.own.id } });
    const all = await added();
    const admin: Actor = { id: 'p_a', via: 'chat', rights: [rightOf('admin', 'settlement', places)] };
    const cadre: Actor = { id: 'p_c', via: 'chat', rights: [rightOf('cadre', 'all', places)] };
    expect(valueIn(await webhooks.list(admin, { limit: 9 })).map(({ id }) => id)).toEqual([own.id]);
    expect(await webhooks.remove(admin, all.id)).toMatchObject({ ok: false, refusal: { code: 'out-of-scope' } });
    expect(await add({}, admin)).toMatchObject({ ok: false, refusal: { code: 'out-of-scope' } });
    expect(await webhooks.list(cadre, { limit: 9 })).toMatchObject({ ok: false, refusal: { code: 'not-allowed' } });
    for (const tried of [webhooks.calls(cadre, own.id, { limit: 1 }), webhooks.retry(cadre, 1), webhooks.test(cadre, own.id)])
      expect(await tried).toMatchObject({ ok: false, refusal: { code: 'not-allowed' } });
    const recorded = await opened.storage.directory.audit.list({ subject: own.id, scopes: [{ kind: 'all' }], limit: 9 });
    expect(recorded.map(({ action, outcome, reason }) => `${action} ${outcome} ${reason}`)).toEqual([
      'webhook.edit not-allowed test',
      'webhook.edit not-allowed calls',
      'webhook.edit done add',
    ]);
  });

  it('find nothing at a number or an id that is none', async () => {
    for (const number of [0, -1, 1.5, Number.NaN, 2 ** 40])
      expect(await webhooks.retry(OPERATOR, number)).toMatchObject({ ok: false, refusal: { code: 'unknown' } });
    for (const id of ['', 'y_x', '\0', '__proto__']) {
      expect(await webhooks.remove(OPERATOR, id)).toMatchObject({ ok: false, refusal: { code: 'unknown' } });
      expect(await webhooks.calls(OPERATOR, id, { limit: 1 })).toMatchObject({ ok: false, refusal: { code: 'unknown' } });
    }
  });
});
