import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import type { Address, DeliveryStore, Way } from '../../src/delivery/store.ts';
import type { Outgoing } from '../../src/message/index.ts';
import { onEachDatabase } from '../support/databases.ts';

const to: Address = { channel: 'web', account: 'anjia', chat: 'c', person: 'p' };
const at = new Date('2026-11-22T08:00:00Z');
const way: Way = { urgency: 'case', kind: 'private' };
const later = new Date(at.getTime() + 1);

onEachDatabase('the delivery store', opened => {
  let store: DeliveryStore;
  beforeEach(async () => {
    store = opened().storage.delivery;
  });

  const texts = async (address = to) => (await store.waiting(address)).map(({ outgoing }) => outgoing.text);

  it('adds what goes out once for each origin and address', async () => {
    expect(await store.add('answer:1', to, { text: '甲' }, way, at)).toBe(true);
    expect(await store.add('answer:1', to, { text: '乙' }, way, later)).toBe(false);
    expect(await store.add('answer:2', to, { text: '丙' }, way, at)).toBe(true);
    expect(await store.add('answer:1', { ...to, person: 'q' }, { text: '丁' }, way, at)).toBe(true);
    expect(await store.add('answer:1', { ...to, chat: 'd' }, { text: '戊' }, way, at)).toBe(true);
    expect(await texts()).toEqual(['甲', '丙']);
  });

  it('adds it once when many add it at the same time', async () => {
    const added = await Promise.all(Array.from({ length: 20 }, (_, i) => store.add('answer:1', to, { text: `${i}` }, way, at)));
    expect(added.filter(Boolean)).toHaveLength(1);
    expect(await texts()).toHaveLength(1);
  });

  it('stays added where it was sent: it is not said again', async () => {
    await store.add('answer:1', to, { text: '甲' }, way, at);
    await store.sent([(await store.waiting(to))[0]!.id], at);
    expect(await texts()).toEqual([]);
    expect(await store.add('answer:1', to, { text: '甲' }, way, at)).toBe(false);
  });

  it('lists the last ones, sent or not, oldest first, and keeps when each was first sent', async () => {
    for (const i of [1, 2, 3]) await store.add(`answer:${i}`, to, { text: `${i}` }, way, at);
    const [first] = await store.waiting(to);
    await store.sent([first!.id], at);
    await store.sent([first!.id], later);
    await store.sent([], later);
    expect((await store.list(to, 2)).map(({ outgoing }) => outgoing.text)).toEqual(['2', '3']);
    expect((await store.list(to, 9)).map(({ endedAt }) => endedAt)).toEqual([at, undefined, undefined]);
  });

  it('gives back any text with its note and choices', async () => {
    const outgoing = fc.record({
      text: fc.string({ unit: 'grapheme', maxLength: 200 }),
      note: fc.string({ maxLength: 20 }),
      choices: fc.array(fc.record({ id: fc.string(), label: fc.string() }), { maxLength: 3 }),
    });
    let count = 0;
    await fc.assert(
      fc.asyncProperty(outgoing, async one => {
        const address = { ...to, person: `p${count++}` };
        await store.add('x', address, one satisfies Outgoing, way, at);
        expect((await store.list(address, 1))[0]?.outgoing).toEqual(one);
      }),
      { numRuns: 50 },
    );
  });

  it('erases all that goes to somebody, in every chat, and nothing else', async () => {
    const other = { ...to, person: 'q' };
    for (const address of [to, { ...to, chat: 'd' }, other]) await store.add('answer:1', address, { text: '甲' }, way, at);
    await store.erase(to);
    expect(await store.list(to, 9)).toEqual([]);
    expect(await store.list({ ...to, chat: 'd' }, 9)).toEqual([]);
    expect(await store.list(other, 9)).toHaveLength(1);
  });

  it('survives a restart', async () => {
    await store.add('answer:1', to, { text: '甲', note: '乙' }, way, at);
    const again = await opened().again();
    expect(await again.delivery.waiting(to)).toMatchObject([{ origin: 'answer:1', outgoing: { text: '甲', note: '乙' }, at }]);
    await again.close();
  });
});
