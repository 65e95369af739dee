import { describe, expect, it } from 'vitest';
import { cellOf, findTable, readSpreadsheet, type Table, type TableWords } from '../../src/spreadsheet/index.ts';
import { csv, xlsx } from '../support/workbooks.ts';

const words: TableWords = {
  columns: [
    { id: 'serial', names: ['序号'], idle: true },
    { id: 'head', names: ['户主姓名'] },
    { id: 'name', names: ['姓名', '家庭成员姓名'] },
    { id: 'phone', names: ['电话', '联系电话'] },
    { id: 'room', names: ['房号'] },
  ],
  apart: ['户主'],
  totals: ['合计', '小计'],
  notes: ['注:', '填表人'],
  examples: ['示例'],
};

const tableIn = (bytes: Uint8Array): Table | undefined => {
  const read = readSpreadsheet(bytes);
  return read.ok && read.sheets[0] ? findTable(read.sheets[0], words) : undefined;
};
const tableOf = (...rows: string[][]) => tableIn(Buffer.from(csv(rows)));
const names = (table: Table | undefined) => table?.rows.map(row => `${row.number} ${cellOf(table, row, 'name').text}`);
const skipped = (table: Table | undefined) => table?.skipped.map(({ row, why }) => `${row} ${why}`);

describe('the header', () => {
  it.each([
    ['in the first row', [['姓名', '电话']]],
    ['below a title and a note', [['某社区花名册'], ['填报单位：某社区', '', '2026年'], [], ['姓名', '电话']]],
    ['with full width, spaces, stars and remarks', [['＊姓　名：', '联系电话（必填）']]],
    ['with a line break', [['"姓\n名"', '电话']]],
    ['with columns that nobody asked for', [['民族', '姓名', '备注', '电话']]],
  ])('is found %s', (_, header) => {
    const table = tableOf(...header, ['张三', '1', '李四', '2']);
    expect([...(table?.columns.keys() ?? [])]).toEqual(['name', 'phone']);
    expect(table?.rows).toHaveLength(1);
  });

  it('is found over two rows, with the groups that were merged over columns', async () => {
    const bytes = await xlsx(
      [
        ['花名册'],
        ['序号', '户主', undefined, '家庭成员', undefined, '房号'],
        [undefined, '姓名', '电话', '姓名', '联系电话', undefined],
        [1, '张三', '1', '李四', '2', '501'],
      ],
      sheet => {
        for (const range of ['A1:F1', 'A2:A3', 'B2:C2', 'D2:E2', 'F2:F3']) sheet.mergeCells(range);
      },
    );
    const table = tableIn(bytes);
    expect([...(table?.columns ?? [])].map(([id, { index }]) => [id, index])).toEqual([
      ['serial', 0],
      ['head', 1],
      ['name', 3],
      ['phone', 4],
      ['room', 5],
    ]);
    expect(table?.unknown).toEqual(['户主 电话']);
    expect(table?.rows.map(({ number }) => number)).toEqual([4]);
  });

  it('tells of headings that it does not know, and of those that come twice', () => {
    const table = tableOf(['姓名', '电话', '姓名', '__proto__', 'constructor'], ['张三', '1', '李四', '', '']);
    expect(table?.repeated).toEqual(['姓名']);
    expect(table?.unknown).toEqual(['__proto__', 'constructor']);
    expect(names(table)).toEqual(['2 张三']);
  });

  it.each([
    ['a title alone', [['某社区花名册']]],
    ['one column', [['姓名'], ['张三']]],
    [
      'nothing of it',
      [
        ['品名', '数量'],
        ['米', '2'],
      ],
    ],
  ])('is not found in %s', (_, rows) => {
    expect(tableOf(...rows)).toBeUndefined();
  });
});

describe('the rows', () => {
  it('leave out sums in the middle, repeated headers, counted columns, examples and blanks, and say so', () => {
    const table = tableOf(
      ['序号', '姓名', '电话', '房号'],
      ['1', '2', '3', '4'],
      ['示例', '某某', '1', '101'],
      ['1', '张三', '1', '101'],
      ['小计', '', '1', ''],
      ['序号', '姓名', '电话', '房号'],
      ['2', '李四', '1', '102'],
      ['3', '', '', ''],
      ['合 计：2人', '', '2', ''],
    );
    expect(names(table)).toEqual(['4 张三', '7 李四']);
    expect(skipped(table)).toEqual(['2 header', '3 example', '5 total', '6 header', '8 blank', '9 total']);
  });

  it('end at notes, but go on where data follows', () => {
    const table = tableOf(
      ['姓名', '电话', '房号'],
      ['张三', '1', '101'],
      ['注：本表一式两份'],
      ['1.据实填写'],
      ['李四', '2', '102'],
      ['填表人：王五', '审核人：赵六'],
    );
    expect(names(table)).toEqual(['2 张三', '5 李四']);
    expect(skipped(table)).toEqual(['3 note', '4 note', '6 note']);
  });

  it('leave out the title of a part that was merged over the table', async () => {
    const bytes = await xlsx([['姓名', '电话'], ['一号楼'], ['张三', '1'], ['李四', '2']], sheet => sheet.mergeCells('A2:B2'));
    const table = tableIn(bytes);
    expect(names(table)).toEqual(['3 张三', '4 李四']);
  });

  it('keep rows of which only later cells are filled', () => {
    expect(names(tableOf(['房号', '电话', '姓名'], ['101', '1', '张三'], ['', '', '李四']))).toEqual(['2 张三', '3 李四']);
  });
});
