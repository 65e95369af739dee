import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Actor } from '../../src/directory/model.ts';
import type { Scope } from '../../src/directory/scope.ts';
import { valueIn } from '../directory/subjects.ts';
import { type Caseworld, openCaseworld, REGION } from '../support/grievances.ts';

/**
 * Reported on Monday, 23 November 2026, at nine. A lift is due within two working days, on Wednesday at half past five; an extension gives three
 * more: Monday, 30 November. Four fifths of that are over on Friday at half past five, half as much again on Thursday, 3 December, at one.
 */
let world: Caseworld;
let number: number;
let handler: Actor;
let supervisor: Actor;
const county: Scope = { kind: 'county', region: REGION, county: '黔西市' };
beforeEach(async () => {
  world = await openCaseworld();
  number = await world.reported();
  handler = await world.staff('handler', '王经办');
  supervisor = await world.staff('supervisor', '钱督办');
  const { people } = world.rooms.directory;
  const { id } = await people.ensure({ channel: 'web', account: 'anjia', person: '县里督办' }, '县里督办');
  await people.grant(id, 'supervisor', county, OPERATOR.id);
  valueIn(await world.grievances.queue.claim(handler, number));
});
afterEach(() => world.close());

const instant = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`);
const row = async () => (await world.storage.grievances.get(number))!;
/** Time passes, the holder does something with it, and somebody looks at the clock. */
const at = async (text: string) => {
  world.clock.pass(instant(text).getTime() - world.clock.now().getTime());
  if ((await row()).state === 'working') valueIn(await world.grievances.queue.note(handler, number, '在办'));
  await world.grievances.tick();
  await world.grievances.tick();
};
const kinds = { 快到期了: 'warned', '超期了，请督办': 'supervisor', '超期很久了，请县里督办': 'county' } as const;
/** Which alarms somebody heard since they were asked last. */
const heard = async (name: string) =>
  (await world.heard(name)).flatMap(text =>
    Object.entries(kinds).flatMap(([words, kind]) => (text.startsWith(words) ? [kind] : [])),
  );
const asked = async () => valueIn(await world.grievances.queue.askExtension(handler, number, '等配件'));
const granted = async () => valueIn(await world.grievances.supervision.decideExtension(supervisor, number, true));
const NEW_DUE = instant('2026-11-30 17:30');

describe('the alarms of a case that was given more time', () => {
  it('are counted on its new due, each told once', async () => {
    await asked();
    await granted();
    expect(await row()).toMatchObject({ dueAt: NEW_DUE, alarm: 'none', alarmAt: instant('2026-11-27 17:30'), extensions: 1 });
    // The times of its first due pass in silence.
    for (const old of ['2026-11-25 14:00', '2026-11-25 17:31', '2026-11-26 17:31', '2026-11-27 17:29']) {
      await at(old);
      for (const name of ['王经办', '钱督办', '县里督办']) expect(await heard(name)).toEqual([]);
    }
    await at('2026-11-27 17:31');
    expect([await heard('王经办'), await heard('钱督办'), await heard('县里督办')]).toEqual([['warned'], [], []]);
    await at('2026-11-30 17:31');
    expect([await heard('王经办'), await heard('钱督办'), await heard('县里督办')]).toEqual([[], ['supervisor'], []]);
    await at('2026-12-03 13:01');
    expect([await heard('王经办'), await heard('钱督办'), await heard('县里督办')]).toEqual([[], ['county'], ['county']]);
    await at('2026-12-18 10:00');
    for (const name of ['王经办', '钱督办', '县里督办']) expect(await heard(name)).toEqual([]);
    expect(await row()).toMatchObject({ dueAt: NEW_DUE, alarm: 'county', receivedAt: instant('2026-11-23 09:00') });
  });

  it('are told anew after it was late once, for the time that it has now', async () => {
    await at('2026-11-25 17:31');
    expect([await heard('王经办'), await heard('钱督办')]).toEqual([[], ['supervisor']]);
    await asked();
    await granted();
    expect(await row()).toMatchObject({ dueAt: NEW_DUE, alarm: 'none' });
    await at('2026-11-26 10:00');
    for (const name of ['王经办', '钱督办', '县里督办']) expect(await heard(name)).toEqual([]);
    await at('2026-11-27 17:31');
    expect([await heard('王经办'), await heard('钱督办')]).toEqual([['warned'], []]);
    await at('2026-11-30 17:31');
    expect([await heard('王经办'), await heard('钱督办')]).toEqual([[], ['supervisor']]);
  });

  it('stay as they were where it was refused, and what was told is not told again', async () => {
    await asked();
    await at('2026-11-25 14:00');
    expect(await heard('王经办')).toEqual(['warned']);
    const { dueAt, alarmAt } = await row();
    valueIn(await world.grievances.supervision.decideExtension(supervisor, number, false));
    expect(await row()).toMatchObject({ dueAt, alarmAt, alarm: 'warned', extensions: 0 });
    await at('2026-11-25 17:00');
    expect(await heard('王经办')).toEqual([]);
    await at('2026-11-25 17:31');
    expect([await heard('王经办'), await heard('钱督办')]).toEqual([[], ['supervisor']]);
  });

  it('nothing is told again by what is done with it: passed on, let go, answered, taken up again', async () => {
    const { queue, intake } = world.grievances;
    await asked();
    await granted();
    await at('2026-11-27 17:31');
    expect(await heard('王经办')).toEqual(['warned']);
    valueIn(await queue.release(handler, number, '轮休'));
    valueIn(await queue.claim(handler, number));
    valueIn(await queue.answer(handler, number, { says: '修好了' }));
    // Answered, it is not late: it waits for a word.
    await at('2026-12-01 10:00');
    valueIn(await intake.object(world.resident('罗世珍'), number, '又坏了'));
    expect(await row()).toMatchObject({ state: 'reopened', dueAt: NEW_DUE, alarm: 'warned', extensions: 1 });
    await at('2026-12-01 10:01');
    expect([await heard('王经办'), await heard('钱督办')]).toEqual([[], ['supervisor']]);
    valueIn(await queue.claim(handler, number));
    await at('2026-12-02 10:00');
    for (const name of ['王经办', '钱督办', '县里督办']) expect(await heard(name)).toEqual([]);
    // Its extension is used, however often it is taken up again.
    expect(await queue.askExtension(handler, number, '还等')).toMatchObject({
      refusal: { params: { what: 'grievance-extension-used' } },
    });
  });

  it('of a second extension are counted from the same beginning', async () => {
    const home = await world.reported(world.resident('李四'), { kind: 'housing-quality', text: '墙面裂了' });
    const { queue, supervision } = world.grievances;
    valueIn(await queue.claim(handler, home));
    const due = async () => (await world.storage.grievances.get(home))!.dueAt;
    const dues = [await due()];
    for (let i = 0; i < 2; i++) {
      world.clock.pass(3600_000);
      valueIn(await queue.askExtension(handler, home, '等工人'));
      valueIn(await supervision.decideExtension(supervisor, home, true));
      dues.push(await due());
    }
    // Five working days, ten, fifteen.
    expect(dues).toEqual(['2026-11-30 17:30', '2026-12-07 17:30', '2026-12-14 17:30'].map(instant));
    expect(await queue.askExtension(handler, home, '还等')).toMatchObject({ refusal: { code: 'state' } });
  });
});
