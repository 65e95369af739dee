/**
 * What somebody wants to earn, as people say it: 四五千, 一个月3500往上, 一天两百, 4k.
 */
import type { EmploymentWords } from '../knowledge/employment-words.ts';
import { anyOf, NUMBER, numberIn } from '../language/spoken-words.ts';
import type { Found } from './phrases.ts';

/** Yuan a month, at least, with where it stands in the text. */
export type ReadWage = (text: string) => Found<number> | undefined;

/** Numbers between these can be a wage; yuan. */
const POSSIBLE = { monthly: [300, 50_000], daily: [30, 2_000], hourly: [5, 300] } as const;
/** A bare number that large is one even where nothing around it says so. */
const SPEAKS_FOR_ITSELF = [1_000, 30_000] as const;
/** So many characters around a number belong to it. */
const AROUND = 5;

/** Writes numbers of pay in one way, of two the lower: 四五千 as 四千, 4-5千 as 4千, 4k as 4千. */
export const plainPay = (text: string): string =>
  text
    .replace(/([一二两三四五六七八九])([二三四五六七八九])(?=[百千万])/gu, '$1')
    .replace(/([\d一二两三四五六七八九])[-~到至、]([\d一二三四五六七八九])(?=[百千万])/gu, '$1')
    .replace(/(\d)k(?![a-z])/g, '$1千')
    .replace(/(\d)w(?![a-z])/g, '$1万');

/** Makes the reader; its text is in the form that `plainPay` gives. */
export function createWageReader({
  before,
  after,
  daily,
  hourly,
  never,
  daysAMonth,
  hoursADay,
}: EmploymentWords['wage']): ReadWage {
  const told = new RegExp(`${anyOf(before)}[^,。;!?\\d]{0,3}$`, 'u');
  const tells = new RegExp(`^(?:多|来|几|左右|\\s)*${anyOf(after)}`, 'u');
  const other = new RegExp(`^(?:多|来|几|余)?${anyOf(never)}`, 'u');
  const [isDaily, isHourly] = [new RegExp(anyOf(daily), 'u'), new RegExp(anyOf(hourly), 'u')];

  return text => {
    for (const match of text.matchAll(new RegExp(NUMBER, 'gu'))) {
      const [said] = match;
      const value = numberIn(said);
      const [from, to] = [match.index, match.index + said.length];
      const rest = text.slice(to);
      if (value === undefined || (other.test(rest) && !tells.test(rest))) continue;
      const around = `${text.slice(Math.max(0, from - AROUND), from)}|${rest.slice(0, AROUND)}`;
      const form = isHourly.test(around) ? 'hourly' : isDaily.test(around) ? 'daily' : 'monthly';
      const [least, most] = POSSIBLE[form];
      const isTold = told.test(text.slice(0, from)) || tells.test(rest);
      if (value < least || value > most) continue;
      if (!isTold && (value < SPEAKS_FOR_ITSELF[0] || value > SPEAKS_FOR_ITSELF[1])) continue;
      const monthly = form === 'hourly' ? value * hoursADay * daysAMonth : form === 'daily' ? value * daysAMonth : value;
      return { from, to, value: Math.round(monthly) };
    }
    return undefined;
  };
}
