import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changesOf } from '../../../src/knowledge/import/changes.ts';
import { checkOriginals } from '../../../src/knowledge/import/check-originals.ts';
import { draftClause, isTaken, writeDraft } from '../../../src/knowledge/import/draft.ts';
import { importLines } from '../../../src/knowledge/import/index.ts';
import { readText } from '../../../src/knowledge/import/read-text.ts';
import { unitFinder } from '../../../src/knowledge/import/unit-names.ts';
import { loadPolicy } from '../../../src/knowledge/load.ts';
import { parseRegionId } from '../../../src/shared/ids.ts';
import { forms } from './samples.ts';

const ORIGINAL = `一、总则
办好小区的三件大事,让住户安心又称心,方便又放心,这句话够长了可以用来查抄。

二、任务
(一)修好路灯。坏灯要在３天内修好，住户在1万人以下、
1000人及以上的小区另设值班员,到2031年8月底前三分之二以上小区做到。(责任单位:县住建局、县扶贫办)
`;

const CLAUSES = {
  '1': `label: 一
heading: 总则
lead: []
supporting: []
provisions:
  - id: aim
    audience: 住户
    terms: [大事]
    says: {zh: 要把事情办好。}
    asks: [要办什么]
`,
  '2.1': `label: 二(一)
heading: 修好路灯
lead: [test.housing]
supporting: [test.rural]
provisions:
  - id: repair
    audience: 住户
    terms: [路灯]
    says: {zh: "坏了的路灯3天内要修好。1000人到1万人(不含)的小区有人值班。到2031年8月底,2/3以上的小区要做到。"}
    figures:
      - {of: 期限, value: 3, unit: day, words: 3天内}
      - {of: 住户, at_least: 1000, below: 10000, unit: person, words: 1万人以下、1000人及以上}
      - {of: 小区, at_least: 2/3, unit: fraction, words: 三分之二以上}
    due: {by: 2031-08-31, words: 2031年8月底前}
    asks: [路灯几天修好]
`,
};

const UNITS = `- {id: test.housing, name: 县住建局, printed: [县住建局]}
- {id: test.rural, name: 县乡村振兴局, printed: [县乡村振兴局], formerly: [{name: 县扶贫办, until: 2031-05-01}]}
`;

let knowledge: string;
let originals: string;

beforeEach(() => {
  const root = mkdtempSync(join(tmpdir(), 'anjia-originals-'));
  [knowledge, originals] = [join(root, 'knowledge'), join(root, 'originals')];
  for (const folder of [join(knowledge, 'documents'), join(knowledge, 'clauses/sample'), originals])
    mkdirSync(folder, { recursive: true });
  writeFileSync(join(knowledge, 'regions.yaml'), '- {id: test, name: {zh: 试, en: Test}, called: [试]}\n');
  writeFileSync(join(knowledge, 'units.yaml'), UNITS);
  writeFileSync(join(knowledge, 'documents/sample.yaml'), 'region: test\ntitle: 试\nissuers: [县]\nstanding: issued\n');
  for (const [path, text] of Object.entries(CLAUSES)) writeClause(path, text);
  writeFileSync(join(originals, 'sample.txt'), ORIGINAL);
});
afterEach(() => rmSync(join(knowledge, '..'), { recursive: true, force: true }));

const writeClause = (path: string, text: string) => writeFileSync(join(knowledge, `clauses/sample/${path}.yaml`), text);

async function faultsWith(path: '1' | '2.1', ours: string, changed: string): Promise<string[]> {
  expect(CLAUSES[path]).toContain(ours);
  writeClause(path, CLAUSES[path].replace(ours, changed));
  return check();
}

async function check(): Promise<string[]> {
  const { value, faults } = loadPolicy(knowledge);
  expect(faults.filter(({ code }) => code !== 'number-not-recorded')).toEqual([]);
  const found = await checkOriginals({ policy: value, schemes: new Map() }, forms, knowledge, originals);
  return found.map(({ file, line, code }) => `${file}:${line} ${code}`);
}

describe('the check against originals', () => {
  it('finds nothing where all agrees, in whatever width and name', async () => {
    expect(await check()).toEqual([]);
  });

  it.each([
    ['a label', '2.1', '二(一)', '二(二)', 'clauses/sample/2.1.yaml:1 label-differs'],
    ['a heading', '2.1', '修好路灯\nlead', '修路灯\nlead', 'clauses/sample/2.1.yaml:2 heading-differs'],
    ['the lead', '2.1', 'lead: [test.housing]', 'lead: []', 'clauses/sample/2.1.yaml:3 lead-differs'],
    ['the others', '2.1', '[test.rural]', '[test.rural, test.housing]', 'clauses/sample/2.1.yaml:4 supporting-differs'],
    ['words that do not stand there', '2.1', 'words: 3天内', 'words: 3天之内', 'clauses/sample/2.1.yaml:11 words-not-in-clause'],
    ['a value that the words do not give', '2.1', 'value: 3', 'value: 4', 'clauses/sample/2.1.yaml:11 number-not-in-words'],
    [
      'a bound that the words do not give',
      '2.1',
      'below: 10000',
      'below: 9999',
      'clauses/sample/2.1.yaml:12 number-not-in-words',
    ],
    ['a year that the words do not give', '2.1', '2031-08-31', '2032-08-31', 'clauses/sample/2.1.yaml:14 number-not-in-words'],
    ['copied wording', '1', '要把事情办好', '让住户安心又称心、方便又放心这句话够长了可以用', 'clauses/sample/1.yaml:9 copied'],
  ] as const)('finds %s', async (_, path, ours, changed, fault) => {
    expect(await faultsWith(path, ours, changed)).toEqual([fault]);
  });

  it('looks for the words of a derived value, and not for its number', async () => {
    expect(
      await faultsWith('2.1', 'value: 3, unit: day, words: 3天内', 'value: 4, unit: day, words: 3天内, derived: true'),
    ).toEqual([]);
  });

  it('lets a heading stand as printed in our wording', async () => {
    const heading = '修好路灯';
    expect(await faultsWith('2.1', '坏了的路灯', `按“${heading}”一条,坏了的路灯`)).toEqual([]);
  });

  it('names a clause that one side lacks', async () => {
    writeFileSync(
      join(originals, 'sample.txt'),
      ORIGINAL.replace('二、任务', '二、任务\n(一)食堂。开食堂。').replace('(一)修好', '(二)修好'),
    );
    expect(await check()).toEqual([
      'clauses/sample/2.1.yaml:2 heading-differs',
      'clauses/sample/2.1.yaml:3 lead-differs',
      'clauses/sample/2.1.yaml:4 supporting-differs',
      'clauses/sample/2.1.yaml:11 words-not-in-clause',
      'clauses/sample/2.1.yaml:12 words-not-in-clause',
      'clauses/sample/2.1.yaml:13 words-not-in-clause',
      'clauses/sample/2.1.yaml:14 words-not-in-clause',
      'clauses/sample/2.2.yaml:1 clause-not-held',
    ]);
    writeFileSync(join(originals, 'sample.txt'), ORIGINAL.slice(0, ORIGINAL.indexOf('二、')));
    expect(await check()).toEqual(['clauses/sample/2.1.yaml:1 clause-not-in-original']);
  });

  it('names a unit that nobody bears', async () => {
    writeFileSync(join(originals, 'sample.txt'), ORIGINAL.replace('县扶贫办', '县电视台'));
    expect(await check()).toEqual(['clauses/sample/2.1.yaml:4 unit-name-unknown']);
  });

  it('names an original that is not there or cannot be read', async () => {
    writeFileSync(join(originals, 'sample.txt'), '');
    expect(await check()).toEqual(['documents/sample.yaml:1 original-unreadable']);
    rmSync(join(originals, 'sample.txt'));
    expect(await check()).toEqual(['documents/sample.yaml:1 original-missing']);
  });
});

describe('a new import of a document that is held', () => {
  const importOf = (text: string) => importLines('sample', readText(text), forms);
  const changes = (now: string, before?: string) => {
    const { value } = loadPolicy(knowledge);
    const findUnit = unitFinder(value.units, parseRegionId('test'));
    return changesOf(importOf(now), [...value.clauses.values()], before === undefined ? undefined : importOf(before), findUnit);
  };

  it('changes nothing where it is the same', () => {
    expect(changes(ORIGINAL, ORIGINAL)).toEqual([]);
  });

  it('names the provisions that a changed figure touches', () => {
    expect(changes(ORIGINAL.replace('３天', '５天'))).toMatchObject([{ kind: 'changed', provisions: ['repair'], text: false }]);
  });

  it('names every provision of a clause whose wording changed', () => {
    expect(changes(ORIGINAL.replace('三件大事', '四件大事'), ORIGINAL)).toMatchObject([
      { kind: 'changed', provisions: ['aim'], text: true },
    ]);
  });

  it('names clauses that came and went', () => {
    const now = `${ORIGINAL.slice(0, ORIGINAL.indexOf('(一)'))}(二)种树。种十棵。`;
    expect(changes(now).map(({ kind }) => kind)).toEqual(['added', 'removed']);
  });
});

describe('a draft', () => {
  const words = { provisions: '写规定', unknownUnits: (names: readonly string[]) => `不认识: ${names.join(' ')}` };

  it('holds what print tells, leaves the provisions to a person, and never overwrites', () => {
    const { value } = loadPolicy(knowledge);
    const [, clause] = importLines('sample', readText(ORIGINAL.replace('县住建局', '县电视台')), forms).clauses;
    const draft = draftClause('sample', { ...clause!, path: '9' }, unitFinder(value.units), words);
    expect(draft.unknownUnits).toEqual(['县电视台']);
    expect(isTaken(knowledge, draft)).toBe(false);
    writeDraft(knowledge, draft);
    expect(readFileSync(join(knowledge, draft.file), 'utf8')).toBe(
      'label: 二(一)\nheading: 修好路灯\nlead: []\nsupporting:\n  - test.rural\n# 不认识: 县电视台\n# 写规定\nprovisions: []\n',
    );
    expect(isTaken(knowledge, draft)).toBe(true);
    expect(() => writeDraft(knowledge, draft)).toThrow();
    expect(loadPolicy(knowledge).faults.map(({ file, line, code }) => `${file}:${line} ${code}`)).toEqual([
      'clauses/sample/9.yaml:8 too-few',
    ]);
  });

  it('is not drafted twice: a copied knowledge base has it already', () => {
    cpSync(knowledge, `${knowledge}-copy`, { recursive: true });
    expect(isTaken(`${knowledge}-copy`, { file: 'clauses/sample/1.yaml', content: '', unknownUnits: [] })).toBe(true);
  });
});
