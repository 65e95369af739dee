import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type StorageOptions } from '../../src/storage/database.ts';
import { anjia } from '../support/command.ts';
import { databases } from '../support/databases.ts';
import { fillDatabase } from '../support/rows.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const folder = () => mkdtempSync(join(tmpdir(), 'anjia-backup-'));

async function messagesIn(options: StorageOptions): Promise<number> {
  const { db, close } = await openDatabase(options);
  const { n } = await db
    .selectFrom('message')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  await close();
  return n;
}

describe('anjia backup and restore', () => {
  const dataDir = folder();
  const file = join(dataDir, 'b.jsonl.gz');
  const run = (args: readonly string[], dir = dataDir, env: Record<string, string> = {}) =>
    anjia(args, '', { DATA_DIR: dir, DATABASE_URL: '', ...env });
  const folders: string[] = [dataDir];
  /** A folder with the keys and nothing else. */
  const fresh = () => {
    const dir = folder();
    folders.push(dir);
    copyFileSync(join(dataDir, 'keys'), join(dir, 'keys'));
    return dir;
  };

  beforeAll(async () => {
    const database = await openDatabase({ dataDir });
    await fillDatabase(database, 20);
    await database.close();
    expect(await run(['backup', file])).toMatchObject({ status: 0, error: '' });
  });
  afterAll(() => {
    for (const dir of folders) rmSync(dir, { recursive: true, force: true });
  });

  it('writes to the data folder where no file is named, and says which keys it needs', async () => {
    const { out, status } = await run(['backup']);
    expect(status).toBe(0);
    expect(readdirSync(join(dataDir, 'backups'))).toEqual([expect.stringMatching(/^anjia-\d{8}T\d{6}Z\.jsonl\.gz$/)]);
    expect(out).toContain(join(dataDir, 'backups'));
    expect(out).toMatch(/ [0-9a-f]{8}/);
  });

  it('reads a backup through, and names a damaged one', async () => {
    expect((await run(['backup', 'verify', file])).status).toBe(0);
    const bad = join(dataDir, 'bad.gz');
    writeFileSync(bad, 'PK\u0003\u0004');
    const { error, status } = await run(['backup', 'verify', bad]);
    expect([status, error.trim().split('\n').length]).toEqual([1, 1]);
    expect(error).toContain(bad);
  });

  it('restores into an empty folder without asking', async () => {
    const target = fresh();
    expect(await run(['restore', file], target)).toMatchObject({ status: 0, error: '' });
    expect(await messagesIn({ dataDir: target })).toBe(20);
  });

  it('replaces only with --replace, and without a terminal only with --yes', async () => {
    const target = fresh();
    const database = await openDatabase({ dataDir: target });
    await fillDatabase(database, 3);
    await database.close();
    expect(await run(['restore', file], target)).toMatchObject({ status: 1, error: expect.stringContaining('--replace') });
    expect(await run(['restore', file, '--replace'], target)).toMatchObject({
      status: 2,
      error: expect.stringContaining('--yes'),
    });
    expect(await messagesIn({ dataDir: target })).toBe(3);
    expect((await run(['restore', file, '--replace', '--yes'], target)).status).toBe(0);
    expect(await messagesIn({ dataDir: target })).toBe(20);
  });

  const SCRIPT = '/usr/bin/script';
  it.skipIf(!existsSync(SCRIPT) && !process.env['CI']).each([
    ['yes', 'yes\n', 0, 20],
    ['no', 'no\n', 1, 3],
    ['Ctrl-C', '\u0003', 1, 3],
    ['the end of the input', '\u0004', 1, 3],
  ])('asks at a terminal before it replaces, and takes “%s” for what it is', async (_, typed, status, messages) => {
    const target = fresh();
    const database = await openDatabase({ dataDir: target });
    await fillDatabase(database, 3);
    await database.close();
    const command = `"${process.execPath}" --import tsx "${main}" restore "${file}" --replace`;
    const child = spawn(SCRIPT, ['--quiet', '--return', '--command', command, '/dev/null'], {
      env: { ...process.env, DATA_DIR: target, DATABASE_URL: '' },
    });
    let isAsked = false;
    child.stdout.on('data', data => {
      // What is typed is shown as well.
      if (isAsked || !String(data).includes('yes')) return;
      isAsked = true;
      child.stdin.write(typed);
    });
    expect(await new Promise(resolve => child.once('close', resolve))).toBe(status);
    expect(await messagesIn({ dataDir: target })).toBe(messages);
  });

  it('names the key that is missing', async () => {
    const bare = folder();
    folders.push(bare);
    const { error, status } = await run(['restore', file], bare);
    expect(status).toBe(1);
    expect(error).toMatch(/[0-9a-f]{8}/);
    expect(existsSync(join(bare, 'anjia.sqlite'))).toBe(false);
  });

  it.runIf(databases[1]?.missing === undefined)('copies the file into PostgreSQL, and never prints the password', async () => {
    const place = await databases[1]!.make();
    const to = place.options.databaseUrl!.replace('postgres@', 'postgres:s3cret-word@');
    const copied = await run(['copy', '--to', to]);
    expect(copied).toMatchObject({ status: 0 });
    expect(await messagesIn({ dataDir, databaseUrl: to })).toBe(20);
    const again = await run(['copy'], dataDir, { DATABASE_URL: to });
    expect(again).toMatchObject({ status: 1, error: expect.stringContaining('--replace') });
    const nowhere = await run(['copy', '--to', 'postgres://anjia:s3cret-word@127.0.0.1:1/x']);
    expect(nowhere).toMatchObject({ status: 1, error: expect.stringContaining('127.0.0.1:1') });
    for (const { out, error } of [copied, again, nowhere]) expect(out + error).not.toContain('s3cret-word');
    expect(readdirSync(join(dataDir, 'backups')).filter(name => name.startsWith('copy'))).toEqual([]);
    await place.drop();
  });

  it('says what to do where the database cannot be reached', async () => {
    const { error, status } = await run(['backup'], dataDir, { DATABASE_URL: 'postgres://a:s3cret-word@127.0.0.1:1/x' });
    expect(status).toBe(1);
    expect(error).toContain('DATABASE_URL');
    expect(error).not.toMatch(/s3cret-word|^\s+at /m);
  });

  it('leaves everything as before when it is stopped by Ctrl-C', async () => {
    const large = fresh();
    const database = await openDatabase({ dataDir: large });
    await fillDatabase(database, 60_000);
    await database.close();
    const target = join(large, 'stopped.gz');
    const child = spawn(process.execPath, ['--import', 'tsx', main, 'backup', target], {
      env: { ...process.env, DATA_DIR: large, DATABASE_URL: '' },
    });
    const exit = new Promise<number | null>(resolve => child.once('close', resolve));
    await expect.poll(() => existsSync(`${target}.part`), { interval: 5, timeout: 20_000 }).toBe(true);
    child.kill('SIGINT');
    expect(await exit).toBe(1);
    expect(readdirSync(large).filter(name => name.startsWith('stopped'))).toEqual([]);
  });

  it.each([
    [['backup', 'verify'], 'verify'],
    [['backup', 'a.gz', 'b.gz'], 'b.gz'],
    [['backup', 'verify', 'a.gz', 'b.gz'], 'b.gz'],
    [['backup', '--fast'], '--fast'],
    [['restore'], 'FILE'],
    [['restore', 'a.gz', 'b.gz'], 'b.gz'],
    [['restore', 'a.gz', '--force'], '--replace'],
    [['copy'], '--to'],
    [['copy', '--to', 'mysql://root:s3cret-word@x/y'], '--to'],
    [['copy', '--to', 'postgres://[::'], '--to'],
    [['copy', 'somewhere'], 'somewhere'],
  ])('refuses %j with exit status 2', async (args, named) => {
    const { out, error, status } = await run(args);
    expect([status, out]).toEqual([2, '']);
    expect(error).toContain(named);
    expect(error).not.toMatch(/s3cret-word|^\s+at /m);
  });
});
