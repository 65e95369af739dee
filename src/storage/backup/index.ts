/**
 * Backups: the whole database in one file that either kind of database can be restored from. When backups are taken, and where they are
 * kept, is left to the operator; the keys are kept apart from them.
 */
export { BackupError, type BackupFault } from './backup-error.ts';
export { copyDatabase } from './copy.ts';
export type { Summary } from './format.ts';
export { readBackup } from './read.ts';
export { restoreBackup } from './restore.ts';
export { type Watch, writeBackup } from './write.ts';
