/**
 * Takes a backup while the program runs and writes: everything as it was at one instant, in one file.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type Kysely, sql } from 'kysely';
import { connect, type StorageOptions, schemaOf, sqliteFile } from '../database.ts';
import { postgresBulk } from '../postgres/bulk.ts';
import { sqliteBulk } from '../sqlite/bulk.ts';
import { TABLE_KEYS, type Tables } from '../tables.ts';
import { BackupError } from './backup-error.ts';
import type { Bulk } from './bulk.ts';
import { writeLines } from './file.ts';
import { createSum, FORMAT, type Footer, type Header, openingLine, rowLines, type Summary } from './format.ts';

/** How a long piece of work is watched and stopped. */
export interface Watch {
  /** Told now and then how many rows of a table are done. */
  readonly progress?: (table: string, rows: number) => void;
  /** Stops the work as if it had not begun. */
  readonly signal?: AbortSignal | undefined;
}

/** Whole tables of the configured kind of database. */
export const bulkOf = ({ databaseUrl }: StorageOptions): Bulk => (databaseUrl ? postgresBulk : sqliteBulk);

/**
 * Writes a backup; the file appears when it is whole and on the disk, for its owner alone to read. The keys are not in it.
 * @throws {BackupError} `nothing`, `exists`, `unusable`; and what the database says
 */
export async function writeBackup(options: StorageOptions, file: string, at: Date, watch: Watch = {}): Promise<Summary> {
  if (!options.databaseUrl && !existsSync(sqliteFile(options.dataDir))) throw new BackupError('nothing');
  const bulk = bulkOf(options);
  const { db } = await connect(options);
  try {
    return await db.connection().execute(async connection => {
      await bulk.beginReading.execute(connection);
      const header = await headerOf(connection, bulk, at);
      const lines = createLines(connection, bulk, header, watch);
      await writeLines(file, lines.all());
      await sql`COMMIT`.execute(connection);
      return { header, footer: lines.footer() };
    });
  } finally {
    await db.destroy();
  }
}

async function headerOf(db: Kysely<Tables>, bulk: Bulk, at: Date): Promise<Header> {
  const tables: Header['tables'][number][] = [];
  for (const name of Object.keys(TABLE_KEYS)) {
    const columns = await bulk.columns(db, name);
    if (columns.length === 0) continue;
    const last = await bulk.lastNumber(db, name);
    tables.push({ name, columns, ...(last === undefined ? {} : { last }) });
  }
  if (tables.length === 0) throw new BackupError('nothing');
  const sealed = tables.some(({ name }) => name === 'sealing_key');
  const keys = sealed ? await db.selectFrom('sealing_key').select('id').orderBy('id').execute() : [];
  return {
    program: 'anjia',
    format: FORMAT,
    schema: await schemaOf(db),
    at: at.toISOString(),
    keys: keys.map(({ id }) => id),
    tables,
  };
}

/** All lines of a backup; the footer is known after the last. */
function createLines(db: Kysely<Tables>, bulk: Bulk, header: Header, { progress, signal }: Watch) {
  const whole = createHash('sha256');
  const tables: Record<string, Footer['tables'][string]> = {};
  let footer: Footer = { tables, sha256: '' };
  const noted = (lines: string): string => {
    whole.update(lines);
    return lines;
  };
  return {
    footer: () => footer,
    async *all(): AsyncGenerator<string> {
      yield noted(`${JSON.stringify(header)}\n`);
      for (const { name, columns } of header.tables) {
        yield noted(openingLine(name));
        const sum = createSum();
        for await (const rows of bulk.rows(db, name, keyOf(name), columns)) {
          signal?.throwIfAborted();
          yield noted(sum.add(rowLines(rows), rows.length));
          progress?.(name, sum.rows);
        }
        tables[name] = sum.value();
      }
      footer = { tables, sha256: whole.digest('hex') };
      yield `${JSON.stringify(footer)}\n`;
    },
  };
}

/** The column that names a row of a table. */
export const keyOf = (table: string): string => TABLE_KEYS[table as keyof Tables];
