/**
 * Whether a file may be a spreadsheet, by a look at its bytes: cheap, and safe with whatever they are. Reading it says whether it is one.
 */
import { decodeText, isText } from './delimited.ts';

/** So much of a text is looked at. */
const BEGINNING = 64 * 1024;

/** What `readSpreadsheet` might read: .xlsx, .xls, a table in a web page, cells parted by commas, semicolons or tabs. */
export function looksLikeSpreadsheet(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = file.toString('latin1', 0, 4);
  // Names of what an archive holds stand in it as they are.
  if (start === 'PK\x03\x04') return /workbook\d*\.xml/i.test(file.toString('latin1'));
  if (start === '\xd0\xcf\x11\xe0')
    return ['Workbook', 'Book', 'EncryptedPackage'].some(name => file.includes(Buffer.from(name, 'utf16le')));
  if (file[0] === 0x09 && [0x00, 0x02, 0x04, 0x08].includes(file[1] ?? -1) && file[3] === 0x00) return true;
  if (['%PDF', '{\\rt', '\x89PNG', 'GIF8', 'Rar!'].includes(start)) return false;
  // Not in the middle of a character.
  const end = file.length > BEGINNING ? file.lastIndexOf(0x0a, BEGINNING) : file.length;
  const text = decodeText(file.subarray(0, end < 0 ? BEGINNING : end));
  if (text === undefined || !isText(text)) return false;
  return /^\s*</.test(text) ? /<table[\s>]|urn:schemas-microsoft-com:office:spreadsheet/i.test(text) : /[,;\t]/.test(text);
}
