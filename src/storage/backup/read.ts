/**
 * Reads a backup from its first line to its last, and holds everything against the sums in its footer.
 */
import { createHash } from 'node:crypto';
import { STEP_NAMES } from '../migrations/index.ts';
import { TABLE_KEYS } from '../tables.ts';
import { BackupError } from './backup-error.ts';
import { ROWS_AT_A_TIME, type Rows, type Value } from './bulk.ts';
import { readLines } from './file.ts';
import { createSum, FORMAT, type Header, readFooter, readHeader, readOpening, readRow, type Summary } from './format.ts';
import type { Watch } from './write.ts';

/** What is done with rows while they are read. */
export type TakeRows = (table: Header['tables'][number], rows: Rows) => Promise<void>;

/**
 * Reads all of a backup.
 * @param take is given the rows some at a time, in the order of the file; they are certain only when the whole file was read
 * @throws {BackupError} `absent`, `unusable`, `foreign`, `truncated`, `damaged`, `newer`
 */
export async function readBackup(file: string, watch: Watch = {}, take: TakeRows = async () => {}): Promise<Summary> {
  const whole = createHash('sha256');
  const lines = numbered(file);
  const damaged = () => new BackupError('damaged', { file, line: lines.number() });
  const next = async (): Promise<string> => {
    const line = await lines.next();
    if (line === undefined) throw new BackupError(lines.number() === 0 ? 'foreign' : 'truncated', { file });
    return line;
  };
  try {
    const first = await next();
    const header = headerOf(file, first);
    whole.update(`${first}\n`);
    const tables: Record<string, { rows: number; sha256: string }> = {};
    let line = await next();
    for (const table of header.tables) {
      if (readOpening(line)?.table !== table.name) throw damaged();
      whole.update(`${line}\n`);
      const sum = createSum();
      let rows: (readonly Value[])[] = [];
      for (line = await next(); line.startsWith('['); line = await next()) {
        const row = readRow(line);
        if (row?.length !== table.columns.length) throw damaged();
        whole.update(sum.add(`${line}\n`, 1));
        rows.push(row);
        if (rows.length < ROWS_AT_A_TIME) continue;
        watch.signal?.throwIfAborted();
        await take(table, rows);
        watch.progress?.(table.name, sum.rows);
        rows = [];
      }
      if (rows.length > 0) await take(table, rows);
      watch.progress?.(table.name, sum.rows);
      tables[table.name] = sum.value();
    }
    const footer = readFooter(line);
    if (!footer || footer.sha256 !== whole.digest('hex') || !isSame(footer.tables, tables)) throw damaged();
    if ((await lines.next()) !== undefined) throw damaged();
    return { header, footer };
  } finally {
    await lines.close();
  }
}

/** @throws {BackupError} where the file is none of ours, or of a newer program */
function headerOf(file: string, line: string): Header {
  const header = readHeader(line);
  if (!header) throw new BackupError('foreign', { file });
  const { format, schema, tables } = header;
  if (format !== FORMAT || !STEP_NAMES.includes(schema)) throw new BackupError('newer', { file, schema });
  const names = tables.map(({ name }) => name);
  if (new Set(names).size < names.length || !names.every(name => Object.hasOwn(TABLE_KEYS, name)))
    throw new BackupError('damaged', { file, line: 1 });
  return header;
}

function isSame(said: Summary['footer']['tables'], read: Summary['footer']['tables']): boolean {
  const names = Object.keys(said);
  return (
    names.length === Object.keys(read).length &&
    names.every(name => said[name]?.rows === read[name]?.rows && said[name]?.sha256 === read[name]?.sha256)
  );
}

/** The lines of a file one by one, with the number of the last. */
function numbered(file: string) {
  const lines = readLines(file);
  let number = 0;
  return {
    number: () => number,
    async next(): Promise<string | undefined> {
      const { value, done } = await lines.next();
      if (!done) number++;
      return done ? undefined : value;
    },
    close: () => lines.return(undefined),
  };
}
