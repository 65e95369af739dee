import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { clauseFile } from '../../src/knowledge/schema.ts';
import { readYaml } from '../../src/knowledge/yaml-file.ts';

const good = `label: 一(一)
heading: 指导思想
lead: []
supporting: []
provisions:
  - id: aim
    audience: 大家
    terms: [目标]
    says: {zh: 要让搬迁群众稳定脱贫。}
    asks:
      - 目标是什么
`;

const faultsOf = (text: string) =>
  readYaml('clauses/x/1.yaml', text, clauseFile).faults.map(({ line, code }) => `${line} ${code}`);

describe('reading a YAML file', () => {
  it('takes a clause as the README shows it', () => {
    expect(readYaml('x', good, clauseFile).data?.provisions[0]?.asks).toEqual(['目标是什么']);
  });

  it.each([
    ['a missing field', good.replace('heading: 指导思想\n', ''), '1 missing'],
    ['an unknown field', good.replace('heading:', 'headng: 旧\nheading:'), '2 unknown-key'],
    ['a wrong type', good.replace('terms: [目标]', 'terms: 目标'), '8 wrong-type'],
    ['an empty list', good.replace('terms: [目标]', 'terms: []'), '8 too-few'],
    ['a unit that is no id', good.replace('lead: []', 'lead: [民政厅]'), '3 bad-unit-id'],
    ['a date that is none', good.replace('    asks', '    due: {by: 2020-02-30, words: 二月底}\n    asks'), '10 bad-day'],
    [
      'a figure without a number',
      good.replace('    asks', '    figures: [{of: 人数, unit: person, words: 若干}]\n    asks'),
      '10 figure-without-number',
    ],
    [
      'a figure unit that is not known',
      good.replace('    asks', '    figures: [{of: 人数, unit: people, value: 3, words: 三}]\n    asks'),
      '10 not-allowed',
    ],
    ['broken indentation', good.replace('    audience', '   audience'), '7 yaml-syntax'],
    ['a tab', good.replace('    terms', '\tterms'), '8 yaml-syntax'],
    ['a doubled field', good.replace('heading:', 'label: 二\nheading:'), '2 key-twice'],
    ['nothing', '', '1 empty-file'],
    ['comments alone', '# later\n', '1 empty-file'],
  ])('says where %s stands', (_, text, fault) => {
    expect(faultsOf(text)).toContain(fault);
  });

  it('reports and never throws, whatever the file holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.json()), text => {
        const { data, faults } = readYaml('x', text, clauseFile);
        expect(data === undefined).toBe(faults.length > 0);
        expect(faults.every(({ line }) => line >= 1)).toBe(true);
      }),
    );
  });

  it('is not led astray by an alias that grows without end', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
      .split('')
      .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`)
      .join('\n')}\n`;
    const { faults } = readYaml('x', bomb, z.strictObject({ label: z.string() }));
    expect(faults.length).toBeGreaterThan(0);
  });
});
