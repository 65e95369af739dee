import { describe, expect, it } from 'vitest';
import { createFigureReader, readUntil, wordsOf } from '../../src/employment/posting-sheet/index.ts';
import type { Day } from '../../src/shared/calendar.ts';
import { postingWords } from '../support/posting-words.ts';

const words = wordsOf(postingWords);
const figures = createFigureReader(postingWords, words);

describe('a wage', () => {
  it.each([
    ['3000-4500元/月', 'monthly', 3000, 4500],
    ['3000—4500元/月', 'monthly', 3000, 4500],
    ['3000～4500', 'monthly', 3000, 4500],
    ['￥3000-¥4500/月', 'monthly', 3000, 4500],
    ['3000元-4500元/月', 'monthly', 3000, 4500],
    ['3000至4500元每月', 'monthly', 3000, 4500],
    ['3,000-4,500元/月', 'monthly', 3000, 4500],
    ['月薪3000', 'monthly', 3000, 3000],
    ['3500元左右/月', 'monthly', 3500, 3500],
    ['4千起', 'monthly', 4000, undefined],
    ['四千起', 'monthly', 4000, undefined],
    ['三千到五千元', 'monthly', 3000, 5000],
    ['4千-5千5', 'monthly', 4000, 5500],
    ['3-4千', 'monthly', 3000, 4000],
    ['3k-5k', 'monthly', 3000, 5000],
    ['1.2万/月', 'monthly', 12000, 12000],
    ['5000元以上', 'monthly', 5000, undefined],
    ['6000以内', 'monthly', undefined, 6000],
    ['2500+提成', 'monthly', 2500, undefined],
    ['底薪2000元/月+计件', 'monthly', 2000, undefined],
    ['3000—4500元/月（试用期2800）', 'monthly', 3000, 4500],
    ['计件，每件0.8元，月均4000-6000', 'monthly', 4000, 6000],
    ['包吃住，五险一金，3800元/月', 'monthly', 3800, 3800],
    ['150元/天', 'daily', 150, 150],
    ['150元/8小时', 'daily', 150, 150],
    ['每天8小时150元', 'daily', 150, 150],
    ['日薪120-180', 'daily', 120, 180],
    ['200块一天', 'daily', 200, 200],
    ['两百元/天', 'daily', 200, 200],
    ['18元/小时', 'hourly', 18, 18],
    ['时薪15', 'hourly', 15, 15],
    ['计件每件0.8元', 'piece', 0.8, 0.8],
    ['0.5-1.2元/件', 'piece', 0.5, 1.2],
  ])('%s', (text, form, from, to) => {
    const { wage } = figures.wage(text);
    expect([wage?.form, wage?.from, wage?.to, wage?.text]).toEqual([form, from, to, text]);
  });

  it('is said to be a guess where nothing says how it is reckoned, but for the column', () => {
    expect(figures.wage('3500')).toEqual({ wage: { form: 'monthly', from: 3500, to: 3500, text: '3500' } });
    expect(figures.wage('18')).toMatchObject({ wage: { form: 'hourly' }, note: 'guessed' });
    expect(figures.wage('160')).toMatchObject({ wage: { form: 'daily' }, note: 'guessed' });
    expect(figures.wage('800', 'monthly')).toEqual({ wage: { form: 'monthly', from: 800, to: 800, text: '800' } });
    expect(figures.wage('160', 'daily').note).toBeUndefined();
    expect(figures.wage('2', 'piece').wage).toMatchObject({ form: 'piece', from: 2 });
  });

  it('is none where it is to be agreed on, a text by the piece, and unclear otherwise', () => {
    expect(figures.wage('面议')).toEqual({ note: 'open' });
    expect(figures.wage('工资面谈')).toEqual({ note: 'open' });
    expect(figures.wage('计件，多劳多得')).toEqual({ wage: { form: 'piece', text: '计件，多劳多得' } });
    expect(figures.wage('按国家规定')).toEqual({ note: 'unclear' });
    expect(figures.wage('五险一金')).toEqual({ note: 'unclear' });
  });
});

describe('an age', () => {
  it.each([
    ['18-50周岁', 18, 50],
    ['18～50', 18, 50],
    ['18岁至50岁', 18, 50],
    ['55岁以下', undefined, 55],
    ['55周岁以内', undefined, 55],
    ['18周岁以上', 18, undefined],
    ['男18-55，女18-50', 18, 55],
    ['男60岁以下、女55岁以下', undefined, 60],
    ['45', undefined, 45],
  ])('%s', (text, from, to) => {
    expect(figures.age(text)).toEqual({ from, to });
  });

  it('is none where no figure is said', () => {
    expect(figures.age('青壮年')).toBeUndefined();
  });
});

describe('how many are wanted', () => {
  it.each([
    ['20', 20],
    ['20人', 20],
    ['20-30人', 30],
    ['5名', 5],
    ['二十', undefined],
    ['若干', undefined],
    ['0', undefined],
    ['1.5', undefined],
  ])('%s', (text, openings) => {
    expect(figures.openings(text)).toBe(openings);
  });
});

describe('until when it is valid', () => {
  const on = '2026-11-22' as Day;
  it.each([
    ['2026.12.31', 'day', '2026-12-31'],
    ['2026年12月31日', 'day', '2026-12-31'],
    ['2026-12-31 17:30', 'day', '2026-12-31'],
    ['2026/12/31前', 'day', '2026-12-31'],
    ['20261231', 'day', '2026-12-31'],
    ['46387', 'day', '2026-12-31'],
    ['即日起至2026年12月31日', 'day', '2026-12-31'],
    ['2026.11.1-2026.12.31', 'day', '2026-12-31'],
    ['2026年12月', 'day', '2026-12-31'],
    ['2026-11-22', 'day', '2026-11-22'],
    ['12月31日', 'this-year', '2026-12-31'],
    ['1月15日', 'this-year', '2027-01-15'],
    ['长期', 'year', '2027-11-22'],
    ['长期有效', 'year', '2027-11-22'],
    ['招满为止', 'month', '2026-12-22'],
    [undefined, 'month', '2026-12-22'],
    ['2099-12-31', 'cut', '2028-12-31'],
    ['2026-11-21', 'over', undefined],
    ['2026-02-30', 'wrong', undefined],
    ['2026年13月', 'wrong', undefined],
    ['13月40日', 'wrong', undefined],
    ['尽快', 'wrong', undefined],
  ])('%s', (text, kind, day) => {
    const read = readUntil(text, on, postingWords, words);
    expect([read.kind, 'day' in read ? read.day : undefined]).toEqual([kind, day]);
  });
});
