/**
 * Reads until when a posting is valid.
 */
import { type Day, daysAfter, parseDay } from '../../shared/calendar.ts';
import { lastDay } from '../job-faults.ts';
import { type PostingWording, plain, type Words } from './wording.ts';

/** The last day, and what of it is assumed. */
export type ReadUntil =
  | { readonly kind: 'day'; readonly day: Day }
  /** `year`: for as long as anybody works there; `month`: nothing was said, or until all are found; `this-year`: a day without its year; `cut`: too far off. */
  | { readonly kind: 'year' | 'month' | 'this-year' | 'cut'; readonly day: Day }
  | { readonly kind: 'over' | 'wrong' };

/** Days: for a posting that does not say, and for one that says 长期. */
export const UNSAID_DAYS = 30;
const LONG_DAYS = 365;

const DATE = /(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})/gu;
const MONTH = /(\d{4})[-/.年](\d{1,2})月?$/u;
const SHORT = /(?<!\d)(\d{1,2})[-/.月](\d{1,2})[日号]?$/u;

/** 2026.12.31, 即日起至2026年12月31日, 12月31日, 20261231, a date of Excel as its number; 长期, 招满为止; nothing. */
export function readUntil(text: string | undefined, on: Day, { until }: Pick<PostingWording, 'until'>, words: Words): ReadUntil {
  if (text === undefined) return { kind: 'month', day: daysAfter(on, UNSAID_DAYS) };
  const written = plain(text).replace(/(?<=\d)[日号]?(?:前|止|为止|截止|之前|\d{1,2}:\d{2}(?::\d{2})?)$/u, '');
  const named = [...written.matchAll(DATE)].at(-1);
  const found = named ? dayOf(named[1], named[2], named[3]) : compact(written);
  if (found) return held(found, on);
  if (named) return { kind: 'wrong' };
  const [, year, month] = MONTH.exec(written) ?? [];
  if (year && month) {
    const last = endOf(Number(year), Number(month));
    return last ? held(last, on) : { kind: 'wrong' };
  }
  const [, ofMonth, ofDay] = SHORT.exec(written) ?? [];
  if (ofMonth && ofDay) {
    const now = Number(on.slice(0, 4));
    const near = [now, now + 1].flatMap(one => dayOf(String(one), ofMonth, ofDay) ?? []).find(day => day >= on);
    return near ? { kind: 'this-year', day: near } : { kind: 'wrong' };
  }
  if (words.has(until.until_full, written)) return { kind: 'month', day: daysAfter(on, UNSAID_DAYS) };
  return words.has(until.long, written) ? { kind: 'year', day: daysAfter(on, LONG_DAYS) } : { kind: 'wrong' };
}

function held(day: Day, on: Day): ReadUntil {
  if (day < on) return { kind: 'over' };
  return day > lastDay(on) ? { kind: 'cut', day: lastDay(on) } : { kind: 'day', day };
}

const dayOf = (year = '', month = '', day = ''): Day | undefined =>
  parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);

/** 20261231, or a date of Excel as its number. */
function compact(written: string): Day | undefined {
  const [, year, month, day] = /^(20\d{2})(\d{2})(\d{2})$/.exec(written) ?? [];
  if (year) return dayOf(year, month, day);
  if (!/^[45]\d{4}$/.test(written)) return undefined;
  return parseDay(new Date(Date.UTC(1899, 11, 30 + Number(written))).toISOString().slice(0, 10));
}

/** The last day of a month. */
function endOf(year: number, month: number): Day | undefined {
  if (month < 1 || month > 12) return undefined;
  return parseDay(new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10));
}
