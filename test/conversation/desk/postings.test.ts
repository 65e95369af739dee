import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../../src/directory/index.ts';
import type { Settlement } from '../../../src/directory/model.ts';
import type { PostingState } from '../../../src/employment/model.ts';
import { asPlainText, type Outgoing } from '../../../src/message/index.ts';
import { readSpreadsheet } from '../../../src/spreadsheet/index.ts';
import { damagedSpreadsheets } from '../../support/damaged-spreadsheets.ts';
import { allowed, type Chatter, type Office, openOffice } from '../../support/office.ts';
import { type PostOffice, postOffice } from '../../support/post-office.ts';
import { csv } from '../../support/workbooks.ts';

const HEAD = ['用工单位', '岗位', '招聘人数', '工作地点', '工资', '联系电话', '有效期至', '备注'];
const row = (title: string, more = '', until = '2026-12-31') => [
  '兴旺制衣厂',
  title,
  '20',
  '锦绣社区',
  '3000-4500元/月',
  '13800138000',
  until,
  more,
];
const table = (...rows: readonly (readonly string[])[]) => Buffer.from(csv([HEAD, ...rows]));
const words = (outgoing: readonly Outgoing[]): string => outgoing.map(asPlainText).join('\n');

describe('job postings in chat', () => {
  let office: Office;
  let post: PostOffice;
  let home: Settlement;
  let cadre: Chatter;
  beforeEach(async () => {
    office = await openOffice();
    post = postOffice(office.core, () => office.clock.now());
    home = await office.settlement();
    cadre = await office.staff('王芳', 'cadre', { kind: 'settlement', settlement: home.id });
  });
  afterEach(() => office.close());

  const kept = async () => office.core.storage.employment.postings.list({ limit: 9999 });
  const states = async () => (await kept()).map(({ job, state }) => `${job.title} ${state}`);
  const stateOf = async (): Promise<PostingState | undefined> => (await kept())[0]?.state;

  it('come from a table, which is told from one of households by its headings', async () => {
    expect(
      words(await post.send('王芳', [table(row('缝纫工'), row('裁剪工', '入职交押金500元'), row('', ''))], { name: '招工.csv' })),
    ).toContain('正在看');
    const [seen] = await post.told('王芳');
    expect(seen?.text).toContain('新增 2 个岗位');
    expect(seen?.text).toContain('没写招什么岗位');
    expect(seen?.text).toContain('扣下来等人核实');
    const given = readSpreadsheet(new Uint8Array(Buffer.from(seen?.file?.content ?? '', 'base64')));
    expect(given.ok && given.sheets[0]?.rows).toHaveLength(2);
    expect(await kept()).toEqual([]);

    expect((await cadre.says('1')).text).toContain('开始导入');
    const [done] = await post.told('王芳');
    expect(done?.text).toMatch(/导入完了[\s\S]*新增 2 个岗位/);
    expect(done?.choices?.map(({ label }) => label)).toEqual(['扣下待核实的', '发到群里', '撤销这次导入']);
    expect(await states()).toEqual(['缝纫工 open', '裁剪工 held']);

    const [held, announce] = done?.choices ?? [];
    expect((await cadre.says(held!.id)).labels[0]).toContain('裁剪工');
    expect((await cadre.says(announce!.id)).text).toContain('群里看到的是这样');
    const undo = done?.choices?.at(-1);
    expect((await cadre.says(undo!.id)).text).toContain('要撤销吗');
    await cadre.picks('撤销');
    expect(words(await post.told('王芳'))).toContain('2 个岗位回到了导入以前');
    expect(await kept()).toEqual([]);
  });

  it('are looked at and let go, refused, filled and withdrawn by digits alone', async () => {
    await post.send('王芳', [table(row('缝纫工', '入职交押金500元'))]);
    await post.told('王芳');
    await cadre.says('1');
    await post.told('王芳');
    await cadre.says('管理岗位');
    expect((await cadre.picks('扣下待核实的')).text).toContain('缝纫工（兴旺制衣厂）');
    const shown = await cadre.says('1');
    expect(shown.text).toContain('扣下待核实：要交押金或保证金（“押金”）');
    expect(shown.text).toContain('报名：13800138000');
    expect((await cadre.picks('给大家看')).text).toContain('在招');
    expect(await stateOf()).toBe('open');
    // What was offered before is gone: it is not let go twice.
    await cadre.says('管理岗位');
    await cadre.picks('在招的');
    await cadre.says('1');
    expect((await cadre.picks('招满了')).text).toContain('招满了');
    expect(await stateOf()).toBe('filled');
  });

  it('are brought by a text that is pasted, and asked for what it does not say', async () => {
    await cadre.says('发岗位');
    const asked = await cadre.says(
      '兴旺制衣厂急招\n岗位：缝纫工\n招缝纫工20人，3000-4500元/月，18-50周岁\n电话：13800138000\n包午餐，有班车',
    );
    expect(asked.text).toContain('在哪里干活');
    await cadre.says('锦绣社区扶贫车间');
    const sure = await cadre.says('2026-12-31');
    expect(sure.text).toContain('招工：缝纫工（兴旺制衣厂）');
    expect(sure.text).toContain('每月 3000 到 4500 元');
    expect(sure.text).toContain('18 到 50 岁');
    expect(sure.text).toContain('包午餐');
    const published = await cadre.picks('发布');
    expect(published.text).toContain('发布了');
    expect(published.labels).toEqual(['发到群里', '发岗位']);
    expect((await kept())[0]).toMatchObject({
      state: 'open',
      of: { settlement: home.id, county: home.county },
      job: { openings: 20 },
    });
  });

  it('are brought one question at a time, and held where no employer is named', async () => {
    await cadre.says('发岗位', '兴旺制衣厂');
    await cadre.says('缝纫工', '面议', 'form=place=', '没有电话', 'form=valid_until=');
    expect((await cadre.picks('发布')).text).toContain('发布了');
    await cadre.says('发岗位', '某厂', '普工', '面议', 'form=place=', '13800138000');
    await cadre.says('form=valid_until=');
    const held = await cadre.picks('发布');
    expect(held.text).toContain('先扣下来');
    expect(held.text).toContain('没有用工单位');
    expect(await states()).toEqual(['缝纫工 open', '普工 held']);
  });

  it('are announced to the groups of the settlement as they are', async () => {
    const chat = { channel: 'telegram', account: 'bot', chat: '-1001', name: '居民群' };
    allowed(await office.core.rooms.directory.groups.bind(OPERATOR, { kind: 'group', settlement: home.id }, chat));
    await cadre.says('发岗位', '兴旺制衣厂', '缝纫工', '4000元/月', 'form=place=', '13800138000', '2026-12-31');
    await cadre.picks('发布');
    const look = await cadre.picks('发到群里');
    const [bulletin] = await office.core.storage.bulletins.list({ limit: 9 });
    expect(bulletin).toMatchObject({
      kind: 'jobs',
      state: 'draft',
      announces: { kind: 'posting', id: (await kept())[0]?.id },
      content: { title: '招工：缝纫工（兴旺制衣厂）' },
    });
    expect(look.text).toContain('缝纫工');
    // Over by now: there is nothing to send.
    await cadre.says('管理岗位');
    await cadre.picks('在招的');
    await cadre.says('1');
    await cadre.picks('撤下');
    expect((await office.core.storage.bulletins.list({ limit: 9 }))[0]?.state).toBe('stopped');
    expect((await cadre.says(`desk=bulletin_announce=posting:${(await kept())[0]?.id}`)).text).toContain('已经结束了');
  });

  it('are shown to other staff, who may change nothing and see nothing that is held', async () => {
    await post.send('王芳', [table(row('缝纫工'), row('裁剪工', '入职交押金500元'))]);
    await post.told('王芳');
    await cadre.says('1');
    await post.told('王芳');
    const handler = await office.staff('张明', 'handler', { kind: 'settlement', settlement: home.id });
    expect((await handler.says('管理岗位')).labels).toEqual(['在招的', '已经结束的', '不办了']);
    const listed = await handler.picks('在招的');
    expect(listed.labels.join()).toContain('缝纫工');
    expect(listed.labels.join()).not.toContain('裁剪工');
    expect((await handler.says('1')).text).toContain('报名：13800138000');
    expect((await handler.says('发岗位')).text).not.toContain('整段发来');
    expect((await office.person('路人').says('管理岗位')).labels).not.toContain('在招的');
  });

  it('have an empty table to fill in', async () => {
    await cadre.says('管理岗位');
    expect((await cadre.picks('空表')).text).toContain('招工表');
  });

  it('come from no table that is damaged, and nothing is written', async () => {
    const broken = damagedSpreadsheets.filter(([, , , limits]) => !limits).slice(0, 4);
    for (const [what, make] of broken) {
      const said = words(await post.send('王芳', [await make()]));
      if (!said.includes('正在看')) continue;
      expect(words(await post.told('王芳')), what).toMatch(/请/);
      await cadre.says('停');
    }
    await post.send('王芳', [Buffer.from('天气,心情\n晴,好\n')]);
    expect(words(await post.told('王芳'))).toMatch(/没有找到/);
    expect(await kept()).toEqual([]);
  });
});
