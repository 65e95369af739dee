import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { loadClocks } from '../../src/knowledge/clocks.ts';
import { loadPolicy } from '../../src/knowledge/load.ts';
import type { RegionId } from '../../src/shared/ids.ts';

const { value: policy } = loadPolicy(folders.knowledge);
const good = readFileSync(join(folders.knowledge, 'clocks.yaml'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'anjia-clocks-'));
afterAll(() => rmSync(folder, { recursive: true }));

function loadedWith(from: string, to: string) {
  expect(good).toContain(from);
  writeFileSync(join(folder, 'clocks.yaml'), good.replace(from, to));
  return loadClocks(folder, policy);
}

describe('time limits', () => {
  it('ship without a fault, each with what it rests on', () => {
    const { value, faults } = loadClocks(folders.knowledge, policy);
    expect(faults).toEqual([]);
    expect([...value.all.keys()]).toEqual(['urgent', 'essential', 'repair', 'help', 'complaint', 'consultation']);
    for (const { basis } of value.all.values())
      for (const { of, source, verify } of basis) expect(of === 'own' || (source !== undefined && verify === true)).toBe(true);
  });

  it('are others in a region that says so, where it says so', () => {
    const { value, faults } = loadedWith(
      '      lease: {working_days: 3}\n',
      '      lease: {working_days: 3}\n    regions:\n      guizhou: {settle: {working_days: 7}}\n',
    );
    expect(faults).toEqual([]);
    expect(value.limitsOf('help', 'guizhou' as RegionId)).toMatchObject({ settle: { workingDays: 7 }, take: { workingDays: 2 } });
    expect(value.limitsOf('help', 'guangxi' as RegionId)).toMatchObject({ settle: { workingDays: 10 } });
  });

  it.each([
    ['a span of two', 'take: {hours: 1}', 'take: {hours: 1, days: 1}', 'bad-span'],
    ['a span of nothing', 'take: {hours: 1}', 'take: {}', 'bad-span'],
    ['a span that is no number', 'take: {hours: 1}', 'take: {hours: soon}', 'wrong-type'],
    ['a negative one', 'take: {hours: 1}', 'take: {hours: -1}', 'too-few'],
    ['a limit that is left out', '      take: {hours: 1}\n', '', 'missing'],
    ['an extension that is counted otherwise', 'extend: {hours: 24}', 'extend: {days: 1}', 'extension-elsewise'],
    ['the same clock twice', 'id: repair', 'id: urgent', 'duplicate-id'],
    ['a clock that is lacking', 'id: repair', 'id: urgent', 'kind-lacking'],
    ['a clock that nobody knows', 'id: repair', 'id: someday', 'not-allowed'],
    ['a basis that is none', 'of: own', 'of: rumour', 'not-allowed'],
    ['no YAML', 'clocks:', 'clocks: [', 'yaml-syntax'],
  ])('%s is a fault', (_, from, to, code) => {
    expect(loadedWith(from, to).faults.map(fault => fault.code)).toContain(code);
  });

  it('a region that is none is a fault', () => {
    const { faults } = loadedWith(
      '      lease: {hours: 4}\n',
      '      lease: {hours: 4}\n    regions:\n      atlantis: {take: {hours: 2}}\n',
    );
    expect(faults.map(fault => fault.code)).toEqual(['unknown-region']);
  });
});
