import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { JOB_KINDS, SUITS } from '../../src/employment/model.ts';
import { loadEmploymentWords } from '../../src/knowledge/employment-words.ts';

const good = {
  skills: readFileSync(join(folders.knowledge, 'employment/skills.yaml'), 'utf8'),
  wishes: readFileSync(join(folders.knowledge, 'employment/wishes.yaml'), 'utf8'),
};
const folder = mkdtempSync(join(tmpdir(), 'anjia-employment-'));
const write = (file: keyof typeof good, text: string) => writeFileSync(join(folder, 'employment', `${file}.yaml`), text);
beforeEach(() => {
  mkdirSync(join(folder, 'employment'), { recursive: true });
  write('skills', good.skills);
  write('wishes', good.wishes);
});
afterAll(() => rmSync(folder, { recursive: true }));

const lineOf = (text: string, words: string) => text.slice(0, text.indexOf(words)).split('\n').length;

describe('the words about work', () => {
  it('ship without a fault, each skill with several ways to say it', () => {
    const { value, faults } = loadEmploymentWords(folders.knowledge);
    expect(faults).toEqual([]);
    expect(value?.skills.length).toBeGreaterThan(80);
    expect(value?.skills.filter(({ says }) => says.length < 5)).toEqual([]);
  });

  it('have words for every kind of job and for everything that may hinder', () => {
    const { value } = loadEmploymentWords(folders.knowledge);
    expect(new Set(Object.keys(value?.kinds ?? {}))).toEqual(new Set(JOB_KINDS));
    expect(new Set(Object.keys(value?.suits ?? {}))).toEqual(new Set(SUITS));
  });

  it.each([
    ['skills', 'a word of two skills', 'says: [保洁, 保洁员', 'says: [保洁, 快递, 保洁员', 'two-meanings'],
    ['skills', 'a typing error that is another skill', 'slips: [电汗,', 'slips: [缝纫, 电汗,', 'two-meanings'],
    ['skills', 'a skill that is unknown', 'from: [loader, tractor]', 'from: [loader, tractors]', 'unknown-skill'],
    ['skills', 'a skill that comes from itself', 'from: [loader, tractor]', 'from: [excavator]', 'unknown-skill'],
    ['skills', 'a usual skill that is unknown', 'usual: [factory,', 'usual: [factories,', 'unknown-skill'],
    ['skills', 'an id that is there twice', 'id: excavator', 'id: sewing', 'duplicate-id'],
    ['skills', 'an id that is none', 'id: excavator', 'id: 挖机', 'bad-name'],
    ['skills', 'a word of one character', 'says: [电焊,', 'says: [焊, 电焊,', 'phrase-too-short'],
    ['skills', 'a missing English name', '{zh: 电焊, en: welding}', '{zh: 电焊}', 'missing'],
    ['wishes', 'a pattern that is none', "  casual:\n    - '零工", "  casual:\n    - '(零工", 'bad-pattern'],
    ['wishes', 'a kind of job that is unknown', '  casual:', '  seasonal:', 'unknown-key'],
    ['wishes', 'a pattern of an age without a number', "'(N)(?:多|来", "'(?:多|来", 'bad-age-pattern'],
    ['wishes', 'a missing part', 'filler: [', 'fillers: [', 'missing'],
  ] as const)('in %s.yaml, says where %s stands', (file, _, from, to, code) => {
    expect(good[file]).toContain(from);
    write(file, good[file].replace(from, to));
    const { value, faults } = loadEmploymentWords(folder);
    expect(value).toBeUndefined();
    const fault = faults.find(one => one.code === code);
    expect(fault).toMatchObject({ file: `employment/${file}.yaml` });
    // A pattern stands in the line below its heading; a second meaning stands wherever the word comes for the second time.
    if (!['missing', 'bad-pattern', 'two-meanings', 'duplicate-id'].includes(code))
      expect(fault?.line).toBe(lineOf(good[file], from));
  });

  it('names what is not even YAML', () => {
    write('skills', 'skills: [');
    expect(loadEmploymentWords(folder).faults[0]).toMatchObject({ file: 'employment/skills.yaml', code: 'yaml-syntax' });
    write('skills', '');
    expect(loadEmploymentWords(folder).faults[0]).toMatchObject({ code: 'empty-file' });
  });
});
