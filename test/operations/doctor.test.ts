import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createServer as createWeb } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as doctor from '../../src/operations/doctor/index.ts';
import { RETENTION } from '../../src/operations/retention.ts';
import type { Day } from '../../src/shared/calendar.ts';
import { type Database, openDatabase, type StorageOptions, sqliteFile } from '../../src/storage/database.ts';
import { createDeliveryStore } from '../../src/storage/delivery-store.ts';
import { inspect, type OpenInspector } from '../../src/storage/inspect.ts';
import { keyFileIn, keysHere } from '../../src/storage/sealing/open-keys.ts';
import { databases, type FreshDatabase } from '../support/databases.ts';
import { fillDatabase, messageRow } from '../support/rows.ts';

const now = new Date('2026-11-29T10:00:00Z');
const root = fileURLToPath(new URL('../../', import.meta.url));

/** The codes that checks found, each with its level. */
async function found(...checks: readonly doctor.Check[]): Promise<string[]> {
  const all: string[] = [];
  for await (const { level, code } of doctor.runChecks(checks, 2000)) all.push(`${level} ${code}`);
  return all;
}

describe('the doctor on the machine', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'anjia-doctor-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['20.19.0', 'ok node_fine'],
    ['22.1.0', 'ok node_fine'],
    ['20.18.9', 'fault node_old'],
    ['9.99.0', 'fault node_old'],
  ])('knows whether Node.js %s will do', async (version, finding) => {
    expect(await found(doctor.node(version, '>=20.19'))).toEqual([finding]);
  });

  it('sees whether the data folder is there, a folder, and closed to others', async () => {
    const at = join(folder, 'data');
    expect(await found(doctor.dataFolder(at))).toEqual(['warning folder_missing']);
    writeFileSync(at, '');
    expect(await found(doctor.dataFolder(at))).toEqual(['fault folder_none']);
    rmSync(at);
    mkdirSync(at, { mode: 0o700 });
    expect(await found(doctor.dataFolder(at))).toEqual(['ok folder_fine']);
    chmodSync(at, 0o755);
    expect(await found(doctor.dataFolder(at))).toEqual(['warning folder_open']);
  });

  it('sees a folder that it may not write to', () => {
    chmodSync(folder, 0o555);
    const look = `import('./src/operations/doctor/machine.ts').then(({ dataFolder }) => console.log(dataFolder(process.argv[1]).look()))`;
    // Root may write everywhere: somebody else looks.
    const other = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const looked = spawnSync(process.execPath, ['--import', 'tsx', '-e', look, folder], {
      ...other,
      cwd: root,
      encoding: 'utf8',
    });
    expect(looked.stdout).toContain("code: 'folder_closed'");
  });

  it('weighs the disk', async () => {
    const free = (mb: number) => found(doctor.diskSpace(folder, () => mb * 1024 * 1024));
    expect([await free(50), await free(500), await free(5000)]).toEqual([
      ['fault disk_full'],
      ['warning disk_low'],
      ['ok disk_fine'],
    ]);
    expect((await found(doctor.diskSpace(join(folder, 'not-yet'))))[0]).toMatch(/disk_/);
  });

  it('notices a runtime without the time zones', async () => {
    expect(
      await found(
        doctor.timeZone(),
        doctor.timeZone(day => day.toISOString().slice(0, 10)),
      ),
    ).toEqual(['ok time_zone_fine', 'fault time_zone_lacking']);
  });

  it('warns of a page that is open to others', async () => {
    const hosts = ['127.0.0.1', '::1', 'localhost', '0.0.0.0', '::', '192.168.1.5'];
    const levels = await found(...hosts.map(doctor.address));
    expect(levels.map(level => level.split(' ')[1])).toEqual([
      ...Array(3).fill('address_fine'),
      ...Array(3).fill('address_open'),
    ]);
  });

  it('tells the assistant at its port from another program, and from nobody', async () => {
    const answering = (status: number, text: string) =>
      createWeb((_, response) => {
        response.writeHead(status).end(text);
      });
    const at = async (server: ReturnType<typeof createServer>) => {
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const codes = await found(doctor.port('127.0.0.1', port));
      server.close();
      return codes;
    };
    expect(await at(answering(200, 'ok'))).toEqual(['ok port_answers']);
    expect(await at(answering(503, ''))).toEqual(['fault port_ill']);
    expect(await at(answering(404, ''))).toEqual(['fault port_taken']);
    expect(await at(createServer(socket => socket.end('SSH-2.0')))).toEqual(['fault port_taken']);
    const closed = createServer();
    await new Promise<void>(resolve => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise(resolve => closed.close(resolve));
    expect(await found(doctor.port('127.0.0.1', port))).toEqual(['ok port_free']);
  });

  it('finds the newest backup and its age', async () => {
    const backups = () => found(doctor.backups(folder, now));
    expect(await backups()).toEqual(['warning backup_none']);
    const backup = (name: string, days: number) => {
      writeFileSync(join(folder, name), '');
      const at = new Date(now.getTime() - days * 24 * 3600 * 1000);
      utimesSync(join(folder, name), at, at);
    };
    backup('anjia-1.jsonl.gz.part', 0);
    expect(await backups()).toEqual(['warning backup_none']);
    backup('anjia-1.jsonl.gz', 30);
    expect(await backups()).toEqual(['warning backup_old']);
    backup('anjia-2.jsonl.gz', 1);
    expect(await backups()).toEqual(['ok backup_fine']);
  });

  it('says which year’s holidays are missing, from the December before', async () => {
    const [before, after] = ['2026-11-30', '2099-12-01'] as Day[];
    expect(await found(doctor.holidays(before!), doctor.holidays(after!))).toEqual([
      'ok holidays_fine',
      'warning holidays_unknown',
    ]);
  });

  it('names broken knowledge and broken words', async () => {
    expect(
      await found(
        doctor.knowledge(() => 0),
        doctor.knowledge(() => 3),
      ),
    ).toEqual(['ok knowledge_fine', 'fault knowledge_faulty']);
    mkdirSync(join(folder, 'zh-CN'));
    expect(await found(doctor.locales(folder))).toEqual(['fault failed']);
  });

  it('reports a check that fails or never ends, without its message', async () => {
    const fails = { name: 'fails', look: () => Promise.reject(Object.assign(new Error('what somebody said'), { code: 'EIO' })) };
    const checks = [fails, { name: 'hangs', look: () => new Promise<never>(() => {}) }];
    const all: unknown[] = [];
    for await (const finding of doctor.runChecks(checks, 50)) all.push(finding);
    expect(all).toMatchObject([
      { check: 'fails', level: 'fault', code: 'failed', params: { reason: 'EIO' } },
      { check: 'hangs', level: 'fault', code: 'too_slow' },
    ]);
    expect(JSON.stringify(all)).not.toContain('what somebody said');
  });
});

describe.each(databases.filter(({ missing }) => missing === undefined).map(kind => [kind.name, kind] as const))(
  'the doctor on %s',
  (_, kind) => {
    let place: FreshDatabase;
    let options: StorageOptions;
    let database: Database;
    beforeEach(async () => {
      place = await kind.make();
      ({ options } = place);
      database = await openDatabase(options);
      await fillDatabase(database, 5);
    });
    afterEach(async () => {
      await database.close();
      await place.drop();
    });

    async function look(checks: (inspector: OpenInspector) => readonly doctor.Check[]): Promise<string[]> {
      const inspector = await inspect(options, keysHere(options));
      const codes = await found(...checks(inspector!));
      await inspector!.close();
      return codes;
    }
    const work = (on = now) => look(inspector => doctor.workChecks(inspector, RETENTION, on, on.toISOString().slice(0, 10)));
    const samples = () => look(inspector => [doctor.samples(inspector)]);
    const here = (): doctor.KeysHere => ({
      kind: 'file',
      ids: keysHere(options)!
        .read()
        .map(({ id }) => id),
    });
    const keys = (given: doctor.KeysHere) => look(inspector => [doctor.keys(inspector, given, 'keys')]);

    it('finds a database in order to be so', async () => {
      expect(await look(doctor.databaseChecks)).toEqual(['ok schema_fine', 'ok integrity_fine', 'ok log_fine', 'ok clock_fine']);
      expect(await samples()).toEqual(['ok samples_fine']);
      expect(await keys(here())).toEqual(['ok keys_fine']);
      await database.db.updateTable('household_import').set({ state: 'running' }).execute();
      await database.db.deleteFrom('once').execute();
      const [admin, questions, ...rest] = await work();
      expect([admin, questions]).toEqual(['ok admin_fine', 'ok questions_fine']);
      expect(rest).toEqual(['ok groups_fine', 'ok inbox_fine', 'ok retention_fine']);
    });

    it('sees what waits for people', async () => {
      const { db, sealer } = database;
      await db.updateTable('role_grant').set({ revoked_at: now.toISOString() }).execute();
      await db.updateTable('inquiry').set({ answer: null }).execute();
      await db.deleteFrom('chat_group').execute();
      await db
        .insertInto('message')
        .values({ ...messageRow(sealer, 'open', '问'), done_at: null, outgoing: null })
        .execute();
      const later = new Date('2027-11-29T10:00:00Z');
      expect(await work(later)).toEqual([
        'warning admin_none',
        'warning questions_overdue',
        'warning groups_unbound',
        'warning inbox_unfinished',
        'warning retention_late',
      ]);
      expect((await work(new Date('2026-11-24T10:00:00Z')))[1]).toBe('ok questions_fine');
    });

    it('looks at accounts, the chats of bound groups and what could not be sent', async () => {
      const { db, sealer } = database;
      for (const table of ['channel_account', 'chat_group', 'chat', 'delivery'] as const) await db.deleteFrom(table).execute();
      const platforms = () => look(inspector => doctor.platformChecks(inspector, now));
      expect(await platforms()).toEqual(['ok accounts_fine', 'ok chats_fine', 'ok deliveries_fine']);

      const store = createDeliveryStore(database);
      const wecom = { channel: 'wecom', account: 'robots' };
      const [telegram, wechat] = [
        { channel: 'telegram', account: '1' },
        { channel: 'wechat', account: '2' },
      ];
      await store.noteAccount({ ...wecom, state: { kind: 'online' }, since: now });
      await store.noteAccount({ ...telegram, state: { kind: 'limited', until: now }, since: now });
      expect((await platforms())[0]).toBe('warning accounts_limited');
      await store.noteAccount({ ...wechat, state: { kind: 'offline', reason: 'network', login: 'https://login' }, since: now });
      expect((await platforms())[0]).toBe('warning accounts_offline');

      const [{ id: settlement } = { id: '' }] = await db.selectFrom('settlement').select('id').execute();
      const group = { id: 'g_1', ...wecom, chat: 'w_1', settlement, bound_by: 'operator', bound_at: now.toISOString() };
      await db
        .insertInto('chat_group')
        .values({ ...group, building: null, name: sealer.seal('chat_group.name', '一号群'), quiet: null })
        .execute();
      const closed = { ...wecom, kind: 'group', closed: 'kicked', since: now } as const;
      await store.standing({ ...closed, chat: 'w_2' });
      expect((await platforms())[1]).toBe('ok chats_fine');
      await store.add(
        'test:1',
        { ...wecom, chat: 'w_1', person: '' },
        { text: '通知' },
        { urgency: 'bulletin', kind: 'group' },
        now,
      );
      await store.standing({ ...closed, chat: 'w_1' });
      expect((await platforms()).slice(1)).toEqual(['warning chats_closed', 'warning deliveries_failed']);
      const inspector = await inspect(options, keysHere(options));
      expect(await inspector!.closedGroups()).toEqual([{ channel: 'wecom', times: 1 }]);
      const failed = async (since: Date) => inspector!.failedSince(since);
      expect(await failed(new Date(now.getTime() - 1))).toEqual([{ channel: 'wecom', reason: 'kicked', times: 1 }]);
      expect(await failed(now)).toEqual([]);
      await inspector!.close();
    });

    it('says how much of an account’s day is used up', async () => {
      await database.db.deleteFrom('delivery').execute();
      const store = createDeliveryStore(database);
      const wechat = { channel: 'wechat', account: 'wechat' };
      const budget = (perDay: number) => look(inspector => [doctor.budget(inspector, 'wechat', perDay, now)]);
      expect(await budget(2)).toEqual(['ok budget_fine']);
      for (const [i, urgency] of (['reply', 'case', 'bulletin'] as const).entries()) {
        await store.add(`push:${i}`, { ...wechat, chat: 'r1', person: '' }, { text: '通知' }, { urgency, kind: 'group' }, now);
        const [waiting] = await store.unsent(wechat, ['r1'], 1);
        await store.passedOn(wechat, 'r1', waiting!.id, now);
      }
      expect(await budget(3)).toEqual(['ok budget_fine']);
      expect(await budget(2)).toEqual(['warning budget_spent']);
    });

    it('says of an account whose state does not open that it is unknown', async () => {
      await database.db.deleteFrom('channel_account').execute();
      await createDeliveryStore(database).noteAccount({
        channel: 'wecom',
        account: 'robots',
        state: { kind: 'online' },
        since: now,
      });
      const unkeyed = await inspect(options, undefined);
      expect(await unkeyed!.accounts()).toEqual([{ channel: 'wecom', is: 'unknown' }]);
      await unkeyed!.close();
      await database.db.updateTable('channel_account').set({ state: 'online' }).execute();
      const inspector = await inspect(options, keysHere(options));
      expect(await inspector!.accounts()).toEqual([{ channel: 'wecom', is: 'unknown' }]);
      await inspector!.close();
    });

    it('opens one value of each kind, and names those that are damaged, in clear or without their key', async () => {
      const { db, sealer } = database;
      await db
        .updateTable('person')
        .set({ name: sealer.seal('gap.topic', '王') })
        .execute();
      await db.updateTable('code').set({ payload: '王大姐' }).execute();
      await db.updateTable('token').set({ label: '~00000000.AAAA' }).execute();
      const inspector = await inspect(options, keysHere(options));
      const bad = (await inspector!.samples()).filter(({ is }) => is !== 'sealed');
      await inspector!.close();
      expect(bad).toEqual([
        { column: 'person.name', is: 'damaged' },
        { column: 'code.payload', is: 'clear' },
        { column: 'token.label', is: 'without its key' },
      ]);
      expect(await samples()).toEqual(['fault samples_closed']);
    });

    it('holds the keys that are here against those that are needed', async () => {
      expect(await keys({ kind: 'absent' })).toEqual(['fault keys_absent']);
      expect(await keys({ kind: 'file', ids: ['00000000'] })).toEqual(['fault keys_missing']);
      expect(await keys({ kind: 'readable' })).toEqual(['fault keys_readable']);
      expect(await keys({ kind: 'malformed' })).toEqual(['fault keys_malformed']);
      await database.db.insertInto('sealing_key').values({ id: '00000000', since: '' }).execute();
      expect(await keys({ kind: 'configured', ids: ['00000000', database.sealer.keyId] })).toEqual(['warning keys_unfinished']);
    });

    it('knows a schema that is newer, and one that is older', async () => {
      const schema = async () => (await look(doctor.databaseChecks))[0];
      await sql`insert into kysely_migration (name, timestamp) values ('9999-future', 'now')`.execute(database.db);
      expect(await schema()).toBe('fault schema_newer');
      await sql`delete from kysely_migration where name <> '0001-conversation'`.execute(database.db);
      expect(await schema()).toBe('warning schema_older');
      expect(await keys({ kind: 'absent' })).toEqual(['ok keys_later']);
    });
  },
);

describe('the doctor on a SQLite file that is not well', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'anjia-doctor-'));
    const database = await openDatabase({ dataDir });
    await fillDatabase(database, 2000);
    await database.wipe();
    await database.close();
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('makes none where there is none', async () => {
    rmSync(sqliteFile(dataDir));
    expect(await inspect({ dataDir }, undefined)).toBeUndefined();
    expect(() => statSync(sqliteFile(dataDir))).toThrow(/ENOENT/);
  });

  it('cannot reach what is no database, and says by which code', async () => {
    writeFileSync(sqliteFile(dataDir), 'not a database '.repeat(500));
    const reason = await inspect({ dataDir }, undefined).catch(doctor.reasonOf);
    expect(reason).toBe('SQLITE_NOTADB');
  });

  it('finds pages that were overwritten', async () => {
    const { size } = statSync(sqliteFile(dataDir));
    const handle = openSync(sqliteFile(dataDir), 'r+');
    for (let at = Math.floor(size / 8192) * 4096; at < size; at += 8192) writeSync(handle, Buffer.alloc(512, 0xa5), 0, 512, at);
    const inspector = await inspect({ dataDir }, keysHere({ dataDir }));
    const [, integrity] = await found(...doctor.databaseChecks(inspector!));
    await inspector!.close();
    expect(integrity).toBe('fault integrity_broken');
  });

  it('weighs the log that waits to be folded into the file', async () => {
    writeFileSync(`${sqliteFile(dataDir)}-wal`, '');
    const inspector = await inspect({ dataDir }, keysHere({ dataDir }));
    writeFileSync(`${sqliteFile(dataDir)}-wal`, Buffer.alloc(70 * 1024 * 1024));
    const log = doctor.databaseChecks(inspector!).find(({ name }) => name === 'log')!;
    expect(await found(log)).toEqual(['warning log_large']);
    await inspector!.close();
  });

  it('changes nothing by looking', async () => {
    const copy = join(dataDir, 'copy');
    copyFileSync(sqliteFile(dataDir), copy);
    const inspector = await inspect({ dataDir }, keysHere({ dataDir }));
    await found(...doctor.databaseChecks(inspector!), doctor.samples(inspector!));
    await inspector!.close();
    expect(readFileSync(sqliteFile(dataDir)).equals(readFileSync(copy))).toBe(true);
    expect(statSync(keyFileIn(dataDir)).mode & 0o077).toBe(0);
  });
});
