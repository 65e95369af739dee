import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importLines } from '../../../src/knowledge/import/index.ts';
import { readText } from '../../../src/knowledge/import/read-text.ts';
import { repeatsIn } from '../../../src/knowledge/import/warnings-repeats.ts';
import { forms } from './samples.ts';

/** Path, code and words of every warning. */
const warningsIn = (text: string): string[] =>
  importLines('sample', readText(text), forms).warnings.map(({ path, code, text }) => `${path} ${code} ${text}`);

const clause = (body: string): string => `一、标题\n${body}`;

describe('a warning', () => {
  it.each([
    ['a letter in a number', '住户在i万人以下的小区。', '1 letter i万人'],
    ['a zero that is a letter', '住满1O0人的小区。', '1 letter 1O'],
    ['a character that looks like another', '正式千部可以兼任。', '1 lookalike 千部'],
    ['a day that is not one', '重要节假曰开放。', '1 lookalike 节假曰'],
    ['a numeral that is a dash', '每年办1一2件实事。', '1 dash 1一2件'],
    ['doubled punctuation', '食堂、、球场都开。', '1 stray 、、'],
    ['brackets of unlike shape', '各市〈州>都办。', '1 brackets-unlike 〈州>'],
    ['a bracket that never closes', '各市(州都办。', '1 unclosed (州都办。'],
    ['a quotation mark that never opens', '办成实事”的小区。', '1 unclosed ”的小区。'],
    ['a line that breaks in a sentence', '坚持把小事办\n实,大事办好。', '1 broken-line 坚持把小事办实,大事办好'],
    [
      'words that are printed twice',
      '每月到各小区查看一次并张贴结果,每月到各小区查看一次并张贴结果,不得遗漏。',
      '1 repeated 每月到各小区查看一次并张贴结果,',
    ],
    ['a heading without text', '', '1 empty 标题'],
  ])('is given of %s', (_, body, expected) => {
    expect(warningsIn(clause(body))).toContain(expected);
  });

  it('is given of the rarer shape of a bracket', () => {
    expect(warningsIn(clause('甲市〈州〉、乙市〈州〉和丙市(州)。'))).toEqual(['1 brackets-mixed (州)']);
  });

  it('is given once a clause of split words, with their number', () => {
    const { warnings } = importLines('sample', readText(clause('把小 事办 实,大事 办好。')), forms);
    expect(warnings).toEqual([{ path: '1', code: 'split', text: '把小 事办', params: { times: 3 } }]);
  });

  it('is given of the clause that names no units while its siblings do', () => {
    const text = '一、甲\n(一)子。文。(责任单位:民政局)\n(二)丑。文。\n二、乙\n(三)寅。文。';
    expect(warningsIn(text)).toEqual(['1.2 no-units 丑。文。']);
  });

  it('is given of a sentence where a heading should be', () => {
    const text = `一、甲\n(一)${'各镇要把这件事办好,'.repeat(8)}不得拖延。`;
    expect(warningsIn(text).some(line => line.startsWith('1.1 heading-unclear'))).toBe(true);
  });

  it.each([
    ['a number of devices', '全县有一千部手机。'],
    ['a name with letters', '推广QQ群和5G网络,覆盖3000户。'],
    ['a list in two quotes', '做到“小事不出门”“大事不出村”。'],
    ['lines that the page wrapped', `${Array(12).fill('这是一行写满了版心的文字,下一行接着写,').join('\n')}\n写完。`],
  ])('is not given of %s', (_, body) => {
    expect(warningsIn(clause(body)).filter(line => !line.includes('repeated'))).toEqual([]);
  });
});

describe('repeated words', () => {
  it('are found wherever they stand, once', () => {
    const words = fc
      .stringMatching(/^[甲乙丙丁戊己庚辛]{14,40}$/)
      .filter(text => new Set(text).size > 4 && repeatsIn(text).length === 0);
    fc.assert(
      fc.property(words, run => {
        expect(repeatsIn(`前文。${run}${run}后文。`)).toHaveLength(1);
      }),
    );
  });

  it('are not seen in dotted lines', () => {
    expect(repeatsIn('.'.repeat(200))).toEqual([]);
  });
});
