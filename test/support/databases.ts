/**
 * The databases that every store is tested on: SQLite in a folder of its own, PostgreSQL in a schema of its own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe } from 'vitest';
import { openStorage, type Storage, type StorageOptions } from '../../src/storage/index.ts';

/** A database that nothing was written to yet. */
export interface FreshDatabase {
  readonly options: StorageOptions;
  drop(): Promise<void>;
}

/** A database with its stores; whoever opens it again closes that too. */
export interface OpenedDatabase extends FreshDatabase {
  readonly storage: Storage;
  again(): Promise<Storage>;
}

export interface TestDatabase {
  readonly name: string;
  /** Why it cannot be tested here; in CI nothing may be missing. */
  readonly missing: string | undefined;
  make(): Promise<FreshDatabase>;
  open(): Promise<OpenedDatabase>;
}

const url = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';

const testDatabase = (name: string, missing: string | undefined, make: () => Promise<FreshDatabase>): TestDatabase => ({
  name,
  missing,
  make,
  async open() {
    const fresh = await make();
    return { ...fresh, storage: await untilNoneGoes(() => openStorage(fresh.options)), again: () => openStorage(fresh.options) };
  },
});

const folder = () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'anjia-'));
  return { dataDir, remove: () => rmSync(dataDir, { recursive: true, force: true }) };
};

const sqlite = testDatabase('SQLite', undefined, async () => {
  const { dataDir, remove } = folder();
  return { options: { dataDir }, drop: async () => remove() };
});

const unreachable = (await reachable()) || process.env['CI'] ? undefined : `no PostgreSQL at ${new URL(url).host}`;
const postgres = testDatabase('PostgreSQL', unreachable, async () => {
  const schema = `anjia_${process.pid}_${Date.now()}_${Math.floor(Math.random() * 1e6)}`;
  const run = async (sql: string) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await run(`CREATE SCHEMA ${schema}`);
  const { dataDir, remove } = folder();
  return {
    options: { databaseUrl: `${url}?options=${encodeURIComponent(`-c search_path=${schema}`)}`, dataDir },
    async drop() {
      await run(`DROP SCHEMA ${schema} CASCADE`);
      remove();
    },
  };
});

/** To look for its tables the database goes through all schemas: that another test's goes meanwhile is no fault of this one. */
async function untilNoneGoes(open: () => Promise<Storage>): Promise<Storage> {
  for (let tries = 1; ; tries++) {
    try {
      return await open();
    } catch (error) {
      if (tries === 5 || !isGone(error)) throw error;
    }
  }
}

/** PostgreSQL's code for a schema that is not there. */
const isGone = (error: unknown): boolean =>
  error instanceof Error && (('code' in error && error.code === '3F000') || isGone(error.cause));

export const databases: readonly TestDatabase[] = [sqlite, postgres];

/** The same tests on each database, every test on a fresh one. */
export function onEachDatabase(what: string, tests: (opened: () => OpenedDatabase) => void): void {
  for (const database of databases) {
    const { name, missing } = database;
    describe.skipIf(missing)(`${what} on ${name}${missing ? ` (${missing})` : ''}`, () => {
      let opened: OpenedDatabase;
      beforeEach(async () => {
        opened = await database.open();
      });
      afterEach(async () => {
        await opened.storage.close();
        await opened.drop();
      });
      tests(() => opened);
    });
  }
}

function reachable(): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise(resolve => {
    const socket = connect({ host: hostname, port: Number(port || 5432), timeout: 1000 });
    socket.once('connect', () => resolve(true));
    for (const event of ['error', 'timeout']) socket.once(event, () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
