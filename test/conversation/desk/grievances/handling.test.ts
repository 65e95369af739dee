import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GRIEVANCE_FORMS } from '../../../../src/conversation/desk/grievances/forms.ts';
import type { Settlement } from '../../../../src/directory/model.ts';
import { type Cases, createCases } from '../../../support/cases.ts';
import { allowed, type Chatter, type Office, openOffice } from '../../../support/office.ts';

let office: Office;
let cases: Cases;
let home: Settlement;
let handler: Chatter;
let colleague: Chatter;

const DAY_MS = 24 * 3600 * 1000;
const wait = () => office.clock.pass(60_000);

beforeAll(async () => {
  office = await openOffice('2026-11-23T02:00:00Z');
  cases = createCases(office);
  home = await office.settlement({ buildings: [{ name: '3栋' }] });
  const scope = { kind: 'settlement', settlement: home.id } as const;
  handler = await office.staff('陈办理', 'handler', scope);
  colleague = await office.staff('韦同事', 'handler', scope);
});
afterAll(() => office.close());
beforeEach(wait);

/** Reports a case and takes it. */
async function inHand(over: Parameters<Cases['report']>[1] = {}): Promise<number> {
  const { number } = await cases.report(home, over);
  await handler.says(`/领 ${number}`);
  return number;
}
const stateOf = async (number: number) => (await cases.get(number)).state;

describe('a handler in chat', () => {
  it('has a short menu with the next case first', async () => {
    const { labels } = await handler.says('工作台');
    expect(labels.slice(0, 3)).toEqual(['领下一件', '我手上的', '更多诉求办理']);
  });

  it('takes the most urgent case and sees all that is known of it, but not who reported it', async () => {
    const { number } = await cases.report(home, { phone: '13800138000', name: '罗世珍' });
    const { text, ids } = await handler.says('/领');
    expect(text).toContain('这件归您办了');
    expect(text).toContain(`${number}号 · 电梯楼道 · 隆安县·震东社区`);
    expect(text).toContain('在哪里：3栋2单元电梯');
    expect(text).toContain('说的是：电梯坏了三天');
    expect(text).toContain('现在：办理中');
    expect(text).toMatch(/还有\d+个工作日（到2026-|马上到期/);
    expect(text).toContain('责任单位：自治区民政厅');
    expect(text).toContain('依据：《');
    expect(text).not.toMatch(/罗世珍|13800138000/);
    expect(ids).toEqual(
      ['case_answer', 'case_ask', 'case_note', 'case_forward', 'case_send_back', 'case_more'].map(
        form => `desk=${form}=${number}`,
      ),
    );
    expect((await cases.get(number)).holder).toBeDefined();
    const { ids: others } = await handler.picks('其他办法');
    expect(others).toEqual(
      [
        'case_extend',
        'case_decline',
        'case_merge',
        'case_link',
        'case_release',
        'case_identity',
        'case_history',
        'case_look',
      ].map(form => `desk=${form}=${number}`),
    );
  });

  it('gets one case for two taps, and another one later', async () => {
    await cases.report(home);
    await cases.report(home);
    const first = await handler.says('desk=case_next');
    const twice = await handler.says('desk=case_next');
    expect(twice.text).toContain('怕您点了两下');
    expect(twice.ids).toEqual(first.ids);
    wait();
    expect((await handler.says('desk=case_next')).ids).not.toEqual(first.ids);
  });

  it('notes in one line, by number or on the only case in hand', async () => {
    for (const number of (
      await office.core.storage.grievances.list({ scopes: [{ kind: 'all' }] }, { states: ['working'], limit: 99 })
    ).map(one => one.number))
      await handler.says(`/放回 ${number} 先放着`);
    const number = await inHand();
    expect((await handler.says(`/记 ${number} 去看过了`)).text).toContain(`记下了（${number}号）`);
    expect((await handler.says('/记 等配件')).text).toContain('记下了');
    expect((await handler.says('/记', '打过电话')).text).toContain('记下了');
    expect((await cases.get(number)).record?.notes.map(({ text }) => text).slice(-3)).toEqual(['去看过了', '等配件', '打过电话']);
    expect((await handler.says(`desk=case_look=${number}`)).text).toContain('2026-11-23记的：等配件');
  });

  it('is asked which one, where there are several in hand, those due first in front', async () => {
    const one = await inHand();
    const other = await inHand();
    const { text, ids } = await handler.says('/记 去看过了');
    expect(text).toContain('是哪一件？');
    expect(ids).toContain(`form=number=${one}`);
    expect(ids).toContain(`form=number=${other}`);
    expect((await handler.picks(String(other))).text).toContain(`记下了（${other}号）`);
    const mine = await handler.says('我手上的');
    expect(mine.labels.some(label => label.startsWith(`${one} 电梯楼道`))).toBe(true);
  });

  it('answers from a template: fills in the blank, sees what will be read, and sends it', async () => {
    const number = await inHand();
    const ways = await handler.says(`/答 ${number}`);
    expect(ways.labels).toContain('修好了');
    expect(ways.labels).toContain('按文件答');
    expect((await handler.picks('修好了')).text).toContain('修了什么');
    const preview = await handler.says('换了钢丝绳，11月23日修好');
    expect(preview.text).toContain('住户会看到：\n———\n修好了：换了钢丝绳，11月23日修好\n请您用用看');
    expect(await stateOf(number)).toBe('working');
    const sent = await handler.picks('就这样发');
    expect(sent.text).toContain('答复发出去了');
    expect(sent.labels[0]).toBe('领下一件');
    const { record, state } = await cases.get(number);
    expect(record?.answer?.says).toMatch(/^修好了：换了钢丝绳/);
    expect(['answered', 'calling-back']).toContain(state);
  });

  it('answers by the clause of the region, in plain words, and cites it', async () => {
    const number = await inHand({ kind: 'school', text: '孩子没学上' });
    await handler.says(`/答 ${number}`);
    const provisions = await handler.picks('按文件答');
    expect(provisions.labels.every(label => !label.includes('不引用'))).toBe(true);
    expect((await handler.says('1')).text).toContain('照这条文件');
    const preview = await handler.says('离学校三公里');
    expect(preview.text).toMatch(/《.+》.+上是这样写的：/);
    expect(preview.text).toContain('您家的情况：离学校三公里');
    expect(preview.text).toContain('依据：《');
    await handler.picks('就这样发');
    expect((await cases.get(number)).record?.answer?.clauses).toHaveLength(1);
  });

  it('writes an answer anew, and never sends one that is too long', async () => {
    const number = await inHand();
    await handler.says(`/答 ${number}`);
    await handler.picks('已经办好');
    expect((await handler.says('长'.repeat(1001))).text).toContain('写');
    const long = await handler.says('长'.repeat(990));
    expect(long.text).toContain('太长了');
    expect(long.labels).not.toContain('就这样发');
    const preview = await handler.says('换了灯泡');
    expect(preview.text).toContain('换了灯泡');
    expect(await stateOf(number)).toBe('working');
    expect((await handler.picks('就这样发')).text).toContain('答复发出去了');
  });

  it('asks whoever reported it, and sees that it was asked', async () => {
    const number = await inHand();
    expect((await handler.says(`/问 ${number} 哪天坏的？`)).text).toContain('问过去了');
    expect((await handler.says(`desk=case_look=${number}`)).text).toContain('问过住户，还没回：哪天坏的？');
  });

  it('forwards to a unit, those of the clauses first, found by a word', async () => {
    const number = await inHand({ kind: 'school', text: '孩子没学上' });
    const units = await handler.says(`/转 ${number}`);
    expect(units.text).toContain('转给哪个单位');
    const narrowed = await handler.says('财政');
    expect(narrowed.labels[0]).toContain('财政');
    await handler.says('1');
    expect((await handler.says('要核一下补助')).text).toMatch(/转给.*财政.*了/);
    expect(await cases.get(number)).toMatchObject({ state: 'forwarded', unit: 'guangxi.finance' });
  });

  it('sends back with a reason and a unit, and hears that a supervisor decides the second time', async () => {
    const number = await inHand();
    expect((await handler.says(`/退 ${number} 不归我们`)).text).not.toContain('督办');
    expect((await handler.says('1')).text).toContain('退给');
    await handler.says(`/领 ${number}`);
    expect((await handler.says(`/退 ${number} 还是不归我们`)).text).toContain('这件已经退过一次，这次会交给督办');
    expect((await handler.says('1')).text).toContain('第二次退，交给督办来定');
    expect(await stateOf(number)).toBe('ruling');
  });

  it('asks twice before a case is not taken on', async () => {
    const number = await inHand();
    await handler.says(`/不予受理 ${number} 这是私人买卖`);
    expect((await handler.says('去市场监管所，12315')).text).toContain(
      '这件事不归我们办：这是私人买卖\n可以去：去市场监管所，12315',
    );
    expect((await handler.picks('写得对')).text).toContain('再问一次');
    expect(await stateOf(number)).toBe('working');
    expect((await handler.picks('真的不予受理')).text).toContain('不予受理，已经告诉住户');
    expect(await stateOf(number)).toBe('declined');
  });

  it('merges and links by number, with like ones named', async () => {
    const other = await cases.report(home, { text: '电梯又坏了' });
    const number = await inHand();
    const asked = await handler.says(`/并 ${number}`);
    expect(asked.text).toContain(`· ${other.number} 电梯楼道`);
    expect((await handler.says(String(other.number + 1))).text).toContain('这个编号不对');
    expect((await handler.says(String(other.number))).text).toContain(`${other.number} 电梯楼道`);
    expect((await handler.says('1')).text).toContain(`${number}号跟${other.number}号一起办`);
    expect(await cases.get(number)).toMatchObject({ state: 'merged', mergedInto: other.number });
    const linked = await inHand();
    await handler.says(`/联 ${linked} ${other.number}`);
    expect((await handler.says('1')).text).toContain('联好了');
    expect((await handler.says(`desk=case_look=${linked}`)).text).toContain(`相关的件：${other.number}`);
  });

  it('sees who reported it once it says why, recorded; and nobody where there is no name to it', async () => {
    const number = await inHand({ name: '罗世珍', phone: '13800138000' });
    await handler.says('看是谁');
    await handler.says(`看是谁 ${number}`);
    const seen = await handler.picks('要上门');
    expect(seen.text).toContain('姓名：罗世珍');
    expect(seen.text).toContain('13800138000');
    const [look] = await office.audit({ action: 'grievance.identify' });
    expect(look).toMatchObject({ subject: String(number), reason: 'visit', outcome: 'done' });
    await handler.says('你好');
    const key = { channel: 'terminal', account: 'terminal', chat: '陈办理', person: '陈办理' };
    const exchanges = await office.core.storage.conversation.exchanges(key, 50);
    expect(JSON.stringify(exchanges)).not.toContain('13800138000');
    const nameless = await inHand({ isAnonymous: true });
    await handler.says(`看是谁 ${nameless}`);
    expect((await handler.picks('要上门')).text).toContain('匿名');
  });

  it('tells the history in words, and no staff by name', async () => {
    const number = await inHand();
    await handler.says(`/记 ${number} 去看过了`);
    const mine = await handler.says(`进展 ${number}`);
    expect(mine.text).toMatch(/住户反映了这件事[\s\S]*您领了[\s\S]*您记了一笔：去看过了/);
    expect((await colleague.says(`进展 ${number}`)).text).toContain('办理人记了一笔：去看过了');
  });

  it('finds cases by words, kind, state and settlement, a page at a time', async () => {
    for (let i = 0; i < 10; i++) await cases.report(home, { kind: 'sanitation', text: '垃圾没人收' }, `many ${i}`);
    const found = await handler.says('/找 垃圾没人收');
    expect(found.labels.filter(label => label.includes('环境卫生') || label.includes('垃圾')).length).toBeGreaterThan(0);
    expect(found.labels).toContain('更多');
    const narrowed = await handler.says('找诉求', '2');
    expect(narrowed.text).toContain('哪一类');
    await handler.says('停');
    expect((await handler.says('/找 没有这样的话')).text).toContain('没有找到');
  });

  it('says how many wait, and goes on leave until a day with the cases back in their place', async () => {
    const number = await inHand();
    await handler.says(`/记 ${number} 明天再去`);
    expect((await handler.says('排队多少')).text).toMatch(/现在有\d+件在排队/);
    const away = await handler.says('请假到12月5日');
    expect(away.text).toMatch(/请假到2026-12-05。您手上的\d+件已经放回/);
    expect(await cases.get(number)).toMatchObject({ state: 'accepted', holder: undefined });
    expect((await colleague.says(`/领 ${number}`)).text).toContain('记的：明天再去');
    expect((await handler.says('回来了')).text).toContain('欢迎回来');
  });

  it('is told why a case cannot be closed by its handler, and what comes next', async () => {
    const number = await inHand();
    const early = await handler.says(`/结 ${number}`);
    expect(early.text).toContain('还没答复，不能销号');
    expect(early.labels[0]).toBe('答复');
    await handler.says(`/答 ${number} 修好了`, '1');
    await handler.picks('就这样发');
    expect((await handler.says(`/结 ${number}`)).text).toContain('是您经手的，不能自己销');
  });
});

describe('what a handler writes of danger', () => {
  it('is kept with the case, in a line or where a form asks for it, and raises no alarm', async () => {
    const number = await inHand();
    expect((await handler.says(`/记 ${number} 有人要跳楼，我们劝下来了`)).text).toContain('记下了');
    await handler.says(`/记 ${number}`);
    expect((await handler.says('煤气泄漏，已经关阀')).text).toContain('记下了');
    expect((await cases.get(number)).record?.notes.map(({ text }) => text)).toEqual([
      '有人要跳楼，我们劝下来了',
      '煤气泄漏，已经关阀',
    ]);
    const key = { channel: 'terminal', account: 'terminal', chat: '韦同事', person: '韦同事' };
    expect(JSON.stringify(await office.core.rooms.deliveries.list(key, 50))).not.toContain('跳楼');
  });

  it('is a cry for help anywhere else', async () => {
    const number = await inHand();
    expect((await handler.says('着火了，快来人')).text).toContain('119');
    await handler.says(`看是谁 ${number}`);
    expect((await handler.says('有人要跳楼')).text).toMatch(/110|120/);
  });
});

describe('the photos of a case', () => {
  it('are shown one after the other, and those that are gone are said to be', async () => {
    const photo = { channel: 'web', account: 'anjia', person: 'luo', type: 'image/jpeg', at: office.clock.now() };
    await office.core.storage.attachments.add({ ...photo, id: 'f_1_0' }, Buffer.from('a photo'));
    const number = await inHand({ photos: ['f_1_0', 'f_2_0'] });
    expect((await handler.says(String(number))).text).toContain('照片：2张');
    const outgoing = await office.core.conversation.handle({
      channel: 'terminal',
      account: 'terminal',
      chat: { id: '陈办理', kind: 'private' },
      person: '陈办理',
      platformId: 'looks at photos',
      text: `看照片 ${number}`,
      mentioned: true,
      at: office.clock.now(),
    });
    expect(outgoing.map(({ file }) => file?.type)).toEqual(['image/jpeg', undefined]);
    expect(outgoing.at(-1)?.text).toContain('还留着1张');
  });
});

describe('what does not work on cases', () => {
  it('does not work in a group, and says nothing of the case there', async () => {
    const number = await inHand();
    const heard = await handler.posts('some group', `/记 ${number} 罗家漏水`);
    expect(heard.text).toContain('这件事要私下办');
    expect(heard.text).not.toContain('罗家');
    expect((await cases.get(number)).record?.notes).toEqual([]);
    for (const said of ['/领', String(number), `desk=case_look=${number}`, '我手上的'])
      expect((await handler.posts('some group', said)).text).not.toContain('电梯坏了三天');
  });

  it('tells a slip in a number, and a number that there is not', async () => {
    const { number } = await cases.report(home);
    expect((await handler.says(`/领 ${number + 1}`)).text).toContain('最后一位是用来核对的');
    expect((await handler.says('/领 99999990')).text).toMatch(/没有找到|最后一位/);
    expect(await stateOf(number)).toBe('received');
  });

  it('refuses what others have in hand, with what can be done instead', async () => {
    const number = await inHand();
    for (const text of [`/记 ${number} x`, `/问 ${number} x`, `/延 ${number} x`, `/放回 ${number} x`]) {
      const { text: says, labels } = await colleague.says(text);
      expect(says).toContain('不在您手上');
      expect(labels).toContain('领下一件');
    }
    expect((await colleague.says(`/领 ${number}`)).text).toContain('不在您手上');
    expect((await cases.get(number)).record?.notes).toEqual([]);
  });

  it('takes buttons of long ago by what the case is now, and twice only once', async () => {
    const number = await inHand();
    await handler.says(`desk=case_release=${number}`, '放着');
    const again = await handler.says(`desk=case_release=${number}`, '放着');
    expect(again.text).toMatch(/现在不能这样做|不在您手上/);
    expect(again.ids).toContain(`desk=case_claim=${number}`);
    expect((await cases.history(number)).filter(({ action }) => action === 'release')).toHaveLength(1);
    expect((await handler.says(`desk=case_claim=${number}`)).text).toContain('这件归您办了');
    expect((await handler.says(`desk=case_claim=${number}`)).text).toContain('已经在您手上');
  });

  it('is shown nothing of other settlements', async () => {
    const elsewhere = await office.settlement({ name: '八仙社区' });
    const { number } = await cases.report(elsewhere);
    for (const text of [String(number), `/领 ${number}`, `进展 ${number}`, `看照片 ${number}`]) {
      const heard = await handler.says(text);
      expect(heard.text, text).toContain('不在您管的范围里');
      expect(heard.text).not.toContain('电梯坏了');
    }
    expect(
      allowed(
        await office.core.rooms.grievances.queue.list(
          { id: 'x', via: 'chat', rights: [{ role: 'handler', scope: { kind: 'all' } }] },
          { limit: 1 },
        ),
      ),
    ).toHaveLength(1);
  });

  it('makes nothing of a button with garbage in it, whichever form it names', async () => {
    const before = await cases.report(home);
    for (const { id, given } of GRIEVANCE_FORMS.filter(form => form.given))
      for (const garbage of ['0', 'abc', '-1', '1e3', '99999999999', '１００', '<b>', '%00', String(before.number + 1)]) {
        await handler.says('停');
        const heard = await handler.says(`desk=${id}=${garbage}`);
        expect(given).toEqual(['number']);
        expect(heard.text, `${id} ${garbage}`).not.toBe('');
        expect(heard.text).not.toContain('电梯坏了三天');
      }
    await handler.says('停');
    expect(await cases.get(before.number)).toEqual(before);
  });

  it('leaves residents’ own words alone', async () => {
    const resident = office.person('luo');
    for (const text of ['/领', '问', '记 1000', '我手上的'])
      expect((await resident.says(text)).text).not.toMatch(/领下一件|不能做这件事/);
  });

  it('keeps a text that is too long out, and asks for it again', async () => {
    const number = await inHand();
    const asked = await handler.says(`/记 ${number} ${'长'.repeat(1001)}`);
    expect(asked.text).toContain('记什么');
    expect((await handler.says('长'.repeat(1001))).text).toContain('记什么');
    expect((await handler.says('短')).text).toContain('记下了');
    office.clock.pass(DAY_MS);
  });
});
