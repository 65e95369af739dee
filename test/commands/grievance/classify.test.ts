import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anjia } from '../../support/command.ts';

const report = (fields: object) => JSON.stringify({ id: 'g', region: 'guizhou', text: '电梯又停了', ...fields });
const parse = (out: string) =>
  out
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Record<string, unknown>);

describe('anjia grievance classify --jsonl', () => {
  it('tells kind, alternatives and danger of each line, in order, and writes nothing else', async () => {
    const dataDir = join(mkdtempSync(join(tmpdir(), 'anjia-')), 'data');
    const { out, status } = await anjia(
      ['grievance', 'classify', '--jsonl'],
      [report({ id: 'a' }), '', report({ id: 2, region: 'yuncheng', text: '三楼着火了，浓烟好大，快来人' })].join('\n'),
      { DATA_DIR: dataDir },
    );
    const lines = parse(out);
    expect(status).toBe(0);
    expect(lines.map(line => Object.keys(line))).toEqual([
      ['id', 'category', 'alternatives', 'danger'],
      ['id', 'category', 'alternatives', 'danger'],
    ]);
    expect(lines[0]).toMatchObject({ id: 'a', category: 'lift-and-building', danger: 'none' });
    expect(lines[1]).toMatchObject({ id: 2, category: 'public-safety', danger: 'fire' });
    expect(existsSync(dataDir)).toBe(false);
  });

  it('says in its place what is wrong with a line, answers the others, and exits with 1', async () => {
    const bad = ['{', '[]', '"x"', 'null', report({ region: '火星' }), report({ text: 5 }), report({ id: null }), report({})];
    const { out, status } = await anjia(['grievance', 'classify', '--jsonl'], bad.join('\n'));
    const lines = parse(out);
    expect(status).toBe(1);
    expect(lines.map(line => (line['error'] as { code?: string } | undefined)?.code ?? 'fine')).toEqual([
      'not-json',
      'bad-field',
      'bad-field',
      'bad-field',
      'unknown-region',
      'bad-field',
      'bad-field',
      'fine',
    ]);
    expect(lines[4]).toMatchObject({ id: 'g', error: { line: 5 } });
  });

  it('answers what says nothing as something else', async () => {
    const { out, status } = await anjia(
      ['grievance', 'classify', '--jsonl'],
      ['', '。。。', '🙏', 'hello', 'x'.repeat(50_000)].map(text => report({ text })).join('\n'),
    );
    expect(status).toBe(0);
    expect(parse(out)).toHaveLength(5);
    for (const line of parse(out)) expect(line['danger']).toBe('none');
  });
});

describe('anjia grievance classify', () => {
  it('tells a person the kind and the danger in words', async () => {
    const { out, status } = await anjia(['grievance', 'classify', '三楼着火了，浓烟好大，快来人']);
    expect(status).toBe(0);
    expect(out).toContain('(public-safety)');
    expect(out).toContain('着火');
  });

  it('says how to call it where there is no report', async () => {
    const { error, status } = await anjia(['grievance', 'classify']);
    expect(status).toBe(2);
    expect(error).toContain('anjia grievance classify');
  });
});
