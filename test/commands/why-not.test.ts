import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { anjia } from '../support/command.ts';

const nowhere = join(fileURLToPath(import.meta.url), 'below-a-file');

describe('a command that cannot do its work', () => {
  it.each([
    ['gaps', ['gaps'], { DATA_DIR: nowhere, DATABASE_URL: '' }, 'DATA_DIR'],
    ['chat', ['chat'], { DATA_DIR: nowhere, DATABASE_URL: '' }, 'DATA_DIR'],
    ['gaps', ['gaps'], { DATABASE_URL: 'postgres://anjia:s3cret-word@127.0.0.1:1/anjia' }, 'DATABASE_URL'],
    ['gaps', ['gaps'], { KEEP_DAYS: '0' }, 'KEEP_DAYS'],
    ['reply', ['reply', '--jsonl'], { PORT: 'many' }, 'PORT'],
    ['knowledge import', ['knowledge', 'import', join(tmpdir(), 'no-such.txt'), '--document', 'guizhou'], {}, 'no-such.txt'],
  ])('%s says what to mend, without a trace of the program or a password, and ends with 1', async (_, args, env, named) => {
    const { error, status } = await anjia(args, '', env);
    expect(status).toBe(1);
    expect(error).toContain(named);
    expect(error).toMatch(/\p{Script=Han}/u);
    expect(error).not.toMatch(/^\s+at |s3cret-word/m);
  });
});

it('a command whose output nobody reads any more ends quietly', async () => {
  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', main, 'reply', '--jsonl']);
  let error = '';
  child.stderr.on('data', data => {
    error += String(data);
  });
  child.stdin.on('error', () => {});
  child.stdout.destroy();
  const line = `${JSON.stringify({ id: 1, region: 'guizhou', chat: 'private', text: '低保怎么办' })}\n`;
  child.stdin.end(line.repeat(500));
  await new Promise(resolve => child.once('close', resolve));
  expect(error).toBe('');
});
