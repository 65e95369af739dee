/**
 * Numbers of cases as people write and hear them: 1003, 1 0 0 3, 编号一〇〇三.
 */
import { parseNumber } from '../../grievance/number.ts';
import { chineseNumber } from '../../language/chinese-number.ts';
import { normalise } from '../../language/normalise.ts';

/** Digits with nothing but blanks and dashes between them, or Chinese ones. */
const DIGITS = /\d(?:[\s-]?\d)*|[零〇○一二三四五六七八九]{4,10}/gu;

/** The number that a text names, whatever stands around it; nothing where it names none that was ever given, or several. */
export function caseNumberIn(text: string): number | undefined {
  const found = [...normalise(text).matchAll(DIGITS)].map(([digits]) => digits.replace(/[\s-]/g, ''));
  if (found.length !== 1) return undefined;
  const [digits = ''] = found;
  return parseNumber(/\d/.test(digits) ? digits : String(chineseNumber(digits) ?? ''));
}

/** Whether a text is a number of a case and nothing else. */
export const isCaseNumber = (text: string): boolean => /^[\d\s-]{4,}$/.test(normalise(text)) && caseNumberIn(text) !== undefined;

/** The number in groups of at most four, so that it can be read aloud: 1003, 1 0023. */
export const readable = (number: number): string => String(number).replace(/\B(?=(?:\d{4})+$)/g, ' ');
