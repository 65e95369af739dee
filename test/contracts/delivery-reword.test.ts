import { beforeEach, expect, it } from 'vitest';
import type { DeliveryStore, Target } from '../../src/delivery/store.ts';
import type { GroupId } from '../../src/shared/ids.ts';
import { onEachDatabase } from '../support/databases.ts';
import { aSettlement } from '../support/directory.ts';

const at = new Date('2026-11-30T02:00:00Z');
const account = { channel: 'telegram', account: '1' };
const way = { urgency: 'bulletin', kind: 'group' } as const;
const target = (name: string): Target => ({ name, to: { ...account, chat: `-${name}`, person: '' } });

onEachDatabase('what an origin has still to send', opened => {
  let store: DeliveryStore;
  beforeEach(async () => {
    store = opened().storage.delivery;
    await store.lease(account, 'h', new Date(at.getTime() + 60_000), at, () => true);
  });
  const texts = async (origin: string) =>
    (await store.copies(origin, { limit: 9 })).map(({ target: name, outgoing }) => `${name}: ${outgoing.text}`);

  it('is worded anew, but for what is being sent, was sent, was begun, or may have been shown', async () => {
    await store.addAll('o', ['waits', 'flies', 'sent', 'begun', 'doubtful', 'failed'].map(target), { text: 'old' }, way, at);
    await store.addAll('other', [target('x')], { text: 'old' }, way, at);
    const copies = await store.copies('o', { limit: 9 });
    const idOf = (name: string) => copies.find(one => one.target === name)!.id;
    await store.step(
      account,
      'h',
      [],
      copies.slice(1).map(({ id }) => id),
      at,
    );
    const attempt = (name: string, state: 'waiting' | 'sent' | 'failed', parts = 0, doubtful = false) =>
      ({ id: idOf(name), state, parts, sentAs: [], doubtful }) as const;
    const attempts = [
      attempt('sent', 'sent', 1),
      attempt('begun', 'waiting', 1),
      attempt('doubtful', 'waiting', 0, true),
      attempt('failed', 'failed'),
    ];
    await store.step(account, 'h', attempts, [], at);
    await store.reword('o', { text: 'new' });
    expect(await texts('o')).toEqual(['waits: new', 'flies: old', 'sent: old', 'begun: old', 'doubtful: old', 'failed: new']);
    expect(await texts('other')).toEqual(['x: old']);
    await store.halt('o', 'paused', at);
    await store.reword('o', { text: 'newer' });
    expect((await texts('o'))[0]).toBe('waits: newer');
  });

  it('is added with words of its own for each, once, and held back where the origin is', async () => {
    const copies = ['a', 'b'].map(name => ({ ...target(name), outgoing: { text: `to ${name}`, removes: [name] } }));
    expect(await store.addEach('o', copies, way, at)).toBe(2);
    const again = [...copies, { ...target('c'), outgoing: { text: 'to c' } }].map(copy => ({
      ...copy,
      outgoing: { text: 'other' },
    }));
    expect(await store.addEach('o', again, way, at)).toBe(1);
    expect(await store.addEach('o', [], way, at)).toBe(0);
    expect(await texts('o')).toEqual(['a: to a', 'b: to b', 'c: other']);
    await store.halt('held', 'stopped', at);
    await store.addEach('held', copies, way, at);
    expect(await store.tally('held')).toMatchObject({ waiting: 0, stopped: 2 });
  });

  it('is counted by account and by the quiet hours that were set for the groups', async () => {
    const settlement = aSettlement();
    await opened().storage.directory.settlements.put(settlement, at);
    const group = (id: string, quiet?: string) =>
      opened().storage.directory.groups.put({
        id: id as GroupId,
        ...account,
        chat: `-${id}`,
        settlement: settlement.id,
        boundBy: 'x',
        boundAt: at.toISOString(),
        manner: 'called',
        quiet,
      });
    await group('g_1', 'none');
    await group('g_2');
    await store.addAll('o', ['g_1', 'g_2', 'gone', 'sent'].map(target), { text: 'a' }, way, at);
    const [, , , sent] = await store.copies('o', { limit: 9 });
    await store.step(account, 'h', [], [sent!.id], at);
    await store.step(account, 'h', [{ id: sent!.id, state: 'sent', parts: 1, sentAs: [], doubtful: false }], [], at);
    const loads = await store.loads('o');
    expect(loads.toSorted((a, b) => a.count - b.count)).toEqual([
      { ...account, quiet: 'none', count: 1 },
      { ...account, quiet: undefined, count: 2 },
    ]);
    expect(await store.loads('nothing')).toEqual([]);
    expect(await store.backlog(account)).toBe(3);
    expect(await store.backlog({ ...account, account: '2' })).toBe(0);
  });
});
