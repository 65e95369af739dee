/**
 * Reads a spreadsheet from its bytes. What it is shows in its content; its name is not asked for. A file that cannot be read is a value.
 */
import { CFB } from '@e965/xlsx';
import { pack, unpack } from './archive.ts';
import { decodeText, isText, readDelimited } from './delimited.ts';
import { faulty, type Limits, type ReadSpreadsheet } from './sheet.ts';
import { readWorkbook } from './workbook.ts';

const MIB = 2 ** 20;
const DEFAULTS: Limits = { bytes: 20 * MIB, unpacked: 200 * MIB, rows: 100_000, columns: 300 };

/**
 * Reads .xlsx, .xls, tables that were saved as a web page under the name .xls, and text parted by comma, semicolon or tab.
 * Reading the largest files takes seconds in which nothing else runs, and an .xls can be damaged so that reading it never ends: files of
 * other people are read by `readSpreadsheetApart`.
 */
export function readSpreadsheet(bytes: Uint8Array, limits: Partial<Limits> = {}): ReadSpreadsheet {
  const within = { ...DEFAULTS, ...limits };
  if (bytes.length > within.bytes) return faulty('too-large', { most: Math.floor(within.bytes / MIB) });
  if (bytes.length === 0) return faulty('empty');
  try {
    const read = readAny(bytes, within);
    return read.ok && read.sheets.every(({ rows }) => rows.length === 0) ? faulty('empty') : read;
  } catch (error) {
    return faulty(error instanceof Error && /password|encrypt/i.test(error.message) ? 'encrypted' : 'damaged');
  }
}

function readAny(bytes: Uint8Array, limits: Limits): ReadSpreadsheet {
  if (startsWith(bytes, 'PK')) return readArchive(bytes, limits);
  if (startsWith(bytes, '\xd0\xcf\x11\xe0')) return readCompound(bytes, limits);
  // A workbook of 1990 without a container.
  if (bytes[0] === 0x09 && [0x00, 0x02, 0x04, 0x08].includes(bytes[1] ?? -1) && bytes[2] !== undefined && bytes[3] === 0x00) {
    return readWorkbook(bytes, limits);
  }
  if (['%PDF', '{\\rtf', '\x89PNG', '\xff\xd8\xff', 'GIF8', 'Rar!', '7z'].some(start => startsWith(bytes, start))) {
    return faulty('not-a-spreadsheet');
  }
  const text = decodeText(bytes);
  if (text === undefined || !isText(text)) return faulty('not-a-spreadsheet');
  if (/^\s*<|^MIME-Version:/i.test(text)) return readMarkup(text, limits);
  return readDelimited(text, limits);
}

const startsWith = (bytes: Uint8Array, start: string): boolean =>
  [...start].every((letter, at) => bytes[at] === letter.charCodeAt(0));

/** Parts of an .xlsx that hold no cells: pictures, macros, what other programs keep in it. */
const PARTS = /\.(?:xml|rels)$/i;
const OTHER_PARTS = /(?:media|embeddings|printerSettings|pivotCache|pivotTables|customXml|externalLinks)\//i;

function readArchive(bytes: Uint8Array, limits: Limits): ReadSpreadsheet {
  const unpacked = unpack(bytes, name => PARTS.test(name) && !OTHER_PARTS.test(name), limits.unpacked);
  if (unpacked.kind === 'too-big') return faulty('zip-bomb', { most: Math.floor(limits.unpacked / MIB) });
  if (unpacked.kind !== 'files') return faulty(unpacked.kind);
  // Not .xlsb either: a few wrong bytes in one keep the library busy for a minute.
  const names = [...unpacked.files.keys()];
  if (!names.some(name => /(?:^|[\\/])workbook\d*\.xml$/i.test(name))) return faulty('not-a-spreadsheet');
  const files = [...unpacked.files].map(
    ([name, file]) => [name, /worksheets[\\/]/i.test(name) ? withoutBlanks(file) : file] as const,
  );
  return readWorkbook(pack(new Map(files)), limits);
}

/** XML of a sheet without its empty cells and rows: a sheet that was formatted down to its last row has a million of them. */
function withoutBlanks(xml: Uint8Array): Uint8Array {
  const text = Buffer.from(xml.buffer, xml.byteOffset, xml.byteLength).toString('latin1');
  const placed = (tag: string) => (/\sr="/.test(tag) ? '' : tag);
  const cells = text.replace(/<c\s[^<>]{1,300}(?:\/>|><\/c>)/g, placed);
  return Buffer.from(cells.replace(/<row\s[^<>]{1,500}(?:\/>|>\s{0,100}<\/row>)/g, placed), 'latin1');
}

function readCompound(bytes: Uint8Array, limits: Limits): ReadSpreadsheet {
  const container = CFB.read(Buffer.from(bytes), { type: 'buffer' });
  const streams = new Set(container.FileIndex.map(({ name }: { name: string }) => name.toLowerCase()));
  if (streams.has('encryptedpackage')) return faulty('encrypted');
  if (!streams.has('workbook') && !streams.has('book')) return faulty('not-a-spreadsheet');
  return readWorkbook(bytes, limits);
}

/** A web page with a table, or the XML of Excel 2003. */
function readMarkup(text: string, limits: Limits): ReadSpreadsheet {
  const isXml = text.includes('urn:schemas-microsoft-com:office:spreadsheet') && /<(?:\w{1,20}:)?Workbook[\s>]/.test(text);
  if (isXml) return readWorkbook(text, limits);
  if (!/<table[\s>]/i.test(text) || /^MIME-Version:/i.test(text)) return faulty('html-as-xls');
  return readWorkbook(text.replace(/&#(?:x([\da-f]{2,6})|(\d{3,7}));/gi, character), limits);
}

/** A character that a web page writes by its number; those that mark the page up stay as they are. */
function character(written: string, hex?: string, decimal?: string): string {
  const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
  return code < 0x80 || code > 0x10ffff ? written : String.fromCodePoint(code);
}
