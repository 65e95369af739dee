/**
 * Copies the SQLite file into a PostgreSQL database, as when a settlement's assistant grows into a county's: a backup, restored there.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { StorageOptions } from '../database.ts';
import { KeyError } from '../sealing/keys.ts';
import { BackupError } from './backup-error.ts';
import type { Summary } from './format.ts';
import { type RestoreOptions, restoreBackup } from './restore.ts';
import { writeBackup } from './write.ts';

/**
 * @param to as `postgres://user:password@host:5432/database`
 * @throws as `writeBackup` and `restoreBackup` do; {BackupError} `unreachable`
 */
export async function copyDatabase(
  { dataDir, dataKeys }: StorageOptions,
  to: string,
  at: Date,
  how: RestoreOptions = {},
): Promise<Summary> {
  const between = join(dataDir, 'backups', `copy-${process.pid}.jsonl.gz`);
  try {
    await writeBackup({ dataDir }, between, at, how);
    return await restoreBackup(between, { dataDir, dataKeys, databaseUrl: to }, how).catch((cause: unknown) => {
      throw fromDatabase(cause) ? new BackupError('unreachable', { host: hostOf(to), code: cause.code }, cause) : cause;
    });
  } finally {
    await rm(between, { force: true });
  }
}

const fromDatabase = (cause: unknown): cause is Error & { code: string } =>
  cause instanceof Error && !(cause instanceof KeyError) && 'code' in cause && typeof cause.code === 'string';

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');
