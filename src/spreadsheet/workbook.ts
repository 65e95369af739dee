/**
 * Workbooks as the library parses them (.xlsx, .xls, tables of HTML, XML of 2003), turned into rows of text with merges filled.
 */
import { type CellObject, type ParsingOptions, read, set_cptable, type WorkBook, type WorkSheet } from '@e965/xlsx';
import * as codepages from '@e965/xlsx/dist/cpexcel.full.mjs';
import { type CellText, numberCell, textCell } from './cell-text.ts';
import { type CellNote, faulty, type Limits, type ReadSpreadsheet, type Row, rowOf, type Sheet } from './sheet.ts';

// Old .xls files hold text in the code page of the machine that wrote them.
set_cptable(codepages);

const OPTIONS: ParsingOptions = {
  dense: true,
  cellNF: true,
  cellText: false,
  cellHTML: false,
  cellFormula: true,
  // Tells of hidden rows, and of formulas without a value.
  cellStyles: true,
  // Text of a web page stays text.
  raw: true,
};

/**
 * @param content the file, or the text of a web page or of XML
 * @throws where the library cannot read it
 */
export function readWorkbook(content: Uint8Array | string, limits: Limits): ReadSpreadsheet {
  const workbook = read(content, { ...OPTIONS, type: typeof content === 'string' ? 'string' : 'array' });
  const sheets: Sheet[] = [];
  let left = limits.rows;
  for (const [index, name] of workbook.SheetNames.entries()) {
    const sheet = workbook.Sheets[name];
    // The library passes over a sheet that it cannot read.
    if (!sheet) return faulty('damaged');
    // A sheet that is a chart has no cells.
    if (!sheet['!data']) continue;
    const rows = readRows(sheet, dates1904(workbook), left, limits.columns);
    if (rows === 'too-many-rows') return faulty(rows, { most: limits.rows });
    if (rows === 'too-many-columns') return faulty(rows, { most: limits.columns });
    left -= rows.length;
    sheets.push({ name, hidden: (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0, rows });
  }
  return { ok: true, sheets };
}

const dates1904 = (workbook: WorkBook): boolean => workbook.Workbook?.WBProps?.date1904 === true;

type Draft = { readonly index: number; readonly cells: string[]; readonly notes: Map<number, CellNote> };

function readRows(
  sheet: WorkSheet,
  date1904: boolean,
  most: number,
  columns: number,
): Row[] | 'too-many-rows' | 'too-many-columns' {
  const drafts: Draft[] = [];
  let wide = false;
  // Holes of the array, which can be a million, are passed over.
  (sheet['!data'] ?? []).forEach((row: readonly (CellObject | undefined)[] | undefined, index: number) => {
    if (!row || drafts.length > most || wide) return;
    const cells: string[] = [];
    const notes = new Map<number, CellNote>();
    row.forEach((cell, column) => {
      const { text, problem } = cell ? cellText(cell, date1904) : { text: '' };
      if (text === '' && !problem) return;
      if (column >= columns) wide = true;
      else {
        while (cells.length < column) cells.push('');
        cells[column] = text;
        if (problem) notes.set(column, { problem });
      }
    });
    if (cells.length > 0) drafts.push({ index, cells, notes });
  });
  if (wide) return 'too-many-columns';
  if (drafts.length > most) return 'too-many-rows';
  fillMerges(sheet, drafts);
  return drafts.flatMap(
    ({ index, cells, notes }) => rowOf(index + 1, sheet['!rows']?.[index]?.hidden === true, cells, notes) ?? [],
  );
}

function cellText({ t, v, z, f }: CellObject, date1904: boolean): CellText {
  if (t === 'e') return { text: '', problem: 'formula-error' };
  if (t === 'z' || v === undefined || v === null) return f === undefined ? { text: '' } : { text: '', problem: 'not-computed' };
  if (typeof v === 'number') return numberCell(v, z === undefined ? undefined : String(z), date1904);
  if (typeof v === 'boolean') return { text: v ? 'TRUE' : 'FALSE' };
  return textCell(String(v));
}

/**
 * Each cell of a merge gets the text of its first one. Only rows that hold something of their own are filled, no wider than the widest of them,
 * and no cell twice: a merge of the whole sheet costs no more than its rows.
 */
function fillMerges(sheet: WorkSheet, drafts: readonly Draft[]): void {
  const width = Math.max(0, ...widths(drafts));
  let left = width * drafts.length;
  for (const { s: start, e: end } of sheet['!merges'] ?? []) {
    const from = firstFrom(drafts, start.r);
    const origin = drafts[from];
    const text = origin?.index === start.r ? (origin.cells[start.c] ?? '') : '';
    const problem = origin?.index === start.r ? origin.notes.get(start.c)?.problem : undefined;
    if (text === '' && !problem) continue;
    for (let row = from; (drafts[row]?.index ?? Number.POSITIVE_INFINITY) <= end.r; row++) {
      const { index, cells, notes } = drafts[row] as Draft;
      for (let column = start.c; column <= Math.min(end.c, width - 1); column++) {
        if (left-- <= 0) return;
        if ((index === start.r && column === start.c) || (cells[column] ?? '') !== '') continue;
        while (cells.length < column) cells.push('');
        cells[column] = text;
        notes.set(column, { merged: true, ...(problem ? { problem } : {}) });
      }
    }
  }
}

function* widths(drafts: readonly Draft[]): Generator<number> {
  for (const { cells } of drafts) yield cells.length;
}

/** The first row at an index or after it. */
function firstFrom(drafts: readonly Draft[], index: number): number {
  let [low, high] = [0, drafts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((drafts[middle] as Draft).index < index) low = middle + 1;
    else high = middle;
  }
  return low;
}
