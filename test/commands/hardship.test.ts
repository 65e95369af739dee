import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Actor, Settlement } from '../../src/directory/model.ts';
import { valueIn } from '../directory/subjects.ts';
import { aSettlement } from '../support/directory.ts';
import { directoryCommand, jsonLines } from '../support/directory-command.ts';
import { type OpenRooms, openRooms } from '../support/directory-rooms.ts';

describe('anjia hardship', () => {
  let opened: OpenRooms;
  let home: Settlement;
  beforeEach(async () => {
    opened = await openRooms();
    home = valueIn(await opened.rooms.directory.settlements.add(OPERATOR, { ...aSettlement(), name: '锦绣社区' }));
  });
  afterEach(() => opened.close());
  /** Whoever decides is somebody else than who assesses. */
  const boss = (): Actor => ({
    id: 'p_boss',
    via: 'command',
    rights: [{ role: 'supervisor', scope: { kind: 'settlement', settlement: home.id } }],
  });
  const as = (actor: Actor, ...words: readonly string[]) => directoryCommand({ actor, ...opened }, ['hardship', ...words]);
  const run = (...words: readonly string[]) => as(OPERATOR, ...words);
  const told = ['--name', '罗世珍', '--people', '4', '--risk', 'illness', '--building', '3栋', '--witness', '王大姐'];
  const report = async (): Promise<string> => {
    const { out } = await run('report', '锦绣社区', '我男人得了癌', ...told, '--consent', 'spoken', '--json');
    return String(jsonLines(out)[0]?.['number']);
  };

  it('takes a report from what was said to the decision', async () => {
    const number = await report();
    expect((await run('list', '--settlement', '锦绣社区')).out).toBe(
      `${number}号 生病、残疾，花钱多：已经报上去了，等干部上门核实，最晚2026-12-07`,
    );
    expect((await run('check', number, '上门看过')).out).toContain('核实（2026-11-22 16:00）：上门看过');
    expect((await run('assess', number, '符合')).status).toBe(0);
    const notice = await run('publicity', number);
    expect(notice.out).toBe(
      '【公示】锦绣社区3栋罗某某一户（4口人），因家庭支出突然增加，经入户核实和评议，拟纳入防返贫监测帮扶。公示时间：2026年11月22日至2026年11月27日。有不同意见的，请在公示期内到社区办公室说明，或者打 12345。',
    );
    expect((await run('publicise', number, '--on', '2026-11-22')).status).toBe(0);
    const early = await as(boss(), 'decide', number, '属实');
    expect([early.code, early.error]).toEqual(['state', '公示还没有贴满天数，现在不能这样做。']);
    opened.clock.pass(6 * 24 * 3600 * 1000);
    expect((await run('decide', number, '属实')).code).toBe('own');
    expect((await as(boss(), 'decide', number, '属实')).out).toContain('决定（2026-11-28 16:00）：属实');
    const actions = jsonLines((await run('history', number, '--json')).out).map(({ action }) => action);
    expect(actions).toEqual(['report', 'check', 'assess', 'publicise', 'include']);
  });

  it('names nobody in a list, and asks before what was collected is erased', async () => {
    const number = await report();
    const listed = (await run('list', '--json')).out;
    for (const hidden of ['罗世珍', '癌', '王大姐']) expect(listed).not.toContain(hidden);
    expect((await run('withdraw', number, '不报了')).status).toBe(2);
    expect((await run('withdraw', number, '不报了', '--yes')).out).toContain('写的内容已经删掉');
    expect((await run('show', number)).out).not.toContain('罗世珍');
    expect((await run('list', '--state', 'withdrawn', '--json')).out).toContain(number);
  });

  it.each([
    ['a number with a wrong digit', ['show', '1009'], 2],
    ['a number that is none', ['show', 'x'], 2],
    ['a number that nobody was given', ['show', '1234567894'], 1],
    ['a state that is none', ['list', '--state', 'x'], 2],
    ['a settlement that is none', ['list', '--settlement', '无此社区'], 1],
    ['a kind that is none', ['report', '锦绣社区', '病了', ...told, '--consent', 'spoken', '--risk', 'x'], 2],
    ['a consent that is none', ['report', '锦绣社区', '病了', ...told, '--consent', 'yes'], 2],
    ['people that are none', ['report', '锦绣社区', '病了', ...told.with(3, '0'), '--consent', 'spoken'], 1],
    ['a household that is none', ['report', '锦绣社区', '病了', ...told, '--consent', 'spoken', '--household', 'x'], 2],
    ['an option that is unknown', ['list', '--all'], 2],
  ])('refuses %s', async (_, words, status) => {
    const ran = await run(...words);
    expect(ran.status).toBe(status);
    expect(ran.error).not.toBe('');
  });
});
