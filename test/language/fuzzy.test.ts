import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFuzzy } from '../../src/language/fuzzy.ts';

const nearest = createFuzzy([
  { name: '广西', value: 'guangxi' },
  { name: '贵州', value: 'guizhou' },
  { name: '重庆', value: 'chongqing' },
  { name: '运城', value: 'yuncheng' },
]);

describe('finding a short name that was typed wrongly', () => {
  it.each([
    ['as it is written', '贵州', 'guizhou'],
    ['in traditional characters', '重慶', 'chongqing'],
    ['with a wrong character that sounds right', '贵洲', 'guizhou'],
    ['with another one that sounds right', '云城', 'yuncheng'],
    ['with two wrong characters that sound right', '鬼周', 'guizhou'],
    ['with blanks around it', '  广西 ', 'guangxi'],
    ['in pinyin', 'guizhou', 'guizhou'],
    ['in capital letters', 'GUANGXI', 'guangxi'],
  ])('finds it %s', (_, typed, value) => {
    expect(nearest(typed)).toBe(value);
  });

  it.each(['火星', '北京', '低保怎么办', '😀', 'xyz'])('finds nothing for “%s”, which is far from all of them', typed => {
    expect(nearest(typed)).toBeUndefined();
  });

  it('finds nothing among no names', () => {
    expect(createFuzzy([])('贵州')).toBeUndefined();
  });

  it('finds every name itself, whatever the names are', () => {
    const names = fc.uniqueArray(fc.string({ unit: fc.constantFrom(...'广西贵州重庆运城山南北'), minLength: 2, maxLength: 4 }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(names, all => {
        const find = createFuzzy(all.map(name => ({ name, value: name })));
        for (const name of all) expect(find(name)).toBe(name);
      }),
      { numRuns: 50 },
    );
  });

  it('never fails, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
        expect(['guangxi', 'guizhou', 'chongqing', 'yuncheng', undefined]).toContain(nearest(text));
      }),
    );
  });
});
