/**
 * The databases that every store is tested on: SQLite in a folder of its own, PostgreSQL in a schema of its own.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe } from 'vitest';
import { once } from '../../src/shared/once.ts';
import { openStorage, type Storage, type StorageOptions } from '../../src/storage/index.ts';
import { createSchemas, type KeptSchema } from './schemas.ts';
import { testServer as url } from './server.ts';

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

/** Opens a database that was made. */
async function opened(fresh: FreshDatabase): Promise<OpenedDatabase> {
  const storage = await untilNoneGoes(() => openStorage(fresh.options));
  return { ...fresh, storage, again: () => openStorage(fresh.options) };
}

const folder = () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'anjia-'));
  return { dataDir, remove: () => rmSync(dataDir, { recursive: true, force: true }) };
};

const sqlite: TestDatabase = {
  name: 'SQLite',
  missing: undefined,
  async make() {
    const { dataDir, remove } = folder();
    return { options: { dataDir }, drop: async () => remove() };
  },
  async open() {
    const fresh = await sqlite.make();
    cpSync(await newFolder(), fresh.options.dataDir, { recursive: true });
    return opened(fresh);
  },
};

/** A folder with a database with all our tables, as the program makes it: copied faster than made. */
export const newFolder = once(async (): Promise<string> => {
  const { dataDir } = folder();
  await (await openStorage({ dataDir })).close();
  return dataDir;
});

const unreachable = (await reachable()) || process.env['CI'] ? undefined : `no PostgreSQL at ${new URL(url).host}`;
const schemas = createSchemas(url);
const inSchema = (schema: string) => `${url}?options=${encodeURIComponent(`-c search_path=${schema}`)}`;

const postgres: TestDatabase = {
  name: 'PostgreSQL',
  missing: unreachable,
  async make() {
    const schema = await schemas.create();
    const { dataDir, remove } = folder();
    return {
      options: { databaseUrl: inSchema(schema), dataDir },
      async drop() {
        await schemas.drop(schema);
        remove();
      },
    };
  },
  async open() {
    const kept = schemas.take() ?? (await newSchema());
    const { dataDir, remove } = folder();
    cpSync(kept.dataDir, dataDir, { recursive: true });
    return opened({
      options: { databaseUrl: inSchema(kept.schema), dataDir },
      async drop() {
        await schemas.giveBack(kept);
        remove();
      },
    });
  },
};

/** A schema with all our tables, as the program makes them. */
async function newSchema(): Promise<KeptSchema> {
  const schema = await schemas.create();
  const { dataDir } = folder();
  const storage = await untilNoneGoes(() => openStorage({ databaseUrl: inSchema(schema), dataDir }));
  await storage.close();
  return schemas.asNew(schema, dataDir);
}

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
