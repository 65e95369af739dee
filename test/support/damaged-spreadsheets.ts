/**
 * Files that are no spreadsheet, or a damaged one: what it is, how it is made, and the fault that it has, under limits of its own where it needs them.
 */
import { deflateRawSync } from 'node:zlib';
import { CFB } from '@e965/xlsx';
import { pack } from '../../src/spreadsheet/archive.ts';
import type { Limits } from '../../src/spreadsheet/index.ts';
import { workbook, xlsx } from './workbooks.ts';

export const utf8 = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));
export const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

const TABLE = [
  ['姓名', '身份证号'],
  ['张三', '522121198003070117'],
];

/** An .xlsx around the XML of its sheet. */
export function sheetXml(content: string | Uint8Array, change: (files: Map<string, Uint8Array>) => void = () => {}): Uint8Array {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const files = new Map<string, Uint8Array>([
    [
      '[Content_Types].xml',
      utf8(
        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
      ),
    ],
    [
      '_rels/.rels',
      utf8(
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ),
    ],
    [
      'xl/workbook.xml',
      utf8(
        `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
      ),
    ],
    [
      'xl/_rels/workbook.xml.rels',
      utf8(
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ),
    ],
    [
      'xl/worksheets/sheet1.xml',
      typeof content === 'string' ? utf8(`<worksheet xmlns="${main}">${content}</worksheet>`) : content,
    ],
  ]);
  change(files);
  return pack(files);
}

/** One file in a zip whose directory claims a size. */
function zipClaiming(name: string, content: Buffer, size: number): Uint8Array {
  const data = deflateRawSync(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt32LE(size, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(data.length, 20);
  central.writeUInt32LE(size, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + data.length, 16);
  return new Uint8Array(Buffer.concat([local, Buffer.from(name), data, central, Buffer.from(name), end]));
}

/** A container of the kind that .xls and encrypted files are. */
function compound(streams: Record<string, Uint8Array>): Uint8Array {
  const container = CFB.utils.cfb_new();
  for (const [name, content] of Object.entries(streams)) CFB.utils.cfb_add(container, `/${name}`, content);
  return new Uint8Array(CFB.write(container, { type: 'buffer' }) as Uint8Array);
}

/** An .xls that asks for a password: the record FILEPASS (47) after the first one. */
function protectedXls(): Uint8Array {
  const stream = CFB.find(CFB.read(Buffer.from(workbook(TABLE, 'biff8')), { type: 'buffer' }), '/Workbook')
    ?.content as Uint8Array;
  const first = 4 + (stream[2] as number) + 256 * (stream[3] as number);
  const filePass = [0x2f, 0, 54, 0, 1, 0, 1, 0, 1, 0, ...Array.from({ length: 48 }, (_, index) => index)];
  return compound({ Workbook: new Uint8Array([...stream.slice(0, first), ...filePass, ...stream.slice(first)]) });
}

const png = latin1('\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01');
const claims = 'xl/workbook.xml';

export const damagedSpreadsheets: readonly [string, () => Uint8Array | Promise<Uint8Array>, string, Partial<Limits>?][] = [
  ['an empty file', () => new Uint8Array(), 'empty'],
  ['a file of blanks', () => utf8(' \r\n\t\n'), 'empty'],
  ['a workbook with nothing in it', () => xlsx([]), 'empty'],
  ['a picture', () => png, 'not-a-spreadsheet'],
  ['a PDF', () => latin1('%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj'), 'not-a-spreadsheet'],
  [
    'a Word file',
    () =>
      pack(
        new Map([
          ['[Content_Types].xml', utf8('<Types/>')],
          ['word/document.xml', utf8('<w/>')],
        ]),
      ),
    'not-a-spreadsheet',
  ],
  ['a workbook in binary parts (.xlsb)', () => workbook(TABLE, 'xlsb'), 'not-a-spreadsheet'],
  ['an old Word file', () => compound({ WordDocument: utf8('x') }), 'not-a-spreadsheet'],
  ['a program', () => latin1('MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00'), 'not-a-spreadsheet'],
  ['an archive of photographs', () => pack(new Map([['1.jpg', png]])), 'not-a-spreadsheet'],
  ['an .xlsx that was cut off', async () => (await xlsx(TABLE)).slice(0, 3000), 'damaged'],
  [
    'an .xlsx with bytes changed',
    async () => (await xlsx(TABLE)).map((byte, index) => (index > 200 && index < 900 ? 0x41 : byte)),
    'damaged',
  ],
  ['the first bytes of a zip', () => latin1('PK\x03\x04'), 'damaged'],
  ['an .xls that was cut off', () => workbook(TABLE, 'biff8').slice(0, 700), 'damaged'],
  ['an .xlsx whose sheet is missing', () => sheetXml('', files => void files.delete('xl/worksheets/sheet1.xml')), 'damaged'],
  ['an .xlsx with a password', () => compound({ EncryptionInfo: utf8('x'), EncryptedPackage: utf8('x') }), 'encrypted'],
  ['an .xls with a password', protectedXls, 'encrypted'],
  ['more bytes than are taken', () => utf8('x'.repeat(200)), 'too-large', { bytes: 100 }],
  ['a zip that says it is too big', () => zipClaiming(claims, Buffer.alloc(10), 2 ** 31), 'zip-bomb'],
  ['a zip that hides how big it is', () => zipClaiming(claims, Buffer.alloc(3 * 2 ** 20), 10), 'zip-bomb', { unpacked: 2 ** 20 }],
  ['more rows than are taken', async () => xlsx(Array.from({ length: 11 }, () => ['x'])), 'too-many-rows', { rows: 10 }],
  ['more lines than are taken', () => utf8('x\n'.repeat(11)), 'too-many-rows', { rows: 10 }],
  [
    'a cell far to the right',
    () => sheetXml('<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>'),
    'too-many-columns',
  ],
  ['a quotation mark that is never closed', () => utf8('姓名,地址\n张三,"3栋\n李四,4栋\n'), 'unclosed-quote'],
  ['a web page without a table', () => utf8('<html><body>请先登录</body></html>'), 'html-as-xls'],
  [
    'a web page with everything in one file',
    () => utf8('MIME-Version: 1.0\nContent-Type: multipart/related\n\n<table></table>'),
    'html-as-xls',
  ],
];
