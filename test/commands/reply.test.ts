import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anjia } from '../support/command.ts';

const ask = (fields: object) =>
  JSON.stringify({ id: 'q', region: 'guizhou', chat: 'private', mentioned: true, text: '搬到城里还能吃低保不', ...fields });
const parse = (out: string) =>
  out
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Record<string, unknown>);

describe('anjia reply --jsonl', () => {
  it('answers each line in order, as the contract prints it, and writes nothing else', async () => {
    const dataDir = join(mkdtempSync(join(tmpdir(), 'anjia-')), 'data');
    const { out, status } = await anjia(
      ['reply', '--jsonl'],
      [
        ask({ id: 'a', on: '2026-11-22' }),
        ask({ id: 'b', chat: 'group', mentioned: false }),
        ask({ id: 'c', chat: 'group', mentioned: false, text: '安家 搬到城里还能吃低保不' }),
        '',
        ask({ id: 4, text: '闯红灯罚多少' }),
      ].join('\n'),
      { DATA_DIR: dataDir },
    );
    const lines = parse(out);
    expect(status).toBe(0);
    expect(lines.map(({ id, action }) => [id, action])).toEqual([
      ['a', 'answer'],
      ['b', 'silent'],
      ['c', 'answer'],
      [4, 'no_answer'],
    ]);
    expect(Object.keys(lines[0]!)).toEqual(['id', 'action', 'answer', 'citations', 'related']);
    expect(lines[0]!['citations']).toMatchObject([
      { clause: 'guizhou:3.1.4', label: '三(一)4', document: '关于加强和完善易地扶贫搬迁后续工作的意见', status: 'in_force' },
    ]);
    expect(lines[1]).toMatchObject({ answer: '', citations: [], related: [] });
    expect(existsSync(dataDir)).toBe(false);
  });

  it('says in its place what is wrong with a line, answers the others, and exits with 1', async () => {
    const bad = [
      '{',
      '[]',
      '"x"',
      'null',
      ask({ region: '火星' }),
      ask({ chat: 'room' }),
      ask({ on: '2026-02-30' }),
      ask({ text: 5 }),
      ask({}),
    ];
    const { out, status } = await anjia(['reply', '--jsonl'], bad.join('\n'));
    const lines = parse(out);
    expect(status).toBe(1);
    expect(lines.map(line => (line['error'] as { code?: string } | undefined)?.code ?? 'fine')).toEqual([
      'not-json',
      'bad-field',
      'bad-field',
      'bad-field',
      'unknown-region',
      'bad-field',
      'bad-day',
      'bad-field',
      'fine',
    ]);
    expect(lines.map(line => (line['error'] as { line?: number } | undefined)?.line)).toEqual([
      1,
      2,
      3,
      4,
      5,
      6,
      7,
      8,
      undefined,
    ]);
    expect(lines[4]).toMatchObject({ id: 'q' });
    expect(lines[0]).toMatchObject({ id: null });
    expect((lines[5]!['error'] as { message: string }).message).toContain('chat');
  });

  it('marks on which day a measure has lapsed and a draft is a draft', async () => {
    const relief = { text: '一次性临时救助政策还有吗' };
    const { out } = await anjia(
      ['reply', '--jsonl'],
      [
        ask({ ...relief, on: '2020-12-31' }),
        ask({ ...relief, on: '2021-01-01' }),
        ask({ region: 'chongqing', text: '水电气有没有优惠给搬迁户' }),
      ].join('\n'),
    );
    const statuses = parse(out).map(({ citations }) => (citations as { status: string }[])[0]?.status);
    expect(statuses).toEqual(['in_force', 'lapsed', 'draft']);
  });
});

describe('anjia reply', () => {
  it('answers a person in words, and explains itself on request', async () => {
    const { out, status } = await anjia(['reply', '--region', 'guizhou', '搬到城里还能吃低保不', '--explain']);
    expect(status).toBe(0);
    expect(out).toContain('三(一)4');
    expect(out).toContain('guizhou:3.1.4/');
  });

  it.each([
    [['reply', '--region', 'guizhou'], '没有写要问的话'],
    [['reply', '--region', 'mars', '低保'], 'guangxi guizhou chongqing yuncheng'],
    [['reply', '--region', 'guizhou', '--on', 'today', '低保'], 'today'],
    [['reply', '--regoin', 'guizhou', '低保'], '--region'],
    [['repyl'], 'repyl'],
  ])('exits with 2 and says what to type for %j', async (args, said) => {
    const { error, out, status } = await anjia(args);
    expect(status).toBe(2);
    expect(error).toContain(said);
    expect(out).toBe('');
  });
});
