import { describe, expect, it } from 'vitest';
import { readSpreadsheet, readSpreadsheetApart } from '../../src/spreadsheet/index.ts';
import { workbook, xlsx } from '../support/workbooks.ts';

const TABLE = [
  ['姓名', '身份证号'],
  ['张三', '522121198003070117'],
];

describe('reading apart', () => {
  it('finds what reading here finds, notes included', async () => {
    const bytes = await xlsx(TABLE, sheet => sheet.mergeCells('A1:B1'));
    expect(await readSpreadsheetApart(bytes)).toEqual(readSpreadsheet(bytes));
  });

  it('says what is wrong with a file, within the limits that it is given', async () => {
    expect(await readSpreadsheetApart(new Uint8Array())).toMatchObject({ fault: { code: 'empty' } });
    expect(await readSpreadsheetApart(await xlsx(TABLE), { rows: 1 })).toMatchObject({ fault: { code: 'too-many-rows' } });
  });

  it('ends a reading that takes too long, or too much memory, and reads the next one', async () => {
    const large = workbook(
      Array.from({ length: 30_000 }, (_, row) => Array.from({ length: 10 }, (_, cell) => `${row}/${cell}`)),
      'biff8',
    );
    const slow = readSpreadsheetApart(large, {}, { withinMs: 1 });
    const greedy = readSpreadsheetApart(large, {}, { memory: 20 });
    const next = readSpreadsheetApart(workbook(TABLE, 'biff8'));
    expect(await slow).toMatchObject({ fault: { code: 'damaged' } });
    expect(await greedy).toMatchObject({ fault: { code: 'damaged' } });
    expect(await next).toMatchObject({ ok: true });
  });
});
