/**
 * A backup a day without anybody's doing: the newest ones stay, those that people made are theirs.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dayAt } from '../../shared/calendar.ts';
import type { StorageOptions } from '../database.ts';
import { writeBackup } from './write.ts';

/** Where backups go that nobody named a place for. */
export const backupFolder = (dataDir: string): string => join(dataDir, 'backups');

const NIGHTLY = /^anjia-daily-\d{4}-\d{2}-\d{2}\.jsonl\.gz$/;

/**
 * Takes the day's backup where there is none, then lets older ones go.
 * @param keep so many daily ones stay; 0 takes none and leaves those that are there
 * @returns the file that was written, if any
 * @throws {BackupError} and what the database says; older ones stay then
 */
export async function backUpDaily(options: StorageOptions, keep: number, at: Date): Promise<string | undefined> {
  if (keep === 0) return undefined;
  const folder = backupFolder(options.dataDir);
  const file = join(folder, `anjia-daily-${dayAt(at)}.jsonl.gz`);
  const isDue = !existsSync(file);
  if (isDue) await writeBackup(options, file, at);
  const daily = readdirSync(folder).filter(name => NIGHTLY.test(name));
  for (const name of daily.sort().slice(0, -keep)) rmSync(join(folder, name));
  return isDue ? file : undefined;
}
