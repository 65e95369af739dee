import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { numberAt } from '../../../src/grievance/number.ts';
import { BackupError, type BackupFault } from '../../../src/storage/backup/backup-error.ts';
import type { Footer } from '../../../src/storage/backup/format.ts';
import { readBackup } from '../../../src/storage/backup/read.ts';
import { restoreBackup } from '../../../src/storage/backup/restore.ts';
import { writeBackup } from '../../../src/storage/backup/write.ts';
import { type Database, openDatabase, type StorageOptions } from '../../../src/storage/database.ts';
import { createGrievanceStore } from '../../../src/storage/grievances/index.ts';
import { makeKeyFile } from '../../../src/storage/sealing/keys.ts';
import { keyFileIn } from '../../../src/storage/sealing/open-keys.ts';
import { TABLE_KEYS } from '../../../src/storage/tables.ts';
import { databases, type FreshDatabase, type TestDatabase } from '../../support/databases.ts';
import { fillDatabase, messageRow } from '../../support/rows.ts';

const at = new Date('2026-11-29T10:00:00Z');
const places: FreshDatabase[] = [];
const open: Database[] = [];

afterEach(async () => {
  for (const database of open.splice(0)) await database.close();
  for (const place of places.splice(0)) await place.drop();
});

async function placeOn(kind: TestDatabase): Promise<StorageOptions> {
  const place = await kind.make();
  places.push(place);
  return place.options;
}

async function opened(options: StorageOptions): Promise<Database> {
  const database = await openDatabase(options);
  open.push(database);
  return database;
}

/** A filled database, and where its backups go. */
async function filled(kind: TestDatabase, messages = 30): Promise<{ options: StorageOptions; database: Database; file: string }> {
  const options = await placeOn(kind);
  const database = await opened(options);
  await fillDatabase(database, messages);
  return { options, database, file: join(options.dataDir, 'backups', 'b.jsonl.gz') };
}

/** An empty place of the kind that has the keys of another one. */
async function emptyWithKeys(kind: TestDatabase, from: StorageOptions): Promise<StorageOptions> {
  const options = await placeOn(kind);
  copyFileSync(keyFileIn(from.dataDir), keyFileIn(options.dataDir));
  return options;
}

/** What a database comes to now: the footer of a backup of it. */
async function sums(options: StorageOptions): Promise<Footer['tables']> {
  const { footer } = await writeBackup(options, join(options.dataDir, `sum-${Math.random()}.gz`), at);
  return footer.tables;
}

async function faultOf(work: Promise<unknown>): Promise<BackupFault | undefined> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error !== undefined && !(error instanceof BackupError)) throw error;
  return error?.fault;
}

const there = databases.filter(({ missing }) => missing === undefined);
const pairs = there.flatMap(from => there.map(to => [from.name, to.name, from, to] as const));

describe.each(pairs)('a backup of %s restored to %s', (_from, _to, from, to) => {
  it('brings back every table as it was, readable, and goes on numbering where the source was', async () => {
    const { options, database, file } = await filled(from, 1200);
    // Numbers that were given once are not given again, though their rows are gone.
    await database.db.deleteFrom('message').where('id', '>', 1190).execute();
    await createGrievanceStore(database).newNumber();
    await database.db.deleteFrom('case_number').where('id', '=', 2).execute();
    const written = await writeBackup(options, file, at);
    for (const name of Object.keys(TABLE_KEYS)) expect(written.footer.tables[name]?.rows, name).toBeGreaterThan(0);

    const target = await emptyWithKeys(to, options);
    await restoreBackup(file, target);
    expect(await sums(target)).toEqual(written.footer.tables);
    const restored = await opened(target);
    const { db, sealer } = restored;
    const first = await db.selectFrom('message').select('text').orderBy('id').executeTakeFirstOrThrow();
    expect(sealer.open('message.text', first.text)).toBe('低保 0');
    const next = await db
      .insertInto('message')
      .values(messageRow(sealer, 'next', '新'))
      .returning('id')
      .executeTakeFirstOrThrow();
    expect(next.id).toBe(1201);
    expect(await createGrievanceStore(restored).newNumber()).toBe(numberAt(3));
    const feedback = { region: 'guizhou', target: 'x', useful: 0, at: at.toISOString() };
    expect(await db.insertInto('feedback').values(feedback).returning('id').executeTakeFirstOrThrow()).toEqual({ id: 2 });
  });

  it('holds one instant while others write', async () => {
    const { options, database, file } = await filled(from, 2000);
    const writer = await opened(options);
    const end = new AbortController();
    let pairsWritten = 0;
    const write = async (): Promise<void> => {
      while (!end.signal.aborted) {
        // Always both or neither: a backup that saw two instants would hold one without the other.
        await writer.transact(async () => {
          await writer.db
            .insertInto('message')
            .values(messageRow(writer.sealer, `pair-${pairsWritten}`, '一'))
            .execute();
          await writer.db
            .insertInto('once')
            .values({ key: `pair-${pairsWritten}`, request: 'r', result: '', at: at.toISOString() })
            .execute();
        });
        pairsWritten++;
        await writer.db
          .updateTable('session')
          .set({ updated_at: String(pairsWritten) })
          .execute();
      }
    };
    const written = write();
    await expect.poll(() => pairsWritten, { timeout: 20_000 }).toBeGreaterThan(3);
    const before = pairsWritten;
    const { footer } = await writeBackup(options, file, at);
    await expect.poll(() => pairsWritten, { timeout: 20_000 }).toBeGreaterThan(before + 3);
    end.abort();
    await written;

    const target = await emptyWithKeys(to, options);
    await restoreBackup(file, target);
    const { db } = await opened(target);
    const messages = await db.selectFrom('message').select('platform_id').where('platform_id', 'like', 'pair-%').execute();
    const once = await db.selectFrom('once').select('key').where('key', 'like', 'pair-%').execute();
    expect(messages.map(({ platform_id }) => platform_id).sort()).toEqual(once.map(({ key }) => key).sort());
    expect(messages.length).toBeGreaterThanOrEqual(before);
    expect(messages.length).toBeLessThan(pairsWritten);
    const now = await database.db
      .selectFrom('message')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    expect(footer.tables['message']?.rows).toBeLessThan(now.n);
  });
});

describe.each(there.map(kind => [kind.name, kind] as const))('a backup of %s', (_name, kind) => {
  it('is for its owner alone, leaves no half file, and holds no word in clear and no key', async () => {
    const { options, file } = await filled(kind);
    await writeBackup(options, file, at);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(options.dataDir, 'backups'))).toEqual(['b.jsonl.gz']);
    const text = gunzipSync(readFileSync(file)).toString();
    for (const word of ['低保', '王大姐', '13800138000', '几时来水']) expect(text).not.toContain(word);
    expect(text).not.toContain(readFileSync(keyFileIn(options.dataDir), 'utf8').trim());
  });

  it('is never written over another one', async () => {
    const { options, file } = await filled(kind);
    await writeBackup(options, file, at);
    const before = readFileSync(file);
    expect(await faultOf(writeBackup(options, file, at))).toBe('exists');
    expect(readFileSync(file)).toEqual(before);
  });

  it('leaves nothing behind when it is stopped', async () => {
    const { options, file } = await filled(kind);
    const stop = new AbortController();
    const work = writeBackup(options, file, at, { signal: stop.signal, progress: () => stop.abort() });
    await expect(work).rejects.toThrow(/abort/i);
    expect(readdirSync(join(options.dataDir, 'backups'))).toEqual([]);
  });

  it('is refused where there is data, unless that may be replaced', async () => {
    const { options, file } = await filled(kind);
    await writeBackup(options, file, at);
    const other = await emptyWithKeys(kind, options);
    await fillDatabase(await opened(other), 5);
    const before = await sums(other);
    expect(await faultOf(restoreBackup(file, other))).toBe('occupied');
    expect(await sums(other)).toEqual(before);
    await restoreBackup(file, other, { replace: true });
    expect((await sums(other))['message']?.rows).toBe(30);
  });

  it('is restored to a database that was started and never used', async () => {
    const { options, file } = await filled(kind);
    await writeBackup(options, file, at);
    const fresh = await emptyWithKeys(kind, options);
    await opened(fresh);
    await restoreBackup(file, fresh);
    expect((await sums(fresh))['message']?.rows).toBe(30);
  });

  it('leaves the database as it was when restoring is stopped', async () => {
    const { options, file } = await filled(kind, 1200);
    await writeBackup(options, file, at);
    const other = await emptyWithKeys(kind, options);
    await fillDatabase(await opened(other), 7);
    const before = await sums(other);
    const stop = new AbortController();
    const progress = (table: string) => table === 'message' && stop.abort();
    await expect(restoreBackup(file, other, { replace: true, signal: stop.signal, progress })).rejects.toThrow(/abort/i);
    expect(await sums(other)).toEqual(before);
  });

  it('is refused without its key, which is named', async () => {
    const { options, database, file } = await filled(kind);
    await writeBackup(options, file, at);
    const bare = await placeOn(kind);
    const missing = await restoreBackup(file, bare).catch((error: unknown) => error);
    expect(missing).toMatchObject({ fault: 'key', params: { keyId: database.sealer.keyId } });
    makeKeyFile(keyFileIn(bare.dataDir));
    expect(await faultOf(restoreBackup(file, bare))).toBe('key');
    expect(existsSync(join(bare.dataDir, 'anjia.sqlite'))).toBe(false);
  });

  it('of an older schema is brought up to date', async () => {
    const options = await placeOn(kind);
    const old = await openDatabase(options, '0002-interview');
    const row = {
      channel: 'web',
      account: 'a',
      platform_id: '1',
      chat: 'c',
      chat_kind: 'private' as const,
      person: 'p',
      mentioned: 1,
    };
    await old.db
      .insertInto('message')
      .values({ ...row, text: '转学要什么材料', received_at: at.toISOString(), done_at: null, outgoing: null })
      .execute();
    await old.close();
    const file = join(options.dataDir, 'old.gz');
    expect((await writeBackup(options, file, at)).header).toMatchObject({ schema: '0002-interview', keys: [] });
    const target = await placeOn(kind);
    await restoreBackup(file, target);
    const { db, sealer } = await opened(target);
    const { text } = await db.selectFrom('message').select('text').executeTakeFirstOrThrow();
    expect(sealer.open('message.text', text)).toBe('转学要什么材料');
  });

  it('of a newer schema is refused, and so is a database that a newer program made', async () => {
    const { options, file, database } = await filled(kind);
    await writeBackup(options, file, at);
    const newer = rewritten(file, lines => [lines[0]!.replace(/"schema":"[^"]+"/, '"schema":"9999-future"'), ...lines.slice(1)]);
    expect(await faultOf(restoreBackup(newer, options, { replace: true }))).toBe('newer');
    await sql`insert into kysely_migration (name, timestamp) values ('9999-future', 'now')`.execute(database.db);
    expect(await faultOf(restoreBackup(file, options, { replace: true }))).toBe('database-newer');
  });
});

/** A copy of a backup with other lines, compressed anew. */
function rewritten(file: string, change: (lines: string[]) => string[]): string {
  const lines = gunzipSync(readFileSync(file)).toString().split('\n').slice(0, -1);
  const copy = `${file}.${Math.random()}`;
  writeFileSync(
    copy,
    gzipSync(
      change(lines)
        .map(line => `${line}\n`)
        .join(''),
    ),
  );
  return copy;
}

it('a backup waits some seconds for whoever writes to the SQLite file, and then says so', async () => {
  const { options, database, file } = await filled(databases[0]!);
  await writeBackup(options, file, at);
  const before = await sums(options);
  await database.transact(async () => {
    expect(await faultOf(restoreBackup(file, options, { replace: true }))).toBe('busy');
  });
  expect(await sums(options)).toEqual(before);
});

describe('a file that is no whole backup', () => {
  const sqlite = databases[0]!;

  it.each<[string, BackupFault, (lines: string[]) => string[]]>([
    ['a changed value', 'damaged', lines => lines.map(line => line.replace('guizhou', 'guangxi'))],
    ['a row taken out', 'damaged', lines => lines.toSpliced(3, 1)],
    ['a row twice', 'damaged', lines => lines.toSpliced(3, 0, lines[3]!)],
    ['two rows in another order', 'damaged', lines => lines.toSpliced(4, 2, lines[5]!, lines[4]!)],
    ['a row with a value too many', 'damaged', lines => lines.toSpliced(2, 1, lines[2]!.replace(']', ',1]'))],
    ['a line that is no JSON', 'damaged', lines => lines.toSpliced(5, 1, '[1,')],
    [
      'a table that we do not know',
      'damaged',
      lines => [lines[0]!.replaceAll('"feedback"', '"sqlite_master"'), ...lines.slice(1)],
    ],
    ['a table left out', 'damaged', lines => lines.filter(line => line !== '{"table":"gap"}')],
    ['a footer of something else', 'damaged', lines => lines.map(line => line.replaceAll(/[0-9a-f]{64}/g, 'a'.repeat(64)))],
    ['something after the footer', 'damaged', lines => [...lines, '{}']],
    ['no footer', 'truncated', lines => lines.slice(0, -1)],
    ['the header alone', 'truncated', lines => lines.slice(0, 1)],
    ['no line', 'foreign', () => []],
    ['lines of another program', 'foreign', () => ['{"program":"other"}', '{}']],
    ['a later form of the file', 'newer', lines => [lines[0]!.replace('"format":1', '"format":2'), ...lines.slice(1)]],
  ])('is refused with a reason: %s', async (_, fault, change) => {
    const { options, file } = await filled(sqlite);
    await writeBackup(options, file, at);
    const before = await sums(options);
    const bad = rewritten(file, change);
    expect(await faultOf(readBackup(bad))).toBe(fault);
    expect(await faultOf(restoreBackup(bad, options, { replace: true }))).toBe(fault);
    expect(await sums(options)).toEqual(before);
  });

  it.each<[string, BackupFault, (bytes: Buffer) => Buffer]>([
    ['cut in the middle', 'truncated', bytes => bytes.subarray(0, bytes.length / 2)],
    ['its last byte missing', 'truncated', bytes => bytes.subarray(0, -1)],
    ['a byte turned over', 'damaged', bytes => bytes.with(bytes.length - 200, bytes[bytes.length - 200]! ^ 0xff) as Buffer],
    ['nothing in it', 'truncated', () => Buffer.alloc(0)],
    ['not compressed', 'foreign', bytes => gunzipSync(bytes)],
    ['a SQLite file under its name', 'foreign', () => Buffer.from('SQLite format 3\0'.padEnd(4096, '\0'))],
    ['text without an end', 'foreign', () => gzipSync('a'.repeat(70 * 1024 * 1024))],
  ])('is refused with a reason: %s', async (_, fault, change) => {
    const { options, file } = await filled(sqlite, 600);
    await writeBackup(options, file, at);
    const bad = `${file}.bad`;
    writeFileSync(bad, change(readFileSync(file)));
    expect(await faultOf(readBackup(bad))).toBe(fault);
  });

  it('is told apart from no file, and from a folder', async () => {
    const { options, file } = await filled(sqlite);
    expect(await faultOf(readBackup(file))).toBe('absent');
    mkdirSync(file, { recursive: true });
    expect(await faultOf(readBackup(file))).toBe('unusable');
    expect(await faultOf(writeBackup(options, join(keyFileIn(options.dataDir), 'below-a-file.gz'), at))).toBe('unusable');
    expect(await faultOf(writeBackup({ dataDir: join(options.dataDir, 'none') }, `${file}.2`, at))).toBe('nothing');
  });
});
