/**
 * Reads a published document into lines, whatever form it was published in.
 */
import { readFileSync, statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { Line, Progress } from './model.ts';
import { readDocx } from './read-docx.ts';
import { readHtml } from './read-html.ts';
import { readPdf } from './read-pdf.ts';
import { decodeText, readText } from './read-text.ts';
import { UnreadableFileError } from './unreadable.ts';

/** Official documents are far smaller; scans without text are larger. */
export const MAX_MEGABYTES = 20;

const TYPES = ['.txt', '.docx', '.pdf', '.html', '.htm'];

/**
 * The content decides what the file is; its name only tells HTML from plain text.
 * @throws {UnreadableFileError} where the file cannot be read as a document
 */
export async function readFile(path: string, onProgress: Progress = () => {}): Promise<Line[]> {
  const name = basename(path);
  const bytes = bytesOf(path, name);
  if (startsWith(bytes, '%PDF-')) return readPdf(bytes, name, onProgress);
  if (startsWith(bytes, 'PK\x03\x04')) return readDocx(bytes, name);
  if (startsWith(bytes, '\xd0\xcf\x11\xe0')) throw new UnreadableFileError('old-word', { name });
  const type = extname(name).toLowerCase();
  if (type === '.pdf') throw new UnreadableFileError('pdf-broken', { name });
  if (type === '.docx') throw new UnreadableFileError('word-broken', { name });
  if (!TYPES.includes(type)) throw new UnreadableFileError('unknown-type', { name, allowed: TYPES.join(' ') });
  const text = decodeText(bytes, name);
  if (text.trim() === '') throw new UnreadableFileError('empty', { name });
  const isHtml = type !== '.txt' || /^\s*<(!doctype html|html)\b/i.test(text);
  return isHtml ? readHtml(text) : readText(text);
}

function bytesOf(path: string, name: string): Uint8Array {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new UnreadableFileError('missing', { name: path });
  if (!stat.isFile()) throw new UnreadableFileError('not-a-file', { name: path });
  if (stat.size === 0) throw new UnreadableFileError('empty', { name });
  const megabytes = Math.ceil(stat.size / 1024 / 1024);
  if (megabytes > MAX_MEGABYTES) throw new UnreadableFileError('too-big', { name, megabytes, most: MAX_MEGABYTES });
  return new Uint8Array(readFileSync(path));
}

const startsWith = (bytes: Uint8Array, signature: string): boolean =>
  [...signature].every((character, i) => bytes[i] === character.charCodeAt(0));
