import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { CATEGORY_IDS, loadCategories } from '../../src/knowledge/categories.ts';
import { loadPolicy } from '../../src/knowledge/load.ts';

const { value: policy } = loadPolicy(folders.knowledge);
const good = readFileSync(join(folders.knowledge, 'categories.yaml'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'anjia-categories-'));
afterAll(() => rmSync(folder, { recursive: true }));

function faultsOf(content: string) {
  writeFileSync(join(folder, 'categories.yaml'), content);
  return loadCategories(folder, policy).faults;
}

describe('the kinds of grievance', () => {
  it('ship without a fault, all of them, each with a unit in every region', () => {
    const { value, faults } = loadCategories(folders.knowledge, policy);
    expect(faults).toEqual([]);
    expect([...value.keys()]).toEqual([...CATEGORY_IDS]);
    for (const { units } of value.values()) expect([...units.keys()].sort()).toEqual([...policy.regions.keys()].sort());
  });

  it('are answered by an office that the clause names, where it names any', () => {
    for (const { id, units, clauses } of loadCategories(folders.knowledge, policy).value.values())
      for (const [region, ids] of clauses) {
        const held = ids.map(clause => policy.clauses.get(clause)!);
        const lead = held.flatMap(clause => clause.lead);
        const named = lead.length > 0 ? lead : held.flatMap(clause => clause.supporting);
        if (named.length > 0) expect(named, `${id} in ${region}`).toContain(units.get(region));
      }
  });

  it('are called back in full where money or conduct is at stake', () => {
    const { value } = loadCategories(folders.knowledge);
    for (const id of ['dibao-relief', 'wages-labour', 'cadre-conduct', 'public-safety'] as const)
      expect(value.get(id)?.callback).toBe(100);
  });

  it('have names that fit a button', () => {
    for (const { name } of loadCategories(folders.knowledge).value.values()) {
      expect([...name.zh].length).toBeLessThanOrEqual(6);
      expect(name.en.length).toBeLessThanOrEqual(28);
    }
  });

  it.each([
    ['a kind that is unknown', 'id: school', 'id: schools', 'not-allowed'],
    ['a kind that is there twice', 'id: medical', 'id: school', 'duplicate-id'],
    ['a term that is no pattern', 'terms: [学校,', "terms: ['(学校',", 'bad-pattern'],
    [
      'a unit that is not there',
      'guizhou: guizhou.education, chongqing: chongqing.edu',
      'guizhou: guizhou.x, chongqing: chongqing.edu',
      'unknown-unit',
    ],
    ['a unit of another region', 'guangxi: guangxi.publicity', 'guangxi: guizhou.publicity', 'unit-elsewhere'],
    ['a clause that is not there', 'yuncheng: [yuncheng:3.3]', 'yuncheng: [yuncheng:9.9]', 'unknown-clause'],
    ['a clause of another region', 'yuncheng: [yuncheng:3.3]', 'yuncheng: [guangxi:2.7]', 'clause-elsewhere'],
    ['a clock that is unknown', 'clock: consultation', 'clock: soon', 'not-allowed'],
    ['a share beyond the whole', 'callback: 100', 'callback: 101', 'bad-share'],
    ['no day of keeping', 'keep_days: 365', 'keep_days: 0', 'bad-days'],
    ['a danger that is unknown', 'danger: [gas]', 'danger: [flood]', 'not-allowed'],
    ['an entry that is unknown', 'safety: true', 'risky: true', 'unknown-key'],
  ])('say where %s stands', (_, from, to, code) => {
    expect(good).toContain(from);
    const line = good.slice(0, good.indexOf(from)).split('\n').length;
    expect(faultsOf(good.replace(from, to)).map(fault => [fault.code, fault.line])).toContainEqual([code, line]);
  });

  it('say which kind is missing and which region has no unit', () => {
    const withoutOther = good.slice(0, good.indexOf('- id: other'));
    expect(faultsOf(withoutOther)).toMatchObject([
      { code: 'kind-lacking', params: { id: 'other' } },
      { code: 'danger-filed', params: { id: 'suicide' } },
    ]);
    const withoutRegion = good.replace('units: {guangxi: guangxi.political-legal, ', 'units: {');
    expect(faultsOf(withoutRegion)).toMatchObject([{ code: 'region-lacking', params: { id: 'guangxi' } }]);
  });

  it('file each danger once', () => {
    expect(faultsOf(good.replace('danger: [gas]', 'danger: [gas, fire]'))).toMatchObject([
      { code: 'danger-filed', params: { id: 'fire' } },
    ]);
  });

  it('are read without looking anything up where no policy is given', () => {
    copyFileSync(join(folders.knowledge, 'categories.yaml'), join(folder, 'categories.yaml'));
    expect(loadCategories(folder).faults).toEqual([]);
  });
});
