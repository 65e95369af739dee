/**
 * The database and the keys that it needs.
 */
import type { ByKind } from '../retention.ts';
import { type Check, fault, ok, reasonOf, warning } from './check.ts';

/** What the database tells whoever looks after it; each method throws where it does not answer. */
export interface Inspector {
  readonly kind: 'sqlite' | 'postgres';
  /** The step of its schema, and how this program knows it. */
  schema(): Promise<{ readonly step: string; readonly is: 'latest' | 'older' | 'unknown' }>;
  /** What is wrong with the file itself; nothing where it is whole, or the database looks after that. */
  damage(): Promise<string | undefined>;
  /** Bytes that wait to be folded into the file. */
  logBytes(): number;
  /** How far the database's clock is ahead of this one, in milliseconds. */
  skewMs(): Promise<number>;
  /** The keys that it was sealed with. */
  keyIds(): Promise<readonly string[]>;
  /** The newest value of each sealed column, and whether it opens. */
  samples(): Promise<readonly { readonly column: string; readonly is: 'sealed' | 'damaged' | 'clear' | 'without its key' }[]>;
  counts(today: string): Promise<WorkCounts>;
  /** Records that have served before these instants and are still there. */
  served(before: ByKind<Date>): Promise<ByKind<number>>;
}

/** What waits for somebody. */
export interface WorkCounts {
  /** Administrators of everything. */
  readonly admins: number;
  /** Questions whose day for an answer is past. */
  readonly overdue: number;
  readonly settlements: number;
  /** Settlements that no group is bound to. */
  readonly unbound: number;
  /** Messages that were received and not answered. */
  readonly unfinished: number;
}

/** The keys of this place, or why there are none. */
export type KeysHere =
  | { readonly kind: 'file' | 'configured'; readonly ids: readonly string[] }
  | { readonly kind: 'absent' | 'readable' | 'malformed' };

/** All that is asked of a database that answers. */
export const databaseChecks = (database: Inspector): readonly Check[] => [
  {
    name: 'schema',
    async look() {
      const { step, is } = await database.schema();
      if (is === 'unknown') return fault('schema_newer', { step });
      return is === 'older' ? warning('schema_older', { step }) : ok('schema_fine', { step });
    },
  },
  {
    name: 'integrity',
    async look() {
      const damage = await database.damage().catch(reasonOf);
      return damage === undefined ? ok('integrity_fine') : fault('integrity_broken', { damage });
    },
  },
  {
    name: 'log',
    look() {
      const mb = Math.round(database.logBytes() / 1024 / 1024);
      return mb > 64 ? warning('log_large', { mb }) : ok('log_fine', { mb });
    },
  },
  {
    name: 'clock',
    async look() {
      const seconds = Math.round(Math.abs(await database.skewMs()) / 1000);
      if (seconds > 60) return fault('clock_wrong', { seconds });
      return seconds > 5 ? warning('clock_off', { seconds }) : ok('clock_fine', { seconds });
    },
  },
];

/** Whether the keys that the database needs are here. */
export const keys = (database: Inspector | undefined, here: KeysHere, file: string): Check => ({
  name: 'keys',
  async look() {
    const needed = (await database?.keyIds()) ?? [];
    switch (here.kind) {
      case 'absent':
        return needed[0] === undefined ? ok('keys_later', { file }) : fault('keys_absent', { file, keyId: needed[0] });
      case 'readable':
        return fault('keys_readable', { file });
      case 'malformed':
        return fault('keys_malformed', { file });
      case 'file':
      case 'configured': {
        const missing = needed.find(id => !here.ids.includes(id));
        if (missing !== undefined) return fault('keys_missing', { keyId: missing });
        if (needed.length > 1) return warning('keys_unfinished', { ids: needed.join(' ') });
        return ok(here.kind === 'file' ? 'keys_fine' : 'keys_configured', { keyId: here.ids[0] ?? '' });
      }
    }
  },
});

/** Whether one value of each sealed column opens. */
export const samples = (database: Inspector): Check => ({
  name: 'samples',
  async look() {
    const found = await database.samples();
    const bad = found.filter(({ is }) => is !== 'sealed').map(({ column }) => column);
    return bad.length === 0 ? ok('samples_fine', { columns: found.length }) : fault('samples_closed', { columns: bad.join(' ') });
  },
});
