/**
 * Plain text: its encoding, its lines, and which of them were wrapped by a page.
 */
import type { Line } from './model.ts';
import { UnreadableFileError } from './unreadable.ts';

/**
 * UTF-8, UTF-16 with its mark, or GB18030 (with GBK and GB2312), in which older office programs save.
 * @throws {UnreadableFileError} for anything else
 */
export function decodeText(bytes: Uint8Array, name: string): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (isBinary(bytes)) throw new UnreadableFileError('binary', { name });
  const text = tryDecode('utf-8', bytes);
  if (text !== undefined) return text;
  const damaged = new TextDecoder('utf-8').decode(bytes);
  const losses = damaged.split('\ufffd').length - 1;
  const asChinese = losses * 20 > damaged.length ? tryDecode('gb18030', bytes) : undefined;
  if (asChinese === undefined || /[\ue000-\uf8ff]/.test(asChinese)) throw new UnreadableFileError('encoding', { name });
  return asChinese;
}

function tryDecode(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 65_536);
  const controls = sample.filter(byte => byte < 9 || (byte > 13 && byte < 32)).length;
  return sample.includes(0) || controls * 50 > sample.length;
}

const PAGE_NUMBER =
  /^\s*(?:[-—–─_]+\s*\d{1,4}\s*[-—–─_]+|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*\/\s*\d{1,4})\s*$/u;

/** Lines with page numbers set aside. */
export function readText(text: string): Line[] {
  const lines = text.split(/\r\n|[\n\r\f\v\u2028\u2029\u0085]/u);
  const full = wrapWidth(lines);
  return lines.map(line => ({
    text: line,
    ...(PAGE_NUMBER.test(line) ? { furniture: true } : {}),
    ...(widthOf(line) >= full ? { wrapped: true } : {}),
  }));
}

/** A line that holds nothing but the number of a page. */
export const isPageNumber = (text: string): boolean => PAGE_NUMBER.test(text);

/** Chinese characters are two columns wide. */
const widthOf = (line: string): number => line.length + (line.match(/\P{ASCII}/gu)?.length ?? 0);

/** The width from which a line counts as full: many lines are that wide, and none is much wider. */
function wrapWidth(lines: readonly string[]): number {
  const widest = lines.reduce((most, line) => Math.max(most, widthOf(line)), 0);
  const full = lines.filter(line => widthOf(line) >= widest - 4).length;
  const filled = lines.filter(line => line.trim() !== '').length;
  return full >= 8 && full * 3 >= filled ? widest - 4 : Number.POSITIVE_INFINITY;
}
