import { beforeEach, expect, it } from 'vitest';
import type { EmploymentStore } from '../../../src/employment/store.ts';
import type { RegionId } from '../../../src/shared/ids.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { guizhou, here, there, wish } from './sample.ts';

onEachDatabase('the store of wishes', opened => {
  let store: Pick<EmploymentStore, 'transact' | 'wishes' | 'erase'>;
  beforeEach(() => {
    store = opened().storage.employment;
  });
  const ids = async (found: Promise<readonly { readonly id: string }[]>) => (await found).map(({ id }) => id);
  const [one, two, three] = [wish(1), wish(2), wish(3)];

  it('gives back what was put, after a restart too', async () => {
    await store.wishes.put(one);
    const bare = wish(2, {
      of: { region: guizhou },
      wants: { skills: [], places: [], kinds: [], limits: [] },
      household: undefined,
      member: undefined,
    });
    await store.wishes.put(bare);
    const again = await opened().again();
    expect(await again.employment.wishes.get(one.id)).toEqual(one);
    expect(await again.employment.wishes.of(bare.to)).toEqual(bare);
    await again.close();
    expect(await store.wishes.get('nothing')).toBeUndefined();
    expect(await store.wishes.of({ channel: 'web', account: 'anjia', person: 'nobody' })).toBeUndefined();
  });

  it('keeps one a person, also when it is put many times at once', async () => {
    await Promise.all(Array.from({ length: 6 }, (_, i) => store.wishes.put({ ...wish(i + 1), to: one.to })));
    expect(await store.wishes.list({ limit: 9 })).toHaveLength(1);
    const found = await store.wishes.of({ ...one.to });
    await store.wishes.put({ ...one, state: 'resting', to: { ...one.to, chat: 'c9' } });
    expect(await store.wishes.of(one.to)).toMatchObject({ id: found?.id, state: 'resting', to: { chat: 'c9' } });
  });

  it('lists by state and by whom it belongs to, page by page', async () => {
    await store.wishes.put(one);
    await store.wishes.put(wish(2, { of: { region: guizhou, county: '黔西市', settlement: there }, state: 'resting' }));
    await store.wishes.put(wish(3, { of: { region: 'guangxi' as RegionId } }));
    const list = (filter: object) => ids(store.wishes.list({ limit: 9, ...filter }));
    expect(await list({})).toEqual([one.id, two.id, three.id]);
    expect(await list({ limit: 1 })).toEqual([one.id]);
    expect(await list({ after: two.id })).toEqual([three.id]);
    expect(await list({ states: ['active'] })).toEqual([one.id, three.id]);
    expect(await list({ states: [] })).toEqual([]);
    expect(await list({ scopes: [{ kind: 'settlement', settlement: here }] })).toEqual([one.id]);
    expect(await list({ scopes: [{ kind: 'county', region: guizhou, county: '黔西市' }] })).toEqual([one.id, two.id]);
    expect(await list({ scopes: [{ kind: 'all' }] })).toEqual([one.id, two.id, three.id]);
    expect(await list({ scopes: [] })).toEqual([]);
  });

  it('has a mark that changes with whatever changes, and not otherwise', async () => {
    const marks = [await store.wishes.mark()];
    const note = async (work: Promise<unknown>) => {
      await work;
      const mark = await store.wishes.mark();
      expect(marks).not.toContain(mark);
      expect(await store.wishes.mark()).toBe(mark);
      marks.push(mark);
    };
    await note(store.wishes.put(one));
    await note(store.wishes.put(two));
    // In the same instant.
    await note(store.wishes.put({ ...one, state: 'resting' }));
    await note(store.wishes.remove(two.id));
    await note(store.wishes.put(three));
  });

  it('forgets a wish, and with all that is known of somebody theirs alone', async () => {
    for (const each of [one, two, three]) await store.wishes.put(each);
    await store.wishes.remove(one.id);
    await store.wishes.remove('nothing');
    await store.erase({ channel: 'web', account: 'anjia', person: 'p2' });
    expect(await ids(store.wishes.list({ limit: 9 }))).toEqual([three.id]);
  });

  it('takes what a database cannot hold without it', async () => {
    await store.wishes.put({ ...one, to: { ...one.to, person: 'p\0\uD800' }, of: { region: guizhou, county: '黔\0西市' } });
    expect((await store.wishes.get(one.id))?.of).toEqual({ region: guizhou, county: '黔西市' });
    expect((await store.wishes.of({ ...one.to, person: 'p\0\uD800' }))?.id).toBe(one.id);
  });

  it('counts the versions of those that are active, and gives back many at a time', async () => {
    await store.wishes.put(wish(1));
    await store.wishes.put(wish(2));
    await store.wishes.put(wish(3, { state: 'resting' }));
    await store.wishes.put(wish(2));
    expect([...(await store.wishes.versions())]).toEqual([
      [wish(1).id, 1],
      [wish(2).id, 2],
    ]);
    expect(await store.wishes.getAll([wish(3).id, wish(1).id, 'nothing'])).toEqual([wish(1), wish(3, { state: 'resting' })]);
    expect(await store.wishes.getAll([])).toEqual([]);
  });
});
