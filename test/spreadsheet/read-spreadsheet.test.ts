import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Limits, type Row, readSpreadsheet } from '../../src/spreadsheet/index.ts';
import { damagedSpreadsheets, latin1, sheetXml, utf8 } from '../support/damaged-spreadsheets.ts';
import { csv, workbook, xlsx } from '../support/workbooks.ts';

const read = (bytes: Uint8Array, limits?: Partial<Limits>) => {
  const result = readSpreadsheet(bytes, limits);
  if (!result.ok) throw new Error(result.fault.code);
  return result.sheets;
};
const rows = (bytes: Uint8Array): readonly Row[] => read(bytes)[0]?.rows ?? [];
const cells = (bytes: Uint8Array) => rows(bytes).map(row => row.cells);
const fault = (bytes: Uint8Array, limits?: Partial<Limits>) => {
  const result = readSpreadsheet(bytes, limits);
  return result.ok ? 'read' : result.fault.code;
};

const TABLE = [
  ['姓名', '身份证号'],
  ['张三', '522121198003070117'],
];
const GB18030 = Buffer.from('d0d5c3fb2cc9edb7ddd6a4bac50d0ad5c5c8fd2c353232313231313938303033303730313137', 'hex');

describe('one table in many kinds of file', () => {
  const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
  const html =
    '<table border=1><tr><td>姓名</td><td>身份证号</td></tr><tr><td>&#24352;&#x4e09;</td><td>522121198003070117</td></tr></table>';
  it.each<[string, () => Uint8Array | Promise<Uint8Array>]>([
    ['.xlsx', () => xlsx(TABLE)],
    ['.xlsx by another program', () => workbook(TABLE, 'xlsx')],
    ['.xlsx without compression', () => workbook(TABLE, 'xlsx', { compression: false })],
    ['.xls of Excel 97', () => workbook(TABLE, 'biff8')],
    ['.xls of Excel 95 in the code page of China', chineseExcel95],
    ['.xml of Excel 2003', () => workbook(TABLE, 'xlml')],
    ['.csv in UTF-8', () => utf8(csv(TABLE))],
    ['.csv in UTF-8 with a mark', () => utf8(`\ufeff${csv(TABLE)}\r\n`)],
    ['.csv in GB 18030', () => new Uint8Array(GB18030)],
    ['.txt in UTF-16', () => new Uint8Array(utf16(csv(TABLE, '\t')))],
    ['.txt in UTF-16 with the higher byte first', () => new Uint8Array(utf16(csv(TABLE, '\t')).swap16())],
    ['.csv with semicolons', () => utf8(csv(TABLE, ';'))],
    ['.csv that names its separator', () => utf8(`sep=|\r\n${csv(TABLE, '|')}`)],
    ['.csv of an old Macintosh', () => utf8(csv(TABLE).replaceAll('\r\n', '\r'))],
    ['.csv with everything quoted', () => utf8(csv(TABLE.map(row => row.map(cell => `"${cell}"`))))],
    ['.csv with numbers as formulas of text', () => utf8('姓名,身份证号\n张三,="522121198003070117"')],
    ['.csv with apostrophes', () => utf8("姓名,身份证号\n张三,'522121198003070117")],
    ['a web page named .xls', () => utf8(`<html><head><meta charset="utf-8"></head><body>${html}</body></html>`)],
    [
      'a web page in GB 18030 named .xls',
      () =>
        new Uint8Array(
          Buffer.concat([
            Buffer.from('<table><tr><td>'),
            GB18030.subarray(0, 4),
            Buffer.from('</td><td>'),
            GB18030.subarray(5, 13),
            Buffer.from('</td></tr><tr><td>'),
            GB18030.subarray(15, 19),
            Buffer.from('</td><td>522121198003070117</td></tr></table>'),
          ]),
        ),
    ],
  ])('reads it from %s', async (_, make) => {
    expect(cells(await make())).toEqual(TABLE);
  });
});

describe('what a cell says', () => {
  const problem = (row: Row | undefined, index: number) => row?.notes.get(index)?.problem;

  it('writes numbers out, and notices those that lost digits', async () => {
    const [row] = rows(await xlsx([[13812345678, 0.1 + 0.2, -3, 1e-7, Number('522121198003070117'), 1e21, 123456789012345]]));
    expect(row?.cells).toEqual([
      '13812345678',
      '0.3',
      '-3',
      '0.0000001',
      '522121198003070000',
      '1000000000000000000000',
      '123456789012345',
    ]);
    expect([...(row?.notes ?? [])]).toEqual([
      [4, { problem: 'digits-lost' }],
      [5, { problem: 'digits-lost' }],
    ]);
  });

  it('keeps the noughts of a number that is shown with them', async () => {
    const bytes = await xlsx([[7]], sheet => {
      sheet.getCell('A1').numFmt = '0000';
    });
    expect(cells(bytes)).toEqual([['0007']]);
  });

  it.each([
    ['yyyy/m/d', false],
    ['yyyy"年"m"月"d"日"', false],
    ['[$-804]yyyy"年"m"月";@', false],
    ['yyyy/m/d', true],
  ])('reads a date shown as %s, counted from 1904: %s', async (format, date1904) => {
    const bytes = await xlsx([[new Date(Date.UTC(2019, 4, 3))]], (sheet, book) => {
      sheet.getCell('A1').numFmt = format;
      book.properties.date1904 = date1904;
    });
    expect(cells(bytes)).toEqual([['2019-05-03']]);
  });

  it('reads dates of an .xls and of XML as days', () => {
    const date = [[new Date(2019, 4, 3)]];
    expect(cells(workbook(date, 'biff8'))).toEqual([['2019-05-03']]);
    expect(cells(workbook(date, 'xlml'))).toEqual([['2019-05-03']]);
  });

  it('takes the value that a formula had, and says where there is none', async () => {
    const [row] = rows(
      await xlsx([[{ formula: 'B1*2', result: 8 }, { formula: 'B1' }, { formula: 'C9', result: { error: '#REF!' } }, 'x']]),
    );
    expect(row?.cells).toEqual(['8', '', '', 'x']);
    expect([1, 2].map(index => problem(row, index))).toEqual(['not-computed', 'formula-error']);
  });

  it('joins text in several fonts, and drops what nobody sees', async () => {
    const rich = { richText: [{ text: '张' }, { font: { bold: true }, text: '三' }] } as never;
    expect(cells(await xlsx([[rich, '\u200b 李\u3000四\ufeff ', '王\u00a0', '第一行\n第二行', true]]))).toEqual([
      ['张三', '李\u3000四', '王', '第一行\n第二行', 'TRUE'],
    ]);
  });

  it('mends half characters', () => {
    expect(cells(new Uint8Array(Buffer.from('\ufeff\ud842张,\u0000三', 'utf16le')))).toEqual([['\ufffd张', '三']]);
  });
});

describe('merged cells', () => {
  it('say in each of them what the first says, and that they were merged', async () => {
    const [first, second] = rows(
      await xlsx(
        [
          ['3栋', '501', '张三'],
          [undefined, undefined, '李四'],
        ],
        sheet => {
          sheet.mergeCells('A1:A2');
          sheet.mergeCells('B1:B2');
        },
      ),
    );
    expect(second?.cells).toEqual(['3栋', '501', '李四']);
    expect([...(second?.notes ?? [])]).toEqual([0, 1].map(index => [index, { merged: true }]));
    expect(first?.notes.size).toBe(0);
  });

  it('add no rows of their own', async () => {
    const bytes = await xlsx(
      [
        ['全部', undefined],
        [undefined, 'x'],
      ],
      sheet => sheet.mergeCells('A1:A100000'),
    );
    expect(cells(bytes)).toEqual([['全部'], ['全部', 'x']]);
  });

  it('cost no more than the rows, though they cover each other', () => {
    const merges = Array.from({ length: 2000 }, () => '<mergeCell ref="A1:XFD1048576"/>').join('');
    const data = Array.from(
      { length: 2000 },
      (_, row) => `<row r="${row + 1}"><c r="A${row + 1}"><v>1</v></c><c r="CV${row + 1}"><v>2</v></c></row>`,
    ).join('');
    const started = performance.now();
    expect(rows(sheetXml(`<sheetData>${data}</sheetData><mergeCells>${merges}</mergeCells>`))).toHaveLength(2000);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

/** The library writes no Chinese text for Excel 95: letters of as many bytes are replaced, and the code page named. */
function chineseExcel95(): Uint8Array {
  const name = ['LLLL', 'MMMMMMMM', 'NNNN'] as const;
  let file = Buffer.from(
    workbook(
      [
        [name[0], name[1]],
        [name[2], TABLE[1]?.[1] ?? ''],
      ],
      'biff5',
    ),
  ).toString('latin1');
  const chinese = [GB18030.subarray(0, 4), GB18030.subarray(5, 13), GB18030.subarray(15, 19)];
  for (const [index, letters] of name.entries()) file = file.replace(letters, chinese[index]?.toString('latin1') ?? '');
  const codePage = file.indexOf('\x42\0\x02\0') + 4;
  return latin1(`${file.slice(0, codePage)}\xa8\x03${file.slice(codePage + 2)}`);
}

describe('files that are none, or odd', () => {
  it.each(damagedSpreadsheets)('says what is wrong with %s', async (_, make, code, limits) => {
    expect(fault(await make(), limits)).toBe(code);
  });

  it('says in which line a quotation mark opens', () => {
    expect(readSpreadsheet(utf8('"a\nb",c\n张三,"3栋\n'))).toMatchObject({ fault: { params: { line: 3 } } });
  });

  it('reads past a million rows that were only formatted', () => {
    const blank = (row: number) =>
      `<row r="${row}" spans="1:3" s="1" customFormat="1"><c r="A${row}" s="1"/><c r="B${row}" s="1"/><c r="C${row}" s="1"/></row>`;
    const rest = Array.from({ length: 1_048_575 }, (_, row) => blank(row + 2)).join('');
    const file = sheetXml(`<sheetData><row r="1"><c r="A1" t="str"><v>姓名</v></c></row>${rest}</sheetData>`);
    const read = readSpreadsheet(file, { bytes: 200 * 2 ** 20 });
    expect(read).toMatchObject({ ok: true, sheets: [{ rows: [{ number: 1, cells: ['姓名'] }] }] });
  });

  it('reads a cell of 100,000 characters', () => {
    expect(cells(utf8(`a,${'长'.repeat(100_000)}`))[0]?.[1]).toHaveLength(100_000);
  });

  it('tells of hidden sheets and rows', async () => {
    const sheets = read(
      await xlsx([['a'], ['b']], (sheet, book) => {
        sheet.getRow(2).hidden = true;
        book.addWorksheet('旧表', { state: 'hidden' }).addRow(['c']);
        book.addWorksheet('更旧', { state: 'veryHidden' }).addRow(['d']);
      }),
    );
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['户表', false],
      ['旧表', true],
      ['更旧', true],
    ]);
    expect(sheets[0]?.rows.map(row => row.hidden)).toEqual([false, true]);
  });

  it('reads sheets and cells that are named like parts of the language', async () => {
    const sheets = read(
      await xlsx([['__proto__', 'constructor']], (_, book) => void book.addWorksheet('__proto__').addRow(['toString'])),
    );
    expect(sheets.map(({ name, rows: found }) => [name, found[0]?.cells])).toEqual([
      ['户表', ['__proto__', 'constructor']],
      ['__proto__', ['toString']],
    ]);
    expect(({} as Record<string, unknown>)['0']).toBeUndefined();
  });

  it('numbers rows as the spreadsheet does', () => {
    expect(rows(utf8('a\n\n\nb')).map(({ number }) => number)).toEqual([1, 4]);
  });
});

describe('reading', () => {
  it('never throws, whatever bytes it gets', async () => {
    const whole = [await xlsx(TABLE), workbook(TABLE, 'biff8'), utf8(csv(TABLE)), latin1('<table><tr><td>x')];
    const damaged = fc
      .record({
        file: fc.constantFrom(...whole),
        at: fc.nat(),
        bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
        cut: fc.boolean(),
      })
      .map(({ file, at, bytes, cut }) => {
        const copy = file.slice();
        copy.set(bytes.slice(0, Math.max(0, copy.length - (at % copy.length))), at % copy.length);
        return cut ? copy.slice(0, at % copy.length) : copy;
      });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), damaged, fc.string({ unit: 'binary' }).map(utf8)), bytes => {
        const result = readSpreadsheet(bytes);
        expect(typeof result.ok).toBe('boolean');
      }),
      { numRuns: 1500 },
    );
  });

  it('loses no cell of a text file', () => {
    const texts = fc.array(
      fc.array(fc.string({ unit: fc.constantFrom('张', 'a', '"', ',', '\n', ' x') }), { minLength: 2, maxLength: 4 }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(texts, table => {
        const quoted = table.map(row => row.map(cell => `"${cell.replaceAll('"', '""')}"`));
        const trimmed = table.map(row => row.map(cell => cell.trim()));
        const expected = trimmed
          .map(row => row.slice(0, row.findLastIndex(cell => cell !== '') + 1))
          .filter(row => row.length > 0);
        const result = readSpreadsheet(utf8(`sep=,\n${csv(quoted)}`));
        expect(result.ok ? result.sheets[0]?.rows.map(row => row.cells) : []).toEqual(expected);
      }),
    );
  });
});
