/**
 * Writes an .xlsx file: templates to fill in, and reports.
 */
import { Workbook, type Worksheet } from '@cj-tech-master/excelts';
import { AS_TEXT, headRow, headTitle, textRow, written } from './written-rows.ts';

/** A column of what is written. */
export interface WrittenColumn {
  readonly heading: string;
  /** In characters of Latin script; a Chinese one takes two. Default 12. */
  readonly width?: number;
  /** Numbers that are names, such as identity and phone numbers: nobody shall count with them. */
  readonly text?: boolean;
  /** What a cell may be chosen from; 255 characters at most with the commas between them, and no comma in any. */
  readonly choices?: readonly string[];
}

/** A workbook as it is to be. */
export interface WrittenSpreadsheet {
  /** Name of the first sheet. */
  readonly name: string;
  /** Above the header, over all columns. */
  readonly title?: string;
  readonly columns: readonly WrittenColumn[];
  readonly rows: readonly (readonly (string | number | undefined)[])[];
  /** How many empty rows below are prepared with formats and choices. Default none. */
  readonly prepared?: number;
  /** A second sheet of what to know, a line each. */
  readonly guide?: { readonly name: string; readonly lines: readonly string[] };
}

/** What Excel takes of a list of choices. */
const MOST_CHOICES = 255;

/**
 * Text is written as text, also where it begins like a formula (= + - @); what a cell cannot hold of it is cut off.
 * @returns the file
 * @throws {RangeError} where choices are too many for a cell
 */
export async function writeSpreadsheet(spreadsheet: WrittenSpreadsheet): Promise<Uint8Array> {
  const { name, title, columns, rows, prepared = 0, guide } = spreadsheet;
  const workbook = new Workbook();
  const headerRow = title === undefined ? 1 : 2;
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: headerRow }] });
  columns.forEach(({ width = 12, text }, index) => {
    const column = sheet.getColumn(index + 1);
    column.width = width;
    if (text) column.numFmt = AS_TEXT;
  });
  if (title !== undefined) writeTitle(sheet, title, columns.length);
  const header = sheet.getRow(headerRow);
  headRow(
    header,
    columns.map(({ heading }) => heading),
  );
  for (const values of rows) textRow(sheet.addRow(values.map(value => (typeof value === 'string' ? written(value) : value))));
  prepare(sheet, columns, headerRow + 1, headerRow + rows.length + prepared);
  if (guide) writeGuide(workbook.addWorksheet(guide.name), guide.lines);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function writeTitle(sheet: Worksheet, title: string, width: number): void {
  sheet.mergeCells(1, 1, 1, Math.max(1, width));
  const cell = sheet.getCell(1, 1);
  headTitle(cell, title);
}

function prepare(sheet: Worksheet, columns: readonly WrittenColumn[], first: number, last: number): void {
  for (const [index, { choices, text }] of columns.entries()) {
    const list = choices?.join(',');
    if (list !== undefined && list.length > MOST_CHOICES) throw new RangeError(`choices of more than ${MOST_CHOICES} characters`);
    for (let row = first; row <= last; row++) {
      const cell = sheet.getCell(row, index + 1);
      if (text) cell.numFmt = AS_TEXT;
      if (list !== undefined)
        cell.dataValidation = { type: 'list', allowBlank: true, showErrorMessage: true, formulae: [`"${list}"`] };
    }
  }
}

function writeGuide(sheet: Worksheet, lines: readonly string[]): void {
  const column = sheet.getColumn(1);
  column.width = 100;
  column.alignment = { wrapText: true, vertical: 'top' };
  for (const line of lines) sheet.addRow([written(line)]);
}
