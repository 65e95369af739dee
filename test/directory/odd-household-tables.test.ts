import { describe, expect, it } from 'vitest';
import { readHouseholds } from '../../src/directory/household-sheet/index.ts';
import type { Day } from '../../src/shared/calendar.ts';
import { readSpreadsheet } from '../../src/spreadsheet/index.ts';
import { householdWords } from '../support/household-words.ts';
import { csv, identityNumber, xlsx } from '../support/workbooks.ts';

const number = identityNumber('19800307', 11);
const HEADER = ['姓名', '与户主关系', '楼栋', '身份证号'];
const row = (name: string, relation = '户主', building = '3', identity = '') => [name, relation, building, identity];

/** Households, then what is said of sheets, then of rows: all that somebody who sent the file hears. */
function reportOf(bytes: Uint8Array): string[] {
  const read = readSpreadsheet(bytes);
  if (!read.ok) return [`fault ${read.fault.code}`];
  const { households, rows, sheets } = readHouseholds(read.sheets, householdWords, '2026-11-29' as Day);
  return [
    `${households.length} households`,
    ...sheets.flatMap(({ outcome, lacking, unread, repeated, skipped }) => [
      outcome,
      ...lacking.map(field => `lacks ${field}`),
      ...unread.map(heading => `unread ${heading}`),
      ...repeated.map(heading => `repeated ${heading}`),
      ...(skipped > 0 ? [`skipped ${skipped}`] : []),
    ]),
    ...rows.map(({ row: at, outcome, reasons }) => [at, outcome, ...reasons.map(({ code }) => code)].join(' ')),
  ];
}
const text = (rows: string[][]) => new Uint8Array(Buffer.from(csv(rows)));

describe('an odd household table', () => {
  it.each<[string, () => Uint8Array | Promise<Uint8Array>, string[]]>([
    ['with a title alone', () => text([['一户一档登记表']]), ['0 households', 'no-table', 'lacks name', 'lacks relation']],
    [
      'without names',
      () =>
        text([
          ['楼栋', '房号', '身份证号'],
          ['3', '501', number],
        ]),
      ['0 households', 'no-table', 'lacks name'],
    ],
    [
      'without anything that tells who lives together',
      () =>
        text([
          ['姓名', '身份证号'],
          ['张三', number],
        ]),
      ['0 households', 'no-table', 'lacks relation'],
    ],
    ['with a header alone', () => text([HEADER]), ['0 households', 'read']],
    [
      'that is one merge',
      () => xlsx([['一户一档登记表'], ['']], sheet => sheet.mergeCells('A1:Z200')),
      ['0 households', 'no-table', 'lacks name', 'lacks relation'],
    ],
    [
      'with identity numbers kept as numbers',
      () => xlsx([HEADER, ['张三', '户主', '3', Number(number)]]),
      ['1 households', 'read', '2 warned digits-lost'],
    ],
    [
      'with formulas that came to nothing',
      () =>
        xlsx([
          HEADER,
          ['张三', '户主', '3', { formula: 'X9', result: { error: '#REF!' } }],
          [{ formula: 'A2', result: { error: '#N/A' } }, '配偶'],
        ]),
      ['1 households', 'read', '2 warned formula-error', '3 refused formula-error name-missing'],
    ],
    [
      'with a column twice',
      () =>
        text([
          [...HEADER, '姓名'],
          [...row('张三'), '李四'],
        ]),
      ['1 households', 'read', 'repeated 姓名', '2 taken'],
    ],
    [
      'with headings named like parts of the language',
      () =>
        text([
          [...HEADER, '__proto__', 'constructor', 'toString'],
          [...row('张三'), 'x', 'y', 'z'],
        ]),
      ['1 households', 'read', 'unread __proto__', 'unread constructor', 'unread toString', '2 taken'],
    ],
    [
      'with values named like parts of the language',
      () => text([HEADER, row('张三', '__proto__', 'constructor')]),
      ['1 households', 'read', '2 warned unknown-value no-head'],
    ],
    [
      'in full width',
      () =>
        text([
          ['姓　名', '与户主关系', '楼　栋', '身份证号'],
          ['张三', '户　主', '３栋', number],
        ]),
      ['1 households', 'read', '2 taken'],
    ],
    [
      'with sums in the middle and at the end',
      () => text([HEADER, row('张三'), ['小计', '1人'], row('李四', '户主', '4'), ['合计', '2人'], ['填表人：王五']]),
      ['1 households', 'read', 'skipped 3', '2 taken', '4 taken'].map(line => line.replace('1 households', '2 households')),
    ],
    [
      'with hidden rows and sheets',
      () =>
        xlsx([HEADER, row('张三'), row('李四', '配偶', '')], (sheet, workbook) => {
          sheet.getRow(3).hidden = true;
          workbook.addWorksheet('旧', { state: 'hidden' }).addRow(HEADER);
        }),
      ['1 households', 'read', 'hidden', '2 taken', '3 warned row-hidden'],
    ],
    [
      'with NUL and half characters',
      () => new Uint8Array(Buffer.from(`\ufeff${csv([HEADER, row('张\u0000三'), row('李\ud800四', '配偶')])}`, 'utf16le')),
      ['1 households', 'read', '2 taken', '3 refused name-wrong'],
    ],
    [
      'with a cell of 100,000 characters',
      () => text([HEADER, row('张'.repeat(100_000)), row('李四')]),
      ['1 households', 'read', '2 refused too-long name-missing', '3 taken'],
    ],
    [
      'with two tables below each other',
      () => text([HEADER, row('张三'), [''], ['二号楼'], HEADER, row('李四', '户主', '2')]),
      ['2 households', 'read', 'skipped 2', '2 taken', '6 taken'],
    ],
  ])('%s is reported clearly', async (_, make, report) => {
    expect(reportOf(await make())).toEqual(report);
  });
});
