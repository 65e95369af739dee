import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../src/directory/index.ts';
import type { Settlement } from '../../src/directory/model.ts';
import type { Day } from '../../src/shared/calendar.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import { filed, LUO } from '../support/households.ts';
import { allowed, type Chatter, type Office, openOffice } from '../support/office.ts';

const DAY_MS = 24 * 3600 * 1000;

describe('reports of hardship in conversation', () => {
  let office: Office;
  let home: Settlement;
  let cadre: Chatter;
  let boss: Chatter;
  beforeAll(async () => {
    office = await openOffice('2026-11-20T02:00:00Z');
    home = await office.settlement({
      region: 'yuncheng' as RegionId,
      county: '平陆县',
      name: '圣人涧社区',
      buildings: [{ name: '3栋', entrances: [] }],
    });
    const here = { kind: 'settlement', settlement: home.id } as const;
    cadre = await office.staff('王芳', 'cadre', here);
    boss = await office.staff('李主任', 'supervisor', here);
  });
  afterAll(() => office.close());

  const numberIn = (text: string): string => /\d{4}/.exec(text)?.[0] ?? '';
  /** Somebody whose region is settled. */
  const resident = async (name: string): Promise<Chatter> => {
    const one = office.person(name);
    await one.says('运城');
    return one;
  };

  it('is taken by digits, a name and a door, once what is agreed to was read; nothing is kept before that', async () => {
    const wang = await resident('wang');
    const begun = await wang.says('我男人腿摔断了，没收入了，请把我家报上去');
    expect(begun.text).toContain('农户可以自己申报');
    expect(begun.text).toContain('三(一)');
    expect(begun.text).toContain('不能打包票');
    expect(begun.labels).toEqual(['同意，接着报', '不报了']);
    expect(allowed(await office.core.rooms.hardships.list(OPERATOR, { limit: 10 }))).toEqual([]);
    const asked = await wang.says('1');
    expect(asked.text).toContain('像是');
    await wang.says('1', '4', '王小芳', '3栋');
    const read = await wang.says('有三口人');
    // What is typed at the read-back is what happened, in other words.
    expect(read.text).toContain('情况：有三口人');
    await wang.picks('情况重新说');
    const again = await wang.says('我男人腿摔断了，娃还小');
    expect(again.text).toContain('户主：王小芳 3栋');
    expect(again.text).toContain('人口：4');
    const done = await wang.says('1');
    expect(done.text).toMatch(/^报上去了，编号 \d{4}/);
    const [one] = allowed(await office.core.rooms.hardships.list(OPERATOR, { limit: 10 }));
    expect(String(one?.number)).toBe(numberIn(done.text));
    const { record } = allowed(await office.core.rooms.hardships.get(OPERATOR, one!.number)).report;
    expect(record).toMatchObject({ text: '我男人腿摔断了，娃还小', authorisation: { how: 'chat', on: '2026-11-20' } });
  });

  it('goes on from what was said to the decision, and whoever reported hears of each step in plain words', async () => {
    const number = numberIn((await office.person('wang').says('我的申报')).labels[0] ?? '');
    await cadre.says('困难申报');
    const shown = await cadre.picks(number);
    expect(shown.text).toContain('户主：王小芳 3栋');
    await cadre.picks('记核实结果');
    await cadre.says('上门看过，属实');
    await cadre.says(`desk=hardship_show=${number}`);
    await cadre.picks('记评议结果', '建议纳入');
    await cadre.says('符合');
    await cadre.says(`desk=hardship_show=${number}`);
    const preview = await cadre.picks('看公示内容');
    expect(preview.text).toContain('圣人涧社区3栋王某某一户（4口人）');
    expect(preview.text).not.toContain('摔断');
    expect(preview.text).not.toContain('王小芳');
    expect((await cadre.says('1')).text).toContain('公示到2026-11-25止');
    await boss.says('困难申报');
    expect((await boss.picks(number)).labels).not.toContain('决定纳入');
    office.clock.pass(6 * DAY_MS);
    expect((await boss.says(`desk=hardship_show=${number}`)).labels).toContain('决定纳入');
    await boss.picks('决定纳入');
    expect((await boss.says('收入确实断了')).text).toContain('纳入');
    const mine = await office.person('wang').says('我的申报', '1');
    expect(mine.text).toContain('纳入了监测帮扶');
    expect(mine.text).toContain('理由：收入确实断了');
    expect(mine.text).toContain('说不准');
  });

  it('is withdrawn by two taps and a yes, and nothing of it is left', async () => {
    const zhao = await resident('zhao');
    await zhao.says('我要申报困难', '1', '娃要交学费，拿不出来', '1', '3', '赵大爷', '3栋');
    const done = await zhao.says('1');
    const number = Number(numberIn(done.text));
    await zhao.says('我的申报', '1');
    await zhao.picks('撤回');
    expect((await zhao.picks('撤回')).text).toContain('已经删掉');
    expect((await zhao.says('我的申报')).text).toContain('没有报过');
    expect(allowed(await office.core.rooms.hardships.get(OPERATOR, number)).report).toMatchObject({
      state: 'withdrawn',
      record: undefined,
    });
  });

  it('knows whose household it is where a file does, and asks the guardian of a child', async () => {
    const household = await filed(office, home.id, { ...LUO, building: '3栋', code: 'H-77' });
    const luo = await resident('luo');
    await luo.says(allowed(await office.core.rooms.directory.households.linkCode(OPERATOR, household.id, 'm1')).letters);
    await luo.says('房子昨晚烧光了，全家没地方睡，帮我报上去');
    const read = await luo.says('1', '1');
    expect(read.text).toContain(`户主：${LUO.members[0]!.name} 3栋`);
    const done = await luo.says('1');
    const report = allowed(await office.core.rooms.hardships.get(OPERATOR, Number(numberIn(done.text)))).report;
    expect(report).toMatchObject({ household: household.id, people: LUO.members.length });

    const child = { id: 'm1', name: '罗小宝', relation: 'head', birth: '2015-01-01' as Day } as const;
    const alone = await filed(office, home.id, { ...LUO, code: 'H-78', building: '3栋', members: [child] });
    const bao = await resident('bao');
    await bao.says(allowed(await office.core.rooms.directory.households.linkCode(OPERATOR, alone.id, 'm1')).letters);
    const asked = await bao.says('房子昨晚烧光了，没地方睡，帮我报上去', '1', '1');
    expect(asked.text).toContain('监护人');
    await bao.says('罗世珍');
    const reported = Number(numberIn((await bao.says('1')).text));
    const { record } = allowed(await office.core.rooms.hardships.get(OPERATOR, reported)).report;
    expect(record?.authorisation.guardian).toBe('罗世珍');
  });

  it('leads from a group into private, and tells nothing there', async () => {
    const group = 'g-1';
    const chat = { channel: 'terminal', account: 'terminal', chat: group };
    allowed(await office.core.rooms.directory.groups.bind(OPERATOR, { kind: 'group', settlement: home.id }, chat));
    const heard = await office.person('wang').posts(group, '我家揭不开锅了，请帮我家登记困难');
    expect(heard.text).toContain('私下');
    expect(heard.text).not.toContain('揭不开锅');
  });

  it('is filled in by a cadre for somebody who cannot write, once it was read aloud', async () => {
    await cadre.says('困难申报');
    await cadre.picks('替不会写字的人报困难');
    await cadre.says('没有这户', '1', '韦阿婆', '3栋', '一', '屋顶漏雨，没钱修');
    const consent = await cadre.says('1');
    expect(consent.text).toContain('念给本人听');
    await cadre.picks('口头同意');
    const sure = await cadre.says('邻居王大姐');
    expect(sure.text).toContain('人口：1');
    const done = await cadre.says('1');
    expect(done.text).toContain('请把编号写给本人');
    const { record } = allowed(await office.core.rooms.hardships.get(OPERATOR, Number(numberIn(done.text)))).report;
    expect(record?.authorisation).toMatchObject({ how: 'spoken', witness: '邻居王大姐' });
  });

  it('puts danger before everything, and takes no nonsense for an answer', async () => {
    const liu = await resident('liu');
    expect((await liu.says('着火了，救命')).text).toContain('119');
    const both = await liu.says('救命，屋里着火了，求你们帮我家登记困难');
    expect(both.text).toContain('119');
    expect(both.labels).toContain('报困难（防返贫申报）');
    await liu.says('我要申报困难', '1');
    // What happened may be danger still: it is spoken of first, and what was told is kept.
    const told = await liu.says('救命，老公打我，正在砸门，家里断了收入');
    expect(told.text).toContain('110');
    expect(told.text).toContain('像是“丢了工作、断了收入”');
    await liu.picks('断了收入');
    for (const nonsense of ['🙂', '很多', '3口人，2个娃', '0', '99', 'x'.repeat(3000)])
      expect((await liu.says(nonsense)).text).toContain('几口人');
    await liu.says('五口人');
    expect((await liu.says('x'.repeat(100))).text).toContain('户主叫什么');
    expect((await liu.says('停')).text).toContain('不办了');
    for (const forged of [
      'desk=hardship_step=1=include',
      'desk=hardship_show=1',
      'desk=hardship_show=x',
      'desk=hardships',
      'form=act=withdraw',
    ])
      expect((await liu.says(forged)).text).not.toContain('户主：');
  });
});
