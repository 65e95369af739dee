import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/directory/model.ts';
import type { Reporter } from '../../src/grievance/service.ts';
import type { HouseholdId, PersonId } from '../../src/shared/ids.ts';
import { valueIn } from '../directory/subjects.ts';
import { type Caseworld, openCaseworld } from '../support/grievances.ts';

let world: Caseworld;
let handler: Actor;
let supervisor: Actor;
beforeEach(async () => {
  world = await openCaseworld();
  handler = await world.staff('handler', '王经办');
  supervisor = await world.staff('supervisor', '钱督办');
});
afterEach(() => world.close());

const caseOf = async (number: number) => (await world.storage.grievances.get(number))!;
const ofHousehold = (name: string, household: string): Reporter => {
  const { at, visitor } = world.resident(name);
  const link = { person: name as PersonId, household: household as HouseholdId, member: 'm_1', linkedBy: '', linkedAt: '' };
  return { at, visitor: { ...visitor, link } };
};
/** Something that a household reported, in the hands of the handler. */
async function taken(name: string, household?: string): Promise<number> {
  const number = await world.reported(world.resident(name));
  const one = await caseOf(number);
  await world.storage.grievances.put({ ...one, household: household as HouseholdId, version: one.version + 1 });
  valueIn(await world.grievances.queue.claim(handler, number));
  return number;
}
const merge = async (part: number, into: number) => valueIn(await world.grievances.queue.merge(handler, part, into));
const answer = async (number: number) => {
  if ((await caseOf(number)).state !== 'working') valueIn(await world.grievances.queue.claim(handler, number));
  valueIn(await world.grievances.queue.answer(handler, number, { says: '钢缆换好了' }));
};
/** What of these somebody heard and had not heard before. */
const heard = async (name: string, words: string) => (await world.heard(name)).filter(text => text.includes(words));

describe('households of cases that are handled together', () => {
  it('are counted once each, whether they reported or said that they have it too, and as before once they are parted', async () => {
    const { intake } = world.grievances;
    const whole = await taken('罗世珍', 'h_a');
    const part = await taken('韦阿福', 'h_b');
    for (const [name, household, number] of [
      ['覃一', 'h_c', whole],
      ['覃二', 'h_c', part],
      ['黄一', 'h_b', whole],
      ['莫一', 'h_d', part],
    ] as const)
      valueIn(await intake.support(ofHousehold(name, household), number));
    expect([(await caseOf(whole)).supporters, (await caseOf(part)).supporters]).toEqual([2, 2]);
    await merge(part, whole);
    // a, c, b and d: of the part's three only d is new.
    expect((await caseOf(whole)).supporters).toBe(3);
    valueIn(await intake.support(ofHousehold('莫二', 'h_d'), whole));
    expect((await caseOf(whole)).supporters).toBe(3);
    valueIn(await intake.support(ofHousehold('石一', 'h_e'), whole));
    expect((await caseOf(whole)).supporters).toBe(4);
    valueIn(await world.grievances.supervision.unmerge(supervisor, part));
    // a with c, b, d and e.
    expect((await caseOf(whole)).supporters).toBe(4);
    expect((await caseOf(part)).supporters).toBe(2);
  });

  it('are counted by who wrote where no household is known', async () => {
    const whole = await taken('罗世珍');
    const part = await taken('韦阿福');
    const other = await taken('罗世珍');
    await merge(part, whole);
    await merge(other, whole);
    expect((await caseOf(whole)).supporters).toBe(1);
  });
});

describe('whoever reported a case that is handled with another one', () => {
  let whole: number;
  let part: number;
  let deep: number;
  beforeEach(async () => {
    whole = await taken('罗世珍');
    part = await taken('韦阿福');
    deep = await taken('覃一');
    await merge(deep, part);
    await merge(part, whole);
    for (const name of ['罗世珍', '韦阿福', '覃一']) await world.heard(name);
    await answer(whole);
  });
  const own = async (name: string, number: number) => valueIn(await world.grievances.intake.own(world.resident(name), number));

  it('is told of its answer under their own number, however often it was merged, and sees it there', async () => {
    for (const [name, number] of [
      ['韦阿福', part],
      ['覃一', deep],
    ] as const) {
      const [told, ...more] = await heard(name, '钢缆换好了');
      expect(more).toEqual([]);
      expect(told).toMatch(new RegExp(`您报的${number}号（跟${whole}号合在一起办[\\s\\S]*没解决`));
      const shown = await own(name, number);
      expect(shown).toMatchObject({ state: 'merged', can: ['object'], whole: { state: 'answered' } });
      expect(shown.whole?.record?.answer?.says).toBe('钢缆换好了');
      expect(JSON.stringify(shown.whole)).not.toMatch(/罗世珍|电梯坏了/);
    }
  });

  it('takes it up again by an objection, of which everybody else hears, and is shown nothing that another wrote', async () => {
    const { dueAt } = await caseOf(whole);
    for (const name of ['罗世珍', '韦阿福', '覃一']) await world.heard(name);
    const outcome = valueIn(await world.grievances.intake.object(world.resident('覃一'), deep, '二单元还是坏的'));
    expect(outcome.grievance).toMatchObject({ number: deep, state: 'merged' });
    expect(await caseOf(whole)).toMatchObject({ state: 'reopened', reopenings: 1, dueAt });
    expect((await caseOf(whole)).record?.additions.at(-1)?.text).toBe('二单元还是坏的');
    expect(await heard('罗世珍', '重新在办')).toHaveLength(1);
    expect(await heard('韦阿福', '重新在办')).toHaveLength(1);
    expect(await heard('覃一', '重新在办')).toHaveLength(0);
    expect((await world.grievances.verify()).faults).toEqual([]);
  });

  it('does not close it; its own reporter does, and then ten days are left to object', async () => {
    const { intake } = world.grievances;
    expect(await intake.confirm(world.resident('韦阿福'), part)).toMatchObject({ ok: false, refusal: { code: 'state' } });
    expect((await caseOf(whole)).state).toBe('answered');
    valueIn(await intake.confirm(world.resident('罗世珍'), whole));
    expect(await heard('韦阿福', '已销号')).toHaveLength(1);
    expect(await heard('覃一', '已销号')).toHaveLength(1);
    world.clock.pass(11 * 24 * 3600 * 1000);
    expect(await intake.object(world.resident('韦阿福'), part, '又坏了')).toMatchObject({ refusal: { code: 'too-late' } });
  });

  it('objects to nothing that is not theirs, nor while it is not answered', async () => {
    const { intake } = world.grievances;
    expect(await intake.object(world.resident('路人'), part, '没好')).toMatchObject({ refusal: { code: 'unknown' } });
    valueIn(await intake.object(world.resident('韦阿福'), part, '没好'));
    expect(await intake.object(world.resident('韦阿福'), part, '没好')).toMatchObject({ refusal: { code: 'state' } });
    expect((await own('韦阿福', part)).can).toEqual([]);
  });
});
