import { beforeEach, expect, it } from 'vitest';
import { type Head, linked, NO_HEAD } from '../../../src/grievance/history.ts';
import { type Grievance, STATES } from '../../../src/grievance/model.ts';
import { numberAt } from '../../../src/grievance/number.ts';
import type { GrievanceStore, Reaches } from '../../../src/grievance/store.ts';
import { systemRandom } from '../../../src/shared/random.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { after, at, everywhere, grievance, guizhou, here, housing, jinxiu, resident, schools, there, yulan } from './sample.ts';

onEachDatabase('the queue of grievances', opened => {
  let store: GrievanceStore;
  beforeEach(() => {
    store = opened().storage.grievances;
  });
  const add = async (...all: Grievance[]) => {
    for (const one of all) await store.add(one, []);
  };
  const next = (reaches: Reaches = everywhere) => opened().storage.transact(() => store.nextWaiting(reaches));
  const inHand = (one: Grievance): Grievance => ({
    ...one,
    state: 'working',
    holder: 'p_1',
    leaseUntil: after(60),
    handlers: [...one.handlers, 'p_1'],
    version: one.version + 1,
  });
  const link = (number: number, action: string, head: Head = NO_HEAD) =>
    linked(head, { case: number, by: 'p_1', action, at, data: { text: action } }, systemRandom);
  /** All that are given one after the other, each taken. */
  const numbers = (reaches: Reaches) =>
    opened().storage.transact(async () => {
      const all: number[] = [];
      for (;;) {
        const waiting = await store.nextWaiting(reaches);
        if (!waiting) return all;
        const { grievance: one, head } = waiting;
        expect(await store.putLinked(inHand(one), link(one.number, 'claim', head))).toBe(true);
        all.push(one.number);
      }
    });

  it('gives the earliest due first, of those due together one of safety, and then the one that came first', async () => {
    await add(
      grievance(1, { dueAt: after(50) }),
      grievance(2, { dueAt: after(40) }),
      grievance(3, { dueAt: after(40), isSafety: true }),
      grievance(4, { dueAt: after(40) }),
      grievance(5, { dueAt: after(30) }),
    );
    expect(await numbers(everywhere)).toEqual([5, 3, 2, 4, 1].map(numberAt));
  });

  it('gives a case as it is, and says where its chain ends', async () => {
    const one = grievance(1, { handlers: ['p_0', 'op"e'], state: 'reopened', version: 7, unit: housing });
    await add(one);
    expect(await next()).toEqual({ grievance: one, head: NO_HEAD });
    const first = link(one.number, 'report');
    const second = link(one.number, 'add', first);
    await store.append(first);
    await store.append(second);
    expect(await next()).toEqual({ grievance: one, head: { seq: 2, hash: second.hash } });
  });

  it('replaces a case together with its link, and neither where another version or another link is there', async () => {
    const one = grievance(1, { unit: housing, reporter: resident });
    await add(one, grievance(2));
    const first = link(one.number, 'report');
    await store.append(first);
    const second = link(one.number, 'claim', first);
    for (const [put, entry] of [
      [{ ...inHand(one), version: 3 }, second],
      [inHand(one), link(one.number, 'claim')],
      [inHand(grievance(3)), link(numberAt(3), 'claim')],
    ] as const)
      expect(await store.putLinked(put, entry)).toBe(false);
    expect([await store.get(one.number), await store.entries(one.number)]).toEqual([one, [first]]);
    expect(await store.putLinked(inHand(one), second)).toBe(true);
    expect([await store.get(one.number), await store.entries(one.number)]).toEqual([inHand(one), [first, second]]);
    expect(await store.get(numberAt(2))).toEqual(grievance(2));
    expect(await next()).toMatchObject({ grievance: { number: numberAt(2) } });
  });

  it('gives nothing but what waits', async () => {
    await add(...STATES.map((state, i) => grievance(i + 1, { state })));
    const waiting = ['received', 'accepted', 'forwarded', 'reopened'] as const;
    expect(await store.countQueued(everywhere)).toBe(4);
    expect(await numbers(everywhere)).toEqual(waiting.map(state => numberAt(STATES.indexOf(state) + 1)));
    expect(await store.countQueued(everywhere)).toBe(0);
  });

  it.each<[string, Reaches, readonly number[]]>([
    ['a settlement', { scopes: [{ kind: 'settlement', settlement: jinxiu }] }, [1, 3]],
    ['a county', { scopes: [{ kind: 'county', region: guizhou, county: '水城区' }] }, [2, 4, 5]],
    ['a region', { scopes: [{ kind: 'region', region: guizhou }] }, [1, 2, 3, 4, 5]],
    ['a region for one unit', { scopes: [{ kind: 'region', region: guizhou }], units: [housing] }, [1, 2]],
    ['everything for two units', { scopes: [{ kind: 'all' }], units: [schools, housing] }, [1, 2, 4]],
    ['a settlement for a unit', { scopes: [{ kind: 'settlement', settlement: yulan }], units: [schools, housing] }, [2, 4]],
    [
      'two settlements and a county, one in another',
      {
        scopes: [
          { kind: 'settlement', settlement: yulan },
          { kind: 'settlement', settlement: jinxiu },
          { kind: 'county', region: guizhou, county: '水城区' },
        ],
      },
      [1, 2, 3, 4, 5],
    ],
    [
      'a place twice, and all of it',
      { scopes: [{ kind: 'all' }, { kind: 'region', region: guizhou }, { kind: 'all' }] },
      [1, 2, 3, 4, 5, 6],
    ],
    ['no place', { scopes: [] }, []],
    ['no unit', { scopes: [{ kind: 'all' }], units: [] }, []],
  ])('reaches within %s', async (_what, reaches, expected) => {
    await add(
      grievance(1, { unit: housing }),
      grievance(2, { unit: housing, place: there }),
      grievance(3),
      grievance(4, { unit: schools, place: there }),
      grievance(5, { place: { region: guizhou, county: '水城区' } }),
      grievance(6, { place: { ...here, region: 'guangxi' as typeof guizhou, settlement: undefined } }),
    );
    expect(await store.countQueued(reaches)).toBe(expected.length);
    expect(await numbers(reaches)).toEqual(expected.map(numberAt));
  });

  it('gives a case again after a transaction that came to nothing', async () => {
    await add(grievance(1));
    const work = opened().storage.transact(async () => {
      expect(await numbers(everywhere)).toEqual([numberAt(1)]);
      throw new Error('over');
    });
    await expect(work).rejects.toThrow('over');
    expect(await next()).toMatchObject({ grievance: { version: 1 }, head: NO_HEAD });
  });
});
