import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { FIELDS } from '../../src/directory/household-sheet/wording.ts';
import { MARKS } from '../../src/directory/model.ts';
import { loadHouseholdWords } from '../../src/knowledge/household-words.ts';

const file = 'spreadsheets/households.yaml';
const good = readFileSync(join(folders.knowledge, file), 'utf8');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'anjia-words-'));
  mkdirSync(join(folder, 'spreadsheets'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function faultsOf(text: string) {
  writeFileSync(join(folder, file), text);
  return loadHouseholdWords(folder).faults;
}
const lineOf = (text: string, words: string) => text.slice(0, text.indexOf(words)).split('\n').length;

describe('the wording of household tables', () => {
  it('ships without a fault, with every column that can be read', () => {
    const { value, faults } = loadHouseholdWords(folders.knowledge);
    expect(faults).toEqual([]);
    expect(new Set(value?.columns.map(({ field }) => field))).toEqual(new Set(FIELDS));
    expect(new Set(value?.types.flatMap(({ is }) => is))).toEqual(new Set(MARKS));
  });

  it.each([
    ['a column that is unknown', 'field: serial, names', 'field: serials, names', 'not-allowed'],
    ['a name of two columns', 'names: [户编号,', 'names: [姓名, 户编号,', 'two-meanings'],
    ['a word of two meanings', 'female: [女,', 'female: [男, 女,', 'two-meanings'],
    [
      'an address pattern that is none',
      "  - '^(?<building>N)[-—/](?<room>N)",
      "  - '^(?<building>N[-—/](?<room>N)",
      'bad-address',
    ],
    ['an address pattern without a building', "  - '^(?<building>N)[-—/](?<room>N)", "  - '^(N)[-—/](?<room>N)", 'bad-address'],
    ['a heading of the template that no import would know', 'heading: 户编号', 'heading: 户的号', 'heading-unknown'],
    ['a choice of the template that no import would know', 'choices: [女, 男]', 'choices: [女, 男, 保密]', 'choice-unknown'],
    ['a mark that is none', 'is: [destitute]', 'is: [poor]', 'not-allowed'],
    ['a missing part', 'blanks: [', 'blank: [', 'missing'],
  ])('says where %s stands', (_, from, to, code) => {
    expect(good).toContain(from);
    const faults = faultsOf(good.replace(from, to));
    expect(faults.map(fault => fault.code)).toContain(code);
    const line = lineOf(good, from);
    const isMissing = code === 'missing';
    if (!isMissing) expect(faults.map(fault => fault.line)).toContain(code === 'two-meanings' ? lineOfSecond(to) : line);
  });

  /** A spelling is a fault where it stands for the second time. */
  function lineOfSecond(to: string): number {
    return to.includes('姓名') ? lineOf(good, '{field: name,') : lineOf(good, '    male: [');
  }
});
