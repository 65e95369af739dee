/**
 * What was done with a case, as a chain: each link holds the hash of the one before and a salted digest of what was said, so that a history that was
 * changed shows. What was said can be erased, with its salt: the chain still verifies, and says that it was.
 */
import { createHash } from 'node:crypto';
import { type Random, randomLetters } from '../shared/random.ts';

/** One link. It holds no personal text. */
export interface Link {
  readonly case: number;
  /** From 1. */
  readonly seq: number;
  /** The hash of the link before; empty for the first. */
  readonly before: string;
  /** An actor's id. */
  readonly by: string;
  readonly action: string;
  /** ISO instant. */
  readonly at: string;
  /** Of the payload with its salt; empty where there is none. */
  readonly digest: string;
  readonly hash: string;
}

/** What was said or changed, with what salts its digest. */
export interface Payload {
  readonly salt: string;
  /** As JSON. */
  readonly data: string;
}

/** A link with what was said; nothing where nothing was, or where it was erased. */
export interface Entry extends Link {
  readonly payload?: Payload | undefined;
}

/** Where a chain ends. */
export type Head = Pick<Link, 'seq' | 'hash'>;

/** Before the first link. */
export const NO_HEAD: Head = { seq: 0, hash: '' };

/** What is put on record. */
export interface Deed extends Pick<Link, 'case' | 'by' | 'action'> {
  readonly at: Date;
  /** What was said or changed; kept sealed. */
  readonly data?: Readonly<Record<string, unknown>> | undefined;
}

const sha256 = (...parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

const hashOf = ({ case: number, seq, before, by, action, at, digest }: Omit<Link, 'hash'>): string =>
  sha256(String(number), String(seq), before, by, action, at, digest);

const SALT_LETTERS = 22;

/** The next link of a chain. */
export function linked(head: Head, { case: number, by, action, at, data }: Deed, random: Random): Entry {
  const payload = data && { salt: randomLetters(random, SALT_LETTERS), data: JSON.stringify(data) };
  const link = {
    case: number,
    seq: head.seq + 1,
    before: head.hash,
    by,
    action,
    at: at.toISOString(),
    digest: payload ? sha256(payload.salt, payload.data) : '',
  };
  return { ...link, hash: hashOf(link), ...(payload ? { payload } : {}) };
}

/** What is wrong with a chain, at which link; or how many links it has and how many of their payloads were erased. */
export type Verdict =
  | { readonly ok: true; readonly links: number; readonly erased: number }
  | { readonly ok: false; readonly seq: number; readonly fault: 'order' | 'link' | 'payload' };

/** Holds the chain of a case, in its order, against itself. */
export function verify(entries: readonly Entry[]): Verdict {
  let head = NO_HEAD;
  let erased = 0;
  for (const entry of entries) {
    if (entry.seq !== head.seq + 1) return { ok: false, seq: entry.seq, fault: 'order' };
    if (entry.before !== head.hash || hashOf(entry) !== entry.hash) return { ok: false, seq: entry.seq, fault: 'link' };
    if (entry.payload && sha256(entry.payload.salt, entry.payload.data) !== entry.digest)
      return { ok: false, seq: entry.seq, fault: 'payload' };
    if (entry.digest !== '' && !entry.payload) erased++;
    head = entry;
  }
  return { ok: true, links: entries.length, erased };
}
