import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import { valueIn } from '../directory/subjects.ts';
import { databases } from '../support/databases.ts';
import { type Caseworld, openCaseworld } from '../support/grievances.ts';

const HOUSEHOLDS = ['甲家', '乙家', '丙家', '丁家', '戊家'];
const DAY_MS = 24 * 3600 * 1000;

describe.each(databases)('early signs on $name', database => {
  let world: Caseworld;
  beforeEach(async ({ skip }) => {
    skip(database.missing !== undefined, database.missing);
    world = await openCaseworld(database);
  });
  afterEach(() => world.close());

  const told = async (name: string) => (await world.heard(name)).filter(text => text.includes('苗头'));
  const signs = async () => valueIn(await world.rooms.earlySigns.list(OPERATOR)).map(one => [one.kind, one.households, one.days]);

  it('are told to cadres and supervisors of the settlement once, when so many households came within days', async () => {
    await world.staff('cadre', '孙干部');
    await world.staff('supervisor', '钱督办');
    await world.staff('handler', '王经办');
    for (const name of HOUSEHOLDS.slice(0, 4)) await world.reported(world.resident(name));
    await world.rooms.earlySigns.tell();
    expect(await told('钱督办')).toEqual([]);
    await world.reported(world.resident('戊家'));
    await world.rooms.earlySigns.tell();
    await world.rooms.earlySigns.tell();
    const [sign, ...more] = await told('钱督办');
    expect(sign).toContain('电梯楼道，7天里有5户');
    expect(more).toEqual([]);
    expect(await told('孙干部')).toHaveLength(1);
    expect(await told('王经办')).toEqual([]);
  });

  it('count who has it too, and neither what was withdrawn nor what is long ago', async () => {
    const number = await world.reported(world.resident('甲家'));
    for (const name of HOUSEHOLDS.slice(1)) valueIn(await world.grievances.intake.support(world.resident(name), number));
    expect(await signs()).toEqual([['lift-and-building', 5, 7]]);
    world.clock.pass(8 * DAY_MS);
    expect(await signs()).toEqual([]);
    for (const name of HOUSEHOLDS) await world.reported(world.resident(name), { kind: 'sanitation', text: '垃圾没人运' });
    expect(await signs()).toEqual([['sanitation', 5, 7]]);
    const [own] = await world.grievances.intake.mine(world.resident('乙家'), 5);
    valueIn(await world.grievances.intake.withdraw(world.resident('乙家'), own!.grievance.number));
    expect(await signs()).toEqual([]);
  });

  it('are seen by those alone who decide there', async () => {
    for (const name of HOUSEHOLDS) await world.reported(world.resident(name));
    const supervisor = await world.staff('supervisor', '钱督办');
    const handler = await world.staff('handler', '王经办');
    expect(valueIn(await world.rooms.earlySigns.list(supervisor))).toHaveLength(1);
    expect(await world.rooms.earlySigns.list(handler)).toMatchObject({ ok: false, refusal: { code: 'not-allowed' } });
  });
});

it('of which a sentence names no household', async () => {
  const world = await openCaseworld();
  try {
    await world.staff('supervisor', '钱督办');
    for (const name of HOUSEHOLDS) await world.reported(world.resident(name), { name, phone: '13800000000' });
    await world.rooms.earlySigns.tell();
    const heard = (await world.heard('钱督办')).join('\n');
    expect(heard).toContain('苗头');
    for (const name of [...HOUSEHOLDS, '13800000000']) expect(heard).not.toContain(name);
  } finally {
    await world.close();
  }
});
