import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import type { Actor } from '../../src/directory/model.ts';
import { afterAnswer } from '../../src/grievance/closing.ts';
import type { Grievance } from '../../src/grievance/model.ts';
import { loadCategories } from '../../src/knowledge/categories.ts';
import type { Random } from '../../src/shared/random.ts';
import { grievance, resident } from '../contracts/grievance-store/sample.ts';
import { valueIn } from '../directory/subjects.ts';
import { type Caseworld, openCaseworld } from '../support/grievances.ts';
import { createRandom } from '../support/random.ts';

/** The same draws for the same seed. */
const seeded = (seed: number): Random => {
  const { below } = createRandom(seed);
  return { bytes: length => Uint8Array.from({ length }, () => below(256)) };
};
const kindOf = (callShare: number) => () => ({
  id: 'lift',
  clock: 'help' as const,
  isSafety: false,
  isShared: false,
  callShare,
  keepDays: 1,
  unitIn: () => undefined,
});
const answered = (over: Partial<Grievance> = {}, record: Partial<Grievance['record']> = {}) =>
  grievance(1, {
    reporter: resident,
    record: { text: 'x', isAnonymous: false, phone: '1', additions: [], notes: [], ...record },
    ...over,
  });
const drawn = (callShare: number, random: Random, times: number, one = answered()): number =>
  Array.from({ length: times }, () => afterAnswer({ kindOf: kindOf(callShare), random }, one)).filter(
    state => state === 'calling-back',
  ).length;

describe('of a hundred answers', () => {
  it('none is drawn for a call where the share is none, every one where it is all', () => {
    fc.assert(
      fc.property(fc.integer(), seed => {
        expect([drawn(0, seeded(seed), 500), drawn(100, seeded(seed), 500)]).toEqual([0, 500]);
      }),
    );
    // At both ends of what can be drawn.
    for (const byte of [0, 255]) {
      const random: Random = { bytes: length => new Uint8Array(length).fill(byte) };
      expect([drawn(0, random, 1), drawn(100, random, 1)]).toEqual([0, 1]);
    }
  });

  it.each([1, 20, 30, 50, 99])('%i are, as near as chance has it', share => {
    const times = 20_000;
    const spread = Math.sqrt(times * (share / 100) * (1 - share / 100));
    expect(Math.abs(drawn(share, seeded(7), times) - (times * share) / 100)).toBeLessThan(5 * spread);
  });

  it('the same are for the same seed, whoever handled them', () => {
    const states = (handlers: readonly string[], seed = 3) => {
      const random = seeded(seed);
      return Array.from({ length: 50 }, () =>
        afterAnswer({ kindOf: kindOf(50), random }, answered({ handlers, holder: handlers[0] })),
      );
    };
    expect(states(['p_1'])).toEqual(states(['p_2', 'p_3']));
    expect(states(['p_1'])).not.toEqual(states(['p_1'], 4));
  });

  it('whoever cannot write is always called, whoever gave no number or no name never is', () => {
    const [never, always] = [0, 100];
    expect(drawn(never, seeded(1), 9, answered({ reporter: undefined }))).toBe(9);
    expect(drawn(always, seeded(1), 9, answered({}, { phone: undefined }))).toBe(0);
    expect(drawn(always, seeded(1), 9, answered({}, { isAnonymous: true }))).toBe(0);
  });
});

describe('a call', () => {
  let world: Caseworld;
  beforeEach(async () => {
    world = await openCaseworld();
  });
  afterEach(() => world.close());

  it('is made by nobody who ever handled the case, whatever else they are, and is offered to them by no list', async () => {
    const { queue, callBacks, supervision } = world.grievances;
    const supervisor = await world.staff('supervisor', '钱督办');
    const officer = await world.staff('callback-officer', '赵回访');
    const first = await world.staff('handler', '王经办');
    const scope = first.rights[0]!.scope;
    const both = (one: Actor): Actor => ({ ...one, rights: [...one.rights, { role: 'callback-officer', scope }] });
    const second = await world.staff('handler', '李经办');
    const number = await world.reported(undefined, { kind: 'wages-labour', text: '工资拖了三个月', phone: '13800138000' });
    valueIn(await queue.claim(first, number));
    valueIn(await queue.release(first, number, '轮休'));
    valueIn(await supervision.assign(supervisor, number, { holder: second.id }, '接着办'));
    valueIn(await queue.answer(second, number, { says: '发了' }));
    // Wages are always called about.
    expect((await world.storage.grievances.get(number))?.state).toBe('calling-back');
    for (const one of [both(first), both(second)]) {
      expect(valueIn(await callBacks.waiting(one, 9))).toEqual([]);
      expect(valueIn(await queue.get(one, number)).can).toEqual([]);
      for (const call of [callBacks.confirmed(one, number), callBacks.denied(one, number, '没发'), callBacks.inVain(one, number)])
        expect(await call).toMatchObject({ refusal: { code: 'own' } });
    }
    expect(valueIn(await callBacks.waiting(officer, 9)).map(view => view.grievance.number)).toEqual([number]);
    // Where a call is due, the reporter's own word does not end it.
    expect(await world.grievances.intake.confirm(world.resident('罗世珍'), number)).toMatchObject({ refusal: { code: 'state' } });
    valueIn(await callBacks.confirmed(officer, number));
    expect(await world.storage.grievances.get(number)).toMatchObject({ state: 'closed', outcome: 'called' });
  });
});

it('the share of each kind stands in the knowledge, from none to all', () => {
  const shares = [...loadCategories(folders.knowledge).value.values()].map(({ callback }) => callback);
  expect(shares.every(share => Number.isInteger(share) && share >= 0 && share <= 100)).toBe(true);
  expect(shares).toContain(100);
});
