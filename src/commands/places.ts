/**
 * Where the operator's files stand under the data folder.
 */
import { join } from 'node:path';

/** Where backups go that nobody named a place for. */
export const backupFolder = (dataDir: string): string => join(dataDir, 'backups');

/** `anjia-20261129T100000Z.jsonl.gz`: names sort by time. */
export const backupName = (at: Date): string => `anjia-${at.toISOString().replaceAll(/[-:]|\.\d+/g, '')}.jsonl.gz`;
