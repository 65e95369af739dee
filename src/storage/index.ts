/**
 * Keeps what the rooms ask to be kept: one set of stores on SQLite (the default) or PostgreSQL. What a store means is said by the room's port.
 */
import { join } from 'node:path';
import { sql } from 'kysely';
import type { ConversationStore } from '../conversation/store.ts';
import { StartError } from '../shared/start-error.ts';
import { createConversationStore } from './conversation-store.ts';
import { openPostgres } from './postgres/open.ts';
import { openSqlite } from './sqlite/open.ts';

/** The stores of all rooms on one database. */
export interface Storage {
  readonly conversation: ConversationStore;
  close(): Promise<void>;
}

/** Which database is opened; `Config` says so too. */
export interface StorageOptions {
  /** PostgreSQL; without it the file `anjia.sqlite` under `dataDir`. */
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
}

/**
 * Opens the database and brings its schema up to date.
 * @throws {StartError} where it cannot be reached or written; nothing stays open then
 */
export async function openStorage({ databaseUrl, dataDir }: StorageOptions): Promise<Storage> {
  try {
    const db = databaseUrl ? await openPostgres(databaseUrl) : await openSqlite(join(dataDir, 'anjia.sqlite'));
    // SQLite keeps what was erased in its log until that is folded into the file.
    const wipe = async () => {
      if (!databaseUrl) await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db);
    };
    return { conversation: createConversationStore(db, wipe), close: () => db.destroy() };
  } catch (cause) {
    throw new StartError('storage', cause);
  }
}
