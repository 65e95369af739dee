import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { loadEmploymentWords } from '../../src/knowledge/employment-words.ts';
import { loadPolicy } from '../../src/knowledge/load.ts';
import { loadMatchingFigures } from '../../src/knowledge/matching-figures.ts';
import { loadPriorities } from '../../src/knowledge/priorities.ts';

const { value: policy } = loadPolicy(folders.knowledge);
const good = {
  priorities: readFileSync(join(folders.knowledge, 'employment/priorities.yaml'), 'utf8'),
  matching: readFileSync(join(folders.knowledge, 'employment/matching.yaml'), 'utf8'),
};
const folder = mkdtempSync(join(tmpdir(), 'anjia-work-'));
beforeEach(() => cpSync(join(folders.knowledge, 'employment'), join(folder, 'employment'), { recursive: true }));
afterAll(() => rmSync(folder, { recursive: true }));

/** The faults once something of a file was changed. */
function faultsWith(file: keyof typeof good, from: string, to: string): readonly string[] {
  expect(good[file]).toContain(from);
  writeFileSync(join(folder, 'employment', `${file}.yaml`), good[file].replace(from, to));
  const { faults } = file === 'priorities' ? loadPriorities(folder, policy) : loadMatchingFigures(folder);
  const line = good[file].slice(0, good[file].indexOf(from)).split('\n').length;
  return faults.map(fault => `${fault.code}${fault.line === line ? '' : ' elsewhere'}`);
}

describe('who is helped to work first', () => {
  it('ships without a fault, for every region, each with a clause of its own documents', () => {
    const { value, faults } = loadPriorities(folders.knowledge, policy);
    expect(faults).toEqual([]);
    expect([...value.first.keys()].sort()).toEqual([...policy.regions.keys()].sort());
    expect([...value.trainings.keys()].sort()).toEqual([...policy.regions.keys()].sort());
    for (const [region, list] of value.first)
      for (const { clause, standing } of list) {
        const { document } = policy.clauses.get(clause)!;
        expect([document.region, document.standing]).toEqual([region, standing]);
      }
  });

  it('knows a draft for what it is', () => {
    const { value } = loadPriorities(folders.knowledge, policy);
    const drafts = [...value.first].flatMap(([region, list]) =>
      list.some(({ standing }) => standing === 'draft') ? [region] : [],
    );
    expect(drafts).toEqual(['chongqing']);
  });

  it.each([
    ['a clause that is none', 'clause: guizhou:3.2.7', 'clause: 3.2.7', 'bad-clause-id'],
    ['a clause that is not there', 'clause: guizhou:3.2.7', 'clause: guizhou:9.9', 'unknown-clause'],
    ['a clause of another region', 'clause: guizhou:3.2.7', 'clause: guangxi:2.8', 'clause-elsewhere'],
    ['a criterion that is unknown', 'when: {able_from: 1, employed_to: 0}', 'when: {able_from: 1, rich: 0}', 'unknown-key'],
    ['a mark that is unknown', 'marks: [dibao, monitored', 'marks: [poor, monitored', 'not-allowed'],
    ['an id that is there twice', 'id: no-stable-job', 'id: zero-employment', 'duplicate-id'],
  ])('says where %s stands', (_, from, to, code) => {
    expect(faultsWith('priorities', from, to)).toEqual([code]);
  });

  it('says which region is unknown', () => {
    expect(faultsWith('priorities', '  guizhou:\n    - id', '  yunnan:\n    - id')).toEqual(['unknown-region']);
  });
});

describe('the figures of matching', () => {
  it('ship without a fault, and count days and hours as those who read wages do', () => {
    const { value, faults } = loadMatchingFigures(folders.knowledge);
    expect(faults).toEqual([]);
    const { wage } = loadEmploymentWords(folders.knowledge).value!;
    expect(value?.month).toEqual({ days: wage.daysAMonth, hours_a_day: wage.hoursADay });
  });

  it.each([
    ['a reason that is missing', '  skill: 40 ', '  # ', 'missing'],
    ['a reason that is unknown', '  skill: 40 ', '  luck: 1\n  skill: 40 ', 'unknown-key'],
    ['a reason that is worth nothing', '  age: 3 ', '  age: 0 ', 'too-few'],
    ['days that do not rise', 'days: [7, 30, 90]', 'days: [7, 7, 90]', 'days-not-rising'],
  ])('say where %s stands', (_, from, to, code) => {
    expect(faultsWith('matching', from, to).map(found => found.replace(' elsewhere', ''))).toEqual([code]);
  });
});
