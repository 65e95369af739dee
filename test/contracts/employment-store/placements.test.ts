import { beforeEach, expect, it } from 'vitest';
import type { Placement } from '../../../src/employment/model.ts';
import type { EmploymentStore } from '../../../src/employment/store.ts';
import type { Day } from '../../../src/shared/calendar.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { at, guizhou, here, there } from './sample.ts';

const to = { channel: 'web', account: 'anjia', chat: 'c', person: 'p' };
const placement = (number: number, over: Partial<Placement> = {}): Placement => ({
  id: `k_${number}`,
  of: { region: guizhou, county: '黔西市', settlement: here },
  to,
  household: 'h_1',
  member: 'm1',
  posting: 'j_1',
  state: 'interested',
  record: { name: '罗世珍', employer: '兴旺制衣厂', title: '缝纫工', asked: [], language: 'zh-CN' },
  begunOn: '2026-11-22' as Day,
  nextOn: '2026-11-29' as Day,
  ...over,
});

onEachDatabase('the store of placements', opened => {
  let store: Pick<EmploymentStore, 'transact' | 'placements' | 'erase'>;
  beforeEach(() => {
    store = opened().storage.employment;
  });
  const ids = async (found: Promise<readonly { readonly id: string }[]>) => (await found).map(({ id }) => id);

  it('gives back what was put, and puts it anew, after a restart too', async () => {
    await store.placements.put(placement(1), at);
    const left: Placement = {
      ...placement(1),
      state: 'left',
      nextOn: undefined,
      record: { ...placement(1).record, why: 'far', asked: [{ on: '2026-11-29' as Day, after: 7, answer: 'left' }] },
    };
    await store.placements.put(left, at);
    const office = placement(2, { to: undefined, household: undefined, member: undefined, posting: undefined });
    await store.placements.put(office, at);
    const again = await opened().again();
    expect(await again.employment.placements.get('k_1')).toEqual(left);
    expect(await again.employment.placements.get('k_2')).toEqual(office);
    await again.close();
    expect(await store.placements.get('nothing')).toBeUndefined();
  });

  it('finds those of somebody, and of nobody else', async () => {
    for (const one of [placement(1), placement(2), placement(3, { to: { ...to, person: 'q' } }), placement(4, { to: undefined })])
      await store.placements.put(one, at);
    expect(await ids(store.placements.of(to))).toEqual(['k_1', 'k_2']);
    expect(await ids(store.placements.of({ ...to, account: 'other' }))).toEqual([]);
  });

  it('names those that are due on their day, not the day before', async () => {
    await store.placements.put(placement(1), at);
    await store.placements.put(placement(2, { nextOn: undefined }), at);
    await store.placements.put(placement(3, { nextOn: '2026-11-30' as Day }), at);
    const due = (on: string, after?: string) => ids(store.placements.due(on as Day, { after, limit: 9 }));
    expect(await due('2026-11-28')).toEqual([]);
    expect(await due('2026-11-29')).toEqual(['k_1']);
    expect(await due('2026-12-01')).toEqual(['k_1', 'k_3']);
    expect(await due('2026-12-01', 'k_1')).toEqual(['k_3']);
  });

  it('lists those within scopes alone', async () => {
    await store.placements.put(placement(1), at);
    await store.placements.put(placement(2, { of: { region: guizhou, county: '织金县', settlement: there } }), at);
    const page = { limit: 9 };
    expect(await ids(store.placements.list({ ...page, scopes: [{ kind: 'settlement', settlement: there }] }))).toEqual(['k_2']);
    expect(
      await ids(store.placements.list({ ...page, scopes: [{ kind: 'county', region: guizhou, county: '黔西市' }] })),
    ).toEqual(['k_1']);
    expect(await ids(store.placements.list({ limit: 1, scopes: [{ kind: 'all' }] }))).toEqual(['k_1']);
    expect(await ids(store.placements.list({ ...page, after: 'k_1', scopes: [{ kind: 'region', region: guizhou }] }))).toEqual([
      'k_2',
    ]);
    expect(await store.placements.list({ ...page, scopes: [] })).toEqual([]);
  });

  it('changes one at a time', async () => {
    await store.placements.put(placement(1), at);
    const other = await opened().again();
    const add = (through: typeof store, after: number) =>
      through.transact(async () => {
        const now = (await through.placements.hold('k_1'))!;
        const asked = [...now.record.asked, { on: '2026-11-29' as Day, after }];
        await through.placements.put({ ...now, record: { ...now.record, asked } }, at);
      });
    await Promise.all([add(store, 7), add(other.employment, 30), add(store, 90)]);
    await other.close();
    expect((await store.placements.get('k_1'))?.record.asked.map(({ after }) => after).sort()).toEqual([30, 7, 90]);
    expect(await store.placements.hold('nothing')).toBeUndefined();
  });

  it('goes with whoever it is about', async () => {
    await store.placements.put(placement(1), at);
    await store.placements.put(placement(2, { to: { ...to, person: 'q' } }), at);
    await store.erase(to);
    expect(await ids(store.placements.list({ limit: 9, scopes: [{ kind: 'all' }] }))).toEqual(['k_2']);
  });
});
