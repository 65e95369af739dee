/**
 * Spreadsheets: reads those that offices keep, finds the table in them, and writes templates and reports.
 * What the columns mean, and what a fault is called, is left to others.
 */
export { unpack } from './archive.ts';
export { decodeText, isText } from './delimited.ts';
export * from './find-table.ts';
export { looksLikeSpreadsheet } from './looks-like.ts';
export { readSpreadsheetApart } from './read-apart.ts';
export { readSpreadsheet } from './read-spreadsheet.ts';
export type * from './sheet.ts';
export * from './stream-spreadsheet.ts';
export * from './template.ts';
export * from './write-spreadsheet.ts';
