import { beforeEach, expect, it } from 'vitest';
import type { EmploymentStore, StoredPostingImport } from '../../../src/employment/store.ts';
import type { Day } from '../../../src/shared/calendar.ts';
import type { RegionId } from '../../../src/shared/ids.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { at, guizhou, here, job, posting, there } from './sample.ts';

onEachDatabase('the store of postings', opened => {
  let store: Pick<EmploymentStore, 'transact' | 'postings' | 'imports'>;
  beforeEach(() => {
    store = opened().storage.employment;
  });
  const ids = async (found: Promise<readonly { readonly id: string }[]>) => (await found).map(({ id }) => id);
  const [one, two, three] = [posting(1), posting(2), posting(3)];

  it('gives back what was put, after a restart too', async () => {
    const full = posting(1, { signs: [{ sign: 'fee', words: '先交' }], state: 'held', import: 'm_1' });
    expect(await store.postings.put(full, 'd1')).toBe(true);
    const bare = posting(2, { of: { region: guizhou }, job: { ...job, wage: undefined, contact: {} } });
    await store.postings.put(bare, 'd2');
    const again = await opened().again();
    expect(await again.employment.postings.get(full.id)).toEqual(full);
    expect(await again.employment.postings.get(bare.id)).toEqual(bare);
    await again.close();
    expect(await store.postings.get('nothing')).toBeUndefined();
  });

  it('replaces the version before and no other', async () => {
    await store.postings.put(one, 'd1');
    expect(await store.postings.put(one, 'd9')).toBe(false);
    const second = { ...one, state: 'filled' as const, version: 2 };
    expect(await store.postings.put(second, 'd1')).toBe(true);
    expect(await store.postings.put({ ...one, version: 2 }, 'd1')).toBe(false);
    expect(await store.postings.put({ ...one, version: 4 }, 'd1')).toBe(false);
    expect(await store.postings.get(one.id)).toEqual(second);
  });

  it('keeps one posting for a digest', async () => {
    await store.postings.put(one, 'd1');
    expect(await store.postings.put(two, 'd1')).toBe(false);
    await store.postings.put(two, 'd2');
    expect(await store.postings.put({ ...two, version: 2 }, 'd1')).toBe(false);
    expect(await store.postings.alike('d1')).toEqual(one);
    expect(await store.postings.alike('d9')).toBeUndefined();
    expect(await store.postings.alikeAll(['d1', 'd2', 'd9'])).toEqual(
      new Map([
        ['d1', one],
        ['d2', two],
      ]),
    );
    expect(await store.postings.alikeAll([])).toEqual(new Map());
  });

  it('adds and changes many, and says which it did not', async () => {
    await store.postings.put(one, 'd1');
    expect(await store.postings.addAll([{ posting: two, digest: 'd2' }])).toEqual([]);
    expect(
      await store.postings.addAll([
        { posting: three, digest: 'd3' },
        { posting: posting(4), digest: 'd1' },
      ]),
    ).toEqual([posting(4).id]);
    const next = { ...one, job: { ...job, validUntil: '2027-01-31' as Day }, version: 2 };
    expect(
      await store.postings.changeAll([
        { posting: next, digest: 'd1' },
        { posting: { ...two, version: 3 }, digest: 'd2' },
        { posting: { ...three, version: 2 }, digest: 'd1' },
      ]),
    ).toEqual([two.id, three.id]);
    expect(await store.postings.get(one.id)).toEqual(next);
    expect(await store.postings.get(three.id)).toEqual(three);
    expect(await store.postings.addAll([])).toEqual([]);
    expect(await store.postings.changeAll([])).toEqual([]);
  });

  it('adds and changes more than one statement takes', async () => {
    const many = Array.from({ length: 3500 }, (_, i) => ({ posting: posting(i), digest: `d${i}` }));
    expect(await store.postings.addAll(many)).toEqual([]);
    expect(
      await store.postings.changeAll(many.map(({ posting: p, digest }) => ({ posting: { ...p, version: 2 }, digest }))),
    ).toEqual([]);
    expect((await store.postings.alikeAll(many.map(({ digest }) => digest))).size).toBe(3500);
  });

  it('keeps one of each digest when many add the same at the same time', async () => {
    const left = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        opened().storage.transact(() =>
          store.postings.addAll([
            { posting: posting(10 + i), digest: i % 2 ? 'a' : 'b' },
            { posting: posting(20 + i), digest: i % 2 ? 'b' : 'a' },
          ]),
        ),
      ),
    );
    expect(left.flat()).toHaveLength(10);
    expect(await store.postings.list({ limit: 99 })).toHaveLength(2);
  });

  it('lists by state, by whom it belongs to, by import, page by page', async () => {
    await store.postings.put(one, 'd1');
    await store.postings.put(posting(2, { of: { region: guizhou, county: '黔西市', settlement: there }, state: 'held' }), 'd2');
    await store.postings.put(posting(3, { of: { region: guizhou, county: '大方县' }, import: 'm_1' }), 'd3');
    await store.postings.put(posting(4, { of: { region: 'guangxi' as RegionId } }), 'd4');
    const list = (filter: object) => ids(store.postings.list({ limit: 9, ...filter }));
    const [a, b, c, d] = [1, 2, 3, 4].map(number => posting(number).id);
    expect(await list({})).toEqual([a, b, c, d]);
    expect(await list({ limit: 2 })).toEqual([a, b]);
    expect(await list({ after: b })).toEqual([c, d]);
    expect(await list({ states: ['held'] })).toEqual([b]);
    expect(await list({ states: [] })).toEqual([]);
    expect(await list({ import: 'm_1' })).toEqual([c]);
    expect(await list({ scopes: [{ kind: 'all' }] })).toEqual([a, b, c, d]);
    expect(await list({ scopes: [{ kind: 'region', region: guizhou }] })).toEqual([a, b, c]);
    expect(await list({ scopes: [{ kind: 'county', region: guizhou, county: '黔西市' }] })).toEqual([a, b]);
    expect(await list({ scopes: [{ kind: 'county', region: 'guangxi', county: '黔西市' }] })).toEqual([]);
    expect(
      await list({
        scopes: [
          { kind: 'settlement', settlement: here },
          { kind: 'settlement', settlement: there },
        ],
      }),
    ).toEqual([a, b]);
    expect(await list({ scopes: [], limit: 9 })).toEqual([]);
    expect(await list({ scopes: [{ kind: 'settlement', settlement: here }], states: ['held'] })).toEqual([]);
  });

  it('tells those that are open on a day from those that are overdue', async () => {
    const until = (day: string) => ({ ...job, validUntil: day as Day });
    await store.postings.put(posting(1, { job: until('2026-11-22') }), 'd1');
    await store.postings.put(posting(2, { job: until('2026-11-23') }), 'd2');
    await store.postings.put(posting(3, { job: until('2026-11-22'), state: 'held' }), 'd3');
    await store.postings.put(posting(4, { job: until('2026-11-22'), state: 'expired' }), 'd4');
    const [a, b, c] = [1, 2, 3].map(number => posting(number).id);
    expect(await ids(store.postings.open('2026-11-22' as Day))).toEqual([a, b]);
    expect(await ids(store.postings.open('2026-11-23' as Day))).toEqual([b]);
    expect(await ids(store.postings.overdue('2026-11-22' as Day, 9))).toEqual([]);
    expect(await ids(store.postings.overdue('2026-11-23' as Day, 9))).toEqual([a, c]);
    expect(await ids(store.postings.overdue('2026-11-23' as Day, 1))).toEqual([a]);
  });

  it('has a mark that changes with whatever changes, and not otherwise', async () => {
    const marks = [await store.postings.mark()];
    const note = async (work: Promise<unknown>) => {
      await work;
      const mark = await store.postings.mark();
      expect(marks).not.toContain(mark);
      expect(await store.postings.mark()).toBe(mark);
      marks.push(mark);
    };
    await note(store.postings.put(one, 'd1'));
    await note(store.postings.addAll([{ posting: two, digest: 'd2' }]));
    await note(store.postings.put({ ...one, version: 2 }, 'd1'));
    await note(store.postings.remove([two.id]));
    await note(store.postings.put(three, 'd3'));
  });

  it('removes postings with what was found of them', async () => {
    await store.postings.put(one, 'd1');
    await store.postings.put(two, 'd2');
    await store.postings.remove([one.id, 'nothing']);
    await store.postings.remove([]);
    expect(await ids(store.postings.list({ limit: 9 }))).toEqual([two.id]);
  });

  it('keeps imports, and what becomes of them', async () => {
    const entry: StoredPostingImport = {
      id: 'm_1',
      of: { region: guizhou, county: '黔西市', settlement: here },
      by: 'p_1',
      at: at.toISOString(),
      state: 'running',
      report: '{"rows":[]}',
    };
    await store.imports.put(entry);
    await store.imports.put({ ...entry, id: 'm_2', of: { region: guizhou, county: '黔西市' } });
    const over = { ...entry, state: 'done' as const, report: '{"rows":["13800138000"]}' };
    await store.imports.put(over);
    expect(await store.imports.get('m_1')).toEqual(over);
    expect(await store.imports.get('nothing')).toBeUndefined();
    const { report: _, ...listed } = over;
    expect(await store.imports.list([{ kind: 'settlement', settlement: here }], { limit: 9 })).toEqual([listed]);
    expect(await ids(store.imports.list([{ kind: 'region', region: guizhou }], { limit: 9 }))).toEqual(['m_1', 'm_2']);
    expect(await ids(store.imports.list([{ kind: 'all' }], { limit: 9, after: 'm_1' }))).toEqual(['m_2']);
    expect(await store.imports.list([], { limit: 9 })).toEqual([]);
  });

  it('keeps nothing of work that throws', async () => {
    await expect(
      store.transact(async () => {
        await store.postings.put(one, 'd1');
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await store.postings.get(one.id)).toBeUndefined();
  });

  it('takes what a database cannot hold without it', async () => {
    await store.postings.put(posting(1, { of: { region: guizhou, county: '黔\0西市\uD800' } }), 'd1');
    expect((await store.postings.get(one.id))?.of).toEqual({ region: guizhou, county: '黔西市' });
    expect(await store.postings.get('\0')).toBeUndefined();
  });
});
