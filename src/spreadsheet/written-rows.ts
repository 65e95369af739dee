/**
 * Rows of what is written, as they look: the title, the header, and text that stays text.
 */
import type { Cell, Row } from '@cj-tech-master/excelts';

/** What Excel takes of text in a cell. */
const MOST_TEXT = 32_767;
/** What no XML holds. */
const UNWRITABLE = /(?![\t\n\r])\p{Cc}|\p{Surrogate}|[\ufffe\uffff]/gu;
/** The format of a cell that holds text, whatever it looks like. */
export const AS_TEXT = '@';

/** Text as a cell holds it: what it cannot hold is cut off. */
export const written = (text: string): string => text.replace(UNWRITABLE, '').slice(0, MOST_TEXT);

/** The title above all columns. */
export function headTitle(cell: Cell, title: string): void {
  cell.value = written(title);
  cell.font = { bold: true, size: 14 };
  cell.alignment = { horizontal: 'center', vertical: 'middle' };
}

/** The names of the columns. */
export function headRow(header: Row, headings: readonly string[]): void {
  header.values = headings.map(written);
  header.font = { bold: true };
  header.alignment = { wrapText: true, vertical: 'middle', horizontal: 'center' };
  header.eachCell(cell => {
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE7EEF7' } };
    cell.border = { bottom: { style: 'thin' } };
  });
}

/** The format keeps Excel from reading text again as a formula when somebody edits the cell. */
export function textRow(row: Row): void {
  row.eachCell(cell => {
    if (typeof cell.value === 'string' && /^[=+\-@]/.test(cell.value)) cell.numFmt = AS_TEXT;
  });
}
