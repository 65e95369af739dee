/**
 * What a file is, by its first bytes and never by its name.
 */
import { looksLikeSpreadsheet } from '../spreadsheet/index.ts';

/** What a file may be: a photo that can be taken, one that cannot (HEIC), a spreadsheet, or something else. */
export type Recognised = 'photo' | 'heic' | 'spreadsheet' | 'unknown';

/** The kinds of HEIC file that telephones write. */
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

export function recognise(bytes: Uint8Array): Recognised {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  if (start.startsWith('\xff\xd8\xff')) return 'photo';
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'photo';
  if (start.startsWith('RIFF') && start.startsWith('WEBP', 8)) return 'photo';
  if (start.startsWith('ftyp', 4)) return HEIC_BRANDS.includes(start.slice(8, 12)) ? 'heic' : 'unknown';
  return looksLikeSpreadsheet(bytes) ? 'spreadsheet' : 'unknown';
}
