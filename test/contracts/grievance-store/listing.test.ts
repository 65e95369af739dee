import { beforeEach, expect, it } from 'vitest';
import type { Grievance } from '../../../src/grievance/model.ts';
import { numberAt } from '../../../src/grievance/number.ts';
import type { GrievanceFilter, GrievanceStore } from '../../../src/grievance/store.ts';
import type { Day } from '../../../src/shared/calendar.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { after, at, everywhere, grievance, guizhou, housing, jinxiu, resident, schools, there, yulan } from './sample.ts';

const day = (text: string) => text as Day;

onEachDatabase('lists of grievances', opened => {
  let store: GrievanceStore;
  beforeEach(() => {
    store = opened().storage.grievances;
  });
  const add = async (all: readonly Grievance[], words: readonly string[] = []) => {
    for (const one of all) await store.add(one, words);
  };
  const places = (found: readonly Grievance[]) => found.map(({ number }) => Math.floor(number / 10) - 99);
  const list = async (filter: Partial<GrievanceFilter> = {}, reaches = everywhere) =>
    places(await store.list(reaches, { limit: 100, ...filter }));

  it('keeps all of a grievance, and all that it may be without', async () => {
    const full = grievance(1, {
      danger: 'violence',
      isSafety: true,
      unit: housing,
      holder: 'p_1',
      leaseUntil: after(1),
      reporter: resident,
      household: 'h_01k9aaaaaaaaaaaaaaaa' as Grievance['household'],
      takenBy: 'p_2',
      stepDueAt: after(2),
      alarm: 'county',
      alarmAt: after(3),
      returns: 1,
      reopenings: 2,
      calls: 3,
      extensions: 4,
      handlers: ['p_1', 'operator'],
      answeredAt: after(4),
      endedAt: after(5),
      outcome: 'unreached',
      mergedInto: 1013,
      supporters: 6,
    });
    const bare = grievance(2, { place: { region: guizhou }, record: undefined });
    await add([full, bare]);
    expect(await store.get(full.number)).toEqual(full);
    expect(await store.get(bare.number)).toEqual(bare);
    for (const none of [1024, 0, -1, 1.5, 9_999_999_999, Number.NaN]) expect(await store.get(none)).toBeUndefined();
  });

  it('replaces the version before, and no other', async () => {
    const one = grievance(1);
    await add([one]);
    const second = { ...one, state: 'ruling' as const, record: undefined, version: 2 };
    expect(await store.put(second)).toBe(true);
    expect(await store.put({ ...second, returns: 9 })).toBe(false);
    expect(await store.put({ ...second, returns: 9, version: 4 })).toBe(false);
    expect(await store.get(one.number)).toEqual(second);
    await expect(store.add(one, [])).rejects.toThrow();
  });

  it.each<[string, Partial<GrievanceFilter>, readonly number[]]>([
    ['nothing asked for', {}, [5, 4, 3, 2, 1]],
    ['states', { states: ['working', 'closed'] }, [3, 2]],
    ['kinds', { kinds: ['lift', 'noise'] }, [5, 4, 3, 1]],
    ['no kind', { kinds: [] }, []],
    ['units', { units: [housing] }, [3, 1]],
    ['a settlement', { settlement: yulan }, [4]],
    ['a holder', { holder: 'p_1' }, [2]],
    ['an alarm', { alarm: 'supervisor' }, [5, 3]],
    ['no alarm', { alarm: 'none' }, [5, 4, 3, 2, 1]],
    ['days', { from: day('2026-11-30'), to: day('2026-11-30') }, [3, 2, 1]],
    ['a day with nothing', { from: day('2026-12-02'), to: day('2026-12-04') }, []],
    ['since a day', { from: day('2026-12-01') }, [5, 4]],
    ['until a day', { to: day('2026-12-01') }, [4, 3, 2, 1]],
    ['several at once', { kinds: ['lift'], units: [housing], states: ['working'], alarm: 'warned' }, [3]],
    ['the queue', { order: 'queue' }, [2, 4, 3, 1, 5]],
    ['the queue, narrowed', { order: 'queue', kinds: ['lift'] }, [3, 1, 5]],
  ])('narrow to %s', async (_what, filter, expected) => {
    await add([
      grievance(1, { unit: housing, dueAt: after(50) }),
      grievance(2, { state: 'closed', kind: 'water', unit: schools, holder: 'p_1', dueAt: after(20) }),
      grievance(3, {
        state: 'working',
        unit: housing,
        alarm: 'county',
        dueAt: after(50),
        isSafety: true,
        receivedAt: new Date('2026-11-30T15:59:59.999Z'),
      }),
      grievance(4, { kind: 'noise', place: there, dueAt: after(40), receivedAt: new Date('2026-11-30T16:00:00.000Z') }),
      grievance(5, { alarm: 'supervisor', dueAt: after(60), receivedAt: new Date('2026-12-04T16:00:00.000Z') }),
    ]);
    expect(await list(filter)).toEqual(expected);
    const paged: number[] = [];
    for (let page = await list({ ...filter, limit: 2 }); page.length > 0; ) {
      paged.push(...page);
      page = await list({ ...filter, limit: 2, after: String(numberAt(page.at(-1)!)) });
    }
    expect(paged).toEqual(expected);
  });

  it('show nothing after what is no number of a grievance', async () => {
    await add([grievance(1), grievance(2)]);
    for (const after of ['', 'x', '99999999999', '1.5', '-4', "1' or 1=1"])
      for (const order of ['newest', 'queue'] as const) expect(await list({ after, order }), `${order} ${after}`).toEqual([]);
  });

  it('hold what lies within reach', async () => {
    await add([grievance(1, { unit: housing }), grievance(2, { place: there, unit: housing }), grievance(3)]);
    expect(await list({}, { scopes: [{ kind: 'settlement', settlement: jinxiu }] })).toEqual([3, 1]);
    expect(await list({}, { scopes: [{ kind: 'region', region: guizhou }], units: [housing] })).toEqual([2, 1]);
    expect(await list({}, { scopes: [] })).toEqual([]);
  });

  it('find what holds all of the words, also after a day, within a place and for two units', async () => {
    await add([grievance(1), grievance(2)], ['电梯', '三天', '电梯']);
    await add([grievance(3, { place: there })], ['电梯', '楼道']);
    await add([grievance(4)]);
    await add([grievance(5)], ['', '楼\0道']);
    expect(await list({ words: ['电梯'] })).toEqual([3, 2, 1]);
    expect(await list({ words: ['三天', '电梯'] })).toEqual([2, 1]);
    expect(await list({ words: ['三天', '楼道'] })).toEqual([]);
    expect(await list({ words: ['楼道'] })).toEqual([5, 3]);
    expect(await list({ words: ['梯'] })).toEqual([]);
    expect(await list({ words: [] })).toEqual([5, 4, 3, 2, 1]);
    expect(await list({ words: ['电梯'], limit: 1, after: String(numberAt(3)) })).toEqual([2]);
    expect(await list({ words: ['电梯'], order: 'queue', limit: 2 })).toEqual([1, 2]);
    expect(await list({ words: ['电梯'] }, { scopes: [{ kind: 'settlement', settlement: yulan }] })).toEqual([3]);
  });

  it('show open ones alike in a settlement, the newest first', async () => {
    await add([
      grievance(1),
      grievance(2, { state: 'closed' }),
      grievance(3, { state: 'calling-back' }),
      grievance(4, { kind: 'water' }),
      grievance(5, { place: there }),
      grievance(6, { state: 'working' }),
    ]);
    expect(places(await store.alike(jinxiu, 'lift', 9))).toEqual([6, 3, 1]);
    expect(places(await store.alike(jinxiu, 'lift', 2))).toEqual([6, 3]);
  });

  it('show what somebody reported from any chat, the newest first', async () => {
    await add([
      grievance(1, { reporter: resident }),
      grievance(2, { reporter: { ...resident, chat: '-100' } }),
      grievance(3, { reporter: { ...resident, person: '8' } }),
      grievance(4),
    ]);
    expect(places(await store.reportedBy(resident, 9))).toEqual([2, 1]);
    expect(places(await store.reportedBy(resident, 1))).toEqual([2]);
  });

  it('show what the clock has to look at once, what is due longest in front', async () => {
    const working = { state: 'working', holder: 'p_1' } as const;
    await add([
      grievance(1, { alarmAt: after(-5) }),
      grievance(2, { ...working, leaseUntil: after(-10), alarmAt: after(-1) }),
      grievance(3, { ...working, leaseUntil: after(1), alarmAt: after(1) }),
      grievance(4, { ...working, leaseUntil: after(9), holder: 'p_2', dueAt: after(-7) }),
      grievance(5, { holder: 'p_2' }),
      grievance(6, { alarmAt: at }),
    ]);
    await store.putHandler({ actor: 'p_2', awayUntil: after(1) });
    await store.putHandler({ actor: 'p_1', awayUntil: at });
    expect(places(await store.dueForClock(at, 9))).toEqual([2, 4, 1, 6]);
    expect(places(await store.dueForClock(at, 2))).toEqual([2, 4]);
  });

  it('show whom to call, those drawn first, the oldest answer in front, and never about what the caller had in hand', async () => {
    await add([
      grievance(1, { state: 'calling-back', answeredAt: after(3), handlers: ['p_12'] }),
      grievance(2, { state: 'calling-back', answeredAt: after(1) }),
      grievance(3, { state: 'calling-back', answeredAt: after(2), handlers: ['p_9', 'p_1'] }),
      grievance(4, { state: 'closed', answeredAt: after(0) }),
      grievance(5, { state: 'calling-back', answeredAt: after(0), place: there }),
    ]);
    await add([
      grievance(6, { state: 'answered', answeredAt: after(-2) }),
      grievance(7, { state: 'answered', answeredAt: after(-3) }),
    ]);
    const reaches = { scopes: [{ kind: 'settlement', settlement: jinxiu } as const] };
    expect(places(await store.toCall(reaches, 'p_1', 9))).toEqual([2, 1, 7, 6]);
    expect(places(await store.toCall(reaches, 'p_2', 2))).toEqual([2, 3]);
  });
});
