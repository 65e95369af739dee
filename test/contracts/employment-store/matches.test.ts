import { beforeEach, expect, it } from 'vitest';
import type { Match, Wish } from '../../../src/employment/model.ts';
import type { EmploymentStore } from '../../../src/employment/store.ts';
import type { Day } from '../../../src/shared/calendar.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { at, wish as aWish, posting } from './sample.ts';

const today = '2026-11-22' as Day;
const hours = (count: number) => new Date(at.getTime() + count * 3600 * 1000);

onEachDatabase('the store of matches', opened => {
  let store: Pick<EmploymentStore, 'transact' | 'postings' | 'wishes' | 'matches' | 'erase'>;
  const wish = (id: string, state: Wish['state'] = 'active') =>
    store.wishes.put(aWish(1, { id, state, to: { channel: 'web', account: 'anjia', chat: id, person: id } }));
  const match = (wish: string, number: number, score = 10): Match => ({
    wish,
    posting: posting(number).id,
    score,
    reasons: [
      { kind: 'skill', skills: ['sewing'] },
      { kind: 'distance', km: 1.5 },
    ],
  });
  const all = { limit: 100 };
  beforeEach(async () => {
    store = opened().storage.employment;
    for (const number of [1, 2, 3]) await store.postings.put(posting(number), `d${number}`);
    await wish('w_1');
    await wish('w_2');
  });

  it('gives back what was found, the best first, from both ends, after a restart too', async () => {
    await store.matches.add([match('w_1', 1, 10), match('w_1', 2, 30), match('w_2', 1, 20)], at);
    const again = await opened().again();
    expect(await again.employment.matches.of('w_1', 9)).toMatchObject([
      { ...match('w_1', 2, 30), foundAt: at, toldAt: undefined, answer: undefined },
      match('w_1', 1, 10),
    ]);
    await again.close();
    expect((await store.matches.for(posting(1).id, 9)).map(({ wish: of }) => of)).toEqual(['w_2', 'w_1']);
    expect(await store.matches.of('w_1', 1)).toHaveLength(1);
    expect(await store.matches.of('nothing', 9)).toEqual([]);
  });

  it('finds a pair once; what was neither told nor answered is as it is found now', async () => {
    await store.matches.add([match('w_1', 1, 10), match('w_1', 2, 10), match('w_1', 3, 10)], at);
    const [told] = (await store.matches.of('w_1', 9)).filter(one => one.posting === posting(1).id);
    await store.matches.told([told!.id], at);
    await store.matches.answer('w_1', posting(2).id, 'not-wanted');
    await store.matches.add([match('w_1', 1, 50), match('w_1', 2, 50), match('w_1', 3, 50)], hours(1));
    expect((await store.matches.of('w_1', 9)).map(({ posting: of, score }) => [of, score])).toEqual([
      [posting(3).id, 50],
      [posting(2).id, 10],
      [posting(1).id, 10],
    ]);
  });

  it('names the wishes that may be told something, page by page', async () => {
    await wish('w_3', 'resting');
    await wish('w_4');
    await store.matches.add([match('w_1', 1), match('w_1', 2), match('w_2', 1), match('w_3', 1)], at);
    expect(await store.matches.untold(at, today, all)).toEqual(['w_1', 'w_2']);
    expect(await store.matches.untold(at, today, { after: 'w_1', limit: 1 })).toEqual(['w_2']);
    const [first] = await store.matches.untoldOf('w_1', today, 1);
    await store.matches.told([first!.id], hours(1));
    expect(await store.matches.untold(at, today, all)).toEqual(['w_2']);
    expect(await store.matches.untold(hours(1), today, all)).toEqual(['w_1', 'w_2']);
    expect(await store.matches.toldSince('w_1', at)).toEqual([hours(1)]);
    expect(await store.matches.toldSince('w_1', hours(1))).toEqual([]);
  });

  it('tells nothing of what is answered, over or ended', async () => {
    await store.matches.add([match('w_1', 1), match('w_1', 2), match('w_1', 3)], at);
    await store.matches.answer('w_1', posting(1).id, 'wanted');
    await store.postings.put(posting(2, { state: 'filled', version: 2 }), 'd2');
    expect((await store.matches.untoldOf('w_1', today, 9)).map(one => one.posting)).toEqual([posting(3).id]);
    expect(await store.matches.untoldOf('w_1', '2027-01-01' as Day, 9)).toEqual([]);
    expect(await store.matches.untold(at, '2027-01-01' as Day, all)).toEqual([]);
  });

  it('drops what was not told, by posting and by wish', async () => {
    await store.matches.add([match('w_1', 1), match('w_1', 2), match('w_2', 1)], at);
    const told = (await store.matches.of('w_2', 9))[0]!;
    await store.matches.told([told.id], at);
    await store.matches.drop({ posting: posting(1).id });
    expect(await store.matches.of('w_1', 9)).toHaveLength(1);
    expect(await store.matches.of('w_2', 9)).toHaveLength(1);
    await store.matches.drop({ wish: 'w_1' });
    expect(await store.matches.of('w_1', 9)).toEqual([]);
  });

  it('remembers for which postings people are to be found, until they were found for that very version', async () => {
    const [one, two, three] = [1, 2, 3].map(number => posting(number).id) as [string, string, string];
    expect(await store.matches.unsought(today, 2)).toEqual([one, two]);
    await store.matches.sought([
      { id: one, version: 1 },
      { id: two, version: 9 },
      { id: three, version: 1 },
    ]);
    expect(await store.matches.unsought(today, 9)).toEqual([two]);
    await store.matches.seek([one, 'nothing']);
    expect(await store.matches.unsought(today, 9)).toEqual([one, two]);
    expect(await store.matches.unsought('2027-01-01' as Day, 9)).toEqual([]);
    await store.matches.seek([]);
  });

  it('tells a wish once where two do so at the same time', async () => {
    await store.matches.add([match('w_1', 1), match('w_1', 2)], at);
    const other = await opened().again();
    const tell = (through: typeof store) =>
      through.transact(async () => {
        if (!(await through.matches.hold('w_1'))) return 0;
        if ((await through.matches.toldSince('w_1', at)).length > 0) return 0;
        const found = await through.matches.untoldOf('w_1', today, 9);
        await through.matches.told(
          found.map(({ id }) => id),
          hours(1),
        );
        return found.length;
      });
    const counts = await Promise.all([tell(store), tell(other.employment), tell(store), tell(other.employment)]);
    await other.close();
    expect(counts.reduce((sum, count) => sum + count)).toBe(2);
    expect(await store.matches.hold('nothing')).toBe(false);
  });

  it('goes with the wish that it was found for', async () => {
    await store.matches.add([match('w_1', 1)], at);
    await store.erase({ channel: 'web', account: 'anjia', person: 'w_1' });
    expect(await store.matches.for(posting(1).id, 9)).toEqual([]);
  });
});
