/**
 * How long ago something was, as people date it: 2019年搬来的, 去年, 65年的, 19年8月.
 */
import type { Day } from '../shared/calendar.ts';
import { normalise } from './normalise.ts';
import { anyOf, isAny, type NumberWords, type SpokenNumber } from './spoken-words.ts';

/**
 * What has passed since the date that is the whole of what a text says; `undefined` where it names no year, or says more.
 * @param unit what is counted until `on`. Nobody has lived in a new home for 19 years: 19年 is 2019 there
 */
export type ReadSince = (text: string, unit: 'year' | 'month', on: Day) => SpokenNumber | undefined;

/** Two figures before 年 are a year of our century up to this one, and of the last one from there on. */
const THIS_CENTURY = 40;

/** Makes the reader of dates that lie behind. */
export function createSinceReader({ before, about, yearsAgo, yearBegins, yearEnds, happened, after }: NumberWords): ReadSince {
  // 今年 may stand before a number and say nothing, but not before a date.
  const aside = anyOf([...before, ...about].filter(word => !yearsAgo.has(word)));
  const dated = new RegExp(
    `^${aside}*(${anyOf(yearsAgo.keys())}|(?:19|20)?\\d{2}年)(?:(\\d{1,2})月份?|(${anyOf([...yearBegins, ...yearEnds])}))?(${anyOf([...happened, ...after])}*)$`,
    'u',
  );
  return (text, unit, on) => {
    const plain = normalise(text).replace(/[\s。.!,]+/g, '');
    const [, printed = '', month, part, rest = ''] = dated.exec(plain) ?? [];
    if (printed === '' || (unit === 'year' && yearsAgo.has(printed))) return undefined;
    const isShort = /^\d{2}年$/.test(printed);
    // 19年了 is how long, not when.
    if (isShort && (rest === '了' || (unit === 'year' && rest === '' && !month))) return undefined;
    const [thisYear, thisMonth] = on.split('-').map(Number) as [number, number];
    const ago = yearsAgo.get(printed);
    const figures = Number(printed.replace('年', ''));
    const year = ago === undefined ? (isShort ? figures + (figures < THIS_CENTURY ? 2000 : 1900) : figures) : thisYear - ago;
    if (year > thisYear) return undefined;
    if (unit === 'year') return { from: Math.max(0, thisYear - year - 1), to: thisYear - year };
    const [first, last] = month ? [Number(month), Number(month)] : monthsOf(part);
    if (first < 1 || last > 12) return undefined;
    const passed = (from: number) => Math.max(0, (thisYear - year) * 12 + thisMonth - from);
    // Without the day, the last month may not be full yet.
    return { from: Math.max(0, passed(last) - 1), to: passed(first) };
  };

  /** The months of the part of the year that is named, or of all of it. */
  function monthsOf(part: string | undefined): [number, number] {
    if (part === undefined) return [1, 12];
    return isAny(yearBegins, part) ? [1, 3] : [11, 12];
  }
}
