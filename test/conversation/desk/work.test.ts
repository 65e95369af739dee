import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../../src/directory/actors.ts';
import type { Household, Settlement } from '../../../src/directory/model.ts';
import type { Posting } from '../../../src/employment/model.ts';
import type { Day } from '../../../src/shared/calendar.ts';
import { valueIn } from '../../directory/subjects.ts';
import { gather, type People } from '../../support/people.ts';

const luo = { channel: 'terminal', account: 'terminal', person: 'luo' };
const DAY_MS = 24 * 3600 * 1000;

describe('work in chat', () => {
  let people: People;
  let home: Settlement;
  beforeEach(async () => {
    people = await gather('2026-11-22T02:00:00Z');
    home = await people.settle('黔西市', '锦绣社区');
    await people.appoint('cadre', home, '王主任');
  });
  afterEach(() => people.end());

  const says = async (person: string, ...texts: readonly string[]): Promise<string> => {
    let heard = '';
    for (const text of texts) heard = await people.say(person, text);
    return heard;
  };
  const post = async (title = '缝纫工'): Promise<Posting> =>
    valueIn(
      await people.core.rooms.employment.postings.add(OPERATOR, {
        of: { region: home.region, county: home.county, settlement: home.id },
        job: {
          employer: '兴旺制衣厂',
          title,
          place: '工业园',
          county: home.county,
          skills: ['sewing'],
          suits: [],
          contact: { name: '王经理', phone: '0857-4220000' },
          validUntil: '2027-12-31' as Day,
        },
      }),
    ).posting;
  const wishes = (person: string) =>
    people.core.rooms.employment.wishes.register({
      of: { region: home.region, county: home.county, settlement: home.id },
      to: { channel: 'terminal', account: 'terminal', chat: person, person },
      wants: { skills: ['sewing'], places: [], kinds: [], limits: [] },
      how: 'chat',
      language: 'zh-CN',
    });
  const file = async (): Promise<Household> => {
    const { households } = people.core.rooms.directory;
    const { id } = valueIn(
      await households.add(OPERATOR, home.id, {
        code: 'HM-1',
        building: '3栋',
        members: [{ id: 'm1', name: '罗世珍', relation: 'head', sex: 'female', labour: 'full', work: 'none' }],
        marks: [],
        purpose: 'file',
      }),
    );
    return valueIn(await households.consent(OPERATOR, id, { purpose: 'employment', how: 'spoken' }));
  };

  it('tells what was found, takes “想去”, asks after a week, and hears why somebody left', async () => {
    await wishes('luo');
    const { id } = await post();
    await people.core.rooms.employment.matching.tell();
    const [told = ''] = await people.arrivals('luo');
    expect(told).toContain('1. 想去第1个\n2. 第1个不合适\n3. 先别发了');
    const wanted = await says('luo', `desk=want_job=${id}`);
    expect(wanted).toContain('08574220000');
    expect(wanted).toContain('招工不用先交钱');
    people.clock.pass(7 * DAY_MS);
    await people.core.rooms.employment.placements.ask();
    expect(await people.arrivals('luo')).toEqual([expect.stringContaining('去成了吗？\n\n1. 上班了\n2. 没去')]);
    const asked = async () => (await people.core.rooms.employment.placements.of(luo))[0]!.id;
    expect(await says('luo', `desk=how_it_went=${await asked()}=started`)).toContain('记下您上班了');
    people.clock.pass(23 * DAY_MS);
    await people.core.rooms.employment.placements.ask();
    expect(await people.arrivals('luo')).toEqual([expect.stringContaining('1. 还在干\n2. 不干了')]);
    expect(await says('luo', `desk=how_it_went=${await asked()}=left`)).toContain('拖欠工钱');
    expect(await says('luo', '太远')).toContain('要再找活');
    const [placement] = await people.core.rooms.employment.placements.of({
      channel: 'terminal',
      account: 'terminal',
      person: 'luo',
    });
    expect(placement).toMatchObject({ state: 'left', record: { why: 'far' } });
  });

  it('takes a button again after other things were said, after a restart, and once the job is gone', async () => {
    await wishes('luo');
    const { id } = await post();
    await people.core.rooms.employment.matching.tell();
    await people.arrivals('luo');
    await says('luo', '你好');
    await people.restart();
    expect(await says('luo', `desk=want_job=${id}`)).toContain('兴旺制衣厂');
    expect(await says('luo', `desk=want_job=${id}`)).toContain('兴旺制衣厂');
    await people.core.rooms.employment.postings.end(OPERATOR, id, 'filled');
    expect(await says('luo', `desk=want_job=${id}`)).toContain('已经没有了');
    expect(await says('luo', 'desk=want_job=j_00000000000000000000')).toContain('已经没有了');
    expect(await people.core.rooms.employment.placements.of(luo)).toHaveLength(1);
  });

  it('stops telling where somebody says so, and does not tell again what does not suit', async () => {
    await wishes('luo');
    const { id } = await post();
    await post('车工');
    await people.core.rooms.employment.matching.tell();
    await people.arrivals('luo');
    expect(await says('luo', `desk=not_job=${id}`)).toContain('不再推给您');
    expect(await says('luo', '先别发了')).toContain('先不给您发');
    await post('裁剪工');
    people.clock.pass(2 * DAY_MS);
    await people.core.rooms.employment.matching.tell();
    expect(await people.arrivals('luo')).toEqual([]);
  });

  it('does not show anybody else’s placement', async () => {
    const wish = await wishes('luo');
    const placement = await people.core.rooms.employment.placements.interested(wish, await post());
    expect(await says('wei', `desk=how_it_went=${placement.id}=started`)).toContain('没有找到');
    expect(await says('wei', `desk=how_it_went=${placement.id}=nonsense`)).toContain('没有找到');
    expect(await people.core.rooms.employment.placements.of(wish.to)).toMatchObject([{ state: 'interested' }]);
  });

  it('erases all of it with whoever asks for that', async () => {
    const wish = await wishes('luo');
    await people.core.rooms.employment.placements.interested(wish, await post());
    await says('luo', '把我的资料全删了', '2');
    expect(await people.core.rooms.employment.wishes.own(wish.to)).toBeUndefined();
    expect(await people.core.rooms.employment.placements.of(wish.to)).toEqual([]);
  });

  it('lists households without work with the clause, and records a hire, after which nobody is listed', async () => {
    await file();
    const listed = await says('cadre', '零就业家庭');
    expect(listed).toContain('其中没有一个人就业的1户');
    expect(listed).toContain('1. 3栋 罗**家');
    expect(listed).toMatch(/依据：《.+》三\(二\)7/);
    const done = await says('cadre', '登记就业', 'HM-1', '1', '1', '兴旺制衣厂', '缝纫工', '1');
    expect(done).toContain('罗世珍在“兴旺制衣厂”做缝纫工');
    expect(await says('cadre', '零就业家庭')).toContain('没有零就业的户');
    expect(await says('cadre', '就业台账')).toContain('就业台账：1人');
    people.clock.pass(7 * DAY_MS);
    await people.core.rooms.employment.placements.ask();
    expect(await says('cadre', '要打电话问的人')).toContain('罗世珍（兴旺制衣厂，缝纫工）：没法私信，要打电话');
    expect(await says('cadre', '1', '4', '4')).toContain('记下了：不干了（家里走不开）');
    expect(await says('cadre', '零就业家庭')).toContain('没有一个人就业的1户');
  });

  it('stands in the menu as one entry, which offers the rest', async () => {
    expect(await says('cadre', '工作台', '更多')).toContain('就业和培训');
    expect(await says('cadre', '就业和培训')).toBe(
      '要办哪一样？\n\n1. 零就业家庭\n2. 替人登记找活\n3. 登记就业\n4. 要打电话问的人\n5. 上岗和离岗\n6. 就业台账\n7. 办培训\n8. 培训点名\n9. 培训台账',
    );
    expect(await says('cadre', '6')).toContain('就业台账：0人');
    expect(await says('luo', 'desk=work_desk', '1')).not.toContain('要先帮');
  });

  it('says when a household was not found, and takes another name for it', async () => {
    await file();
    expect(await says('cadre', '登记就业', '没有这户')).toContain('没有找到这一户');
  });

  it('lets a cadre offer a training, residents sign up by digits until it is full, and the cadre mark who came', async () => {
    const offered = await says(
      'cadre',
      '办培训',
      '缝纫培训班',
      '社区活动室',
      '周六上午九点',
      '2026年12月1日',
      '1人',
      '0857-4220000',
      '2',
    );
    expect(offered).toContain('办好了');
    for (const person of ['luo', 'wei']) await says(person, '你好', '贵州', '我住在锦绣社区');
    await people.core.storage.conversation.session({ channel: 'terminal', account: 'terminal', chat: 'luo', person: 'luo' });
    const { trainings } = people.core.rooms.employment;
    const [training] = await trainings.shown({ region: home.region, settlement: home.id });
    expect(training).toMatchObject({
      closesOn: '2026-12-01',
      record: { seats: 1, skills: ['sewing'], clauses: ['guizhou:3.2.6'] },
    });
    for (const person of ['tan', 'shi'])
      await trainings.signUp(training!.id, {
        to: { channel: 'terminal', account: 'terminal', chat: person, person },
        settlement: home.id,
        record: { name: `${person} 13800138000` },
      });
    expect(await says('shi', '报名培训')).toContain('1. 不去了：缝纫培训班');
    expect(await says('tan', '报名培训', '1')).toContain('位子让给排在后面的人');
    expect(await people.arrivals('shi')).toEqual([expect.stringContaining('空出一个位子')]);
    const marked = await says('cadre', '培训点名', '1', '1', '2');
    expect(marked).toContain('记下了：参加了，合格');
    expect(await says('cadre', '培训台账')).toContain('培训台账：2人次');
  });

  it('asks somebody where they live, shows what is offered there, and takes a name that reaches the ledger', async () => {
    await says('cadre', '办培训', '缝纫培训班', '社区活动室', '周六', '2026-12-01', '30', '0857-4220000', '1');
    expect(await says('luo', '你好', '贵州', '报名培训')).toContain('先告诉我您住在哪里');
    expect(await says('luo', '1')).toContain('锦绣社区');
    expect(await says('luo', '1')).toContain('1. 缝纫培训班（周六，社区活动室，30个位子，2026-12-01前报名）');
    expect(await says('luo', '1')).toContain('名字和电话');
    expect(await says('luo', '罗世珍 13800138000')).toContain('报上名了');
    expect(await says('luo', '报名培训')).toContain('1. 不去了：缝纫培训班');
    expect(await says('cadre', '培训点名', '1')).toContain('罗世珍 13800138000（报了名）');
  });

  it('asks again where a day or a number of seats is none', async () => {
    const day = await says('cadre', '办培训', '缝纫培训班', '社区活动室', '周六', '下周');
    expect(day).toContain('没看懂是哪天');
    expect(await says('cadre', '2026-12-01', '很多')).toContain('请只写一个数字');
  });

  it('refuses whoever has no role, and shows nothing', async () => {
    await file();
    for (const form of [
      'work_first',
      'work_ledger',
      'work_calls',
      'work_placements',
      'work_hire',
      'training_offer',
      'training_marks',
    ])
      expect(await says('luo', `desk=${form}`)).not.toMatch(/罗|3栋/);
  });
});
