import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/actors.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { type BotApi, startBotApi } from '../support/bot-api/index.ts';
import { clockFrom, openStaff, type Staff } from '../support/bulletin-staff.ts';
import { staffCode } from '../support/case-journey.ts';
import { allowed } from '../support/office.ts';
import { type Phone, phoneOf } from '../support/telegram-phone.ts';

/** A Tuesday, ten in the morning in Shanghai. */
const clock = clockFrom('2026-11-24T02:00:00Z');
let api: BotApi;
let running: TestApp;
let staff: Staff;
let handler: Phone;

beforeAll(async () => {
  api = await startBotApi();
  running = await startApp({ clock }, { TELEGRAM_TOKEN: api.token, TELEGRAM_API: api.url });
  staff = await openStaff(running.config, clock);
  handler = phoneOf(api, '陈办理');
  await handler.says(await staff.code('陈办理', 'handler'), '您现在是办理人');
});
afterAll(async () => {
  await staff?.end();
  await running?.end();
  await api?.stop();
});

/** Writes what is wrong, and chooses the place and the kind: up to what is read back. */
async function begins(resident: Phone, text: string, kind: string): Promise<void> {
  await resident.says('你好', '您住在哪里');
  await resident.picks('贵州', '好，以后按贵州的文件回答您');
  await resident.says(text, '在哪个安置点');
  await resident.picks('锦绣社区', '您说的是哪一类事');
  await resident.picks(kind, `我要报的是：“${text}”`);
}

/** Sends it. @returns its number */
async function sends(resident: Phone, act: string): Promise<number> {
  const [, number] = /编号：(\d{4})/.exec(await resident.picks(act, '报上去了')) ?? [];
  return Number(number);
}

/** The handler answers in words of their own. */
async function answers(number: number, words: string, hears: string): Promise<void> {
  await handler.says(`/答 ${number} ${words}`, '按哪一条文件');
  await handler.picks('不引用文件', '住户会看到');
  await handler.picks('就这样发', hears);
}

/** All that was told to somebody of itself, sent or not. */
const told = async ({ chat, person }: Phone): Promise<string> => {
  const to = { channel: 'telegram', account: api.token.split(':')[0] ?? '', chat, person };
  return (await staff.core.rooms.deliveries.list(to, 99)).map(({ outgoing }) => outgoing.text).join('\n');
};
const caseOf = async (number: number) => (await staff.core.storage.grievances.get(number))!;
const chainOf = async (number: number) => (await staff.core.storage.grievances.entries(number)).map(({ action }) => action);

describe('what becomes of a case', { timeout: 60_000 }, () => {
  it('reported without a name, is nobody’s for those who handle it: who looks is told why not, and that is recorded', async () => {
    const resident = phoneOf(api, '罗世珍');
    await begins(resident, '我家厨房的墙漏水，刷了又漏', '房子质量');
    await resident.picks('留个姓名电话', '您怎么称呼');
    await resident.says('罗世珍 13800138000', '留名：罗世珍 13800138000');
    const number = await sends(resident, '匿名报');
    expect(JSON.stringify(await caseOf(number))).not.toMatch(/罗世珍|13800138000/);

    const taken = await handler.says(`/领 ${number}`, '这件归您办了');
    expect(taken).toContain('我家厨房的墙漏水');
    await handler.picks('其他办法', '还可以');
    await handler.picks('看是谁', '每次看都会记下来');
    await handler.picks('要上门', '这位是匿名反映的，谁也看不到是谁');
    expect(handler.said()).not.toMatch(/罗世珍|13800138000/);
    const [look] = allowed(await staff.core.rooms.directory.audit(OPERATOR, { action: 'grievance.identify', limit: 5 }));
    expect(look).toMatchObject({ subject: String(number), reason: 'visit', outcome: 'no-consent' });

    // They are asked where they wrote, and nobody knows where that is.
    await handler.picks('问住户', '要问住户什么');
    await handler.says('哪天方便看？', '问过去了');
    await resident.heard('办的人问您：“哪天方便看？”');
  });

  it('is asked about and answered by the button, while its clock goes on', async () => {
    const resident = phoneOf(api, '杨秀梅');
    await begins(resident, '楼下烧烤摊半夜还在吵', '噪音邻里');
    const number = await sends(resident, '报上去');
    const { dueAt, receivedAt } = await caseOf(number);
    await handler.says(`/领 ${number}`, '这件归您办了');
    await handler.says(`/问 ${number} 一般吵到几点？`, '问过去了');
    await resident.heard('办的人问您：“一般吵到几点？”');
    expect(await caseOf(number)).toMatchObject({ state: 'working', dueAt, receivedAt });

    clock.set('2026-11-25T02:00:00Z');
    await resident.picks('回答这个问题', '请回答办的人');
    await resident.says('凌晨两点', '告诉办的人了');
    await handler.heard(`${number}号（噪音邻里，黔西市·锦绣社区）住户有补充`);
    expect(await handler.picks('看这件', '凌晨两点')).toContain('2026-11-25又说：凌晨两点');
    expect(await caseOf(number)).toMatchObject({ state: 'working', dueAt, receivedAt });
    expect((await caseOf(number)).record?.asked).toBeUndefined();
    expect(await chainOf(number)).toEqual(['report', 'claim', 'ask', 'add']);

    // Twelve of fifteen working days from the report, the day of the question among them.
    const late = `快到期了：${number}号`;
    clock.set('2026-12-10T09:25:00Z');
    await staff.core.rooms.grievances.tick();
    expect(await told(handler)).not.toContain(late);
    clock.set('2026-12-10T09:31:00Z');
    await staff.core.rooms.grievances.tick();
    expect(await told(handler)).toContain(late);
    expect((await caseOf(number)).dueAt).toEqual(dueAt);
  });

  it('reported by a cadre for somebody who agreed is called about; without their word it is not taken', async () => {
    const cadre = phoneOf(api, '王干部');
    await cadre.says(await staff.code('王干部', 'cadre'), '您现在是社区干部');
    const before = await staff.core.storage.grievances.list({ scopes: [{ kind: 'all' }] }, { limit: 99 });
    const asks = async () => {
      await cadre.says('替人反映问题', '替谁反映');
      await cadre.says('吴老栓', '本人电话多少');
      await cadre.says('13985270417', '吴老栓同意您替他反映吗');
    };
    await asks();
    await cadre.says('他还没同意', '没有这个选项');
    await cadre.picks('不办了', '好，不办了');
    expect(await staff.core.storage.grievances.list({ scopes: [{ kind: 'all' }] }, { limit: 99 })).toEqual(before);

    await asks();
    await cadre.picks('同意，口头说的', '您要反映什么事');
    await cadre.says('他的养老金两个月没有到账', '您说的是哪一类事');
    await cadre.picks('养老金社保', '请念给本人听');
    const [, number] = /编号：(\d{4})/.exec(await cadre.picks('报上去', '请告诉本人')) ?? [];
    const reported = await caseOf(Number(number));
    expect(reported.record).toMatchObject({ name: '吴老栓', onBehalf: { name: '吴老栓', consent: 'spoken' } });
    expect(reported.reporter).toBeUndefined();

    await handler.says(`/领 ${number}`, '他的养老金两个月没有到账');
    await answers(Number(number), '补发了，今天到账', '会有别的同事打电话回访');
    expect(handler.said()).not.toMatch(/吴老栓|13985270417/);
    const officer = phoneOf(api, '李回访');
    await officer.says(await staffCode(staff.core, staff.settlement, '李回访', 'callback-officer'), '您现在是回访员');
    await officer.says('要回访的', String(number));
    expect(await officer.picks(String(number), '打给：')).toContain('13985270417');
    await officer.picks('解决了', '销号了');
    expect(await caseOf(Number(number))).toMatchObject({ state: 'closed', outcome: 'called' });
  });

  it('is withdrawn and taken up again within ten days, under its number and with its time as it was; and not after', async () => {
    clock.set('2026-12-15T02:00:00Z');
    const resident = phoneOf(api, '韦桂香');
    await begins(resident, '垃圾堆了半个月没人收', '环境卫生');
    const number = await sends(resident, '报上去');
    const { dueAt } = await caseOf(number);
    const withdraws = async () => {
      await resident.says(String(number), '“垃圾堆了半个月没人收”');
      await resident.picks('不用办了，撤回', '真的不用办了');
      await resident.picks('是的', '十天内想接着办');
    };
    await handler.says(`/领 ${number}`, '垃圾堆了半个月没人收');
    await withdraws();
    await handler.heard(`${number}号（环境卫生，黔西市·锦绣社区）住户撤回了，不用再办`);
    expect(await caseOf(number)).toMatchObject({ state: 'withdrawn', dueAt });

    clock.set('2026-12-21T02:00:00Z');
    await resident.picks('没解决，再办', '哪里没解决');
    await resident.says('收了一次，又没人管了', '还是原来的编号');
    expect(await caseOf(number)).toMatchObject({ state: 'reopened', dueAt, reopenings: 1 });

    await handler.says(`/领 ${number}`, '收了一次，又没人管了');
    await answers(number, '今天起每天收', '答复发出去了');
    await resident.heard('今天起每天收');
    await resident.picks('没解决，再办', '哪里没解决');
    await resident.says('还是没来', '还是原来的编号');
    expect(await caseOf(number)).toMatchObject({ state: 'reopened', dueAt, reopenings: 2 });

    await withdraws();
    clock.set('2026-12-31T02:00:30Z');
    await resident.picks('没解决，再办', '哪里没解决');
    await resident.says('还是想办', '10天');
    expect(await caseOf(number)).toMatchObject({ state: 'withdrawn', dueAt, reopenings: 2 });
    expect((await staff.core.rooms.grievances.verify()).faults).toEqual([]);
  });
});
