import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Actor } from '../../src/directory/model.ts';
import { valueIn } from '../directory/subjects.ts';
import { databases } from '../support/databases.ts';
import { type Caseworld, openCaseworld, unit } from '../support/grievances.ts';

const HOUR_MS = 3600 * 1000;

describe.each(databases.map(database => [database.name, database] as const))('a case sent back twice on %s', (_, database) => {
  let world: Caseworld;
  let handler: Actor;
  let number: number;
  beforeEach(async ({ skip }) => {
    skip(database.missing !== undefined, database.missing);
    world = await openCaseworld(database);
    handler = await world.staff('handler', '王经办');
    number = await world.reported();
  });
  afterEach(() => world?.close());

  const row = async () => (await world.storage.grievances.get(number))!;
  const sendBack = async (to: string) => {
    valueIn(await world.grievances.queue.claim(handler, number));
    valueIn(await world.grievances.queue.sendBack(handler, number, unit(to), '不归我们'));
  };
  const twice = async () => {
    await sendBack('finance');
    await sendBack('health');
  };
  const heard = async (name: string) => (await world.heard(name)).filter(text => text.includes(String(number)));

  it('goes to the unit that was proposed the first time, and to a supervisor the second, its clock as it was', async () => {
    const { dueAt } = await row();
    await sendBack('finance');
    expect(await row()).toMatchObject({ state: 'forwarded', unit: unit('finance'), returns: 1, dueAt });
    world.clock.pass(2 * HOUR_MS);
    await sendBack('health');
    expect(await row()).toMatchObject({ state: 'ruling', unit: unit('finance'), returns: 2, holder: undefined, dueAt });
    expect(await row()).toMatchObject({ record: { notes: [{ text: '不归我们' }, { text: '不归我们' }] } });
  });

  it('is told to every supervisor of the place once, and to nobody else', async () => {
    for (const name of ['钱督办', '孙督办']) await world.staff('supervisor', name);
    await world.staff('cadre', '孙干部');
    await sendBack('finance');
    expect(await heard('钱督办')).toEqual([]);
    await sendBack('health');
    for (const name of ['钱督办', '孙督办']) {
      const told = await heard(name);
      expect(told).toHaveLength(1);
      expect(told[0]).toContain('退了两次，请您定归谁');
    }
    for (const name of ['王经办', '孙干部']) expect(await heard(name)).toEqual([]);
  });

  it('waits among what a supervisor has to decide, and in no handler’s queue', async () => {
    const supervisor = await world.staff('supervisor', '钱督办');
    await twice();
    const { queue, supervision } = world.grievances;
    const undecided = async () => valueIn(await supervision.undecided(supervisor, { limit: 9 })).map(one => one.number);
    expect(await undecided()).toEqual([number]);
    expect(valueIn(await queue.next(handler))).toBeUndefined();
    expect(await queue.claim(handler, number)).toMatchObject({ refusal: { code: 'state' } });
    expect(await supervision.undecided(handler, { limit: 9 })).toMatchObject({ refusal: { code: 'not-allowed' } });
    expect(valueIn(await queue.get(supervisor, number)).can).toEqual(['assign']);
    valueIn(await supervision.assign(supervisor, number, { unit: unit('finance') }, '就是财政的'));
    expect(await undecided()).toEqual([]);
  });

  it.each<[what: string, to: (other: Actor) => { unit: ReturnType<typeof unit> } | { holder: string }, state: string]>([
    ['to the unit where it was', () => ({ unit: unit('finance') }), 'forwarded'],
    ['to another unit', () => ({ unit: unit('civil-affairs') }), 'forwarded'],
    ['into a handler’s hands', other => ({ holder: other.id }), 'working'],
  ])('goes on %s as a supervisor decides, and from there to its end', async (_what, to, state) => {
    const supervisor = await world.staff('supervisor', '钱督办');
    const other = await world.staff('handler', '李经办');
    await twice();
    const { dueAt } = await row();
    valueIn(await world.grievances.supervision.assign(supervisor, number, to(other), '定了'));
    expect(await row()).toMatchObject({ state, returns: 2, dueAt });
    if (state === 'forwarded') expect(valueIn(await world.grievances.queue.next(other))?.grievance.number).toBe(number);
    else expect((await heard('李经办')).join()).toContain('督办重新派了');
    valueIn(await world.grievances.queue.answer(other, number, { says: '修好了' }));
    valueIn(await world.grievances.intake.confirm(world.resident('罗世珍'), number));
    expect(await row()).toMatchObject({ state: 'closed' });
    expect((await world.grievances.verify()).faults).toEqual([]);
  });

  it('comes back to a supervisor each time that it is sent back once more', async () => {
    const supervisor = await world.staff('supervisor', '钱督办');
    await twice();
    valueIn(await world.grievances.supervision.assign(supervisor, number, { holder: handler.id }, '就是您的'));
    await heard('钱督办');
    valueIn(await world.grievances.queue.sendBack(handler, number, unit('health'), '真不是'));
    expect(await row()).toMatchObject({ state: 'ruling', returns: 3 });
    expect(await heard('钱督办')).toHaveLength(1);
  });

  it('is told again when nobody decides within the time for that, and its lateness goes up as any other’s', async () => {
    await world.staff('supervisor', '钱督办');
    await twice();
    await heard('钱督办');
    world.clock.pass(33 * HOUR_MS);
    await world.grievances.tick();
    expect((await heard('钱督办')).join()).toContain('很久没动了');
    world.clock.pass(24 * HOUR_MS);
    await world.grievances.tick();
    expect(await row()).toMatchObject({ state: 'ruling', alarm: 'supervisor' });
    expect((await heard('钱督办')).join()).toContain('超期了');
  });

  it('is told to the administrators where nobody supervises, who can make somebody a supervisor', async () => {
    const { people } = world.rooms.directory;
    const { id } = await people.ensure({ channel: 'web', account: 'anjia', person: '周管理' }, '周管理');
    await people.grant(id, 'admin', { kind: 'all' }, OPERATOR.id);
    await twice();
    const [told, ...more] = await heard('周管理');
    expect(told).toContain('那里还没有能收到消息的督办');
    expect(more).toEqual([]);
    // Whoever becomes one finds it waiting.
    const late = await world.staff('supervisor', '新督办');
    expect(valueIn(await world.grievances.supervision.undecided(late, { limit: 9 })).map(one => one.number)).toEqual([number]);
    valueIn(await world.grievances.supervision.assign(late, number, { unit: unit('civil-affairs') }, '归民政'));
    expect(valueIn(await world.grievances.queue.next(handler))?.grievance.number).toBe(number);
  });

  it('can still be taken back by whoever reported it', async () => {
    await twice();
    valueIn(await world.grievances.intake.withdraw(world.resident('罗世珍'), number));
    expect(await row()).toMatchObject({ state: 'withdrawn' });
  });
});
