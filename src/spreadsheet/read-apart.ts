/**
 * Reads a spreadsheet in a process of its own: a large file keeps nobody waiting, and one that is damaged so that reading it never ends, or takes
 * all the memory, is ended with the process.
 */
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { faulty, type Limits, type ReadSpreadsheet } from './sheet.ts';

/** What the process is told. */
export interface Reading {
  readonly bytes: Uint8Array;
  readonly limits: Partial<Limits>;
}

/** How a reading is held. */
export interface ApartOptions {
  /** A file that takes longer is damaged. Default one minute: twenty times what the largest good files take. */
  readonly withinMs?: number;
  /** So much memory it may take, in MiB. Default 1,500. */
  readonly memory?: number;
}

const READER = fileURLToPath(new URL('reader-process.ts', import.meta.url));
/** The loader of TypeScript, by its place: the process may be started anywhere. */
const LOADER = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** One file at a time: several large ones together would take the machine's memory. */
let before: Promise<unknown> = Promise.resolve();

/** The same as `readSpreadsheet`, apart; what cannot be read in time or memory is `damaged`. */
export function readSpreadsheetApart(
  bytes: Uint8Array,
  limits: Partial<Limits> = {},
  { withinMs = 60_000, memory = 1_500 }: ApartOptions = {},
): Promise<ReadSpreadsheet> {
  const read = before.then(() => readOne({ bytes, limits }, withinMs, memory));
  before = read;
  return read;
}

function readOne(reading: Reading, withinMs: number, memory: number): Promise<ReadSpreadsheet> {
  return new Promise(resolve => {
    const reader = fork(READER, [], {
      execArgv: ['--import', LOADER, `--max-old-space-size=${memory}`],
      serialization: 'advanced',
      // It needs nothing that the server knows, and what it says of the file is for nobody.
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const end = (read: ReadSpreadsheet) => {
      clearTimeout(deadline);
      reader.kill('SIGKILL');
      resolve(read);
    };
    const deadline = setTimeout(() => end(faulty('damaged')), withinMs);
    reader.once('message', message => end(message as ReadSpreadsheet));
    reader.once('error', () => end(faulty('damaged')));
    reader.once('exit', () => end(faulty('damaged')));
    reader.send(reading, error => error && end(faulty('damaged')));
  });
}
