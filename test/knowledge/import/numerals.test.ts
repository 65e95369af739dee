import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbersReadFrom } from '../../../src/knowledge/import/numerals.ts';
import { chineseNumber } from '../../../src/language/chinese-number.ts';

describe('a Chinese numeral', () => {
  it.each([
    ['十', 10],
    ['十六', 16],
    ['二十一', 21],
    ['两千', 2000],
    ['三千二百零五', 3205],
    ['一万', 10_000],
    ['十二万三千', 123_000],
    ['万', 10_000],
    ['二〇二一', 2021],
  ])('%s has its value', (text, value) => {
    expect(chineseNumber(text)).toBe(value);
  });

  it('is none where another character stands', () => {
    expect(chineseNumber('三分')).toBeUndefined();
    expect(chineseNumber('')).toBeUndefined();
  });

  it('below a hundred is read as it is written', () => {
    const digits = '零一二三四五六七八九';
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), number => {
        const [tens, ones] = [Math.floor(number / 10), number % 10];
        const text = `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? digits[ones] : ''}`;
        expect(chineseNumber(text)).toBe(number);
      }),
    );
  });
});

describe('a few printed words', () => {
  it.each([
    ['三分之二以上成员', ['2/3']],
    ['1万人及以上', ['10000']],
    ['按100-200人规模', ['100', '200']],
    ['每年办1一2件', ['1', '2']],
    ['至少50%的岗位', ['50']],
    ['１６周岁', ['16']],
    ['一次性', ['1']],
    ['2023年-2025年', ['2023', '2025']],
    ['若干', []],
  ])('“%s” gives its numbers', (words, numbers) => {
    expect([...numbersReadFrom(words)]).toEqual(expect.arrayContaining(numbers));
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), words => void numbersReadFrom(words)));
  });
});
