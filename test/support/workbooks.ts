/**
 * Spreadsheets for tests, made by the libraries that offices' programs are like, or byte by byte.
 */
import { Workbook, type Worksheet } from '@cj-tech-master/excelts';
import { type BookType, set_cptable, utils, write } from '@e965/xlsx';
import * as codepages from '@e965/xlsx/dist/cpexcel.full.mjs';

set_cptable(codepages);

type Value = string | number | boolean | Date | undefined | null | { formula: string; result?: unknown };

/** An .xlsx file of one sheet; `arrange` may merge, format and hide. */
export async function xlsx(
  rows: readonly (readonly Value[])[],
  arrange?: (sheet: Worksheet, workbook: Workbook) => void,
): Promise<Uint8Array> {
  const workbook = new Workbook();
  const sheet = workbook.addWorksheet('户表');
  for (const row of rows) sheet.addRow([...row] as never);
  arrange?.(sheet, workbook);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** A file of another kind: `biff8` is the .xls of Excel 97, `biff5` the one before. */
export function workbook(rows: readonly (readonly Value[])[], bookType: BookType, options: object = {}): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows as unknown[][]), '户表');
  return new Uint8Array(write(book, { type: 'buffer', bookType, ...options }) as Uint8Array);
}

/** Rows of a text file. */
export const csv = (rows: readonly (readonly string[])[], separator = ','): string =>
  rows.map(row => row.join(separator)).join('\r\n');

/** An identity number with a right check digit. */
export function identityNumber(birth: string, sequence: number, area = '522121'): string {
  const number = `${area}${birth}${String(sequence).padStart(3, '0')}`;
  const sum = [...number].reduce((total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11), 0);
  return `${number}${'10X98765432'[sum % 11]}`;
}
