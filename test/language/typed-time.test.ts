import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typedClock, typedTime } from '../../src/language/typed-time.ts';

/** A Monday, 9:30 in Shanghai. */
const NOW = new Date('2026-11-30T01:30:00Z');
const at = (text: string) => typedTime(text, NOW)?.toISOString();

describe('a time as people type it', () => {
  it.each([
    ['明天8点', '2026-12-01T00:00:00.000Z'],
    ['明早八点', '2026-12-01T00:00:00.000Z'],
    ['明天早上 8:00', '2026-12-01T00:00:00.000Z'],
    ['今晚7点半', '2026-11-30T11:30:00.000Z'],
    ['今天下午三点一刻', '2026-11-30T07:15:00.000Z'],
    ['后天中午12点', '2026-12-02T04:00:00.000Z'],
    ['大后天 20：05', '2026-12-03T12:05:00.000Z'],
    ['12月3日 9:00', '2026-12-03T01:00:00.000Z'],
    ['12.3 9点', '2026-12-03T01:00:00.000Z'],
    ['十二月三号上午9点', '2026-12-03T01:00:00.000Z'],
    ['12月二十五日上午9点', '2026-12-25T01:00:00.000Z'],
    ['2026-12-03 09:00', '2026-12-03T01:00:00.000Z'],
    ['2026年12月3日9点30分', '2026-12-03T01:30:00.000Z'],
    ['2026-12-03T09:00', '2026-12-03T01:00:00.000Z'],
    ['周三9点', '2026-12-02T01:00:00.000Z'],
    ['下周一上午9点', '2026-12-07T01:00:00.000Z'],
    ['星期日8点', '2026-12-06T00:00:00.000Z'],
    ['1月5日8点', '2027-01-05T00:00:00.000Z'],
    ['tomorrow 8:00', '2026-12-01T00:00:00.000Z'],
    ['８点', '2026-12-01T00:00:00.000Z'],
    ['10点', '2026-11-30T02:00:00.000Z'],
  ])('“%s” is the next instant that it names', (text, instant) => {
    expect(at(text)).toBe(instant);
  });

  it.each([
    '',
    '明天',
    '8',
    '25点',
    '9:75',
    '今天8点',
    '2026-11-01 09:00',
    '2月30日9点',
    '2027-02-30 09:00',
    '尽快',
    '明天一早吧',
  ])('“%s” is none that can be sent at', text => expect(at(text)).toBeUndefined());

  it('tells a time of day', () => {
    expect(['8点', '晚上8点半', '08:05', '中午12点', '中午1点', '十八点'].map(typedClock)).toEqual([
      '08:00',
      '20:30',
      '08:05',
      '12:00',
      '13:00',
      '18:00',
    ]);
    expect(['', '八', '24点', '明天8点'].map(typedClock)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('is never one that is over, whatever is typed', () => {
    const words = fc.constantFrom(
      '今天',
      '明',
      '周五',
      '12月',
      '3日',
      '2026-',
      '晚上',
      '八',
      '8',
      ':',
      '30',
      '点',
      '半',
      ' ',
      '年',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 7 }), parts => {
        const instant = typedTime(parts.join(''), NOW);
        expect(instant === undefined || instant > NOW).toBe(true);
      }),
    );
  });
});
