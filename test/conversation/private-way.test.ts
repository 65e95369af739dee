import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Core, openCore } from '../../src/app.ts';
import { createAssistant } from '../../src/assistant.ts';
import { config } from '../../src/config.ts';
import { OPERATOR } from '../../src/directory/index.ts';
import type { Channel } from '../../src/message/channel.ts';
import type { Incoming, Outgoing } from '../../src/message/index.ts';
import type { Day } from '../../src/shared/calendar.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import { clockAt, type TestClock } from '../support/clock.ts';
import { allowed } from '../support/office.ts';
import { openedText, withDatabase } from '../support/opened.ts';

const MINUTE_MS = 60_000;
const PASS = /[?&](?:start|pass)=([0-9A-Z]{26})$/;

/** A platform with links into private; nothing is really sent. */
const telegram: Channel = {
  name: 'telegram',
  account: 'bot',
  limits: { text: 4096, unit: 'utf16', buttons: true, files: true },
  pace: { rules: [], atOnce: 1 },
  start: async () => {},
  stop: async () => {},
  send: async () => ({ kind: 'sent' }),
  privateLink: pass => `https://t.me/anjia_bot?start=${pass}`,
};

describe('the way from a group into private', () => {
  const assistant = createAssistant();
  let dataDir: string;
  let clock: TestClock;
  let core: Core;
  let sent = 0;

  /** Opens the assistant anew. */
  const open = async (env: NodeJS.ProcessEnv = {}): Promise<void> => {
    core = await openCore(config({ DATA_DIR: dataDir, ...env }), { clock, assistant }, async () => [telegram]);
  };
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'anjia-way-'));
    clock = clockAt('2026-11-22T08:00:00Z');
    await open({ PUBLIC_URL: 'https://anjia.example' });
  });
  afterEach(async () => {
    await core.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  type Where = Partial<Pick<Incoming, 'channel' | 'account' | 'chat' | 'pass' | 'edits'>>;
  const inGroup: Where = { chat: { id: '-100', kind: 'group' } };
  /** Says something, and gives what is said to it: what goes out by itself, or what the page shows. */
  const say = async (person: string, text: string, where: Where = {}): Promise<Outgoing> => {
    const incoming: Incoming = {
      channel: 'telegram',
      account: 'bot',
      chat: { id: person, kind: 'private' },
      person,
      platformId: `${sent++}`,
      text,
      mentioned: true,
      at: clock.now(),
      ...where,
    };
    const { channel, account, chat } = incoming;
    const key = { channel, account, chat: chat.id, person };
    const before = new Set((await core.rooms.deliveries.list(key, 100)).map(({ id }) => id));
    const shown = await core.conversation.handle(incoming);
    const posted = (await core.rooms.deliveries.list(key, 100)).filter(({ id }) => !before.has(id));
    const all = [...shown, ...posted.map(({ outgoing }) => outgoing)];
    return { ...all.at(-1), text: all.map(one => [one.text, one.note].filter(Boolean).join('\n')).join('\n') };
  };
  const telegramOf = (person: string) => ({
    channel: 'telegram',
    account: 'bot',
    chat: { id: person, kind: 'private' as const },
    person,
  });
  const onWeb = (browser: string, pass?: string): Where => ({
    channel: 'web',
    account: 'web',
    chat: { id: browser, kind: 'private' },
    ...(pass === undefined ? {} : { pass }),
  });
  /** The pass behind a choice, or behind the first that has one. */
  const passIn = ({ choices = [] }: Outgoing, of?: string): string =>
    PASS.exec(choices.find(({ id, url }) => url && (of ?? id) === id)?.url ?? '')?.[1] ?? '';
  const settlement = async (over: object = {}) =>
    allowed(
      await core.rooms.directory.settlements.add(OPERATOR, {
        region: 'guangxi' as RegionId,
        county: '隆安县',
        name: '震东社区',
        buildings: [],
        desks: [],
        tags: [],
        ...over,
      }),
    );
  const bind = async (over: object = {}, where: Where = inGroup) => {
    const place = await settlement(over);
    const cadre = allowed(
      await core.rooms.directory.people.invite(OPERATOR, {
        role: 'cadre',
        scope: { kind: 'settlement', settlement: place.id },
        name: '王芳',
      }),
    );
    await say('wang', cadre.letters, { ...where, chat: { id: 'wang', kind: 'private' } });
    await say('wang', allowed(await core.rooms.directory.groups.code(OPERATOR, place.id)).letters, where);
    return place;
  };
  const audited = async (action: string) => allowed(await core.rooms.directory.audit(OPERATOR, { action, limit: 50 }));

  it('says the rule to all, and begins the interview where nobody reads along', async () => {
    const place = await bind();
    const heard = await say('luo', '查临时低保', inGroup);
    expect(heard.text).toMatch(/临时低保救助.*给谁的[\s\S]*有什么[\s\S]*只在私下说[\s\S]*依据：《[\s\S]*二\(五\)/);
    expect(heard.choices).toEqual([
      {
        id: 'check=guangxi.temporary-dibao',
        label: '私下接着说',
        url: expect.stringMatching(/^https:\/\/t\.me\/anjia_bot\?start=/),
      },
    ]);
    const came = await say('luo', '', { pass: passIn(heard) });
    expect(came.text).toMatch(/临时低保救助[\s\S]*第1问/);
    const session = await core.storage.conversation.session({ channel: 'telegram', account: 'bot', chat: 'luo', person: 'luo' });
    expect(session).toMatchObject({ region: 'guangxi', settlement: place.id, interview: { asking: expect.any(String) } });
  });

  it('offers the check that belongs to an answer, and the digit in the group leads there too', async () => {
    await bind();
    const heard = await say('luo', '搬迁户没工作能吃低保吗', inGroup);
    const check = heard.choices?.find(({ id }) => id === 'check=guangxi.temporary-dibao');
    expect(check).toMatchObject({ label: expect.stringContaining('临时低保救助'), url: expect.stringMatching(PASS) });
    expect(heard.choices?.filter(({ url }) => url)).toHaveLength(1);
    expect(JSON.stringify(heard.choices)).not.toMatch(/topic|isBeside/);
    const again = await say('luo', String(heard.choices!.indexOf(check!) + 1), inGroup);
    expect(again.text).toContain('只在私下说');
    expect(passIn(again)).not.toBe('');
    expect(passIn(again)).not.toBe(passIn(heard));
    expect((await say('luo', '', { pass: passIn(heard) })).text).toContain('第1问');
  });

  it('shows a few jobs in the group, and leads to whom to call with what was looked for', async () => {
    const place = await bind();
    const { region, county, id: settlement } = place;
    for (const title of ['缝纫工', '平车工', '锁边工', '车位工', '厨师'])
      allowed(
        await core.rooms.employment.postings.add(OPERATOR, {
          of: { region, county, settlement },
          job: {
            employer: '兴旺制衣厂',
            title,
            place: '隆安县震东社区',
            county,
            skills: [title === '厨师' ? 'cooking' : 'sewing'],
            suits: [],
            contact: { phone: '13800138000' },
            validUntil: '2026-12-31' as Day,
          },
        }),
      );
    const heard = await say('luo', '附近有没有缝纫的活', inGroup);
    expect(heard.text).toContain('找到4个岗位');
    expect(heard.text.match(/^· /gm)).toHaveLength(3);
    expect(heard.text).not.toContain('13800138000');
    const again = await say('luo', '1', inGroup);
    expect(again.text).toContain('找到4个岗位');
    const came = await say('luo', '', { pass: passIn(again) });
    expect(came.text).toContain('找到4个岗位');
    expect((await say('luo', came.choices![0]!.id)).text).toContain('13800138000');
  });

  it('registers nobody in the group, and takes along what was said', async () => {
    await bind();
    const heard = await say('luo', '我会电焊，给我登个记，有活叫我', inGroup);
    expect(heard.text).not.toContain('电焊');
    const came = await say('luo', '', { pass: passIn(heard) });
    expect(came.text).toMatch(/我听到的是：电焊[\s\S]*同意登记吗/);
    expect((await say('luo', '同意')).text).toContain('登记好了');
    expect(await core.rooms.employment.wishes.own(telegramOf('luo'))).toMatchObject({
      of: { region: 'guangxi', county: '隆安县' },
      wants: { skills: ['welding'] },
    });
  });

  it('takes what was said along: facts that were told in the group are not asked again', async () => {
    await bind();
    const heard = await say('luo', '帮我查临时低保，我没有工作', inGroup);
    const came = await say('luo', '', { pass: passIn(heard) });
    expect(came.text).toContain('第1问');
    const plain = await say('bo', '', { pass: passIn(await say('bo', '查临时低保', inGroup)) });
    expect(came.text).not.toBe(plain.text);
  });

  it.each([
    ['工作台', /干部和管理员办事/],
    ['我的身份', /还不认识您/],
    ['我家档案', /不知道您是哪一户/],
    ['我的资料', /没有记您的情况/],
    ['看看我能享受哪些', /能享受哪些[\s\S]*第1问/],
    ['待答问题', /./],
    ['删掉我的全部资料', /确定要删吗/],
  ])('goes on with “%s”', async (words, expected) => {
    await bind();
    const heard = await say('luo', words, inGroup);
    expect(heard.choices).toHaveLength(1);
    expect((await say('luo', '', { pass: passIn(heard) })).text).toMatch(expected);
  });

  it('takes a question that the documents do not answer to where a cadre may be asked', async () => {
    await bind();
    const heard = await say('luo', '社区几点上班', inGroup);
    expect(heard.choices?.map(({ id }) => id)).toContain('ask_cadre');
    const came = await say('luo', '', { pass: passIn(heard, 'ask_cadre') });
    expect(came.choices?.map(({ id, url }) => [id, url])).toContainEqual(['ask_cadre', undefined]);
    expect((await say('luo', '问干部')).text).toMatch(/震东社区[\s\S]*“社区几点上班”/);
  });

  it('gives another member the topic and nothing of whoever asked', async () => {
    await bind();
    const heard = await say('luo', '工作台', inGroup);
    await say('luo', '罗世珍的事', inGroup);
    const came = await say('other', '', { pass: passIn(heard) });
    expect(came.text).toContain('干部和管理员办事');
    const { actor } = await core.rooms.directory.visitors.behind({
      channel: 'telegram',
      account: 'bot',
      chat: { id: 'other', kind: 'private' },
      person: 'other',
    });
    expect([actor.person, actor.rights]).toEqual([undefined, []]);
  });

  it('tells nobody where the asker lives: the group is bound nowhere', async () => {
    const place = await settlement();
    const household = allowed(
      await core.rooms.directory.households.add({ ...OPERATOR, rights: [{ role: 'cadre', scope: { kind: 'all' } }] }, place.id, {
        building: '3栋',
        members: [{ id: 'm1', name: '罗世珍', relation: 'head' }],
        marks: [],
        purpose: 'file',
      }),
    );
    const code = allowed(await core.rooms.directory.households.linkCode(OPERATOR, household.id, 'm1'));
    await say('luo', code.letters);
    const heard = await say('luo', '工作台', inGroup);
    await say('other', '', { pass: passIn(heard) });
    const session = await core.storage.conversation.session({
      channel: 'telegram',
      account: 'bot',
      chat: 'other',
      person: 'other',
    });
    expect(session?.settlement).toBeUndefined();
  });

  it('leaves a region alone that was settled in private', async () => {
    await bind();
    await say('luo', '贵州');
    const heard = await say('luo', '电梯坏了找谁', inGroup);
    await say('luo', '', { pass: passIn(heard) });
    const session = await core.storage.conversation.session({ channel: 'telegram', account: 'bot', chat: 'luo', person: 'luo' });
    expect(session).toMatchObject({ region: 'guizhou' });
    expect(session?.settlement).toBeUndefined();
  });

  it('says of a used, expired or wrong link what it is, greets, and records it', async () => {
    await bind();
    const heard = await say('luo', '工作台', inGroup);
    const late = await say('luo', '工作台', inGroup);
    await say('luo', '', { pass: passIn(heard) });
    expect((await say('luo', '', { pass: passIn(heard) })).text).toMatch(/已经用过[\s\S]*安家助手/);
    clock.pass(30 * MINUTE_MS);
    expect((await say('luo', '', { pass: passIn(late) })).text).toMatch(/过期[\s\S]*安家助手/);
    for (const garbage of ['', 'x', '\u0000\u202e', '../../etc', '🙂'.repeat(100), '0'.repeat(100_000)])
      expect((await say(`g${sent}`, '', { pass: garbage })).text).toMatch(/链接不对[\s\S]*安家助手/);
    const outcomes = (await audited('code.redeem')).filter(({ reason }) => reason === 'pass').map(({ outcome }) => outcome);
    expect(new Set(outcomes)).toEqual(new Set(['done', 'code-used', 'code-expired', 'code-unknown']));
  });

  it('leaves what somebody is about where the link is no good', async () => {
    await bind();
    await say('luo', '广西');
    const asked = await say('luo', '查临时低保');
    const turned = await say('luo', '', { pass: 'x' });
    expect(turned.text).toContain('链接不对');
    expect(turned.text).not.toContain('安家助手');
    expect((await say('luo', '没有工作')).text).toContain('记下了');
    expect(asked.text).toContain('第1问');
  });

  it('takes no words along that others should not have read, nor says them again', async () => {
    await bind();
    const number = '11010519491231002X';
    for (const words of [`查临时低保，我的身份证号${number}`, `社区几点上班，我的身份证号${number}`]) {
      const heard = await say('luo', words, inGroup);
      expect(heard.choices?.filter(({ url }) => url).length).toBeGreaterThan(0);
      expect(JSON.stringify(heard)).not.toContain(number);
      for (const { id } of heard.choices!.filter(({ url }) => url)) await say('luo', '', { pass: passIn(heard, id) });
    }
    const wechat: Where = { channel: 'wechat', account: 'wx', chat: { id: 'room', kind: 'group' } };
    expect((await say('bo', `查临时低保，我的身份证号${number}`, wechat)).text).not.toContain(number);
    const passes = await withDatabase({ dataDir }, async ({ db, sealer }) => {
      const rows = await db.selectFrom('code').select('payload').where('kind', '=', 'pass').execute();
      return rows.map(({ payload }) => sealer.open('code.payload', payload));
    });
    expect(passes.length).toBeGreaterThan(1);
    expect(passes.join()).not.toContain(number);
  });

  it('is not used up by a message that is not answered', async () => {
    await bind();
    const pass = passIn(await say('luo', '工作台', inGroup));
    await say('luo', '你好');
    expect((await say('luo', '你好', { pass, edits: String(sent - 1) })).text).toBe('');
    expect((await say('luo', '', { pass })).text).toContain('干部和管理员办事');
  });

  it('is not heard in a group: a pass there is only words', async () => {
    await bind();
    const heard = await say('luo', '工作台', inGroup);
    await say('luo', '你好', { ...inGroup, pass: passIn(heard) });
    expect((await say('luo', '', { pass: passIn(heard) })).text).toContain('干部和管理员办事');
  });

  it('leads into the web chat where the platform has no links, and makes nobody anybody there', async () => {
    const wechat: Where = { channel: 'wechat', account: 'wx', chat: { id: 'room', kind: 'group' } };
    await bind({}, wechat);
    const heard = await say('wang', '工作台', wechat);
    expect(heard.choices?.[0]?.url).toMatch(/^https:\/\/anjia\.example\/in\?pass=/);
    const came = await say('b1', '（点链接进来）', onWeb('b1', passIn(heard)));
    expect(came.text).toContain('干部和管理员办事');
    const session = await core.storage.conversation.session({ channel: 'web', account: 'web', chat: 'b1', person: 'b1' });
    expect(session?.region).toBe('guangxi');
    expect((await say('b1', '我的身份', onWeb('b1'))).text).toContain('还不认识您');
  });

  it('leads a cadre on to the web, as the same person, once', async () => {
    await bind();
    const link = await say('wang', '在网页上接着办');
    expect(link.text).toMatch(/只能用一次/);
    expect(link.choices).toEqual([
      { id: 'desk', label: '打开网页', url: expect.stringMatching(/^https:\/\/anjia\.example\/in\?pass=/) },
    ]);
    const came = await say('b1', '', onWeb('b1', passIn(link)));
    expect(came.choices?.map(({ id }) => id)).toEqual(expect.arrayContaining(['desk=inquiries', 'desk=find_household']));
    expect((await say('b1', '我的身份', onWeb('b1'))).text).toMatch(/社区干部（隆安县·震东社区）/);
    const second = await say('b2', '', onWeb('b2', passIn(link)));
    expect(second.text).toContain('已经用过');
    expect((await say('b2', '我的身份', onWeb('b2'))).text).toContain('还不认识您');
    await say('b1', '退出登录', onWeb('b1'));
    expect((await say('b1', '我的身份', onWeb('b1'))).text).toContain('还不认识您');
    expect((await say('wang', '我的身份')).text).toContain('社区干部');
  });

  it('leads nobody unknown on to the web, nor anybody where the page cannot be reached', async () => {
    await bind();
    expect(await say('luo', '在网页上接着办')).toMatchObject({ text: expect.stringContaining('还不认识您'), choices: [] });
    await core.stop();
    await open();
    expect(await say('wang', '在网页上接着办')).toMatchObject({ text: expect.stringContaining('没有开通网页'), choices: [] });
  });

  it('leaves to a cadre whom no answer reached', async () => {
    await bind();
    expect((await say('wang', '没送到的')).text).toContain('都送到了');
    await say('luo', '', { pass: passIn(await say('luo', '社区几点上班', inGroup), 'ask_cadre') });
    await say('luo', '问干部');
    expect((await say('luo', '同意')).text).toMatch(/第1号/);
    const cadre = (await core.rooms.directory.visitors.behind({ ...telegramOf('wang') })).actor;
    allowed(await core.rooms.inquiries.answer(cadre, { number: 1, says: '八点半' }));
    await core.rooms.deliveries.note({ channel: 'telegram', account: 'bot' }, { kind: 'closed', chat: 'luo', reason: 'blocked' });
    const listed = await say('wang', '没送到的');
    expect(listed.text).toMatch(/问“社区几点上班”的人（第1号）：对方不接收（2026-11-22）/);
    expect((await say('luo', '没送到的')).text).toContain('不能做这件事');
  });

  it('is told in words where there is no link: what to send, and where the office is', async () => {
    await core.stop();
    await open();
    const wechat: Where = { channel: 'wechat', account: 'wx', chat: { id: 'room', kind: 'group' } };
    await bind({ office: { address: '震东路8号', hours: '周一到周五', contacts: [] } }, wechat);
    const heard = await say('luo', '查临时低保', wechat);
    expect(heard.text).toMatch(
      /只在私下说。[\s\S]*点我的头像（没加过的先加我），单独发给我：“查临时低保救助”[\s\S]*震东路8号 周一到周五/,
    );
    expect(heard.choices).toEqual([]);
    const answered = await say('luo', '搬迁户没工作能吃低保吗', wechat);
    expect(answered.text).toMatch(/私下可以办：“查临时低保救助”/);
    expect(answered.choices?.map(({ id }) => id)).toEqual(expect.arrayContaining(['original', 'useful']));
    expect(answered.choices?.some(({ id }) => id.startsWith('check='))).toBe(false);
    // The numbers are those of what is offered.
    expect((await say('luo', '有用', wechat)).text).toContain('谢');
    const alone = { ...wechat, chat: { id: 'luo', kind: 'private' } } as const;
    await say('luo', '广西', alone);
    expect((await say('luo', '查临时低保救助', alone)).text).toMatch(/临时低保救助[\s\S]*第1问/);
    expect((await say('luo', '工作台', wechat)).text).toContain('单独发给我：“工作台”');
    expect((await say('luo', '我的身份', wechat)).text).toContain('单独发给我：“我的身份”');
    expect((await say('luo', '我家档案', wechat)).text).toContain('单独发给我：“我家档案”');
  });

  it('speaks English to who chose it', async () => {
    await bind();
    await say('luo', 'English', inGroup);
    const heard = await say('luo', '工作台', inGroup);
    expect(heard).toMatchObject({ text: 'This is done in private.', choices: [{ label: 'Go on in private' }] });
  });

  it('is forgotten with whoever has all of theirs erased', async () => {
    await bind();
    await say('luo', '罗世珍家电梯坏了找谁', inGroup);
    expect(await openedText({ dataDir })).toContain('罗世珍家电梯坏了找谁');
    await say('luo', '删掉我的全部资料');
    await say('luo', '全部删掉');
    expect(await openedText({ dataDir })).not.toContain('罗世珍');
  });
});
