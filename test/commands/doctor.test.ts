import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, sqliteFile } from '../../src/storage/database.ts';
import { anjia } from '../support/command.ts';
import { fillDatabase } from '../support/rows.ts';

describe('anjia doctor', () => {
  let dataDir: string;
  const doctor = (args: readonly string[] = [], env: Record<string, string> = {}) =>
    anjia(['doctor', ...args], '', { DATA_DIR: dataDir, DATABASE_URL: '', DATA_KEYS: '', PORT: '0', ...env });
  const findings = async (env: Record<string, string> = {}) => {
    const { out, error, status } = await doctor(['--json'], env);
    const lines = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { check: string; level: string; code: string; says: string });
    return { status, error, codes: Object.fromEntries(lines.map(({ check, code }) => [check, code])), lines };
  };
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'anjia-doctor-'));
    const database = await openDatabase({ dataDir });
    await fillDatabase(database, 10);
    await database.close();
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('says of each thing in one line how it is and what to do, and ends with 0 where nothing is broken', async () => {
    const { out, error, status } = await doctor();
    expect([status, error]).toEqual([0, '']);
    const lines = out.trim().split('\n');
    expect(lines.length).toBeGreaterThan(18);
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^\[\p{Script=Han}+\] /u);
  });

  it('goes on where the database is broken, and ends with 1', async () => {
    writeFileSync(sqliteFile(dataDir), 'not a database '.repeat(500));
    const { status, codes, error } = await findings();
    expect([status, error]).toEqual([1, '']);
    expect(codes).toMatchObject({
      database: 'database_closed',
      keys: 'keys_fine',
      knowledge: 'knowledge_fine',
      backup: 'backup_none',
    });
  });

  it('names a key that is gone', async () => {
    rmSync(join(dataDir, 'keys'));
    const { status, codes, lines } = await findings();
    expect([status, codes['keys']]).toEqual([1, 'keys_absent']);
    expect(lines.find(({ check }) => check === 'keys')?.says).toMatch(/[0-9a-f]{8}/);
    writeFileSync(join(dataDir, 'keys'), 'nothing\n', { mode: 0o600 });
    expect((await findings()).codes['keys']).toBe('keys_malformed');
    chmodSync(join(dataDir, 'keys'), 0o644);
    expect((await findings()).codes['keys']).toBe('keys_readable');
  });

  it('looks at a place where nothing was started yet, and makes nothing there', async () => {
    const before = dataDir;
    dataDir = join(before, 'new');
    const { status, codes } = await findings();
    expect(status).toBe(0);
    expect(codes).toMatchObject({ folder: 'folder_missing', database: 'database_none', keys: 'keys_later' });
    expect(() => mkdirSync(dataDir)).not.toThrow();
    dataDir = before;
  });

  it('does not reach a database that is not there, and prints no password', async () => {
    const { status, codes, lines } = await findings({ DATABASE_URL: 'postgres://anjia:s3cret-word@127.0.0.1:1/x' });
    expect([status, codes['database']]).toEqual([1, 'database_closed']);
    expect(JSON.stringify(lines)).not.toContain('s3cret-word');
  });

  it('refuses what it does not know', async () => {
    expect(await doctor(['quickly'])).toMatchObject({ status: 2, error: expect.stringContaining('quickly') });
    expect(await doctor(['--mend'])).toMatchObject({ status: 2, error: expect.stringContaining('--json') });
    expect(await doctor([], { KEEP: 'audit=never' })).toMatchObject({ status: 1, error: expect.stringContaining('KEEP') });
  });
});
