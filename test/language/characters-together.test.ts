import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { charactersTogether } from '../../src/language/characters-together.ts';

describe('characters that come together', () => {
  it('are the same wherever they stand, and how often', () => {
    expect(charactersTogether('楼道灯')).toHaveLength(3);
    expect(new Set(charactersTogether('灯!楼 道,灯'))).toEqual(new Set(charactersTogether('楼道灯')));
    expect(charactersTogether('楼道灯')).not.toEqual(charactersTogether('路道灯'));
  });

  it('are none of one character, of none, and of a text that has very many', () => {
    expect(charactersTogether('灯灯。')).toEqual([]);
    expect(charactersTogether('')).toEqual([]);
    const many = String.fromCharCode(...Array.from({ length: 61 }, (_, i) => 0x4e00 + i));
    expect(charactersTogether(many.slice(1))).toHaveLength(30 * 59);
    expect(charactersTogether(many)).toEqual([]);
  });

  it('are whole numbers of 32 bits, each once, of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const pairs = charactersTogether(text);
        expect(pairs.every(pair => pair === (pair | 0))).toBe(true);
        expect(new Set(pairs).size).toBe(pairs.length);
      }),
    );
  });
});
