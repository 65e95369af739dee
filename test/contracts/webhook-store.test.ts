import { expect, it } from 'vitest';
import type { Webhook } from '../../src/webhook/model.ts';
import type { WebhookStore } from '../../src/webhook/store.ts';
import { onEachDatabase } from '../support/databases.ts';
import { readableText } from '../support/opened.ts';

const at = new Date('2026-11-22T08:00:00Z');
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);
const hook = (over: Partial<Webhook> = {}): Webhook => ({
  id: 'y_1',
  url: 'https://example.com/hook',
  events: [],
  scope: { kind: 'all' },
  by: 'operator',
  at,
  ...over,
});

onEachDatabase('the store of webhooks', opened => {
  const store = (): WebhookStore => opened().storage.webhooks;

  it('gives back what it was given, in order, and nothing else', async () => {
    const county = { kind: 'county', region: 'guizhou', county: '黔西市' } as unknown as Webhook['scope'];
    const second = hook({ id: 'y_2', events: ['grievance.report'], scope: county });
    await store().add(second, 's2');
    await store().add(hook(), 's1');
    expect(await store().list({ limit: 5 })).toEqual([hook(), second]);
    expect(await store().list({ limit: 5, after: 'y_1' })).toEqual([second]);
    expect(await store().get('y_2')).toEqual(second);
    for (const none of ['', 'y_3', "y_1' or '1'='1", '\0']) expect(await store().get(none)).toBeUndefined();
  });

  it('holds addresses and secrets sealed', async () => {
    await store().add(hook({ url: 'https://hooks.example.com/T0KEN' }), 'anjia_hook_geheim');
    const text = await readableText(opened().options);
    expect(text).not.toContain('T0KEN');
    expect(text).not.toContain('geheim');
  });

  it('tells those that want an event', async () => {
    await store().add(hook(), 's');
    await store().add(hook({ id: 'y_2', events: ['grievance.answer', 'grievance.report'] }), 's');
    await store().add(hook({ id: 'y_3' }), 's');
    await store().end('y_3', at);
    expect((await store().wanting('grievance.report')).map(({ id }) => id)).toEqual(['y_1', 'y_2']);
    expect(await store().wanting('grievance.note')).toMatchObject([{ id: 'y_1', scope: { kind: 'all' } }]);
  });

  it('gives a call to one of those who ask at the same time, and again when it is due again', async () => {
    await store().add(hook(), 'secret');
    const [first, second] = [await store().call(['y_1'], 'a', '{}', at), await store().call(['y_1'], 'b', '{}', later(1))];
    expect(await store().due(later(-1))).toEqual([]);
    expect(await store().due(at)).toEqual(['y_1']);
    const taken = await Promise.all([1, 2, 3, 4].map(() => store().take('y_1', later(2), later(60))));
    const numbers = taken.flatMap(one => (one ? [one.call.id] : []));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers).toContain(first[0]);
    // Of those that chose the same one, the others came back with nothing.
    while (await store().take('y_1', later(2), later(60)));
    expect(await store().due(later(2))).toEqual([]);
    const again = await store().take('y_1', later(60), later(120));
    expect(again).toMatchObject({
      url: 'https://example.com/hook',
      secret: 'secret',
      call: { id: first[0], attempts: 2, event: 'a' },
    });
    expect(await store().take('y_1', later(60), later(120))).toMatchObject({ call: { id: second[0] } });
  });

  it('notes what came of an attempt, and nothing of one that somebody else has taken over', async () => {
    await store().add(hook(), 's');
    const [id = 0] = await store().call(['y_1'], 'a', '{}', at);
    await store().take('y_1', at, later(60));
    await store().note({ id, attempts: 1 }, { fault: 'status', status: 500, dueAt: later(10) });
    expect(await store().getCall(id)).toMatchObject({ attempts: 1, fault: 'status', status: 500, dueAt: later(10) });
    await store().take('y_1', later(10), later(70));
    await store().note({ id, attempts: 1 }, { doneAt: later(11) });
    expect(await store().getCall(id)).toMatchObject({ attempts: 2, doneAt: undefined });
    await store().note({ id, attempts: 2 }, { doneAt: later(11), status: 204 });
    expect(await store().getCall(id)).toMatchObject({ doneAt: later(11), status: 204, dueAt: undefined, fault: undefined });
    expect(await store().again(id, later(20))).toBe(false);
  });

  it('lists calls by how far they are, newest first', async () => {
    await store().add(hook(), 's');
    await store().add(hook({ id: 'y_2' }), 's');
    const [a = 0, b = 0, c = 0] = [
      ...(await store().call(['y_1'], 'a', '{}', at)),
      ...(await store().call(['y_1'], 'b', '{}', later(1))),
      ...(await store().call(['y_1', 'y_2'], 'c', '{}', later(2))),
    ];
    await store().take('y_1', later(9), later(60));
    await store().note({ id: a, attempts: 1 }, { doneAt: later(9) });
    await store().take('y_1', later(9), later(60));
    await store().note({ id: b, attempts: 1 }, { fault: 'timeout' });
    const listed = async (state?: 'waiting' | 'done' | 'given-up') =>
      (await store().calls('y_1', { limit: 9, state })).map(({ id }) => id);
    expect(await listed()).toEqual([c, b, a]);
    expect([await listed('waiting'), await listed('given-up'), await listed('done')]).toEqual([[c], [b], [a]]);
    expect((await store().calls('y_1', { limit: 1, after: String(c) })).map(({ id }) => id)).toEqual([b]);
    for (const after of ['x', '-5', '1e99']) expect(await store().calls('y_1', { limit: 9, after })).toBeDefined();
    expect(await store().again(b, later(20))).toBe(true);
    expect(await listed('waiting')).toEqual([c, b]);
  });

  it('gives up what waits for a webhook that is removed, once', async () => {
    await store().add(hook(), 's');
    const [id = 0] = await store().call(['y_1'], 'a', '{}', at);
    expect([await store().end('y_1', at), await store().end('y_1', at), await store().end('y_9', at)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(await store().getCall(id)).toMatchObject({ fault: 'removed', dueAt: undefined });
    expect([await store().due(later(9)), await store().take('y_1', later(9), later(60))]).toEqual([[], undefined]);
    expect(await store().again(id, at)).toBe(false);
    for (const none of [0, -1, 1.5, 2 ** 40])
      expect([await store().getCall(none), await store().again(none, at)]).toEqual([undefined, false]);
  });
});
