import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { loadHardship } from '../../src/knowledge/hardship.ts';
import { loadPolicy } from '../../src/knowledge/load.ts';

const { value: policy } = loadPolicy(folders.knowledge);
const { value: hardship, faults } = loadHardship(folders.knowledge, policy);
const good = readFileSync(join(folders.knowledge, 'hardship.yaml'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'anjia-hardship-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The faults once something of the file was changed. */
function faultsWith(from: string, to: string): readonly string[] {
  expect(good).toContain(from);
  writeFileSync(join(folder, 'hardship.yaml'), good.replace(from, to));
  const line = good.slice(0, good.indexOf(from)).split('\n').length;
  return loadHardship(folder, policy).faults.map(fault => `${fault.code}${fault.line === line ? '' : ' elsewhere'}`);
}

describe('what reports of hardship go by', () => {
  it('ships without a fault, says something of every region, and rests on its own clauses alone', () => {
    expect(faults).toEqual([]);
    expect([...hardship!.regions.keys()].sort()).toEqual([...policy.regions.keys()].sort());
    for (const [region, { clauses }] of hardship!.regions)
      for (const clause of clauses) expect(policy.clauses.get(clause)?.document.region).toBe(region);
  });

  it('says of every day limit what it rests on, and that none of them was read in an original', () => {
    expect(Object.values(hardship!.limits).map(({ days, verify }) => [days, verify])).toEqual([
      [15, true],
      [5, true],
      [10, true],
    ]);
  });

  it('names no illness in what a notice says', () => {
    const publicly = hardship!.risks.map(risk => risk.publicly.zh).join(' ');
    expect(publicly).not.toMatch(/病|癌|瘤|残|瘫|手术/u);
  });

  it.each([
    ['我男人得了癌，钱全花光了，请把我家报上去', 'illness'],
    ['房子昨晚烧光了，全家没地方睡，求政府救救我们', 'disaster'],
    ['厂子倒了我们两口子都没活，房租饭钱都没有，求拉一把', 'income'],
    ['女儿考上大学，学费八千拿不出来', 'school'],
    ['孩子他爸工伤截肢，老板只给两万', 'accident'],
    ['老屋塌了，我们借住在亲戚家，求安排个地方', 'housing'],
    ['家里就我一个，阿爸上个月过世，冇人养', 'death'],
  ])('hears in “%s” the hardship %s', (text, risk) => {
    expect(hardship!.risksIn(text)[0]).toBe(risk);
  });

  it.each(['', '我要申报困难', '请把我家报上去', '🙂🙂', 'x'.repeat(5_000)])('hears no kind of hardship in “%.20s”', text => {
    expect(hardship!.risksIn(text)).toEqual([]);
  });

  it.each([
    ['a clause that is none', "'yuncheng:4.2'", "'4.2'", 'bad-clause-id'],
    ['a clause that is not there', "'yuncheng:4.2'", "'yuncheng:9.9'", 'unknown-clause'],
    ['a clause of another region', "'yuncheng:4.2'", "'guangxi:2.5'", 'clause-elsewhere'],
    ['a region that is unknown', '  guizhou:', '  hunan:', 'unknown-region'],
    ['a kind that is there twice', '- id: school', '- id: housing', 'duplicate-id'],
    ['a limit that is none', 'days: 15', 'days: 0', 'too-few'],
    ['a key that is unknown', 'keep_days: 365', 'kept_days: 1\nkeep_days: 365', 'unknown-key'],
  ])('says where %s stands', (_, from, to, code) => {
    expect(faultsWith(from, to)).toEqual([code]);
  });
});
