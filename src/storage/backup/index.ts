/**
 * Backups: the whole database in one file that either kind of database can be restored from. One is taken every day; further ones, and
 * where copies are kept, are the operator's; the keys are kept apart from them.
 */
export { BackupError, type BackupFault } from './backup-error.ts';
export { copyDatabase } from './copy.ts';
export type { Summary } from './format.ts';
export { backUpDaily, backupFolder } from './nightly.ts';
export { readBackup } from './read.ts';
export { restoreBackup } from './restore.ts';
export { type Watch, writeBackup } from './write.ts';
