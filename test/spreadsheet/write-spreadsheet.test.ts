import { Workbook } from '@cj-tech-master/excelts';
import { read as readWorkbook } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { readSpreadsheet, type WrittenSpreadsheet, writeSpreadsheet } from '../../src/spreadsheet/index.ts';

const plain: WrittenSpreadsheet = {
  name: '表',
  columns: [{ heading: '姓名' }, { heading: '身份证号', text: true, width: 22 }],
  rows: [],
};

async function sheetOf(spreadsheet: WrittenSpreadsheet) {
  const workbook = new Workbook();
  await workbook.xlsx.load(Buffer.from(await writeSpreadsheet(spreadsheet)));
  return workbook.worksheets[0]!;
}

describe('a written spreadsheet', () => {
  it('is read again as it was written', async () => {
    const read = readSpreadsheet(
      await writeSpreadsheet({
        ...plain,
        title: '花名册',
        rows: [
          ['张三', '522121198003070117'],
          [undefined, 7],
        ],
      }),
    );
    expect(read.ok && read.sheets[0]?.rows.map(({ cells }) => cells)).toEqual([
      ['花名册', '花名册'],
      ['姓名', '身份证号'],
      ['张三', '522121198003070117'],
      ['', '7'],
    ]);
  });

  it.each(['=1+1', '+86', '-1', '@SUM(A1)', '=HYPERLINK("http://x","y")', '\t=1'])(
    'keeps %j as text that no program counts',
    async text => {
      const bytes = await writeSpreadsheet({ ...plain, rows: [[text, text]] });
      const cell = readWorkbook(bytes).Sheets['表']?.['A2'];
      expect(cell).toMatchObject({ t: 's', v: text });
      expect(cell?.f).toBeUndefined();
      if (text.trim() === text) expect((await sheetOf({ ...plain, rows: [[text, text]] })).getCell('A2').numFmt).toBe('@');
    },
  );

  it('sets columns of numbers as text, down to the rows that were prepared', async () => {
    const sheet = await sheetOf({ ...plain, rows: [['张三', '1']], prepared: 3 });
    expect([2, 3, 5].map(row => sheet.getCell(row, 2).numFmt)).toEqual(['@', '@', '@']);
    expect(sheet.getColumn(2).width).toBe(22);
  });

  it('offers choices below the header and freezes it', async () => {
    const sheet = await sheetOf({
      ...plain,
      title: '花名册',
      columns: [{ heading: '性别', choices: ['女', '男'] }],
      rows: [['女']],
      prepared: 2,
    });
    for (const row of [3, 4, 5])
      expect(sheet.getCell(row, 1).dataValidation).toMatchObject({ type: 'list', formulae: ['"女,男"'] });
    expect(sheet.getCell(2, 1).dataValidation).toBeUndefined();
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 2 });
  });

  it('refuses more choices than a cell takes', async () => {
    const choices = Array.from({ length: 100 }, (_, index) => `选项${index}`);
    await expect(writeSpreadsheet({ ...plain, columns: [{ heading: 'x', choices }], rows: [['x']] })).rejects.toThrow(RangeError);
  });

  it('has a second sheet that explains', async () => {
    const read = readSpreadsheet(await writeSpreadsheet({ ...plain, guide: { name: '说明', lines: ['一', '=二'] } }));
    expect(read.ok && read.sheets[1]).toMatchObject({ name: '说明', rows: [{ cells: ['一'] }, { cells: ['=二'] }] });
  });

  it('leaves out what no spreadsheet can hold', async () => {
    const read = readSpreadsheet(await writeSpreadsheet({ ...plain, rows: [['张\u0000三\ud800', 'x'.repeat(40_000)]] }));
    const cells = read.ok ? read.sheets[0]?.rows[1]?.cells : [];
    expect([cells?.[0], cells?.[1]?.length]).toEqual(['张三', 32_767]);
  });
});
