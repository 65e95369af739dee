/**
 * Seals personal data before it reaches the database (AES-256-GCM), and makes digests by which it can be found again (HMAC-SHA-256). A sealed
 * value is bound to its column: it does not open in another one.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { type Key, KeyError, type KeySource } from './keys.ts';

/** Seals, opens and finds. Each method throws `KeyError` where the keys cannot be used. */
export interface Sealer {
  /** The key that seals now. */
  readonly keyId: string;
  /** `~<key>.<base64url>`; nothing stays nothing. */
  seal(column: string, text: string): string;
  /** @throws {DamagedError} where the value was changed, or belongs to another column */
  open(column: string, sealed: string): string;
  /** Equal texts of a column have equal digests under the same key. */
  digest(column: string, text: string): string;
  /** The digest under every key, to look for what an older key may have written. */
  digests(column: string, text: string): readonly string[];
}

/** A sealed value does not open though its key is here. */
export class DamagedError extends Error {
  override readonly name = 'DamagedError';
  readonly column: string;
  constructor(column: string) {
    super(`a value of ${column} is damaged`);
    this.column = column;
  }
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SEALED = /^~([0-9a-f]{8})\.([\w-]+)$/;

/** Whether a value of the database is sealed; nothing needs no seal. */
export const isSealed = (text: string): boolean => text === '' || SEALED.test(text);

/** The key that a value was sealed with. */
export const keyIdOf = (sealed: string): string | undefined => SEALED.exec(sealed)?.[1];

/** @throws {KeyError} */
export function createSealer(source: KeySource): Sealer {
  const derived = new Map<string, Derived>();
  const of = (key: Key): Derived => {
    const known = derived.get(key.id) ?? derive(key);
    derived.set(key.id, known);
    return known;
  };
  const current = (): Key => source.read()[0]!;
  current();
  return {
    get keyId() {
      return current().id;
    },
    seal(column, text) {
      if (text === '') return '';
      const key = current();
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', of(key).sealing, nonce).setAAD(Buffer.from(column));
      const bytes = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `~${key.id}.${bytes.toString('base64url')}`;
    },
    open(column, sealed) {
      if (sealed === '') return '';
      const [, id = '', body = ''] = SEALED.exec(sealed) ?? [];
      if (id === '') throw new DamagedError(column);
      const key = source.read().find(one => one.id === id);
      if (!key) throw new KeyError('missing', id);
      const bytes = Buffer.from(body, 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', of(key).sealing, bytes.subarray(0, NONCE_BYTES), {
          authTagLength: TAG_BYTES,
        })
          .setAAD(Buffer.from(column))
          .setAuthTag(bytes.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
      } catch {
        throw new DamagedError(column);
      }
    },
    digest: (column, text) => digestWith(current(), of(current()), column, text),
    digests: (column, text) => source.read().map(key => digestWith(key, of(key), column, text)),
  };
}

interface Derived {
  readonly sealing: Uint8Array;
  readonly digesting: Uint8Array;
}

const derive = ({ bytes }: Key): Derived => ({
  sealing: new Uint8Array(hkdfSync('sha256', bytes, '', 'anjia seal', 32)),
  digesting: new Uint8Array(hkdfSync('sha256', bytes, '', 'anjia digest', 32)),
});

const digestWith = ({ id }: Key, { digesting }: Derived, column: string, text: string): string =>
  `${id}.${createHmac('sha256', digesting).update(`${column}\0${text}`).digest('base64url')}`;
