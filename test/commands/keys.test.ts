import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { newKeyLine } from '../../src/storage/sealing/keys.ts';
import { anjia } from '../support/command.ts';
import { fillDatabase } from '../support/rows.ts';

describe('anjia keys', () => {
  let dataDir: string;
  const keys = (args: readonly string[], env: Record<string, string> = {}) =>
    anjia(['keys', ...args], '', { DATA_DIR: dataDir, DATABASE_URL: '', DATA_KEYS: '', ...env });
  const line = () => readFileSync(join(dataDir, 'keys'), 'utf8').trim();
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'anjia-keys-'));
    const database = await openDatabase({ dataDir });
    await fillDatabase(database, 10);
    await database.close();
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('lists the keys by name and never shows one', async () => {
    const { out, status } = await keys(['list']);
    expect(status).toBe(0);
    expect(out).toMatch(/^[0-9a-f]{8} .*\b60\b/);
    const { out: json } = await keys(['list', '--json']);
    expect(JSON.parse(json)).toMatchObject({ seals: true, values: 60 });
    expect(out + json).not.toContain(line());
  });

  it('says how keys of the configuration are changed, and names the one that is missing', async () => {
    const DATA_KEYS = `${newKeyLine()}, ${line()}`;
    const rotate = await keys(['rotate'], { DATA_KEYS });
    expect(rotate).toMatchObject({ status: 1, out: expect.stringContaining('anjia keys reseal') });
    const { error, status } = await keys(['reseal'], { DATA_KEYS: newKeyLine() });
    expect([status, error.trim().split('\n').length]).toEqual([1, 1]);
    expect(error).toMatch(/[0-9a-f]{8}/);
  });

  it('stops at Ctrl-C with every key still there, and finishes later', async () => {
    const old = line();
    // Half a minute must pass before a key is let go: it is stopped before.
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', 'keys', 'rotate'], {
      env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' },
    });
    let [said, error] = ['', ''];
    child.stdout.on('data', data => {
      said += String(data);
    });
    child.stderr.on('data', data => {
      error += String(data);
    });
    const exit = new Promise(resolve => child.once('close', resolve));
    await expect.poll(() => said, { timeout: 20_000 }).not.toBe('');
    expect(line().split('\n')).toHaveLength(2);
    child.kill('SIGINT');
    expect(await exit).toBe(1);
    expect(error.trim().split('\n')).toHaveLength(1);
    expect(line()).toContain(old);
    expect((await keys(['list'])).out.trim().split('\n')).toHaveLength(2);
  });

  it.each([
    [['rotate', 'now'], 'now'],
    [['reseal', '--fast'], '--fast'],
    [['list', 'all'], 'all'],
    [['lose'], 'lose'],
  ])('refuses keys %j with exit status 2', async (args, named) => {
    const { error, status } = await keys(args);
    expect(status).toBe(2);
    expect(error).toContain(named);
  });
});
