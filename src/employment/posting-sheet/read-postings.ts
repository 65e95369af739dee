/**
 * From the sheets of a file to postings, with what is wrong with each row. Nothing is looked up and nothing kept.
 */
import type { SheetReport } from '../../directory/household-sheet/index.ts';
import { findTable, type Row, type Sheet, type Table, type TableWords } from '../../spreadsheet/index.ts';
import { createFigureReader } from './read-figures.ts';
import { goesOn, type RowContext, readRow } from './read-row.ts';
import type { ReadPostings, ReadRow } from './report.ts';
import { type Field, type PostingWording, wordsOf } from './wording.ts';

/** What a table is read with, besides its wording. */
export type SheetContext = Pick<RowContext, 'on' | 'place' | 'countyOf' | 'skillsIn'>;

/** Reads all sheets but hidden ones. */
export function readPostings(sheets: readonly Sheet[], wording: PostingWording, context: SheetContext): ReadPostings {
  const words = wordsOf(wording);
  const figures = createFigureReader(wording, words);
  const tableWords = tableWordsOf(wording);
  const rows: ReadRow[] = [];
  const reports: SheetReport[] = [];
  const tables: string[][] = [];
  for (const sheet of sheets) {
    const report = { sheet: sheet.name, lacking: [], unread: [], repeated: [], skipped: 0 };
    if (sheet.hidden) {
      reports.push({ ...report, outcome: 'hidden' });
      continue;
    }
    const table = findTable(sheet, tableWords);
    const lacking = table ? lackingIn(table) : NO_HEADER;
    if (!table || lacking.length > 0) {
      reports.push({ ...report, outcome: 'no-table', lacking });
      continue;
    }
    const { repeated, skipped } = table;
    reports.push({ ...report, outcome: 'read', repeated, skipped: skipped.length });
    let above: Row | undefined;
    for (const row of table.rows) {
      const read = readRow(row, { ...context, table, wording, words, figures, above });
      rows.push({ sheet: sheet.name, row: row.number, ...read, cells: row.cells, table: tables.length });
      above = above && goesOn(table, row) ? above : row;
    }
    tables.push(headingsOf(table));
  }
  return { rows, sheets: reports, tables };
}

/** Whether the table of a file is one of postings: how many columns of such a table it has. */
export function postingColumnsIn(sheets: readonly Sheet[], wording: PostingWording): number {
  const words = tableWordsOf(wording);
  const found = sheets.flatMap(sheet => (sheet.hidden ? [] : (findTable(sheet, words) ?? [])));
  return Math.max(0, ...found.filter(table => lackingIn(table).length === 0).map(({ columns }) => columns.size));
}

/** What a table needs that has no header at all. */
const NO_HEADER: readonly Field[] = ['title', 'employer'];

/** The work must be named, and something must tell that it is offered. */
function lackingIn({ columns }: Table): Field[] {
  const has = (...fields: Field[]) => fields.some(field => columns.has(field));
  if (!has('title')) return ['title'];
  return has('employer', 'wage', 'openings', 'phone') ? [] : ['employer'];
}

/** By cell, with those that no column goes by. */
function headingsOf({ columns, others }: Table): string[] {
  const headings: string[] = [];
  for (const { index, heading } of [...columns.values(), ...others]) headings[index] = heading;
  return Array.from(headings, heading => heading ?? '');
}

const tableWordsOf = ({ columns, apart, rows }: PostingWording): TableWords => ({
  columns: columns.map(({ field, names }) => ({ id: field, names, idle: field === 'serial' || field === 'returned' })),
  apart,
  ...rows,
});
