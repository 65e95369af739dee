/**
 * The words of a Word file (.docx), paragraph by paragraph: no pictures, no formats, and no more of the archive unpacked than the text is.
 */
import { unpack } from '../spreadsheet/index.ts';

const BODY = 'word/document.xml';
/** What the body may be unpacked, in bytes: a hundred pages. */
const LARGEST = 4 * 2 ** 20;

const END = '</w:p>';
/** Words, breaks and tabs; what was deleted while changes were tracked stands in other elements. */
const RUN = /<w:t(?: [^<>]*)?>([^<]*)<\/w:t>|<w:(br|cr|tab)(?: [^<>]*)?\/>/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** `undefined` where it is no such file, or one without words. */
export function wordText(bytes: Uint8Array): string | undefined {
  const unpacked = unpack(bytes, name => name === BODY, LARGEST);
  const body = unpacked.kind === 'files' ? unpacked.files.get(BODY) : undefined;
  if (!body) return undefined;
  const paragraphs = new TextDecoder().decode(body).split(END).slice(0, -1);
  const text = paragraphs
    .map(paragraphText)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return text === '' ? undefined : text;
}

const paragraphText = (paragraph: string): string =>
  [...paragraph.matchAll(RUN)]
    .map(([, words, mark]) => (mark === undefined ? readable(words ?? '') : mark === 'tab' ? '\t' : '\n'))
    .join('');

const readable = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (entity, hex, decimal, name) => {
    const point = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : undefined;
    if (point !== undefined) return point <= 0x10ffff ? String.fromCodePoint(point) : entity;
    return ENTITIES[String(name).toLowerCase()] ?? entity;
  });
