import { beforeEach, expect, it } from 'vitest';
import { linked, NO_HEAD, verify } from '../../../src/grievance/history.ts';
import { numberAt } from '../../../src/grievance/number.ts';
import type { GrievanceStore } from '../../../src/grievance/store.ts';
import type { HouseholdId } from '../../../src/shared/ids.ts';
import { systemRandom } from '../../../src/shared/random.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { after, at, everywhere, grievance, housing, resident } from './sample.ts';

const household = 'h_01k9aaaaaaaaaaaaaaaa' as HouseholdId;

onEachDatabase('people of grievances', opened => {
  let store: GrievanceStore;
  beforeEach(() => {
    store = opened().storage.grievances;
  });

  it('support a grievance once each, whatever chat they write in', async () => {
    const first = { grievance: 1002, at, to: resident, household };
    expect(await store.support(first)).toBe(true);
    expect(await store.support({ ...first, to: { ...resident, chat: '-100' } })).toBe(false);
    const second = { grievance: 1002, at: after(1), to: { ...resident, person: '8' } };
    expect(await store.support(second)).toBe(true);
    expect(await store.support({ ...first, grievance: 1013 })).toBe(true);
    expect(await store.supporters(1002)).toEqual([first, second]);
    expect(await store.supporters(9999)).toEqual([]);
  });

  it('are forgotten as supporters, by where they are or with their household', async () => {
    for (const person of ['7', '8', '9'])
      await store.support({
        grievance: 1002,
        at,
        to: { ...resident, person },
        household: person === '7' ? undefined : household,
      });
    await store.support({ grievance: 1013, at, to: resident });
    await store.eraseSupporter(resident);
    expect((await store.supporters(1002)).map(({ to }) => to.person)).toEqual(['8', '9']);
    expect(await store.supporters(1013)).toEqual([]);
    await store.eraseSupporter({ household });
    expect(await store.supporters(1002)).toEqual([]);
    expect(await store.support({ grievance: 1002, at, to: resident })).toBe(true);
  });

  it('see what they support, the newest first', async () => {
    for (const place of [1, 2, 3]) await store.add(grievance(place), []);
    for (const place of [1, 3]) await store.support({ grievance: numberAt(place), at, to: resident });
    await store.support({ grievance: numberAt(2), at, to: { ...resident, person: '8' } });
    expect(await store.supportedBy(resident, 9)).toEqual([grievance(3), grievance(1)]);
    expect(await store.supportedBy(resident, 1)).toEqual([grievance(3)]);
  });

  it('see two grievances as a pair from either side', async () => {
    await store.link(1013, 1002);
    await store.link(1002, 1013);
    await store.link(1024, 1002);
    expect(await store.linkedTo(1002)).toEqual([1013, 1024]);
    expect(await store.linkedTo(1013)).toEqual([1002]);
    expect(await store.linkedTo(1035)).toEqual([]);
  });

  it('work for all units, or some, and are here or away', async () => {
    expect(await store.handler('p_1')).toBeUndefined();
    await store.putHandler({ actor: 'p_1', awayUntil: after(9) });
    await store.putHandler({ actor: 'p_2', units: [housing] });
    expect(await store.handler('p_1')).toEqual({ actor: 'p_1', awayUntil: after(9) });
    expect(await store.handler('p_2')).toEqual({ actor: 'p_2', units: [housing] });
    await store.putHandler({ actor: 'p_1', units: [] });
    expect(await store.handler('p_1')).toEqual({ actor: 'p_1', units: [] });
  });

  it('are forgotten with what they said; the figures and the chain stay', async () => {
    const one = grievance(1, {
      reporter: resident,
      household,
      takenBy: 'p_9',
      supporters: 1,
      state: 'closed',
      endedAt: after(9),
    });
    const other = grievance(2, { reporter: resident });
    await store.add(one, ['电梯']);
    await store.add(other, ['电梯']);
    for (const { number } of [one, other]) {
      await store.append(
        linked(NO_HEAD, { case: number, by: 'p_9', action: 'report', at, data: { text: '电梯坏了' } }, systemRandom),
      );
      await store.support({ grievance: number, at, to: { ...resident, person: '8' }, household });
    }
    await store.erase(one.number);
    expect(await store.get(one.number)).toEqual({
      ...one,
      reporter: undefined,
      household: undefined,
      record: undefined,
      version: 2,
    });
    // Whoever read it before does not bring it back.
    expect(await store.put({ ...one, version: 2 })).toBe(false);
    expect(await store.supporters(one.number)).toEqual([]);
    expect((await store.list(everywhere, { limit: 9, words: ['电梯'] })).map(({ number }) => number)).toEqual([other.number]);
    expect(verify(await store.entries(one.number))).toEqual({ ok: true, links: 1, erased: 1 });
    expect(await store.get(other.number)).toEqual(other);
    expect(await store.supporters(other.number)).toHaveLength(1);
    expect(verify(await store.entries(other.number))).toMatchObject({ erased: 0 });
  });

  it('are found by what they reported, by their household, and by what was kept long enough', async () => {
    const closed = (place: number, minutes: number) => grievance(place, { state: 'closed', endedAt: after(minutes) });
    await store.add({ ...closed(1, 3), reporter: resident, household }, []);
    await store.add({ ...closed(2, 1), household }, []);
    await store.add({ ...closed(3, 2), kind: 'water' }, []);
    await store.add({ ...closed(4, 9), reporter: { ...resident, chat: '-100' } }, []);
    await store.add(grievance(5), []);
    const numbers = (...places: number[]) => places.map(numberAt);
    expect(await store.numbersOf({ reporter: resident })).toEqual(numbers(1, 4));
    expect(await store.numbersOf({ household })).toEqual(numbers(1, 2));
    expect(await store.endedBefore('lift', after(9), 9)).toEqual(numbers(2, 1));
    expect(await store.endedBefore('lift', after(9), 1)).toEqual(numbers(2));
    await store.erase(numberAt(2));
    expect(await store.endedBefore('lift', after(9), 9)).toEqual(numbers(1));
    expect(await store.numbersOf({ household })).toEqual(numbers(1));
  });
});
