/**
 * Keeps what the rooms ask to be kept: one set of stores on SQLite (the default) or PostgreSQL. What a store means is said by the room's port.
 */
import { join } from 'node:path';
import type { ConversationStore } from '../conversation/store.ts';
import { createConversationStore } from './conversation-store.ts';
import { openPostgres } from './postgres/open.ts';
import { openSqlite } from './sqlite/open.ts';

export interface Storage {
  readonly conversation: ConversationStore;
  close(): Promise<void>;
}

export interface StorageOptions {
  /** PostgreSQL; without it the file `anjia.sqlite` under `dataDir`. */
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
}

/** Opens the database and brings its schema up to date. @throws where it cannot be reached or written */
export async function openStorage({ databaseUrl, dataDir }: StorageOptions): Promise<Storage> {
  const db = databaseUrl ? await openPostgres(databaseUrl) : await openSqlite(join(dataDir, 'anjia.sqlite'));
  return { conversation: createConversationStore(db), close: () => db.destroy() };
}
