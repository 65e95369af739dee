/**
 * Numbers of cases: short, read aloud digit by digit. The last digit checks the others (Damm, 2004): any one wrong digit, and any two neighbours
 * changed for each other, are noticed.
 */

/** Damm's quasigroup of order ten. */
const TABLE = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
] as const;

const damm = (digits: string): number => [...digits].reduce((state, digit) => TABLE[state]?.[Number(digit)] ?? 0, 0);

/** The first numbers have four digits, so that none is taken for a choice. */
const FIRST = 100;

/** The number of the case that came in as the so-manieth, from 1. */
export const numberAt = (sequence: number): number => {
  const digits = String(FIRST + sequence - 1);
  return Number(`${digits}${damm(digits)}`);
};

/** How many numbers there were with this one: nothing more than none for what comes before the first. */
export const sequenceOf = (number: number): number => Math.max(0, Math.floor(number / 10) - FIRST + 1);

/** The number that a text is, or `undefined` where it is none that was ever given. Chinese digits are for the caller to read. */
export function parseNumber(text: string): number | undefined {
  const digits = text.trim();
  return /^[1-9]\d{3,9}$/.test(digits) && damm(digits) === 0 ? Number(digits) : undefined;
}
