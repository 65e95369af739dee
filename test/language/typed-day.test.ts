import { describe, expect, it } from 'vitest';
import { typedDay } from '../../src/language/typed-time.ts';

const now = new Date('2026-11-30T02:00:00Z');

describe('days that are typed', () => {
  it.each([
    ['12月5日', '2026-12-05'],
    ['12-5', '2026-12-05'],
    ['2026年12月5号', '2026-12-05'],
    ['明天', '2026-12-01'],
    ['下周一', '2026-12-07'],
    ['今天', '2026-11-30'],
    ['1月3日', '2027-01-03'],
  ])('reads “%s”', (text, day) => {
    expect(typedDay(text, now)).toBe(day);
  });

  it.each(['', '12月', '2月30日', '2026-11-29', '12月5日8点', '后年', '条怎么写'])('takes “%s” for none', text => {
    expect(typedDay(text, now)).toBeUndefined();
  });
});
