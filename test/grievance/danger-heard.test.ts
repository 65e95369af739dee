import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../src/directory/access.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Settlement } from '../../src/directory/model.ts';
import type { Scope } from '../../src/directory/scope.ts';
import { valueIn } from '../directory/subjects.ts';
import { gather, type People } from '../support/people.ts';

const FIRE = '我家着火了快来人';
const CLOSE = '我已经告诉社区的人了';
const ABOVE = '我告诉了上面管这片的人';
const NOBODY = '没能替您转告';

/** Somebody who lives in the settlement writes of danger; who hears of it depends on who has a role. */
describe('danger', () => {
  let people: People;
  let home: Settlement;
  let there: Scope;
  const county = { kind: 'county', region: 'guizhou', county: '黔西市' } as Scope;
  beforeEach(async () => {
    people = await gather('2026-11-22T02:00:00Z');
    home = await people.settle('黔西市', '锦绣社区', {
      buildings: [{ name: '3栋' }],
      office: { contacts: [{ name: '值班室', phone: '0857-4222222' }] },
    });
    there = { kind: 'settlement', settlement: home.id };
    const { households } = people.core.rooms.directory;
    const members = [{ id: 'm1', name: '罗世珍', relation: 'head' as const }];
    const draft = { building: '3栋', room: '501', members, marks: [], purpose: 'file' as const };
    const household = valueIn(await households.add(OPERATOR, home.id, draft));
    valueIn(await households.link(await known('luo'), household.id, 'm1', OPERATOR.id));
  });
  afterEach(() => people.end());

  const known = async (person: string, name = person) =>
    (await people.core.rooms.directory.people.ensure({ channel: 'terminal', account: 'terminal', person }, name)).id;
  const give = async (name: string, role: Role, scope: Scope) =>
    people.core.rooms.directory.people.grant(await known(name), role, scope, OPERATOR.id);
  const alarms = async (name: string) => (await people.arrivals(name)).filter(text => text.includes('有人可能有危险'));
  const elsewhere = async (): Promise<Scope> => ({
    kind: 'settlement',
    settlement: (await people.settle('黔西市', '兴隆社区')).id,
  });
  const number = (heard: string): number => Number(/编号：([\d ]+)。/.exec(heard)?.[1]?.replace(/ /g, ''));

  it.each<[string, Role, () => Scope]>([
    ['a handler of the settlement', 'handler', () => there],
    ['a handler of the county', 'handler', () => county],
    ['a cadre', 'cadre', () => there],
  ])('is told to %s, and whoever wrote hears that people of the community know', async (_who, role, scope) => {
    await give('王某', role, scope());
    await give('钱督办', 'supervisor', there);
    const heard = await people.say('luo', FIRE);
    expect(heard).toMatch(/119[\s\S]*我已经告诉社区的人了/);
    expect(heard).not.toContain(ABOVE);
    const [told, ...more] = await alarms('王某');
    expect(told).toMatch(/黔西市·锦绣社区[\s\S]*我家着火了快来人[\s\S]*罗世珍 3栋/);
    expect(more).toEqual([]);
    expect(await alarms('钱督办')).toEqual([]);
  });

  it.each<[string, Role, () => Scope]>([
    ['its supervisor', 'supervisor', () => there],
    ['a supervisor of the county', 'supervisor', () => county],
    ['a call-back officer', 'callback-officer', () => there],
    ['an administrator of the county', 'admin', () => county],
    ['an administrator of everything', 'admin', () => ({ kind: 'all' })],
  ])('is told to %s where nobody is on the spot, and whoever wrote hears who it was', async (_who, role, scope) => {
    await give('某人', role, scope());
    await give('别处经办', 'handler', await elsewhere());
    const heard = await people.say('luo', FIRE);
    expect(heard).toMatch(/119[\s\S]*我告诉了上面管这片的人/);
    expect(heard).not.toContain(CLOSE);
    expect(await alarms('某人')).toHaveLength(1);
    expect(await alarms('别处经办')).toEqual([]);
  });

  it('where there is nobody at all, whoever wrote hears that, and the office’s number', async () => {
    await give('别处经办', 'handler', await elsewhere());
    await give('别处督办', 'supervisor', { kind: 'county', region: 'guizhou' as Settlement['region'], county: '水城区' });
    expect(await people.say('luo', FIRE)).toMatch(/119[\s\S]*没能替您转告[\s\S]*0857-4222222/);
    for (const name of ['别处经办', '别处督办']) expect(await alarms(name)).toEqual([]);
    // Nobody was told yet: whoever takes the post meanwhile is, when they write again.
    await give('王经办', 'handler', there);
    expect(await people.say('luo', FIRE)).toContain(CLOSE);
    expect(await alarms('王经办')).toHaveLength(1);
  });

  it('is not told to whoever wrote of it, if they alone are on the spot', async () => {
    await give('luo', 'handler', there);
    await give('钱督办', 'supervisor', county);
    expect(await people.say('luo', FIRE)).toContain(ABOVE);
    expect(await alarms('luo')).toEqual([]);
    expect(await alarms('钱督办')).toHaveLength(1);
  });

  it.each<[string, Role | undefined, string]>([
    ['those on the spot', 'handler', CLOSE],
    ['those above them', 'supervisor', ABOVE],
    ['nobody', undefined, NOBODY],
  ])('that nobody heard of goes with its report to %s, and the words with its number say so', async (_who, role, words) => {
    expect(await people.say('luo', FIRE)).toContain(NOBODY);
    if (role) await give('某人', role, there);
    let heard = '';
    for (let taps = 0; taps < 5 && !heard.includes('编号：'); taps++)
      heard = await people.say('luo', heard.includes('匿名报') ? '匿名报' : '1');
    expect(number(heard)).toBeGreaterThan(999);
    expect(heard).toContain(words);
    if (role) expect(await alarms('某人')).toHaveLength(1);
  });

  it('that was heard of is told once, though it is reported as well', async () => {
    await give('王经办', 'handler', there);
    expect(await people.say('luo', FIRE)).toContain(CLOSE);
    let heard = '';
    for (let taps = 0; taps < 5 && !heard.includes('编号：'); taps++)
      heard = await people.say('luo', heard.includes('匿名报') ? '匿名报' : '1');
    expect(number(heard)).toBeGreaterThan(999);
    expect(heard).not.toContain(CLOSE);
    expect(await alarms('王经办')).toHaveLength(1);
  });
});
