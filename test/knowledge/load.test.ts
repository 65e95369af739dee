import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { describeFault } from '../../src/commands/describe-fault.ts';
import { folders } from '../../src/config.ts';
import { numbersIn } from '../../src/knowledge/check.ts';
import { type Loaded, loadPolicy, type Policy } from '../../src/knowledge/load.ts';
import { loadWordbook } from '../../src/language/i18n.ts';

const clause = `label: 一(一)
heading: 就业
lead: [here.labour]
supporting: []
provisions:
  - id: training
    audience: 大家
    terms: [培训]
    says: {zh: 每年培训100人。}
    figures: [{of: 培训, unit: person, value: 100, words: 100人}]
    period: {from: 2021-01-01, to: 2025-12-31, words: 五年}
    asks:
      - 有没有培训
      - 一年培训多少人
`;

const small: Readonly<Record<string, string>> = {
  'regions.yaml': '- id: here\n  name: {zh: 此地, en: Here}\n  called: [此地]\n',
  'units.yaml': '- id: here.labour\n  name: 人社局\n  printed: [人社局]\n',
  'documents/plan.yaml': 'region: here\ntitle: 方案\nissuers: [此地政府]\nstanding: issued\n',
  'clauses/plan/1.1.yaml': clause,
  'clauses/plan/1.2.yaml': clause.replace('一(一)', '一(二)'),
};

const made: string[] = [];
function load(changes: Readonly<Record<string, string>> = {}): Loaded<Policy> {
  const folder = mkdtempSync(join(tmpdir(), 'anjia-knowledge-'));
  made.push(folder);
  for (const [file, text] of Object.entries({ ...small, ...changes })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return loadPolicy(folder);
}
const placed = ({ faults }: Loaded<Policy>) => faults.map(({ file, line, code }) => `${file}:${line} ${code}`);

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('the knowledge of this repository', () => {
  const { value: policy, faults } = loadPolicy(folders.knowledge);

  it('loads without a fault: five documents of four regions, 99 clauses', () => {
    expect(faults).toEqual([]);
    expect([policy.regions.size, policy.documents.size, policy.clauses.size]).toEqual([4, 5, 99]);
  });

  it('holds the clauses of each document in printed order, 2.10 after 2.9', () => {
    for (const document of policy.documents.keys()) {
      const ids = [...policy.clauses.keys()].filter(id => id.startsWith(`${document}:`));
      expect(ids).toEqual(ids.toSorted(new Intl.Collator('en', { numeric: true }).compare));
    }
  });
});

describe('loading a folder of knowledge', () => {
  const first = 'clauses/plan/1.1.yaml';

  it('takes one without faults whole', () => {
    const { value, faults } = load();
    expect(faults).toEqual([]);
    expect([...value.clauses.keys()]).toEqual(['plan:1.1', 'plan:1.2']);
  });

  const secondAsk = '      - 一年培训多少人';
  const secondProvision = clause.slice(clause.indexOf('  - id')).replaceAll(/^ {6}- /gm, '      - 再问');
  const says = (words: string) => clause.replace('每年培训100人。', words);
  it.each([
    ['a leading unit that is not recorded', { [first]: clause.replace('here.labour', 'here.nobody') }, `${first}:3 unknown-unit`],
    [
      'a supporting unit that is not recorded',
      { [first]: clause.replace('supporting: []', 'supporting: [here.nobody]') },
      `${first}:4 unknown-unit`,
    ],
    [
      'an open point that leads to an unknown unit',
      {
        [first]: `${clause}leaves_open:\n  - id: pay\n    says: {zh: 没写。}\n    decided_by: here.nobody\n    asks: [多少钱]\n`,
      },
      `${first}:18 unknown-unit`,
    ],
    ['a unit that is recorded twice', { 'units.yaml': small['units.yaml']!.repeat(2) }, 'units.yaml:4 duplicate-id'],
    [
      'a document of an unknown region',
      { 'documents/other.yaml': small['documents/plan.yaml']!.replace('here', 'there') },
      'documents/other.yaml:1 unknown-region',
    ],
    ['clauses of an unknown document', { 'clauses/other/1.yaml': clause }, 'clauses/other:1 unknown-document'],
    [
      'a document whose name is no id',
      { 'documents/Plan 2.yaml': small['documents/plan.yaml']! },
      'documents/Plan 2.yaml:1 bad-document-name',
    ],
    ['a clause whose name is no number', { 'clauses/plan/one.yaml': clause }, 'clauses/plan/one.yaml:1 bad-clause-name'],
    ['a clause whose name ends in a dot', { 'clauses/plan/1..yaml': clause }, 'clauses/plan/1..yaml:1 bad-clause-name'],
    ['two provisions of one name', { [first]: clause + secondProvision }, `${first}:15 duplicate-id`],
    ['an ask that is written twice', { [first]: clause.replace(secondAsk, '      - 有没有培训') }, `${first}:14 duplicate-ask`],
    ['a number that is not recorded', { [first]: says('每年培训200人。') }, `${first}:9 number-not-recorded`],
    ['a number in 万 that is not recorded', { [first]: says('每年培训1万人。') }, `${first}:9 number-not-recorded`],
    ['a fraction that is not recorded', { [first]: says('三人里培训2/3。') }, `${first}:9 number-not-recorded`],
    ['a number in full width that is not recorded', { [first]: says('每年培训２００人。') }, `${first}:9 number-not-recorded`],
    [
      'a number that is not recorded among the details',
      { [first]: clause.replace('    figures', '    more: {zh: 每人7天。}\n    figures') },
      `${first}:10 number-not-recorded`,
    ],
    [
      'a period that ends before it begins',
      { [first]: clause.replace('2025-12-31', '2020-12-31') },
      `${first}:11 period-backwards`,
    ],
  ])('says where %s stands, and what to do', (_, changes, fault) => {
    const loaded = load(changes);
    expect(placed(loaded)).toEqual([fault]);
    const [told] = loaded.faults.map(one => describeFault(one, loadWordbook(folders.locales).in('zh-CN')));
    expect(told).toContain(`${fault.slice(0, fault.lastIndexOf(' '))}: `);
  });

  it.each([
    ['its figures', says('培训100人。')],
    ['a figure in 万', says('培训1万人。').replace('value: 100', 'value: 10000')],
    ['a fraction', says('培训2/3的人。').replace('value: 100', 'value: 2/3')],
    ['the dates of its period', says('从2021年1月1日到2025年12月31日。')],
    [
      'a date that it is due by',
      says('2024年6月30日以前。').replace('    asks', '    due: {by: 2024-06-30, words: 六月底}\n    asks'),
    ],
    ['a name in quotes', says('按“5+2”办法和「9个一」办。')],
    ['a title', says('照《2030年规划》办。')],
  ])('takes a number that stands in %s', (_, text) => {
    expect(placed(load({ [first]: text }))).toEqual([]);
  });

  it.each([
    ['has a fault of shape', clause.replace('heading: 就业\n', '')],
    ['is no YAML', ': : :'],
    ['is empty', ''],
  ])('leaves out a clause that %s, and loads the others', (_, text) => {
    const { value, faults } = load({ [first]: text });
    expect(faults.map(({ file }) => file)).toContain(first);
    expect([...value.clauses.keys()]).toEqual(['plan:1.2']);
  });

  it('leaves out a document with faults and all its clauses, and loads the others', () => {
    const { value, faults } = load({ 'documents/other.yaml': 'region: here\n', 'clauses/other/1.yaml': clause });
    expect(faults.map(({ file }) => file)).toContain('documents/other.yaml');
    expect([...value.documents.keys()]).toEqual(['plan']);
    expect([...value.clauses.keys()]).toEqual(['plan:1.1', 'plan:1.2']);
  });

  it('reports and never throws, whatever a clause holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), text => {
        const { value, faults } = load({ [first]: text });
        expect(faults.length).toBeGreaterThan(0);
        expect(value.clauses.has('plan:1.1' as never)).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  it('cannot read a folder that is not there', () => {
    expect(() => loadPolicy(join(tmpdir(), 'anjia-no-such-folder'))).toThrow(/ENOENT/);
  });
});

describe('the numbers of a text', () => {
  const number = fc.oneof(
    fc.nat().map(value => ({ written: String(value), means: String(value) })),
    fc.nat({ max: 99_999 }).map(value => ({ written: `${value}万`, means: String(value * 10_000) })),
    fc.nat({ max: 99_999 }).map(value => ({ written: `${value} 千`, means: String(value * 1_000) })),
    fc.tuple(fc.nat(), fc.integer({ min: 1, max: 9 })).map(([whole, tenth]) => {
      const written = `${whole}.${tenth}`;
      return { written, means: written };
    }),
    fc
      .tuple(fc.nat({ max: 99 }), fc.integer({ min: 1, max: 99 }))
      .map(([a, b]) => ({ written: `${a}/${b}`, means: `${a}/${b}` })),
  );
  const between = fc.constantFrom('人', '户,', '。每年', '元;', '\n', ' 个 ', '—');

  it('are found, each and in order, whatever stands between them', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(number, between)), parts => {
        const text = parts.map(([{ written }, separator]) => written + separator).join('');
        expect(numbersIn(text)).toEqual(parts.map(([{ means }]) => means));
      }),
    );
  });
});
