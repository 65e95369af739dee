/**
 * The databases that every store is tested on: SQLite in a folder of its own, PostgreSQL in a schema of its own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openStorage, type Storage } from '../../src/storage/index.ts';

export interface TestDatabase {
  readonly name: string;
  /** Why it cannot be tested here; in CI nothing may be missing. */
  readonly missing: string | undefined;
  open(): Promise<{ storage: Storage; again(): Promise<Storage>; drop(): Promise<void> }>;
}

const url = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';

const sqlite: TestDatabase = {
  name: 'SQLite',
  missing: undefined,
  async open() {
    const dataDir = mkdtempSync(join(tmpdir(), 'anjia-'));
    const storage = await openStorage({ dataDir });
    return {
      storage,
      again: () => openStorage({ dataDir }),
      drop: async () => {
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
  },
};

const postgres: TestDatabase = {
  name: 'PostgreSQL',
  missing: (await reachable()) || process.env['CI'] ? undefined : `no PostgreSQL at ${new URL(url).host}`,
  async open() {
    const schema = `anjia_${process.pid}_${Date.now()}_${Math.floor(Math.random() * 1e6)}`;
    const run = async (sql: string) => {
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.query(sql);
      await client.end();
    };
    await run(`CREATE SCHEMA ${schema}`);
    const databaseUrl = `${url}?options=${encodeURIComponent(`-c search_path=${schema}`)}`;
    const open = () => openStorage({ databaseUrl, dataDir: tmpdir() });
    return { storage: await open(), again: open, drop: () => run(`DROP SCHEMA ${schema} CASCADE`) };
  },
};

export const databases: readonly TestDatabase[] = [sqlite, postgres];

function reachable(): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise(resolve => {
    const socket = connect({ host: hostname, port: Number(port || 5432), timeout: 1000 });
    socket.once('connect', () => resolve(true));
    for (const event of ['error', 'timeout']) socket.once(event, () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
