/**
 * Finds the table of a sheet: its header below titles and notes, one to three rows of it, and the rows that hold data.
 */
import type { CellProblem, Row, Sheet } from './sheet.ts';

/** A column that is looked for. */
export interface ColumnWords {
  readonly id: string;
  /** What it may be called, with the group that stands above it or without: 姓名, 户主姓名. */
  readonly names: readonly string[];
  /** It may be filled where there is no data: a serial number. */
  readonly idle?: boolean;
}

/** The words by which a table is known. */
export interface TableWords {
  readonly columns: readonly ColumnWords[];
  /** What a group of columns begins with that go by their full names alone: 性别 below 户主信息 is not just anybody's. */
  readonly apart: readonly string[];
  /** What a row of sums begins with: 合计. */
  readonly totals: readonly string[];
  /** What a row begins with that belongs to nobody: 注:, 填表人. */
  readonly notes: readonly string[];
  /** What marks a row that only shows how to fill it in: 示例. */
  readonly examples: readonly string[];
}

/** A table as it was found. */
export interface Table {
  readonly sheet: string;
  readonly columns: ReadonlyMap<string, { readonly index: number; readonly heading: string }>;
  /** Headings that no column goes by. */
  readonly unknown: readonly string[];
  /** Where those stand. */
  readonly others: readonly { readonly index: number; readonly heading: string }[];
  /** Headings of columns that an earlier one had taken. */
  readonly repeated: readonly string[];
  /** Rows of data, from the top. */
  readonly rows: readonly Row[];
  /** Rows below the header that hold no data, by their number in the sheet. */
  readonly skipped: readonly { readonly row: number; readonly why: 'total' | 'note' | 'header' | 'example' | 'blank' }[];
}

/** How far down a header may begin, and of how many rows it is. */
const SEARCHED = 40;
const HEIGHTS = [1, 2, 3];

/** Looks for a header by the names of columns, of which at least two must be there. `undefined` where nothing looks like one. */
export function findTable(sheet: Sheet, words: TableWords): Table | undefined {
  const names = namesIn(words);
  const starts = sheet.rows.slice(0, SEARCHED).map((_, first) => first);
  // The lower header where both name as many columns: what stands above it is a title.
  const candidates = HEIGHTS.flatMap(height => starts.map(first => headerAt(sheet.rows, first, height, names)));
  const best = candidates.reduce((a, b) => (b.columns.size > a.columns.size ? b : a), NO_HEADER);
  return best.columns.size < 2 ? undefined : tableBelow(sheet, best, words);
}

/** A cell of a column; an empty one where the table has no such column. */
export function cellOf(table: Table, row: Row, id: string): { text: string; merged: boolean; problem?: CellProblem } {
  const index = table.columns.get(id)?.index ?? -1;
  const note = row.notes.get(index);
  return { text: row.cells[index] ?? '', merged: note?.merged ?? false, ...(note?.problem ? { problem: note.problem } : {}) };
}

interface Header extends Pick<Table, 'columns' | 'others' | 'repeated'> {
  readonly first: number;
  readonly height: number;
}

const NO_HEADER: Header = { columns: new Map(), others: [], repeated: [], first: 0, height: 0 };

/** A heading as it is compared: full width as half, without spaces, colons, the star of what must be filled in, and case. */
const bare = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s*:"'“”_]/g, '');
const withoutRemark = (heading: string): string => heading.replace(/[([【].*?[)\]】]/g, '');

/** The columns by name, and the beginnings of groups that stand apart. */
interface Names {
  readonly ids: ReadonlyMap<string, string>;
  readonly apart: readonly string[];
}

const namesIn = ({ columns, apart }: TableWords): Names => ({
  ids: new Map(columns.flatMap(({ id, names }) => names.map(name => [bare(name), id] as const))),
  apart: apart.map(bare),
});

function headerAt(rows: readonly Row[], first: number, height: number, { ids, apart }: Names): Header {
  const lines = rows.slice(first, first + height);
  const columns = new Map<string, { index: number; heading: string }>();
  const others: Table['others'][number][] = [];
  const repeated: string[] = [];
  const width = Math.max(0, ...lines.map(({ cells }) => cells.length));
  for (let index = 0; index < width; index++) {
    // A merge repeats its heading: each stands once on the way down.
    const parts = lines.map(({ cells }) => cells[index] ?? '').filter((text, at, all) => text !== '' && all.indexOf(text) === at);
    const heading = parts.join(' ');
    const id = namesOf(parts, apart).flatMap(name => ids.get(name) ?? [])[0];
    if (id === undefined) {
      if (heading !== '') others.push({ index, heading });
    } else if (columns.has(id)) repeated.push(heading);
    else columns.set(id, { index, heading });
  }
  return { columns, others, repeated, first, height: lines.length };
}

/** What a column may be looked up by: with its group first, alone after that, without what stands in brackets last. */
function namesOf(parts: readonly string[], apart: readonly string[]): string[] {
  const [whole = '', withGroup = '', alone = ''] = [parts.join(''), parts.slice(-2).join(''), parts.at(-1) ?? ''].map(bare);
  const standsApart = parts.length > 1 && apart.some(group => withGroup.startsWith(group));
  const names = standsApart ? [whole, withGroup] : [whole, withGroup, alone];
  return [...names, ...names.map(withoutRemark)];
}

function tableBelow(sheet: Sheet, header: Header, words: TableWords): Table {
  const idle = new Set(words.columns.filter(column => column.idle).map(({ id }) => id));
  const telling = [...header.columns].filter(([id]) => !idle.has(id)).map(([, { index }]) => index);
  const headings = [...header.columns.values()];
  const repeatsHeader = ({ cells }: Row) =>
    headings.filter(({ index, heading }) => cells[index] && heading.endsWith(cells[index])).length > headings.length / 2;
  const own = (row: Row) => telling.filter(index => (row.cells[index] ?? '') !== '' && !row.notes.get(index)?.merged).length;

  const rows: Row[] = [];
  const skipped: Table['skipped'][number][] = [];
  let ended = false;
  for (const row of sheet.rows.slice(header.first + header.height)) {
    const why = reasonToSkip(row, words) ?? (repeatsHeader(row) || countsColumns(row) ? 'header' : undefined);
    // What follows a note is data only where it looks like some.
    const rest = isHeadline(row) || (ended && own(row) < 2) ? 'note' : hasContent(row, telling) ? undefined : 'blank';
    if (why === 'note') ended = true;
    // A title of the part that a repeated header begins.
    const title = why === 'header' ? rows.at(-1) : undefined;
    if (title && own(title) === 1 && title.cells.filter(Boolean).length === 1) {
      rows.pop();
      skipped.push({ row: title.number, why: 'note' });
    }
    const skip = why ?? rest;
    if (skip) skipped.push({ row: row.number, why: skip });
    else rows.push(row);
  }
  const { columns, others, repeated } = header;
  return { sheet: sheet.name, columns, unknown: others.map(({ heading }) => heading), others, repeated, rows, skipped };
}

const hasContent = (row: Row, telling: readonly number[]): boolean =>
  telling.some(
    index =>
      (row.cells[index] !== undefined && row.cells[index] !== '' && !row.notes.get(index)?.merged) ||
      row.notes.get(index)?.problem,
  );

/** By its first two filled cells, since a number may stand before the word. */
function reasonToSkip(
  { cells, notes: known }: Row,
  { totals, notes, examples }: TableWords,
): 'total' | 'note' | 'example' | undefined {
  const starts: string[] = [];
  for (let index = 0; index < cells.length && starts.length < 2; index++) {
    const text = cells[index] ?? '';
    if (text !== '' && !known.get(index)?.merged) starts.push(text.normalize('NFKC').replace(/\s/g, ''));
  }
  if (starts.some(text => totals.includes(text.replace(/[:(].*$/, '')))) return 'total';
  if (starts.some(text => examples.some(word => text.startsWith(word)))) return 'example';
  return starts.slice(0, 1).some(text => notes.some(word => text.startsWith(word))) ? 'note' : undefined;
}

/** One text over several columns: the title of a part. */
function isHeadline({ cells, notes }: Row): boolean {
  const first = cells.findIndex(text => text !== '');
  if (notes.size === 0 || notes.get(first)?.merged) return false;
  const isCopy = (text: string, index: number) => text === '' || (text === cells[first] && notes.get(index)?.merged === true);
  return (
    cells.some((text, index) => index > first && text !== '') &&
    cells.every((text, index) => index <= first || isCopy(text, index))
  );
}

/** A row below the header that only counts the columns: 1 2 3 4 … */
function countsColumns({ cells }: Row): boolean {
  if (!/^\d*$/.test(cells[1] ?? '')) return false;
  const filled = cells.filter(text => text !== '');
  return filled.length > 3 && filled.every((text, index) => Number(text) === Number(filled[0]) + index);
}
