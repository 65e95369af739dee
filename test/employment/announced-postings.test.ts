import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { OPERATOR } from '../../src/directory/index.ts';
import type { Settlement } from '../../src/directory/model.ts';
import { digestId } from '../../src/employment/announced-postings.ts';
import type { Job, Posting } from '../../src/employment/model.ts';
import { readNotice } from '../../src/employment/posting-sheet/index.ts';
import { wordsOfPosting } from '../../src/employment/posting-words.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import type { Day } from '../../src/shared/calendar.ts';
import { job } from '../contracts/employment-store/sample.ts';
import { aSettlement } from '../support/directory.ts';
import { type OpenRooms, openRooms } from '../support/directory-rooms.ts';
import { postingWords } from '../support/posting-words.ts';

const wordbook = loadWordbook(folders.locales);
const today = '2026-11-22' as Day;
const DAY_MS = 24 * 3600 * 1000;

describe('a posting in words', () => {
  const lines = (over: Partial<Job>, language: 'zh-CN' | 'en' = 'zh-CN') =>
    wordsOfPosting({ job: { ...job, ...over } }, wordbook.in(language)).text.split('\n');

  it('says what a resident has to know, a line each', () => {
    expect(wordsOfPosting({ job }, wordbook.in('zh-CN'), () => '缝纫')).toEqual({
      title: '招工：缝纫工（兴旺制衣厂）',
      text: [
        '招 20 人',
        '工资：每月 3000 到 4500 元',
        '地点：黔西市锦绣社区工业园',
        '形式：全职',
        '要会：缝纫',
        '年龄：18 到 50 岁',
        '适合带娃的',
        '报名：王经理 13800138000',
        '2026年12月31日前有效',
      ].join('\n'),
    });
  });

  it.each<[Job['wage'], string]>([
    [undefined, '工资：工资面谈'],
    [{ form: 'daily', from: 150, to: 150 }, '工资：每天 150 元'],
    [{ form: 'monthly', from: 4000 }, '工资：每月 4000 以上 元'],
    [{ form: 'hourly', to: 20 }, '工资：每小时 20 以内 元'],
    [{ form: 'piece', text: '计件，多劳多得' }, '工资：计件，多劳多得'],
  ])('says what %j pays', (wage, line) => {
    expect(lines({ wage })).toContain(line);
  });

  it('says where to ask where nobody is named, and nothing of what is not known', () => {
    const bare = lines({ employer: '', openings: undefined, kind: undefined, age: undefined, suits: [], contact: {} });
    expect(bare).toEqual(['工资：每月 3000 到 4500 元', '地点：黔西市锦绣社区工业园', '报名：找社区问', '2026年12月31日前有效']);
    expect(lines({}, 'en')).toContain('Apply to: 王经理 13800138000');
  });
});

describe('what is announced of postings', () => {
  let opened: OpenRooms;
  let here: Settlement;
  let there: Settlement;
  beforeEach(async () => {
    opened = await openRooms();
    [here, there] = [aSettlement(), aSettlement({ county: '大方县' })];
    for (const settlement of [here, there]) await opened.storage.directory.settlements.put(settlement, opened.clock.now());
  });
  afterEach(() => opened.close());

  const add = async (title: string, at = here, over: Partial<Job> = {}): Promise<Posting> => {
    const { postings } = opened.rooms.employment;
    const added = await postings.add(OPERATOR, { of: { region: at.region, settlement: at.id }, job: { ...job, title, ...over } });
    if (!added.ok) throw new Error(added.refusal.code);
    return added.value.posting;
  };
  const words = (kind: string, id: string) => opened.rooms.employment.announced.wordsOf({ kind, id });

  it('is said as long as it is open, and not a day longer', async () => {
    const { id } = await add('缝纫工', here, { validUntil: today });
    expect((await words('posting', id))?.title).toBe('招工：缝纫工（兴旺制衣厂）');
    opened.clock.pass(DAY_MS);
    expect(await words('posting', id)).toBeUndefined();
    expect(await words('posting', 'j_nothing')).toBeUndefined();
    expect(await words('poem', id)).toBeUndefined();
  });

  it('is never what somebody has to look at first', async () => {
    expect(await words('posting', (await add('普工', here, { more: '先交押金' })).id)).toBeUndefined();
  });

  it('is what is new in a place since a day, numbered, the newest first, no more than people read', async () => {
    for (let i = 1; i <= 12; i++) await add(`工种${i}`);
    await add('外县的', there);
    const digest = (place: Settlement, since: Day) =>
      words('digest', digestId({ kind: 'settlement', settlement: place.id }, since));
    const told = await digest(here, today);
    expect(told?.title).toBe('新到 12 个活');
    expect(told?.text.split('\n')).toHaveLength(12);
    expect(told?.text).toMatch(/^1\. 工种12（兴旺制衣厂），每月 3000 到 4500 元，/);
    expect(told?.text).toContain('还有 2 个。');
    expect(told?.text).not.toContain('外县的');
    expect(await digest(here, '2026-11-23' as Day)).toBeUndefined();
    for (const odd of ['', '@', 'all@', 'settlement:x@2026-11-22', `all@2026-13-01`])
      expect(await words('digest', odd)).toBeUndefined();
  });

  it('is not sent once it is over: what announces it stops', async () => {
    const { id } = await add('缝纫工', here, { validUntil: today });
    const { bulletins, directory, employment } = opened.rooms;
    const chat = { channel: 'telegram', account: 'bot', chat: '-1001', name: '居民群' };
    await directory.groups.bind(OPERATOR, { kind: 'group', settlement: here.id }, chat);
    const written = await bulletins.write(OPERATOR, {
      kind: 'jobs',
      content: { title: '招工', text: '缝纫工' },
      audience: { places: [{ kind: 'settlement', settlement: here.id }] },
      announces: { kind: 'posting', id },
    });
    if (!written.ok) throw new Error(written.refusal.code);
    const at = new Date(opened.clock.now().getTime() + 2 * DAY_MS);
    expect(await bulletins.submit(OPERATOR, written.value.id, { at })).toMatchObject({ ok: true, value: { state: 'scheduled' } });
    opened.clock.pass(DAY_MS);
    expect((await employment.postings.expire()).map(one => one.id)).toEqual([id]);
    expect(await bulletins.get(OPERATOR, written.value.id)).toMatchObject({ ok: true, value: { state: 'stopped' } });
  });
});

describe('a recruitment text', () => {
  it.each([
    ['兴旺制衣厂', { employer: '兴旺制衣厂' }],
    [
      '【兴旺制衣厂】诚聘\n岗位：缝纫工\n人数：20人\n工资：3000-4500元/月\n电话：13800138000\n截止日期：2026-12-31',
      {
        employer: '兴旺制衣厂',
        title: '缝纫工',
        openings: '20人',
        wage: '3000-4500元/月',
        phone: '13800138000',
        valid_until: '2026-12-31',
      },
    ],
    [
      '锦绣扶贫车间急招手工编织10名，计件，55岁以下，联系13800138000',
      { employer: '锦绣扶贫车间', title: '手工编织', openings: '10名', phone: '13800138000', age: '55岁以下' },
    ],
    ['①、工种: 普工；②、工资: 150元/天', { title: '普工', wage: '150元/天' }],
  ])('%j is read as far as it goes', (text, said) => {
    expect(readNotice(text, postingWords)).toMatchObject(said);
  });

  it('loses nothing of what it does not understand', () => {
    expect(readNotice('岗位：缝纫工\n厂里环境好，有食堂，欢迎来看', postingWords).more).toContain('有食堂');
    expect(readNotice('好'.repeat(400), postingWords)).toEqual({ employer: '好'.repeat(400) });
    expect(readNotice('', postingWords)).toEqual({});
  });
});
