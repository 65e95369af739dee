/**
 * Ids of choices in few bytes: platforms keep little behind a button, and ids may quote a question.
 */
import { createHash } from 'node:crypto';

const MARK = '~';
const SHORT = /^~[\w-]{22}$/;

/** The id itself where it fits into so many bytes of UTF-8; otherwise a digest of it, 23 bytes long. */
export const shortId = (id: string, most: number): string => (Buffer.byteLength(id, 'utf8') <= most ? id : digestOf(id));

/** Whether a text stands for an id that was too long. */
export const isShortId = (text: string): boolean => SHORT.test(text);

/** The one of these ids that the text is, or stands for; the text itself where it is none of them. */
export const longId = (text: string, ids: readonly string[]): string =>
  isShortId(text) ? (ids.find(id => digestOf(id) === text) ?? text) : text;

const digestOf = (id: string): string => MARK + createHash('sha256').update(id).digest('base64url').slice(0, 22);
