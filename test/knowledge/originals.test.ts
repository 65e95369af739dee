import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { importLines } from '../../src/knowledge/import/index.ts';
import { readText } from '../../src/knowledge/import/read-text.ts';
import { keepOriginal, keptOriginal, loadOriginals } from '../../src/knowledge/originals.ts';
import { parseClauseId } from '../../src/shared/ids.ts';
import { EXPECTED, forms, SAMPLE } from './import/samples.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'anjia-kept-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const original = importLines('sample', readText(SAMPLE), forms);
const clause = (id: string) => ({ id: parseClauseId(id)! });

describe('a kept original', () => {
  it('is there for the assistant, word for word', () => {
    const file = keepOriginal(dataDir, original);
    expect(readdirSync(join(dataDir, 'originals'))).toEqual(['sample.json']);
    expect(file).toBe(join(dataDir, 'originals/sample.json'));
    expect(keptOriginal(dataDir, 'sample')).toEqual(original);
    expect(loadOriginals(dataDir)(clause('sample:4.1'))).toBe(EXPECTED[6][3]);
  });

  it('is replaced by the next import', () => {
    keepOriginal(dataDir, importLines('sample', readText('一、新\n全文。'), forms));
    expect(loadOriginals(dataDir)(clause('sample:1'))).toBe('新全文。');
    expect(loadOriginals(dataDir)(clause('sample:4.1'))).toBeUndefined();
  });

  it('is nothing where nothing was imported', () => {
    expect(loadOriginals(join(dataDir, 'nowhere'))(clause('sample:1'))).toBeUndefined();
    expect(keptOriginal(dataDir, 'other')).toBeUndefined();
  });

  it('is refused by name where the file was damaged', () => {
    writeFileSync(join(dataDir, 'originals/sample.json'), '{"document":');
    expect(() => loadOriginals(dataDir)).toThrow(/kept-broken.*sample\.json/);
    rmSync(join(dataDir, 'originals/sample.json'));
  });
});

describe('anjia knowledge import', () => {
  const file = join(dataDir, 'sample.txt');
  writeFileSync(file, SAMPLE);
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'src/main.ts', 'knowledge', 'import', ...args], {
      cwd: new URL('../../', import.meta.url).pathname,
      env: { ...process.env, DATA_DIR: dataDir },
      encoding: 'utf8',
    });

  it('prints one JSON object for a machine, and keeps nothing', () => {
    const { stdout, stderr, status } = run(file, '--document', 'sample', '--json');
    const { clauses, dropped, warnings, document } = JSON.parse(stdout);
    expect({ status, stderr, document, clauses, dropped }).toEqual({ status: 0, stderr: '', ...original, warnings: undefined });
    expect(warnings).toEqual(
      original.warnings.map(({ path, text }) => ({ path, text, why: expect.stringMatching(/\p{Script=Han}/u) })),
    );
    expect(existsSync(join(dataDir, 'originals/sample.json'))).toBe(false);
  });

  it('says for a person what to look at, and keeps the original unless it is a dry run', () => {
    expect(run(file, '--document', 'sample', '--dry-run').status).toBe(0);
    expect(keptOriginal(dataDir, 'sample')).toBeUndefined();
    const { stdout } = run(file, '--document', 'sample');
    expect(stdout).toContain(`${original.clauses.length}`);
    expect(keptOriginal(dataDir, 'sample')).toEqual(original);
  });

  it('says what it would draft for a document that is not held', () => {
    const { stdout } = run(file, '--document', 'sample', '--write', '--dry-run');
    expect(stdout).toContain('clauses/sample/3.1.1.yaml');
    expect(existsSync(new URL('../../knowledge/clauses/sample', import.meta.url))).toBe(false);
  });

  it.each([
    ['a file that is not there', ['/none.txt', '--document', 'sample'], 1],
    ['no file', ['--document', 'sample'], 2],
    ['two files', [file, file, '--document', 'sample'], 2],
    ['no document', [file], 2],
    ['a document that is no id', [file, '--document', '../x'], 2],
    ['an unknown flag', [file, '--document', 'sample', '--jsn'], 2],
  ])('ends with its status and a sentence: %s', (_, args, expected) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: expected, stdout: '' });
    expect(stderr).toMatch(/\S/);
    expect(stderr).not.toContain('    at ');
  });
});
