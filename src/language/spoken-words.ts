/**
 * What numbers that people say are made of; the words around them stand in `knowledge/language/interview.yaml`.
 */
import { CHINESE_SCALES, chineseNumber } from './chinese-number.ts';
import { normalise } from './normalise.ts';

/** A number, or the numbers between which it lies, both included; an open end is infinite. */
export interface SpokenNumber {
  readonly from: number;
  readonly to: number;
}

/** The words around a spoken number. */
export interface NumberWords {
  /** Before it: less than, more than, roughly so many. */
  readonly under: readonly string[];
  readonly over: readonly string[];
  readonly about: readonly string[];
  /** Before it: so many or more. */
  readonly least: readonly string[];
  /** The same after it. */
  readonly underAfter: readonly string[];
  readonly leastAfter: readonly string[];
  readonly aboutAfter: readonly string[];
  /** Right after the digits: some more (八十多); some more or fewer (三千来). */
  readonly more: readonly string[];
  readonly around: readonly string[];
  readonly half: readonly string[];
  /** From one number to another. */
  readonly to: readonly string[];
  /** Joins a number in a smaller unit: 一年零三个月. */
  readonly and: readonly string[];
  /** What stands before and after a number and says nothing. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Other forms of a digit → the digit. */
  readonly digits: ReadonlyMap<string, string>;
  /** Words for half of all. */
  readonly halves: readonly string[];
  /** A year by its name → how many years ago. */
  readonly yearsAgo: ReadonlyMap<string, number>;
  readonly yearBegins: readonly string[];
  readonly yearEnds: readonly string[];
  /** What may follow a date: that somebody moved or was born then. */
  readonly happened: readonly string[];
}

/** A number in digits or characters, as part of a regular expression. */
export const NUMBER = '(?:\\d[千百十]){1,3}\\d?|\\d+(?:\\.\\d+)?[百千万]?|[〇零一二两三四五六七八九十百千万]+';

/** Any of the words, as part of a regular expression; nothing where there are none. */
export const anyOf = (words: Iterable<string>): string =>
  `(?:${
    [...words]
      .toSorted((a, b) => b.length - a.length)
      .map(escaped)
      .join('|') || '(?!)'
  })`;

/** Whether the text is one of the words. */
export const isAny = (words: readonly string[], said: string): boolean => words.includes(said);

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Takes away what stands around a number and says nothing, and writes its digits in one way. */
export function createAsides({ before, after, digits }: NumberWords): (text: string) => string {
  const asides = new RegExp(`^${anyOf(before)}+|${anyOf(after)}+$`, 'gu');
  return text => {
    const plain = normalise(text)
      .replace(/[\s,，。.!?、~]+$/g, '')
      .replace(/(\d),(?=\d{3})/g, '$1')
      .replace(/\s+/g, '');
    return [...digits].reduce((said, [form, digit]) => said.replaceAll(form, digit), plain).replace(asides, '');
  };
}

/** 1.2万 is 12000, 一千二 is 1200, 三百五 is 350, 1千2百 is 1200. */
export function numberIn(said: string): number | undefined {
  const digits = /\d[千百十]\d/.test(said) ? said.replace(/\d/g, digit => '零一二三四五六七八九'[Number(digit)] ?? '') : said;
  const [, arabic, scale] = /^(\d+(?:\.\d+)?)([百千万]?)$/.exec(digits) ?? [];
  if (arabic !== undefined) return Math.round(Number(arabic) * (CHINESE_SCALES.get(scale ?? '') ?? 1) * 1e6) / 1e6;
  const [, head, last, digit] = /^(.*([百千万]))([一二三四五六七八九])$/u.exec(digits) ?? [];
  if (head && last && digit)
    return (chineseNumber(head) ?? 0) + ((chineseNumber(digit) ?? 0) * (CHINESE_SCALES.get(last) ?? 0)) / 10;
  // 十八九 is not one number.
  return /[一二两三四五六七八九]{2}/u.test(digits) ? undefined : chineseNumber(digits);
}
