/**
 * Word documents, through HTML: breaks within a paragraph are kept as lines.
 */
import type { Line } from './model.ts';
import { readHtml } from './read-html.ts';
import { UnreadableFileError } from './unreadable.ts';

/** @throws {UnreadableFileError} where it is not a Word document, or holds no text */
export async function readDocx(bytes: Uint8Array, name: string): Promise<Line[]> {
  const { default: mammoth } = await import('mammoth');
  let html: string;
  try {
    const withoutImages = mammoth.images.imgElement(async () => ({ src: '' }));
    const result = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { convertImage: withoutImages });
    html = result.value;
  } catch (cause) {
    throw new UnreadableFileError('word-broken', { name }, { cause });
  }
  const lines = await readHtml(html);
  if (lines.every(({ text }) => text.trim() === '')) throw new UnreadableFileError('empty', { name });
  return lines;
}
