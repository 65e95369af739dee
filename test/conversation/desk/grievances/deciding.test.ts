import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Settlement } from '../../../../src/directory/model.ts';
import { type Cases, createCases } from '../../../support/cases.ts';
import { type Chatter, type Office, openOffice } from '../../../support/office.ts';

let office: Office;
let cases: Cases;
let home: Settlement;
let handler: Chatter;
let officer: Chatter;
let supervisor: Chatter;

const DAY_MS = 24 * 3600 * 1000;

beforeAll(async () => {
  office = await openOffice('2026-11-23T02:00:00Z');
  cases = createCases(office);
  home = await office.settlement();
  const scope = { kind: 'settlement', settlement: home.id } as const;
  handler = await office.staff('陈办理', 'handler', scope);
  officer = await office.staff('李回访', 'callback-officer', scope);
  supervisor = await office.staff('赵督办', 'supervisor', scope);
});
afterAll(() => office.close());
beforeEach(() => office.clock.pass(60_000));

async function inHand(over: Parameters<Cases['report']>[1] = {}): Promise<number> {
  const { number } = await cases.report(home, over);
  await handler.says(`/领 ${number}`);
  return number;
}
/** Reports a case of which nobody can be told in chat, so that somebody has to call, and answers it. */
async function toCall(): Promise<number> {
  const { number } = await cases.report(home, { name: '罗世珍', phone: '13800138000' });
  const before = await cases.get(number);
  await office.core.storage.grievances.put({ ...before, reporter: undefined, version: before.version + 1 });
  await handler.says(`/领 ${number}`);
  await handler.says(`/答 ${number} 修好了`, '1');
  await handler.picks('就这样发');
  expect((await cases.get(number)).state).toBe('calling-back');
  return number;
}

describe('a call-back officer in chat', () => {
  it('has what is to be called about in the menu, sees whom to call and the answer, and closes it by a digit', async () => {
    const number = await toCall();
    expect((await officer.says('工作台')).labels[0]).toBe('要回访的');
    const list = await officer.picks('要回访的');
    expect(list.labels[0]).toContain(String(number));
    const whom = await officer.says('1');
    expect(whom.text).toContain('答复：修好了');
    expect(whom.text).toContain('打给：\n姓名：罗世珍');
    expect(whom.text).toContain('13800138000');
    expect(whom.labels.slice(0, 3)).toEqual(['解决了', '没解决', '没打通']);
    const [look] = await office.audit({ action: 'grievance.identify' });
    expect(look).toMatchObject({ subject: String(number), reason: 'call', outcome: 'done' });
    expect((await officer.says('1')).text).toContain(`${number}号销号了`);
    expect(await cases.get(number)).toMatchObject({ state: 'closed', outcome: 'called' });
  });

  it('says why it is not settled, and the case waits again at its own limit', async () => {
    const number = await toCall();
    const { dueAt } = await cases.get(number);
    await officer.says('要回访的', '1', '2');
    expect((await officer.says('水还在漏')).text).toContain('重新办理');
    expect(await cases.get(number)).toMatchObject({ state: 'reopened', dueAt, reopenings: 1 });
    await handler.says(`/领 ${number}`);
  });

  it('notes calls in vain; only then, and after ten days, a supervisor may close it as unreached', async () => {
    const number = await toCall();
    for (const times of [1, 2, 3]) {
      await officer.says(`/结 ${number}`);
      expect((await officer.picks('没打通')).text).toContain(`第${times}次没打通`);
    }
    await supervisor.says(`/未能回访 ${number}`);
    const early = await supervisor.picks('办结');
    expect(early.text).toContain('还不到时候');
    office.clock.pass(11 * DAY_MS);
    const look = await supervisor.says(String(number));
    expect(look.ids).toContain(`desk=case_unreached=${number}`);
    await supervisor.picks('按未能回访办结');
    expect((await supervisor.picks('办结')).text).toContain('按“未能回访”办结了');
    expect(await cases.get(number)).toMatchObject({ state: 'closed', outcome: 'unreached' });
  });

  it('is not given cases that they handled themselves', async () => {
    const number = await toCall();
    const before = await cases.get(number);
    const both = await office.staff('双职', 'callback-officer', { kind: 'settlement', settlement: home.id });
    const { letters } = await invite('handler');
    await both.says(letters);
    const me = (await cases.get(number)).handlers[0]!;
    await both.says('工作台');
    await office.core.storage.grievances.put({
      ...before,
      handlers: [me, await idOf('双职')],
      version: before.version + 1,
    });
    const heard = await both.says(`desk=case_calls=${number}`);
    expect(heard.text).toContain('是您经手的，不能自己销');
    expect(heard.text).not.toContain('13800138000');
    expect((await both.says('要回访的')).text).not.toContain(String(number));
  });
});

async function invite(role: 'handler') {
  const { OPERATOR } = await import('../../../../src/directory/actors.ts');
  const scope = { kind: 'settlement', settlement: home.id } as const;
  const code = await office.core.rooms.directory.people.invite(OPERATOR, { role, scope, name: '双职' });
  if (!code.ok) throw new Error(code.refusal.code);
  return code.value;
}
async function idOf(name: string): Promise<string> {
  const sender = { channel: 'terminal', account: 'terminal', chat: { id: name, kind: 'private' as const }, person: name };
  return (await office.core.rooms.directory.visitors.behind(sender)).actor.id;
}

describe('a supervisor in chat', () => {
  it('decides whose a case is that was sent back twice: into a colleague’s hands', async () => {
    const number = await inHand();
    await handler.says(`/退 ${number} 不归我们`, '1');
    await handler.says(`/领 ${number}`);
    await handler.says(`/退 ${number} 还是不归我们`, '1');
    const list = await supervisor.says('待定');
    expect(list.labels[0]).toContain(`【归谁】${number}`);
    expect((await supervisor.says('1')).text).toContain('交给谁');
    await supervisor.picks('直接交给一位同事');
    await supervisor.picks('陈办理');
    expect((await supervisor.says('就归他办')).text).toContain(`${number}号交给陈办理了`);
    expect(await cases.get(number)).toMatchObject({ state: 'working', holder: await idOf('陈办理') });
    expect((await handler.says('我手上的')).text).toContain(String(number));
  });

  it('hands a case to a unit, found by a word', async () => {
    const number = await inHand();
    await supervisor.says(`/派 ${number}`, '1');
    expect((await supervisor.says('财政')).labels[0]).toContain('财政');
    await supervisor.says('1');
    expect((await supervisor.says('先看钱')).text).toContain('期限照算');
    expect(await cases.get(number)).toMatchObject({ state: 'forwarded', unit: 'guangxi.finance' });
  });

  it('grants more time, or refuses it; who asked hears of it', async () => {
    const number = await inHand();
    const { dueAt } = await cases.get(number);
    expect((await handler.says(`/延 ${number} 等配件`)).text).toContain('等督办定');
    expect((await handler.says(`/延 ${number} 等配件`)).text).toContain('已经申请过延期');
    const list = await supervisor.says('待定');
    expect(list.labels[0]).toContain(`【延期】${number}`);
    expect((await supervisor.says('1')).text).toContain('申请了延期，等督办定：等配件');
    expect((await supervisor.says('1')).text).toContain('期限往后推了');
    expect((await cases.get(number)).dueAt.getTime()).toBeGreaterThan(dueAt.getTime());
    expect((await supervisor.says('待定')).text).toContain('没有等您定的');
  });

  it('sees what is late by settlement, and takes a merged case apart', async () => {
    const other = await cases.report(home);
    const number = await inHand();
    await handler.says(`/并 ${number} ${other.number}`, '1');
    await supervisor.says(`/拆开 ${number}`);
    expect((await supervisor.picks('拆开')).text).toContain('单独排队');
    expect((await cases.get(number)).state).toBe('accepted');
    office.clock.pass(60 * DAY_MS);
    await office.core.rooms.grievances.tick();
    const late = await supervisor.says('超期');
    expect(late.text).toMatch(/超期\d+个工作日/);
    expect(late.labels.some(label => label.startsWith(String(number)))).toBe(true);
    expect((await supervisor.says('1')).text).toContain('超期');
  });

  it('says which units a handler works for, and sets them away and there again', async () => {
    await supervisor.says('desk=handler_units');
    await supervisor.picks('陈办理');
    await supervisor.says('财政', '2');
    await supervisor.says('民政', '2');
    const done = await supervisor.picks('就这些');
    expect(done.text).toMatch(/陈办理办：.*财政.*民政/);
    expect((await office.core.storage.grievances.handler(await idOf('陈办理')))?.units).toEqual([
      'guangxi.finance',
      'guangxi.civil-affairs',
    ]);
    await supervisor.says('desk=handler_away');
    await supervisor.picks('陈办理', '请假');
    expect((await supervisor.says('昨天')).text).toContain('没看懂是哪一天');
    expect((await supervisor.says('明天')).text).toContain('陈办理请假到');
    await supervisor.says('desk=handler_away');
    expect((await supervisor.picks('陈办理', '回来了')).text).toContain('可以领件');
    await supervisor.says('desk=handler_units');
    await supervisor.picks('陈办理');
    expect((await supervisor.picks('全部单位')).text).toContain('办全部单位的件');
  });

  it('is told of what waits, in private and with a button that opens it', async () => {
    const number = await inHand();
    const { rooms } = office.core;
    const key = { channel: 'terminal', account: 'terminal', chat: '赵督办', person: '赵督办' };
    await handler.says(`/延 ${number} 等配件`);
    const told = (await rooms.deliveries.list(key, 20)).map(({ outgoing }) => outgoing);
    const asked = told.find(({ text }) => text.includes(`${number}号`) && text.includes('申请延期'));
    expect(asked?.choices?.map(({ id }) => id)).toContain(`desk=case_decide=${number}`);
    expect(asked?.text).not.toContain('等配件');
    expect((await supervisor.says(`desk=case_decide=${number}`)).text).toContain('准不准延期');
    await supervisor.says('2');
    expect((await cases.get(number)).extensions).toBe(0);
  });
});
