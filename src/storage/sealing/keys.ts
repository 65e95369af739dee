/**
 * The keys that personal data is sealed with: from the configuration, or from a file that is made at the first start. The first key seals, all
 * of them open.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** One key with its name, which says nothing about it. */
export interface Key {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** Why keys cannot be used. */
export type KeyFault =
  /** A line of the file or of the configuration is no key. */
  | 'malformed'
  /** Others than the owner may read the file. */
  | 'readable'
  /** The database was sealed with a key that is not here. */
  | 'missing'
  /** The file is not there, and the database needs it. */
  | 'none';

/** The keys cannot be used; `keyId` names the missing one. */
export class KeyError extends Error {
  override readonly name = 'KeyError';
  readonly fault: KeyFault;
  readonly keyId: string | undefined;
  constructor(fault: KeyFault, keyId?: string) {
    super(`the keys cannot be used: ${fault}`);
    this.fault = fault;
    this.keyId = keyId;
  }
}

/** Where keys come from; they may change while the program runs. */
export interface KeySource {
  /**
   * The keys, the one that seals first.
   * @throws {KeyError} and where the file cannot be read
   */
  read(): readonly Key[];
  /** The file, where there is one; undefined where the configuration holds the keys. */
  readonly file?: string;
}

/** 256 bits in base64, as a line of the file. */
const KEY_BYTES = 32;

/** A key from base64. @throws {KeyError} */
export function parseKey(text: string): Key {
  const bytes = Buffer.from(text, 'base64');
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text) || bytes.length !== KEY_BYTES) throw new KeyError('malformed');
  return { id: createHash('sha256').update('anjia key').update(bytes).digest('hex').slice(0, 8), bytes };
}

/** A new key as a line of the file. */
export const newKeyLine = (): string => randomBytes(KEY_BYTES).toString('base64');

/** Keys that the configuration holds: base64, parted by commas. @throws {KeyError} */
export function configuredKeys(text: string): KeySource {
  const keys = text.split(',').map(part => parseKey(part.trim()));
  return { read: () => keys };
}

/** A change of the file is noticed after so long. */
const LOOK_EVERY_MS = 500;

/** Keys in a file, one a line; the file is read again when it has changed. */
export function keyFile(file: string): KeySource {
  let keys: readonly Key[] = [];
  let written = -1;
  let lookedAt = Number.NEGATIVE_INFINITY;
  return {
    file,
    read() {
      const now = performance.now();
      if (now - lookedAt < LOOK_EVERY_MS) return keys;
      if (!existsSync(file)) throw new KeyError('none');
      const { mtimeMs, mode } = statSync(file);
      if ((mode & 0o077) !== 0) throw new KeyError('readable');
      if (mtimeMs !== written) keys = linesOf(file).map(parseKey);
      if (keys.length === 0) throw new KeyError('malformed');
      written = mtimeMs;
      lookedAt = now;
      return keys;
    },
  };
}

/** Writes the keys so that a crash leaves the old file or the new one, for the owner alone to read. */
export function writeKeyFile(file: string, lines: readonly string[]): void {
  renameSync(written(file, lines), file);
}

/** Makes the file with a first key; where another process was faster, its file stays. */
export function makeKeyFile(file: string): void {
  const fresh = written(file, [newKeyLine()]);
  try {
    linkSync(fresh, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    unlinkSync(fresh);
  }
}

function written(file: string, lines: readonly string[]): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.${process.pid}.new`;
  const handle = openSync(fresh, 'w', 0o600);
  writeSync(handle, `${lines.join('\n')}\n`);
  fsyncSync(handle);
  closeSync(handle);
  return fresh;
}

/** The lines of the file. */
export const linesOf = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
