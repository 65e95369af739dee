/**
 * Before all tests: a folder for their files, in memory where there is room, since most of a test's time went into waiting for a disk that
 * nothing of it needs to reach. After all tests: nothing is left of them.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statfsSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { lessons } from '../../src/shipped.ts';
import { schemasOf } from './schemas.ts';
import { testServer } from './server.ts';

const MEMORY = '/dev/shm';
const ROOM_BYTES = 4 * 2 ** 30;

export default function setup(): () => Promise<void> {
  const usual = tmpdir();
  const folder = mkdtempSync(join(hasRoom(MEMORY) ? MEMORY : usual, 'anjia-tests-'));
  // As the system's own: programs of other users, which some tests start, go through it.
  chmodSync(folder, 0o1777);
  keepCompiled(usual, folder);
  process.env['TMPDIR'] = folder;
  process.env['ANJIA_TEST_RUN'] = String(process.pid);
  // Once for all processes that the tests start.
  for (const lesson of lessons) lesson();
  return async () => {
    rmSync(folder, { recursive: true, force: true });
    await dropSchemas(schemasOf(process.pid));
  };
}

/** What tsx compiled in earlier runs stays of use: programs that tests start begin much sooner. */
function keepCompiled(usual: string, folder: string): void {
  const name = `tsx-${process.getuid?.()}`;
  mkdirSync(join(usual, name), { recursive: true });
  symlinkSync(join(usual, name), join(folder, name));
}

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= ROOM_BYTES;
  } catch {
    return false;
  }
}

/** Where there is no server there is nothing to drop. */
async function dropSchemas(prefix: string): Promise<void> {
  const client = new pg.Client({ connectionString: testServer });
  try {
    await client.connect();
  } catch {
    return;
  }
  try {
    const { rows } = await client.query<{ name: string }>(
      'SELECT nspname AS name FROM pg_namespace WHERE starts_with(nspname, $1)',
      [prefix],
    );
    for (const { name } of rows) await client.query(`DROP SCHEMA ${name} CASCADE`);
  } finally {
    await client.end();
  }
}
