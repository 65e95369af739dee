/**
 * What a cell says, as text: numbers without exponents, dates as days, and what of it cannot be trusted.
 */
import { SSF } from '@e965/xlsx';
import type { CellProblem } from './sheet.ts';

/** The text of a cell, and why it is not what its keeper meant. */
export interface CellText {
  readonly text: string;
  readonly problem?: CellProblem;
}

/** Control characters, marks of direction, spaces without width; `\n` within a cell stays. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const UNPAIRED = /\p{Surrogate}/gu;
/** As a text file holds a number that a spreadsheet program shortened. */
const SHORTENED = /^\d(?:\.\d+)?E\+?\d{2,}$/i;
/** How a text file makes a spreadsheet program keep a number as text: `="0123"`, `'0123`. */
const QUOTED_NUMBER = /^(?:="([^"]*)"|'(\d+[Xx]?))$/;

/** Text without what nobody sees; what is half a character becomes U+FFFD. */
export function tidy(text: string): string {
  if (/^[\u0020-\u007e]*$/.test(text)) return text.trim();
  return text.replace(/\t/g, ' ').replace(UNSEEN, '').replace(UNPAIRED, '\ufffd').trim();
}

/** A cell that was written as text. */
export function textCell(written: string): CellText {
  const tidied = tidy(written);
  const [, formula, apostrophe] = QUOTED_NUMBER.exec(tidied) ?? [];
  const text = tidy(formula ?? apostrophe ?? tidied);
  return SHORTENED.test(text) ? { text, problem: 'digits-lost' } : { text };
}

/** Digits that a spreadsheet keeps of a number. */
const KEPT_DIGITS = 15;
const DAY_SECONDS = 86_400;

/**
 * A number with the format that it is shown in.
 * @param date1904 whether days are counted from 1904
 */
export function numberCell(value: number, format: string | undefined, date1904: boolean): CellText {
  if (!Number.isFinite(value)) return { text: '', problem: 'formula-error' };
  const date = format !== undefined && SSF.is_date(format) ? dateText(value, date1904) : undefined;
  if (date !== undefined) return { text: date };
  if (format !== undefined && /^0{2,20}$/.test(format) && Number.isSafeInteger(value) && value >= 0) {
    return { text: String(value).padStart(format.length, '0') };
  }
  if (Math.abs(value) >= 10 ** KEPT_DIGITS) return { text: longNumber(value), problem: 'digits-lost' };
  const rounded = Number(value.toPrecision(KEPT_DIGITS));
  return { text: /e/.test(String(rounded)) ? rounded.toFixed(20).replace(/0+$/, '').replace(/\.$/, '') : String(rounded) };
}

/** As a spreadsheet program shows it: zeros after the digits that are kept. */
function longNumber(value: number): string {
  const [digits = '', exponent] = Math.abs(value)
    .toExponential(KEPT_DIGITS - 1)
    .replace('.', '')
    .split('e');
  return `${value < 0 ? '-' : ''}${digits.padEnd(Number(exponent) + 1, '0')}`;
}

/** The day, or the time of day where there is no day; `undefined` for what is no date. */
function dateText(value: number, date1904: boolean): string | undefined {
  const date = SSF.parse_date_code(value, { date1904 }) as {
    y: number;
    m: number;
    d: number;
    H: number;
    M: number;
    T: number;
  } | null;
  if (!date) return undefined;
  const two = (number: number) => String(number).padStart(2, '0');
  if (value < 1 && !date1904 && date.T < DAY_SECONDS) return `${two(date.H)}:${two(date.M)}`;
  return `${String(date.y).padStart(4, '0')}-${two(date.m)}-${two(date.d)}`;
}
