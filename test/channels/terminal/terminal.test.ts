import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createTerminal, terminalFiles } from '../../../src/channels/terminal/index.ts';
import type { Incoming } from '../../../src/message/index.ts';
import { anjia } from '../../support/command.ts';

describe('the terminal', () => {
  it('hands each line on, numbers the choices, and skips empty lines', async () => {
    const input = new PassThrough();
    const output = new PassThrough();
    const said: Incoming[] = [];
    const terminal = createTerminal({
      input,
      output,
      prompt: false,
      clock: { now: () => new Date(0) },
      person: 'me',
      handle: incoming => {
        said.push(incoming);
        return Promise.resolve([
          {
            text: '答',
            note: '依据',
            choices: [
              { id: 'a', label: '甲' },
              { id: 'b', label: '乙' },
            ],
          },
        ]);
      },
    });
    input.end('一\r\n\n二\n');
    await terminal.run();
    expect(said.map(({ text, person, chat }) => [text, person, chat.kind])).toEqual([
      ['一', 'me', 'private'],
      ['二', 'me', 'private'],
    ]);
    expect(new Set(said.map(({ platformId }) => platformId)).size).toBe(2);
    expect(String(output.read())).toContain('答\n\n依据\n\n1. 甲\n2. 乙');
  });
});

describe('files in the terminal', () => {
  it('are sent by their path, and those that come are named', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const said: Incoming[] = [];
    const terminal = createTerminal({
      input,
      output,
      prompt: false,
      clock: { now: () => new Date(0) },
      person: 'me',
      async handle(incoming) {
        said.push(incoming);
        return [{ text: '答', file: { name: '户表.xlsx', type: 'x', content: Buffer.alloc(3_000).toString('base64') } }];
      },
    });
    input.end('/file /tmp/a b.csv\n/file "/tmp/c.jpg"\n/file\n文件 /file x\n');
    await terminal.run();
    expect(said.map(({ text, attachments = [] }) => [text, ...attachments])).toEqual([
      ['', { kind: 'file', ref: '/tmp/a b.csv', name: 'a b.csv' }],
      ['', { kind: 'file', ref: '/tmp/c.jpg', name: 'c.jpg' }],
      ['/file'],
      ['文件 /file x'],
    ]);
    expect(String(output.read())).toContain('答\n📎 户表.xlsx (3 KB)\n');
  });

  it('are read when they are fetched: whole ones only, and no larger than is taken', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'anjia-'));
    const path = join(folder, 'a.csv');
    writeFileSync(path, '姓名,楼栋\n');
    const fetch = (ref: string, most = 100) => terminalFiles.fetch({ kind: 'file', ref }, most);
    expect(await fetch(path)).toEqual({ bytes: readFileSync(path), name: 'a.csv' });
    await expect(fetch(path, 5)).rejects.toMatchObject({ reason: 'too-large' });
    for (const wrong of [join(folder, 'none'), folder, '/dev/zero', '', '\0'])
      await expect(fetch(wrong)).rejects.toMatchObject({ reason: 'gone' });
  });

  it('are taken by the assistant', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'anjia-'));
    const path = join(folder, 'a.csv');
    writeFileSync(path, '姓名,楼栋\n');
    const { out } = await anjia(['chat'], `/file ${path}\n/file ${folder}\n`, { DATA_DIR: join(folder, 'data') });
    expect(out).toContain('表格是社区干部');
    expect(out).toContain('没有取到');
  });
});

describe('anjia chat', () => {
  it('goes on where it stopped after a restart, and records a journey', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'anjia-'));
    const record = join(folder, 'journey.yaml');
    const env = { DATA_DIR: join(folder, 'data') };
    const first = await anjia(['chat'], '搬到城里还能吃低保不\n贵州\n', env);
    expect(first.out).toContain('三(一)4');
    const second = await anjia(['chat', '--record', record], '更多\n', env);
    expect(second.out).toContain('三(一)4');
    const { turns } = parse(readFileSync(record, 'utf8')) as { turns: { say: string; hear: string[] }[] };
    expect(turns.map(({ say }) => say)).toEqual(['更多']);
    expect(turns[0]?.hear[0]).toContain('三(一)4');
    const { out } = await anjia(['chat', '--as', 'somebody-else'], '更多\n', env);
    expect(out).not.toContain('三(一)4');
  });
});
