/**
 * Sessions without a store: the browser keeps a random secret in a cookie; all that the rooms see is a digest of it.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits as 43 characters of base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Whether a cookie may be a secret of ours. */
export const isSecret = (text: string | undefined): text is string => text !== undefined && /^[\w-]{43}$/.test(text);

/** The session's name: a digest, so that whoever reads the database cannot take over a browser's session. */
export const sessionOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** A random token that only pages given to this secret's browser carry. */
export function newToken(secret: string): string {
  const nonce = randomBytes(16).toString('base64url');
  return `${nonce}.${seal(nonce, secret)}`;
}

/** Whether the token was made for this secret. */
export function ownToken(token: string | undefined, secret: string): boolean {
  const [nonce = '', mac = ''] = token?.split('.') ?? [];
  const [given, right] = [Buffer.from(mac), Buffer.from(seal(nonce, secret))];
  return given.length === right.length && timingSafeEqual(given, right);
}

const seal = (nonce: string, secret: string): string => createHmac('sha256', secret).update(nonce).digest('base64url');
