import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChinese, featuresOf } from '../../src/language/chinese.ts';
import { resolveChains } from '../../src/language/lexicon.ts';
import { bare, MAX_LENGTH, normalise } from '../../src/language/normalise.ts';
import { soundOf } from '../../src/language/sound.ts';

const chinese = createChinese({
  standard: resolveChains(
    new Map([
      ['低宝', '低保'],
      ['咋个', '怎么'],
      ['最低生活保障', '低保'],
      ['细娃', '娃'],
      ['娃', '孩子'],
    ]),
  ),
  dictionary: ['市民证'],
  stopwords: new Set(['的', '请问']),
  particles: new Set(['嘛', '咧']),
});

describe('reading a message', () => {
  it('folds width, traditional characters, letters and invisible characters into one form', () => {
    expect(normalise('  戶口\u200b遷移 ＡＢＣ\n１２ ')).toBe('户口迁移 abc 12');
  });

  it('rewrites typos, dialect and synonyms into standard words, through chains, and drops particles', () => {
    expect(chinese.read('低宝咋个办嘛').standard).toBe('低保怎么办');
    expect(chinese.read('细娃读书').standard).toBe('孩子读书');
    expect(chinese.read('最低生活保障').standard).toBe('低保');
  });

  it('keeps words of the dictionary whole and drops words that carry no meaning', () => {
    expect(chinese.read('请问市民证的用处').words).toContain('市民证');
    expect(chinese.read('请问市民证的用处').words).not.toContain('请问');
  });

  it('hears a wrong character that sounds right', () => {
    expect(soundOf('宝')).toBe(soundOf('保'));
    expect(soundOf('中')).toBe(soundOf('宗'));
  });

  it('ends the rewriting of words that stand for each other', () => {
    expect(
      [
        ...resolveChains(
          new Map([
            ['甲', '乙'],
            ['乙', '甲'],
          ]),
        ).keys(),
      ].length,
    ).toBeLessThanOrEqual(2);
  });

  it('never fails and stays bounded, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
        const reading = chinese.read(text);
        expect(reading.text.length).toBeLessThanOrEqual(MAX_LENGTH * 20);
        expect(featuresOf(reading).every(feature => /^[wgs]:/.test(feature))).toBe(true);
        expect(bare(reading.text)).not.toMatch(/[\s\p{P}]/u);
      }),
    );
  });
});
