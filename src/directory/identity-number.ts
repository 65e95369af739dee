/**
 * The identity number of residents of China (GB 11643-1999): eighteen characters, of which the birth, the sex and a check digit can be read.
 */
import { type Day, parseDay } from '../shared/calendar.ts';

/** What a number says, or why it is none. */
export type IdentityNumber =
  | { readonly kind: 'valid'; readonly number: string; readonly birth: Day; readonly sex: 'female' | 'male' }
  /** Of fifteen digits, as issued before 1999: birth and sex can be read, but nothing shows a slip. */
  | { readonly kind: 'old'; readonly birth: Day; readonly sex: 'female' | 'male' }
  | { readonly kind: 'length' | 'birth' | 'check' };

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** Reads a number as somebody typed it: full width, with spaces or dashes, the last letter small. */
export function readIdentityNumber(text: string): IdentityNumber {
  const number = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  const old = /^[1-9]\d{14}$/.test(number);
  if (!old && !/^[1-9]\d{16}[\dX]$/.test(number)) return { kind: 'length' };
  const digits = old ? `19${number.slice(6, 12)}` : number.slice(6, 14);
  const birth = parseDay(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`);
  if (!birth || birth < '1850-01-01') return { kind: 'birth' };
  const sex = Number(old ? number[14] : number[16]) % 2 === 0 ? 'female' : 'male';
  if (old) return { kind: 'old', birth, sex };
  return checkDigit(number) === number[17] ? { kind: 'valid', number, birth, sex } : { kind: 'check' };
}

/** The last character that the first seventeen digits ask for. */
export const checkDigit = (number: string): string | undefined =>
  CHECKS[WEIGHTS.reduce((sum, weight, index) => sum + weight * Number(number[index]), 0) % 11];
