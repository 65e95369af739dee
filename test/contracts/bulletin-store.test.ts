import { beforeEach, expect, it } from 'vitest';
import type { Bulletin } from '../../src/bulletin/model.ts';
import type { BulletinStore, StoredReceipt } from '../../src/bulletin/store.ts';
import type { Address } from '../../src/delivery/store.ts';
import type { GroupId, SettlementId } from '../../src/shared/ids.ts';
import { onEachDatabase } from '../support/databases.ts';

const at = new Date('2026-11-30T02:00:00Z');
const later = (ms: number) => new Date(at.getTime() + ms);
const here = 's_1' as SettlementId;
const there = 's_2' as SettlementId;
const to: Address = { channel: 'web', account: 'anjia', chat: 'c', person: 'p' };

const bulletin = (id: string, over: Partial<Bulletin> = {}): Bulletin => ({
  id,
  kind: 'notice',
  state: 'draft',
  content: {
    title: '停水',
    text: '明天停水。',
    clauses: ['guizhou:3.1.4' as never],
    receipts: true,
    choices: [{ id: 'a', label: '乙' }],
  },
  audience: {
    places: [{ kind: 'all' }, { kind: 'settlement', settlement: here }],
    buildings: ['1栋'],
    tags: ['大型'],
    except: { groups: ['g_1' as GroupId], settlements: [there] },
  },
  announces: { kind: 'posting', id: 'j:1' },
  by: 'p_1',
  at,
  startAt: later(60_000),
  repeat: { every: 'week', on: 7, at: '08:30' },
  series: 'b_0',
  life: [{ what: 'sent-back', by: 'p_2', at: at.toISOString(), why: '时间不对' }],
  version: 1,
  unsettled: false,
  ...over,
});
const plain = { announces: undefined, startAt: undefined, repeat: undefined, series: undefined } as const;

const receipt = (person: string, over: Partial<StoredReceipt> = {}): StoredReceipt => ({
  bulletin: 'b_1',
  group: 'g_1' as GroupId,
  settlement: here,
  building: '1栋',
  household: 'h_1',
  name: '罗世珍',
  at,
  by: { channel: 'telegram', account: '1', chat: '-1', person },
  ...over,
});

onEachDatabase('the bulletin store', opened => {
  let store: BulletinStore;
  beforeEach(() => {
    store = opened().storage.bulletins;
  });
  const idsOf = async (found: Promise<readonly Bulletin[]>) => (await found).map(({ id }) => id);

  it('gives back what was kept, after a restart too', async () => {
    const full = bulletin('b_1');
    const bare = bulletin('b_2', {
      ...plain,
      audience: { places: [{ kind: 'all' }] },
      content: { title: '一', text: '二' },
      life: [],
    });
    for (const one of [full, bare]) expect(await store.put(one)).toBe(true);
    const again = await opened().again();
    for (const one of [full, bare]) expect(await again.bulletins.get(one.id)).toEqual(one);
    await again.close();
    for (const id of ['b_3', '', '\0', "'"]) expect(await store.get(id)).toBeUndefined();
  });

  it('gives back words that neither database would take in clear', async () => {
    const odd = { title: '一\0', text: '\ud800二👩‍🌾' };
    await store.put(bulletin('b_1', { content: odd }));
    expect((await store.get('b_1'))?.content).toEqual(odd);
    await store.put(bulletin('b_2', { announces: { kind: 'posting', id: '\0三' }, series: '四' }));
    expect((await store.get('b_2'))?.announces).toEqual({ kind: 'posting', id: '三' });
  });

  it('takes the next version once, whoever else has it too', async () => {
    await store.put(bulletin('b_1'));
    expect(await store.put(bulletin('b_1'))).toBe(false);
    const next = bulletin('b_1', { version: 2, state: 'sending' });
    const both = await Promise.all([store.put(next), store.put(next)]);
    expect(both.toSorted()).toEqual([false, true]);
    expect(await store.put(bulletin('b_1', { version: 4 }))).toBe(false);
    expect(await store.put(bulletin('b_9', { version: 2 }))).toBe(false);
    expect((await store.get('b_1'))?.state).toBe('sending');
  });

  it('lists newest first, page by page, by state, kind and what is announced', async () => {
    await store.put(bulletin('b_1', { state: 'sending' }));
    await store.put(bulletin('b_2', { kind: 'jobs', announces: { kind: 'digest', id: 'guizhou' } }));
    await store.put(bulletin('b_3', { ...plain }));
    expect(await idsOf(store.list({ limit: 9 }))).toEqual(['b_3', 'b_2', 'b_1']);
    expect(await idsOf(store.list({ limit: 1, after: 'b_3' }))).toEqual(['b_2']);
    expect(await idsOf(store.list({ limit: 9, states: ['draft'] }))).toEqual(['b_3', 'b_2']);
    expect(await idsOf(store.list({ limit: 9, states: [] }))).toEqual([]);
    expect(await idsOf(store.list({ limit: 9, kinds: [] }))).toEqual([]);
    expect(await idsOf(store.list({ limit: 9, kinds: ['jobs', 'alert'] }))).toEqual(['b_2']);
    expect(await idsOf(store.list({ limit: 9, announces: { kind: 'posting', id: 'j:1' } }))).toEqual(['b_1']);
  });

  it('finds what is due, oldest first, and nothing else', async () => {
    await store.put(bulletin('b_1', { state: 'repeating', startAt: later(1) }));
    await store.put(bulletin('b_2', { state: 'scheduled', startAt: at }));
    await store.put(bulletin('b_3', { state: 'scheduled', startAt: later(2) }));
    await store.put(bulletin('b_4', { state: 'proposed', startAt: at }));
    await store.put(bulletin('b_5', { state: 'scheduled', startAt: undefined }));
    expect(await idsOf(store.due(later(1), 9))).toEqual(['b_2', 'b_1']);
    expect(await idsOf(store.due(later(2), 2))).toEqual(['b_2', 'b_1']);
  });

  it('finds what is being sent or not settled', async () => {
    await store.put(bulletin('b_1', { state: 'sending' }));
    await store.put(bulletin('b_2', { state: 'recalled', unsettled: true }));
    await store.put(bulletin('b_3', { state: 'recalled' }));
    expect(await idsOf(store.busy(9))).toEqual(['b_1', 'b_2']);
    expect(await idsOf(store.busy(1))).toEqual(['b_1']);
  });

  it('notes what a watcher was shown where nobody else did meanwhile', async () => {
    const watch = { bulletin: 'b_1', to, language: 'zh-CN' };
    await store.watch(watch);
    await store.watch({ ...watch, language: 'en' });
    const [first] = await store.watches(9);
    expect(first).toEqual({ ...watch, language: 'en', shown: '', shownAt: undefined });
    const both = await Promise.all([store.shown(first!, 'x', at), store.shown(first!, 'y', at)]);
    expect(both.toSorted()).toEqual([false, true]);
    expect(await store.watches(9)).toMatchObject([{ shownAt: at }]);
    await store.watch({ ...watch, bulletin: 'b_2' });
    expect(await store.watches(1)).toHaveLength(1);
    await store.unwatch({ bulletin: 'b_1', to });
    expect((await store.watches(9)).map(one => one.bulletin)).toEqual(['b_2']);
  });

  it('counts everybody once for each bulletin', async () => {
    expect(await store.addReceipt(receipt('7'))).toBe(true);
    expect(await store.addReceipt(receipt('7', { group: 'g_2' as GroupId, at: later(1) }))).toBe(false);
    expect(await store.addReceipt(receipt('7', { bulletin: 'b_2' }))).toBe(true);
    expect(await store.addReceipt(receipt('8', { name: undefined, household: undefined, building: undefined }))).toBe(true);
    expect(await store.addReceipt(receipt('9', { settlement: there }))).toBe(true);
    const { by: _, ...kept } = receipt('7');
    expect(await store.receipts('b_1', here)).toEqual([
      kept,
      { ...kept, name: undefined, household: undefined, building: undefined },
    ]);
    expect(await store.countReceipts('b_1')).toEqual(
      new Map([
        [here, 2],
        [there, 1],
      ]),
    );
    expect(await store.countReceipts('b_3')).toEqual(new Map());
  });

  it('forgets who somebody was and still counts them', async () => {
    for (const person of ['7', '8']) await store.addReceipt(receipt(person));
    await store.watch({ bulletin: 'b_1', to: receipt('7').by, language: 'en' });
    await store.watch({ bulletin: 'b_1', to, language: 'en' });
    await store.erase(receipt('7').by);
    expect((await store.receipts('b_1', here)).map(({ name, household }) => [name, household])).toEqual([
      [undefined, undefined],
      ['罗世珍', 'h_1'],
    ]);
    expect((await store.watches(9)).map(watch => watch.to)).toEqual([to]);
    await store.eraseHousehold('h_1');
    expect((await store.receipts('b_1', here)).map(({ name, household }) => [name, household])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect((await store.countReceipts('b_1')).get(here)).toBe(2);
  });
});
