import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { loadEarlySigns } from '../../src/knowledge/early-signs.ts';
import { loadPolicy } from '../../src/knowledge/load.ts';
import type { RegionId } from '../../src/shared/ids.ts';

const { value: policy } = loadPolicy(folders.knowledge);
const good = readFileSync(join(folders.knowledge, 'early-signs.yaml'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'anjia-signs-'));
afterAll(() => rmSync(folder, { recursive: true }));

function faultsWith(from: string, to: string): readonly string[] {
  expect(good).toContain(from);
  writeFileSync(join(folder, 'early-signs.yaml'), good.replace(from, to));
  return loadEarlySigns(folder, policy).faults.map(({ code }) => code);
}

describe('early signs', () => {
  it('ship without a fault, and rest on clauses where a region has one', () => {
    const { value, faults } = loadEarlySigns(folders.knowledge, policy);
    expect(faults).toEqual([]);
    expect(value?.of('wages-labour').households).toBeLessThan(value!.of('sanitation').households);
    expect(value?.days).toBe(14);
    expect(value?.clausesIn('guangxi' as RegionId)).toEqual(['guangxi:2.12']);
    expect(value?.clausesIn('guizhou' as RegionId)).toEqual([]);
  });

  it.each([
    ['a clause of another region', 'guangxi: [guangxi:2.12]', 'guangxi: [yuncheng:3.5]', 'clause-elsewhere'],
    ['a clause that is none', 'guangxi: [guangxi:2.12]', 'guangxi: [guangxi:9.99]', 'unknown-clause'],
    ['a region that is none', 'guangxi: [guangxi:2.12]', 'atlantis: [guangxi:2.12]', 'unknown-region'],
    ['a kind that is none', 'cadre-conduct:', 'rumours:', 'unknown-key'],
    ['no household', 'households: 5', 'households: 0', 'too-few'],
    ['days that are none', 'usual: {days: 7,', 'usual: {days: soon,', 'wrong-type'],
    ['nothing that is usual', 'usual: {days: 7, households: 5}\n', '', 'missing'],
  ])('%s is a fault', (_, from, to, code) => {
    expect(faultsWith(from, to)).toContain(code);
  });
});
