/**
 * Writes an .xlsx file of any length row by row: what was written is forgotten.
 */
import type { Writable } from 'node:stream';
import { Workbook } from '@cj-tech-master/excelts';
import type { WrittenSpreadsheet } from './write-spreadsheet.ts';
import { AS_TEXT, headRow, headTitle, textRow, written } from './written-rows.ts';

/** A workbook of one sheet whose rows come one after the other. */
export interface StreamedSpreadsheet extends Pick<WrittenSpreadsheet, 'name' | 'title' | 'columns'> {
  readonly rows: AsyncIterable<WrittenSpreadsheet['rows'][number]>;
}

/** So many rows are written before others have their turn, and the output may take them. */
const AT_A_TIME = 500;

/**
 * As `writeSpreadsheet`, for more rows than fit into memory.
 * @param output is ended
 * @throws what the rows throw; the output is not a file then
 */
export async function streamSpreadsheet({ name, title, columns, rows }: StreamedSpreadsheet, output: Writable): Promise<void> {
  const workbook = Workbook.createStreamWriter({ stream: output, useStyles: true, useSharedStrings: false });
  const headerRow = title === undefined ? 1 : 2;
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: headerRow }] });
  columns.forEach(({ width = 12, text }, index) => {
    const column = sheet.getColumn(index + 1);
    column.width = width;
    if (text) column.numFmt = AS_TEXT;
  });
  if (title !== undefined) {
    sheet.mergeCells(1, 1, 1, Math.max(1, columns.length));
    headTitle(sheet.getCell(1, 1), title);
    sheet.getRow(1).commit();
  }
  const header = sheet.getRow(headerRow);
  headRow(
    header,
    columns.map(({ heading }) => heading),
  );
  header.commit();
  let count = 0;
  for await (const values of rows) {
    const row = sheet.addRow(values.map(value => (typeof value === 'string' ? written(value) : value)));
    textRow(row);
    row.commit();
    if (++count % AT_A_TIME === 0) await taken(output);
  }
  sheet.commit();
  await workbook.commit();
}

/** Waits until the output has taken what was written. */
const taken = (output: Writable): Promise<void> =>
  output.writableNeedDrain
    ? new Promise(resolve => output.once('drain', resolve))
    : new Promise(resolve => setImmediate(resolve));
