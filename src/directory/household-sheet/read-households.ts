/**
 * From the sheets of a file to household drafts, with a report of every row. Nothing is looked up and nothing kept.
 */
import type { Day } from '../../shared/calendar.ts';
import { findTable, type Sheet, type Table, type TableWords } from '../../spreadsheet/index.ts';
import { createGathering } from './gather.ts';
import { readRow } from './read-row.ts';
import type { ReadHouseholds, SheetReport } from './report.ts';
import { type Field, type HouseholdWording, wordsOf } from './wording.ts';

/**
 * Reads all sheets but hidden ones. A household whose rows stand apart, or in several sheets, is one where its number or its head shows it.
 * @param on ages and dates are held against it
 */
export function readHouseholds(sheets: readonly Sheet[], wording: HouseholdWording, on: Day): ReadHouseholds {
  const words = wordsOf(wording);
  const tableWords = tableWordsOf(wording);
  const gathering = createGathering();
  const reports: SheetReport[] = [];
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
    const { unknown, repeated, skipped } = table;
    reports.push({ ...report, outcome: 'read', unread: unknown, repeated, skipped: skipped.length });
    gathering.begin(field => table.columns.get(field)?.heading);
    for (const row of table.rows) {
      gathering.add({ sheet: sheet.name, row: row.number }, readRow(row, { table, words, wording, on }));
    }
  }
  return { ...gathering.end(), sheets: reports };
}

/** How many columns of such a table a file has; 0 where it is none. */
export function householdColumnsIn(sheets: readonly Sheet[], wording: HouseholdWording): number {
  const words = tableWordsOf(wording);
  const found = sheets.flatMap(sheet => (sheet.hidden ? [] : (findTable(sheet, words) ?? [])));
  return Math.max(0, ...found.filter(table => lackingIn(table).length === 0).map(({ columns }) => columns.size));
}

/** What a table needs that has no header at all. */
const NO_HEADER: readonly Field[] = ['name', 'relation'];

/** Somebody must be named, and something must tell who lives together. */
function lackingIn({ columns }: Table): Field[] {
  const has = (...fields: Field[]) => fields.some(field => columns.has(field));
  if (!has('name', 'head')) return ['name'];
  return has('head', 'relation', 'code', 'room', 'address') ? [] : ['relation'];
}

const tableWordsOf = ({ columns, apart, rows }: HouseholdWording): TableWords => ({
  columns: columns.map(({ field, names }) => ({ id: field, names, idle: field === 'serial' })),
  apart,
  ...rows,
});
