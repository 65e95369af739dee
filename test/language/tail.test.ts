import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tailOf } from '../../src/language/tail.ts';

const WORDS = ['的', '呢', '的呢', '着哩', '谢谢', '谢谢你', '你好'];

describe('words that end a text', () => {
  it.each([
    ['有的呢谢谢', 1],
    ['有呢', 1],
    ['好着哩', 1],
    ['好哩', 2],
    ['谢谢你好', 0],
    ['谢谢', 0],
    ['有', 1],
    ['的有', 2],
    ['', 0],
  ])('%s: from %d on', (text, at) => {
    expect(tailOf(text, WORDS)).toBe(at);
  });

  it('begin where a pattern would find them, on texts that a pattern can still be tried on', () => {
    const pattern = new RegExp(`(?:${WORDS.join('|')})+$`);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...WORDS, '有', '着', '好'), { maxLength: 8 }), parts => {
        const text = parts.join('');
        expect(tailOf(text, WORDS)).toBe(pattern.exec(text)?.index ?? text.length);
      }),
    );
  });

  it('are found in no time where they are parts of each other', () => {
    const start = performance.now();
    expect(tailOf(`${'的呢'.repeat(2000)}好`, WORDS)).toBe(4001);
    expect(tailOf('的呢'.repeat(2000), WORDS)).toBe(0);
    expect(performance.now() - start).toBeLessThan(200);
  });
});
