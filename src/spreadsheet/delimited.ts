/**
 * Text files of rows (.csv, .txt): their encoding, what parts the cells, and quoted cells (RFC 4180).
 */
import { textCell } from './cell-text.ts';
import { type CellNote, faulty, type Limits, type ReadSpreadsheet, type Row, rowOf } from './sheet.ts';

/**
 * The text of a file, from its byte order mark, or as UTF-8, or else as GB 18030, as spreadsheet programs write it in China. `undefined` where
 * it is none of these.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  const marked = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
  for (const encoding of marked ? [marked] : ['utf-8', 'gb18030']) {
    try {
      // Half a character of UTF-16 is mended by whoever reads the cell.
      return new TextDecoder(encoding, { fatal: encoding !== marked }).decode(bytes);
    } catch {
      // Another encoding then.
    }
  }
  return undefined;
}

/** Characters that no text holds. */
const CONTROL = /(?!\s)\p{Cc}/gu;

/** Whether a text is one, rather than a picture or a program: a control character in a hundred is taken as a slip. */
export const isText = (text: string): boolean => (text.match(CONTROL)?.length ?? 0) <= 1 + text.length / 100;

const SEPARATORS = [',', ';', '\t'] as const;

/** Reads a text of rows as the only sheet of a spreadsheet. */
export function readDelimited(text: string, limits: Limits): ReadSpreadsheet {
  const [hint, stated] = /^sep=(.)\r?\n/.exec(text) ?? [];
  const body = hint === undefined ? text : text.slice(hint.length);
  const rows: Row[] = [];
  const cells = splitCells(body, stated ?? separatorOf(body));
  for (const { line, texts, unclosed } of cells) {
    if (unclosed !== undefined) return faulty('unclosed-quote', { line: unclosed + (hint === undefined ? 0 : 1) });
    const notes = new Map<number, CellNote>();
    const shown = texts.map((written, index) => {
      const { text: shownText, problem } = textCell(written);
      if (problem) notes.set(index, { problem });
      return shownText;
    });
    const row = rowOf(line + (hint === undefined ? 0 : 1), false, shown, notes);
    if (!row) continue;
    if (rows.push(row) > limits.rows) return faulty('too-many-rows', { most: limits.rows });
    if (row.cells.length > limits.columns) return faulty('too-many-columns', { most: limits.columns });
  }
  return { ok: true, sheets: [{ name: '', hidden: false, rows }] };
}

/** What parts the cells: the character that the first lines hold most often, outside quotation marks. */
function separatorOf(text: string): string {
  const sample = text.slice(0, 20_000).replace(/"[^"]*"/g, '');
  const counts = SEPARATORS.map(separator => sample.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}

interface Line {
  /** Of the row, counted from 1 as a spreadsheet program would. */
  readonly line: number;
  readonly texts: readonly string[];
  /** Where a quotation mark opens that is never closed. */
  readonly unclosed?: number;
}

function* splitCells(text: string, separator: string): Generator<Line> {
  // A cell in quotation marks, which may be followed by stray characters, or one without; then what ends it.
  const end = separator === '\t' ? '\\t' : separator.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const plain = new RegExp(`[^${end}\\r\\n]*`, 'y');
  let [at, line, textLine] = [0, 1, 1];
  let texts: string[] = [];
  while (at < text.length || texts.length > 0) {
    let cell = '';
    if (text[at] === '"') {
      const opened = textLine;
      for (at++; ; ) {
        const close = text.indexOf('"', at);
        if (close < 0) return yield { line, texts, unclosed: opened };
        cell += text.slice(at, close);
        at = close + 1;
        if (text[at] !== '"') break;
        cell += '"';
        at++;
      }
      textLine += cell.split('\n').length - 1;
    }
    plain.lastIndex = at;
    const rest = plain.exec(text)?.[0] ?? '';
    at += rest.length;
    texts.push(cell + rest);
    if (text[at] === separator) {
      at++;
      if (at < text.length) continue;
      texts.push('');
    }
    yield { line, texts };
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line++;
    textLine++;
    texts = [];
  }
}
