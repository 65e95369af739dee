/**
 * PDF with text: lines by their place on the page, without page numbers and running titles.
 */
import type { Line, Progress } from './model.ts';
import { CharacterMaps } from './pdf-character-maps.ts';
import { isPageNumber } from './read-text.ts';
import { UnreadableFileError } from './unreadable.ts';

/** In pages. */
const PROGRESS_EVERY = 20;

/** A line this wide was ended by the margin: widths are not exact where a font is not embedded. */
const FULL = 0.85;

interface PageLine {
  text: string;
  y: number;
  size: number;
  left: number;
  right: number;
}

/** @throws {UnreadableFileError} where it is damaged, locked with a password, or made of images */
export async function readPdf(bytes: Uint8Array, name: string, onProgress: Progress): Promise<Line[]> {
  const pages = await pagesOf(bytes, name, onProgress);
  if (pages.every(lines => lines.every(({ text }) => text.trim() === ''))) throw new UnreadableFileError('pdf-images', { name });
  const running = runningTitles(pages);
  const rightmost = pages.flat().reduce((most, { right }) => Math.max(most, right), 0);
  const leftmost = pages.flat().reduce((least, { left }) => Math.min(least, left), rightmost);
  return pages.flatMap(lines =>
    lines.map((line, i) => {
      const edge = i < EDGE || i >= lines.length - EDGE;
      const number = isPageNumber(line.text) || (edge && /^\s*\d{1,4}\s*$/.test(line.text));
      const furniture = edge && (number || running.has(masked(line.text)));
      return {
        text: line.text,
        ...(furniture ? { furniture: true } : {}),
        ...(line.right - leftmost >= FULL * (rightmost - leftmost) ? { wrapped: true } : {}),
      };
    }),
  );
}

async function pagesOf(bytes: Uint8Array, name: string, onProgress: Progress): Promise<PageLine[][]> {
  const { getDocumentProxy } = await import('unpdf');
  try {
    const pdf = await getDocumentProxy(bytes, {
      verbosity: 0,
      useWorkerFetch: false,
      cMapUrl: 'made/',
      cMapPacked: false,
      BinaryDataFactory: CharacterMaps,
    });
    const pages: PageLine[][] = [];
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      pages.push(linesOf(items.flatMap(item => ('str' in item ? [item] : []))));
      page.cleanup();
      if (number % PROGRESS_EVERY === 0) onProgress(number, pdf.numPages);
    }
    await pdf.destroy();
    return pages;
  } catch (cause) {
    const locked = cause instanceof Error && cause.name === 'PasswordException';
    throw new UnreadableFileError(locked ? 'pdf-encrypted' : 'pdf-broken', { name }, { cause });
  }
}

interface TextItem {
  readonly str: string;
  /** Scale and place: `[a, b, c, d, x, y]`. */
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

/** Pieces at one height are one line, in the order in which the page was written. */
function linesOf(items: readonly TextItem[]): PageLine[] {
  const lines: PageLine[] = [];
  for (const { str, transform, width, height } of items) {
    if (str.trim() === '' && width === 0) continue;
    const [x, y] = [transform[4] ?? 0, transform[5] ?? 0];
    const size = height || Math.abs(transform[3] ?? 0) || 10;
    const line = lines.at(-1);
    if (line && Math.abs(line.y - y) < 0.6 * Math.max(size, line.size) && x >= line.left) {
      line.text += (x - line.right > 0.5 * size ? ' ' : '') + str;
      if (str.trim() !== '') {
        line.right = Math.max(line.right, x + width);
        line.size = Math.max(line.size, size);
      }
    } else lines.push({ text: str, y, size, left: x, right: x + width });
  }
  return lines.filter(({ text }) => text.trim() !== '').sort((a, b) => b.y - a.y);
}

/** How many lines at the top and at the foot of a page may be furniture. */
const EDGE = 2;

const masked = (text: string): string => text.replace(/\d+/g, '#').replace(/\s+/g, '');

/** Lines that stand at the edge of many pages, numbers apart. */
function runningTitles(pages: readonly PageLine[][]): Set<string> {
  const counts = new Map<string, number>();
  for (const lines of pages) {
    const edges = lines.filter((_, i) => i < EDGE || i >= lines.length - EDGE);
    for (const key of new Set(edges.map(({ text }) => masked(text)))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const enough = Math.max(2, pages.length * 0.4);
  return new Set([...counts].flatMap(([key, count]) => (count >= enough ? [key] : [])));
}
