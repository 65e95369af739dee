/**
 * The words of a file that says of itself that it is a text (.txt, .md, .docx): such a file may look like a table too, so here its name decides,
 * and its content whether that is true.
 */
import { decodeText, isText } from '../spreadsheet/index.ts';
import { wordText } from './word-text.ts';

/** Longer texts are no message that anybody reads on a telephone. In bytes. */
const LARGEST = 64 * 1024;
/** A Word file with pictures. In bytes. */
const LARGEST_WORD = 5 * 2 ** 20;

/** `undefined` where it is none. */
export function plainText(bytes: Uint8Array, name = ''): string | undefined {
  const [, kind] = /\.(txt|md|docx)$/i.exec(name) ?? [];
  if (kind === undefined) return undefined;
  if (kind.toLowerCase() === 'docx') return bytes.length > LARGEST_WORD ? undefined : wordText(bytes);
  if (bytes.length > LARGEST) return undefined;
  const text = decodeText(bytes)
    ?.replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .trim();
  return text && isText(text) ? text : undefined;
}
