/**
 * Compressed lines on the disk: written whole or not at all, read with bounded memory.
 */
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { BackupError } from './backup-error.ts';

/** No line of ours comes near it; a file that swells without an end is none of ours. */
const LONGEST_LINE = 64 * 1024 * 1024;

/**
 * Writes all lines beside the file, brings them to the disk, and only then gives the file its name.
 * @throws {BackupError} `exists`, `unusable`; and what the lines throw
 */
export async function writeLines(file: string, lines: AsyncIterable<string>): Promise<void> {
  if (existsSync(file)) throw new BackupError('exists', { file });
  const part = `${file}.part`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await rm(part, { force: true });
    const written = createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true });
    await pipeline(Readable.from(lines), createGzip(), written);
    await rename(part, file);
    await syncFolder(dirname(file));
  } catch (cause) {
    await rm(part, { force: true }).catch(() => {});
    throw fileError(file, cause);
  }
}

/**
 * The lines of a file, without their ends.
 * @throws {BackupError} `absent`, `unusable`, `foreign`, `truncated`, `damaged`
 */
export async function* readLines(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const unpacked = createGunzip();
  const packed = pipeline(source, unpacked).catch(() => {});
  let line = 0;
  let rest: Buffer[] = [];
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      let from = 0;
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
        rest.push(chunk.subarray(from, end));
        line++;
        yield Buffer.concat(rest).toString('utf8');
        rest = [];
        from = end + 1;
      }
      rest.push(chunk.subarray(from));
      if (rest.reduce((sum, { length }) => sum + length, 0) > LONGEST_LINE) throw new BackupError('foreign', { file });
    }
  } catch (cause) {
    throw zipError(file, line, cause);
  } finally {
    source.destroy();
    await packed;
  }
  if (rest.some(({ length }) => length > 0)) throw new BackupError(line === 0 ? 'foreign' : 'truncated', { file });
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

function zipError(file: string, line: number, cause: unknown): unknown {
  const code = codeOf(cause);
  if (code === 'Z_BUF_ERROR') return new BackupError('truncated', { file }, cause);
  if (!code?.startsWith('Z_')) return fileError(file, cause);
  return line === 0 ? new BackupError('foreign', { file }, cause) : new BackupError('damaged', { file, line: line + 1 }, cause);
}

/** What the system said about a file; other errors as they are. */
function fileError(file: string, cause: unknown): unknown {
  const code = codeOf(cause);
  if (code === undefined || !(cause instanceof Error && 'syscall' in cause)) return cause;
  return code === 'ENOENT' ? new BackupError('absent', { file }, cause) : new BackupError('unusable', { file, code }, cause);
}

const codeOf = (cause: unknown): string | undefined =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
