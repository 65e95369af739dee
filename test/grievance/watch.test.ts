import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Actor } from '../../src/directory/model.ts';
import type { Scope } from '../../src/directory/scope.ts';
import { valueIn } from '../directory/subjects.ts';
import { type Caseworld, openCaseworld, REGION, unit } from '../support/grievances.ts';

/** Reported on Monday, 23 November 2026, at nine: lifts are due within two working days, so on Wednesday at half past five. */
let world: Caseworld;
let number: number;
beforeEach(async () => {
  world = await openCaseworld();
  number = await world.reported();
});
afterEach(() => world.close());

const at = (text: string) => world.clock.pass(Date.parse(`${text.replace(' ', 'T')}:00+08:00`) - world.clock.now().getTime());
const look = () => world.grievances.tick();
const caseNow = async () => (await world.storage.grievances.get(number))!;
/** Messages that name the case and came since this was asked last. */
const heardOf = async (name: string) => (await world.heard(name)).filter(text => text.includes(String(number)));
const county: Scope = { kind: 'county', region: REGION, county: '黔西市' };

async function supervisorOf(scope: Scope, name: string): Promise<void> {
  const { people } = world.rooms.directory;
  const { id } = await people.ensure({ channel: 'web', account: 'anjia', person: name }, name);
  await people.grant(id, 'supervisor', scope, OPERATOR.id);
}

describe('what nobody takes', () => {
  it('is told of to handlers and supervisors once it should have been taken, and never again for the same step', async () => {
    await world.staff('handler', '王经办');
    await world.staff('supervisor', '钱督办');
    at('2026-11-24 17:00');
    await look();
    expect(await heardOf('王经办')).toHaveLength(0);
    at('2026-11-24 17:31');
    await look();
    await look();
    expect(await heardOf('王经办')).toHaveLength(1);
    expect(await heardOf('钱督办')).toHaveLength(1);
  });

  it('is warned of at four fifths, goes to the supervisor when it is due and to the county at half as much again', async () => {
    await world.staff('handler', '王经办');
    await world.staff('supervisor', '钱督办');
    await supervisorOf(county, '县里督办');
    at('2026-11-25 14:00');
    await look();
    expect(await caseNow()).toMatchObject({ alarm: 'warned', state: 'received' });
    const warned = (await heardOf('王经办')).length;
    expect(warned).toBeGreaterThan(0);
    at('2026-11-25 17:31');
    await look();
    expect(await caseNow()).toMatchObject({ alarm: 'supervisor' });
    expect(await heardOf('县里督办')).toHaveLength(0);
    at('2026-11-26 17:31');
    await look();
    expect(await caseNow()).toMatchObject({ alarm: 'county', alarmAt: undefined });
    expect(await heardOf('县里督办')).toHaveLength(1);
    at('2026-12-24 09:00');
    await look();
    expect(await heardOf('县里督办')).toHaveLength(0);
  });

  it('is told at its limit and at half as much again by number, kind and place alone, and may be opened by whoever is told', async () => {
    const chief = await world.staff('supervisor', '钱督办');
    await supervisorOf(county, '县里督办');
    for (const [instant, name] of [
      ['2026-11-25 17:31', '钱督办'],
      ['2026-11-26 17:31', '县里督办'],
    ] as const) {
      await heardOf(name);
      at(instant);
      await look();
      const [told, ...more] = await heardOf(name);
      expect(more).toEqual([]);
      expect(told).toMatch(/电梯楼道[\s\S]*锦绣社区[\s\S]*超期/);
      expect(told).not.toMatch(/三天|没人修|3栋|罗世珍/);
    }
    const chiefOfCounty: Actor = { id: 'p_county', via: 'chat', rights: [{ role: 'supervisor', scope: county }] };
    for (const one of [chief, chiefOfCounty]) expect((await world.grievances.queue.get(one, number)).ok).toBe(true);
  });

  it('of what came due while nothing ran the latest alone is told', async () => {
    await world.staff('supervisor', '钱督办');
    at('2026-12-24 09:00');
    await look();
    expect(await caseNow()).toMatchObject({ alarm: 'county' });
    expect(await heardOf('钱督办')).toHaveLength(1);
    const { links } = await world.grievances.verify();
    expect(links).toBe(2);
  });
});

describe('what is held', () => {
  let handler: Actor;
  beforeEach(async () => {
    handler = await world.staff('handler', '王经办');
    valueIn(await world.grievances.queue.next(handler));
  });

  it('goes back to its place when its holder does nothing with it, notes and clock as they were', async () => {
    valueIn(await world.grievances.queue.note(handler, number, '配件没到'));
    const before = await caseNow();
    at('2026-11-24 17:31');
    await look();
    const after = await caseNow();
    expect(after).toMatchObject({ state: 'accepted', holder: undefined, dueAt: before.dueAt, handlers: [handler.id] });
    expect(after.record?.notes.map(({ text }) => text)).toEqual(['配件没到']);
    const other = await world.staff('handler', '李经办');
    expect(valueIn(await world.grievances.queue.next(other))?.grievance.number).toBe(number);
  });

  it('stays while its holder works on it', async () => {
    at('2026-11-24 10:00');
    valueIn(await world.grievances.queue.note(handler, number, '约了明天'));
    at('2026-11-24 17:31');
    await look();
    expect(await caseNow()).toMatchObject({ state: 'working', holder: handler.id });
  });

  it('goes back at once when its holder is away', async () => {
    const friday = new Date('2026-11-27T00:00:00Z');
    expect(valueIn(await world.grievances.queue.away(handler, friday))).toBe(1);
    expect(await caseNow()).toMatchObject({ state: 'accepted', holder: undefined });
  });

  it('what is late is told to whoever holds it', async () => {
    at('2026-11-24 16:00');
    valueIn(await world.grievances.queue.note(handler, number, '在修'));
    at('2026-11-25 14:00');
    await look();
    expect(await caseNow()).toMatchObject({ state: 'working', alarm: 'warned' });
    expect((await heardOf('王经办')).length).toBeGreaterThan(0);
  });
});

describe('the case’s own clock', () => {
  it('goes on through forwarding, sending back, asking and reopening', async () => {
    const { queue, intake } = world.grievances;
    const handler = await world.staff('handler', '王经办');
    const { dueAt } = await caseNow();
    valueIn(await queue.next(handler));
    valueIn(await queue.ask(handler, number, '哪一部'));
    at('2026-11-23 15:00');
    valueIn(await queue.forward(handler, number, unit('finance'), '归财政'));
    valueIn(await queue.next(handler));
    valueIn(await queue.sendBack(handler, number, unit('civil-affairs'), '归民政'));
    at('2026-11-24 10:00');
    valueIn(await queue.next(handler));
    valueIn(await queue.answer(handler, number, { says: '修好了' }));
    at('2026-11-25 10:00');
    valueIn(await intake.object(world.resident('罗世珍'), number, '又坏了'));
    expect(await caseNow()).toMatchObject({ state: 'reopened', dueAt });
  });

  it('is moved by a granted extension alone, from the same beginning', async () => {
    const { queue, supervision } = world.grievances;
    const handler = await world.staff('handler', '王经办');
    const supervisor = await world.staff('supervisor', '钱督办');
    const { dueAt } = await caseNow();
    valueIn(await queue.next(handler));
    valueIn(await queue.askExtension(handler, number, '等配件'));
    expect((await caseNow()).dueAt).toEqual(dueAt);
    valueIn(await supervision.decideExtension(supervisor, number, true));
    // Two working days and three more.
    expect((await caseNow()).dueAt).toEqual(new Date('2026-11-30T09:30:00Z'));
  });
});
