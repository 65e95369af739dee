import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createTerminal } from '../../../src/channels/terminal/index.ts';
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
