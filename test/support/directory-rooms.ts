/**
 * The rooms of the directory on a database of their own, with a clock that tests move.
 */

import { folders } from '../../src/config.ts';
import type { Sender } from '../../src/directory/visitors.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import { createRooms, type Rooms } from '../../src/rooms.ts';
import type { Storage, StorageOptions } from '../../src/storage/index.ts';
import { clockAt, type TestClock } from './clock.ts';
import { databases, type TestDatabase } from './databases.ts';

const wordbook = loadWordbook(folders.locales);
const [sqlite] = databases;

export interface OpenRooms {
  readonly rooms: Rooms;
  readonly storage: Storage;
  readonly options: StorageOptions;
  readonly clock: TestClock;
  close(): Promise<void>;
}

/** @param database default: SQLite */
export async function openRooms(database: TestDatabase = sqlite!): Promise<OpenRooms> {
  const { storage, options, drop } = await database.open();
  const clock = clockAt('2026-11-22T08:00:00Z');
  const close = () => storage.close().then(drop);
  return { rooms: createRooms(storage, wordbook, clock), storage, options, clock, close };
}

/** Somebody who writes in private. */
export const inPrivate = (person: string): Sender => ({
  channel: 'web',
  account: 'anjia',
  chat: { id: person, kind: 'private' },
  person,
});

/** The same person in a group. */
export const inGroup = (person: string, group: string): Sender => ({ ...inPrivate(person), chat: { id: group, kind: 'group' } });
