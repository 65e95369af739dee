import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Bulletin } from '../../../src/bulletin/model.ts';
import { OPERATOR } from '../../../src/directory/index.ts';
import type { Group, Settlement } from '../../../src/directory/model.ts';
import { readSpreadsheet } from '../../../src/spreadsheet/index.ts';
import { allowed, type Chatter, type Office, openOffice } from '../../support/office.ts';
import { type PostOffice, postOffice } from '../../support/post-office.ts';

const COUNTY = { kind: 'county', region: 'guangxi', county: '隆安县' } as never;

describe('a bulletin in chat', () => {
  let office: Office;
  let post: PostOffice;
  let home: Settlement;
  let near: Settlement;
  let cadre: Chatter;
  let chats = 0;
  beforeEach(async () => {
    chats = 0;
    office = await openOffice();
    post = postOffice(office.core, () => office.clock.now());
    home = await office.settlement({ buildings: [{ name: '1栋' }, { name: '2栋' }] });
    near = await office.settlement({ name: '惠民社区', tags: ['大型'] });
    await group(home, '1栋');
    await group(home, '2栋');
    await group(near);
    cadre = await office.staff('王芳', 'cadre', COUNTY);
  });
  afterEach(() => office.close());

  const rooms = () => office.core.rooms;
  async function group(of: Settlement, building?: string): Promise<Group> {
    const chat = { channel: 'terminal', account: 'terminal', chat: `-${++chats}`, name: `群${chats}` };
    return allowed(await rooms().directory.groups.bind(OPERATOR, { kind: 'group', settlement: of.id, building }, chat)).group;
  }
  const bulletins = async (): Promise<readonly Bulletin[]> => allowed(await rooms().bulletins.list(OPERATOR, { limit: 20 }));
  const last = async (): Promise<Bulletin> => (await bulletins())[0]!;
  const copies = async () => rooms().deliveries.copies(`bulletin:${(await last()).id}`, { limit: 50 });
  /** Writes one, up to the look at it. */
  async function written(kind: string, text = '明天上午9点到12点停水，请提前存水。') {
    await cadre.says('发通知');
    await cadre.picks(kind, '我管的全部地方', '就发这些');
    await cadre.says('停水通知', text);
    if (kind === '政策通知') await cadre.picks('不引用');
    await cadre.picks('不要');
    return kind === '紧急通知' ? cadre.says('') : cadre.picks('现在就发');
  }

  it('is written, looked at, and sent to just the groups that were shown', async () => {
    const look = await written('岗位信息');
    expect(look.text).toContain('停水通知');
    expect(look.text).toContain('明天上午9点到12点停水');
    expect(look.text).toMatch(/共3个群，2个安置点/);
    expect(look.labels).toEqual(['发出', '改', '不要了', '先放着']);
    expect((await cadre.picks('发出')).text).toContain('开始发了');
    expect((await last()).state).toBe('sending');
    expect(await copies()).toHaveLength(3);
  });

  it('goes to nobody whom the writer did not see: a group that came meanwhile is looked at first', async () => {
    const look = await written('岗位信息');
    await group(near, '9栋');
    const again = await cadre.says('1');
    expect(again.text).toMatch(/数目不一样了[\s\S]*共4个群/);
    expect(await copies()).toHaveLength(0);
    // The button of the look before is no more.
    await cadre.says(look.ids[0]!);
    expect(await copies()).toHaveLength(0);
    await cadre.says('1');
    expect(await copies()).toHaveLength(4);
  });

  it('is sent once, however often its button is pressed', async () => {
    const look = await written('岗位信息');
    for (let i = 0; i < 3; i++) await cadre.says(look.ids[0]!);
    expect(await copies()).toHaveLength(3);
    expect(await bulletins()).toHaveLength(1);
  });

  it('asks a second person before an official notice goes, who agrees or sends it back with the reason', async () => {
    const alone = await written('政策通知');
    expect(alone.text).toContain('没有别的同事能批准');
    await cadre.picks('不要了');
    const chief = await office.staff('李主任', 'supervisor', COUNTY);
    const look = await written('政策通知');
    expect(look.text).toContain('要一位同事批准');
    expect(look.text).not.toContain('没有别的同事能批准');
    expect((await cadre.picks('报给同事批准')).text).toContain('报上去了');
    expect(await copies()).toHaveLength(0);
    const [asked] = await post.told('李主任');
    expect(asked?.text).toContain('停水通知');

    const { id } = await last();
    expect((await chief.says(`desk=bulletin_approve=${id}`)).text).toMatch(/停水通知[\s\S]*共3个群/);
    expect((await chief.picks('退回')).text).toContain('为什么退回');
    expect((await chief.says('时间写错了')).text).toContain('退回去了');
    expect((await post.told('王芳'))[0]?.text).toContain('时间写错了');
    expect((await cadre.says('我发的通知', '1')).text).toContain('同事退回：时间写错了');

    await cadre.picks('看草稿', '改', '正文');
    expect((await cadre.says('后天上午停水。')).text).toMatch(/后天上午停水[\s\S]*共3个群/);
    await cadre.picks('报给同事批准');
    await post.told('李主任');
    expect((await chief.says('等我批准的通知', '1', '1')).text).toContain('批准了');
    expect((await last()).state).toBe('sending');
    expect((await copies()).map(({ outgoing }) => outgoing.text).join()).toContain('后天上午停水');
    // Pressed once more it is not agreed to again.
    expect((await chief.says(`desk=bulletin_approve=${id}`)).text).toContain('不用看了');
  });

  it('rests on a clause of the documents of the place that it goes to, found by words', async () => {
    await cadre.says('发通知');
    await cadre.picks('政策通知', '震东', '就发这些');
    await cadre.says('就业', '一户至少一人就业。');
    await cadre.says('2');
    expect((await cadre.says('天上的星星')).labels).toEqual(['换几个字再找', '不引用', '不办了']);
    const found = await cadre.says('公益性岗位');
    expect(found.labels[0]).toMatch(/^《.+》/);
    await cadre.says('1');
    const look = await cadre.picks('不要', '现在就发');
    expect(look.text).toMatch(/一户至少一人就业。[\s\S]*《/);
    const { clauses } = (await last()).content;
    expect(clauses).toHaveLength(1);
    expect(clauses![0]).toMatch(/^guangxi/);
    // Left out again.
    await cadre.picks('改', '引用条款', '不引用');
    expect((await last()).content.clauses).toBeUndefined();
  });

  it('is not approved by whoever wrote it', async () => {
    await written('政策通知');
    await cadre.picks('报给同事批准');
    const { id } = await last();
    await cadre.says(`desk=bulletin_approve=${id}`);
    expect((await cadre.says('1')).text).toContain('自己写的不能自己批准');
    expect((await last()).state).toBe('proposed');
  });

  it('is held, let go on and stopped from the moment that the button is pressed', async () => {
    await written('岗位信息');
    const begun = await cadre.picks('发出');
    expect(begun.labels).toEqual(expect.arrayContaining(['暂停', '停止', '看台账', '撤回']));
    expect((await cadre.picks('暂停')).text).toContain('暂停了');
    expect((await copies()).map(({ state }) => state)).toEqual(['paused', 'paused', 'paused']);
    expect((await cadre.picks('继续')).text).toContain('接着发了');
    expect((await copies()).map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
    // It is asked whether that is meant; meanwhile nothing goes.
    expect((await cadre.picks('停止')).text).toContain('真的不再发了吗');
    expect((await last()).state).toBe('paused');
    await cadre.picks('继续');
    expect((await last()).state).toBe('sending');
    const { id } = await last();
    await cadre.says(`desk=bulletin_stop=${id}`, '1');
    expect((await last()).state).toBe('stopped');
    expect((await copies()).map(({ state }) => state)).toEqual(['stopped', 'stopped', 'stopped']);
    expect((await cadre.says(`desk=bulletin_stop=${id}`)).text).toContain('不用停');
  });

  it('goes only to what was put together step by step', async () => {
    await cadre.says('群发');
    await cadre.picks('岗位信息', '隆安县·震东社区');
    const added = await cadre.picks('再加一个地方', '惠民社区');
    expect(added.text).toMatch(/震东社区、隆安县·惠民社区[\s\S]*共3个群/);
    await cadre.picks('去掉一个安置点', '惠民社区');
    const less = await cadre.picks('只发某几栋', '2栋');
    expect(less.text).toMatch(/只发2栋的群[\s\S]*不发惠民社区[\s\S]*共1个群/);
    expect((await cadre.picks('重新选', '惠民社区')).text).toContain('共1个群');
    await cadre.picks('去掉一个安置点').catch(() => {});
    await cadre.picks('就发这些');
    await cadre.says('招工', '招缝纫工。');
    await cadre.picks('要', '现在就发', '发出');
    const { audience, content } = await last();
    expect(audience).toEqual({ places: [{ kind: 'settlement', settlement: near.id }] });
    expect(content.receipts).toBe(true);
  });

  it('goes at its time, as it is typed, or again and again', async () => {
    await cadre.says('群发通知');
    await cadre.picks('岗位信息', '震东', '就发这些');
    await cadre.says('招工', '招缝纫工。');
    await cadre.picks('不要', '定一个时间发');
    expect((await cadre.says('昨天')).text).toContain('没看懂是什么时候');
    expect((await cadre.says('明天8点')).text).toContain('2026-11-23 08:00');
    expect((await cadre.picks('改', '什么时候发', '每周发', '周一')).text).toContain('几点发');
    expect((await cadre.says('8点')).text).toContain('每周一08:00发');
    expect((await cadre.picks('发出')).text).toContain('每周一08:00发');
    expect(await last()).toMatchObject({ state: 'repeating', repeat: { every: 'week', on: 1, at: '08:00' } });
    await cadre.picks('停止');
    expect((await cadre.says('1')).text).toContain('停了');
    expect((await last()).state).toBe('stopped');
  });

  it('is thrown away, or left as a draft that is found again', async () => {
    await written('岗位信息');
    await cadre.picks('先放着');
    expect((await cadre.says('我发的通知', '1')).labels).toContain('看草稿');
    expect((await cadre.picks('看草稿')).text).toContain('共3个群');
    expect((await cadre.picks('不要了')).text).toContain('没有发');
    expect(await copies()).toHaveLength(0);
  });

  it('shows in its ledger where it did not go and why, tries that again, and gives it as a file', async () => {
    await written('岗位信息');
    await cadre.picks('发出');
    const account = { channel: 'terminal', account: 'terminal' };
    await rooms().deliveries.note(account, { kind: 'closed', chat: '-1', reason: 'kicked' });
    await office.core.storage.delivery.sent(
      (await copies()).slice(1).map(({ id }) => id),
      office.clock.now(),
    );
    await rooms().bulletins.tellWatchers();
    const seen = await cadre.says('台账', '1');
    expect(seen.text).toContain('已发2个群，一共3个');
    expect(seen.labels[0]).toBe('没发出的重发');
    const ledger = await cadre.picks('台账');
    expect(ledger.labels.join()).toMatch(/震东社区.*被移出了群/);
    const { id } = await last();
    await rooms().deliveries.note(account, { kind: 'open', chat: { id: '-1', kind: 'group' }, joined: true });
    expect((await cadre.picks('全部重发')).text).toContain('再发1个群');
    expect((await copies()).map(({ state }) => state)).toContain('waiting');
    // Pressed once more, below the message that told of it, there is nothing left to try.
    expect((await cadre.says(`desk=bulletin_retry=${id}`)).text).toContain('没有要重发的');
    await cadre.says(`desk=bulletin_ledger=${id}`);
    const outgoing = await office.core.conversation.handle({
      ...account,
      chat: { id: '王芳', kind: 'private' },
      person: '王芳',
      platformId: 'ledger',
      text: 'form=what=file',
      mentioned: true,
      at: office.clock.now(),
    });
    const file = outgoing.at(-1)?.file;
    expect(file?.name).toBe('发送台账-停水通知.xlsx');
    const read = readSpreadsheet(Buffer.from(file!.content, 'base64'));
    const rows = read.ok ? JSON.stringify(read.sheets[0]!.rows) : '';
    expect(rows).toContain('震东社区');
    expect(rows).toContain('已发');
  });

  it('is corrected and taken back wherever it went', async () => {
    await written('岗位信息');
    await cadre.picks('发出');
    await office.core.storage.delivery.sent(
      (await copies()).map(({ id }) => id),
      office.clock.now(),
    );
    await rooms().bulletins.tellWatchers();
    const { id } = await last();
    expect((await cadre.says(`desk=bulletin_correct=${id}`)).text).toContain('停水，请提前存水');
    expect((await cadre.says('后天停水。')).text).toContain('改成这样：\n后天停水。');
    expect((await cadre.says('1')).text).toContain('正在改');
    expect((await last()).content.text).toBe('后天停水。');
    expect((await cadre.says(`desk=bulletin_recall=${id}`)).text).toContain('要撤回“停水通知”吗');
    expect((await cadre.says('1')).text).toContain('正在撤回');
    expect((await last()).state).toBe('recalled');
    expect((await cadre.says('1')).text).not.toContain('正在撤回');
  });

  it('begins with a text that came as a file', async () => {
    const said = await post.send('王芳', [Buffer.from('停水通知\n\n明天停水,请存水。\n')], { name: '通知.txt' });
    expect(said.at(-1)?.text).toContain('发什么');
    await cadre.says('2');
    await cadre.picks('震东', '就发这些', '不要');
    expect((await cadre.picks('现在就发')).text).toContain('明天停水,请存水。');
    expect(await last()).toMatchObject({ content: { title: '停水通知', text: '明天停水,请存水。' } });
    // While the text is asked for, a file is the text.
    await cadre.picks('改', '正文');
    await post.send('王芳', [Buffer.from('后天停水。')], { name: '通知.md' });
    expect((await last()).content.text).toBe('后天停水。');
    const long = await post.send('王芳', [Buffer.from('水'.repeat(4_000))], { name: '通知.txt' });
    expect(long.at(-1)?.text).toContain('太长');
  });

  it('takes no text file from people who write to no group', async () => {
    const said = await post.send('路人', [Buffer.from('停水通知\n\n明天停水。')], { name: '通知.txt' });
    expect(said.map(({ text }) => text).join()).toContain('这种文件我收不了');
  });

  it('stays what it announces when it is worded anew', async () => {
    const draft = {
      kind: 'jobs',
      content: { title: '缝纫工', text: '招缝纫工。', choices: [{ id: 'jobs=1', label: '看看' }] },
      audience: { places: [{ kind: 'settlement', settlement: home.id }] },
      announces: { kind: 'posting', id: 'j_1' },
    } as const;
    const { id } = allowed(await rooms().bulletins.write(OPERATOR, draft));
    await cadre.says(`desk=bulletin_look=${id}`);
    await cadre.picks('改', '正文');
    await cadre.says('招缝纫工三十名。');
    expect(await last()).toMatchObject({
      announces: draft.announces,
      content: { text: '招缝纫工三十名。', choices: draft.content.choices },
    });
  });

  it.each(['', 'b_00000000000000000000', '__proto__', 'x'.repeat(500)])(
    'survives buttons that nobody offered: “%s”',
    async junk => {
      const { id } = allowed(
        await rooms().bulletins.write(OPERATOR, {
          kind: 'jobs',
          content: { title: '招工', text: '招工。' },
          audience: { places: [{ kind: 'settlement', settlement: home.id }] },
        }),
      );
      const forms = ['look', 'approve', 'progress', 'pause', 'resume', 'stop', 'ledger', 'receipts', 'correct', 'recall'];
      for (const form of forms) expect((await cadre.says(`desk=bulletin_${form}=${junk}`)).text).not.toBe('');
      for (const part of ['title', 'when', junk])
        for (const timing of [junk, 'later', 'later 昨天', 'week 08:00 9', 'day 99:99'])
          expect((await cadre.says(`desk=bulletin_change=${id}=${part}=${timing}`)).text).not.toBe('');
      expect((await cadre.says('form=what=send-x')).text).not.toBe('');
      expect(await copies()).toEqual([]);
    },
  );

  it('is nothing for people without the right', async () => {
    const handler = await office.staff('赵办', 'handler', COUNTY);
    for (const words of ['发通知', '我发的通知', '等我批准的通知'])
      expect((await handler.says(words)).text).toMatch(/您的身份不能做这件事|发什么/);
    await handler.says('发通知');
    expect((await handler.picks('岗位信息')).text).toContain('您的身份不能做这件事');
  });
});
