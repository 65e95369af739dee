/**
 * Numbers as documents print them: Arabic and Chinese figures, 万, fractions.
 */
import { CHINESE_SCALES, chineseNumber } from '../../language/chinese-number.ts';

const NUMERAL = '[〇○零一二两三四五六七八九十百千万亿]+';
const FRACTION = new RegExp(`(${NUMERAL})分之(${NUMERAL})`, 'gu');
const ARABIC = /(\d+(?:\.\d+)?)(?:\/(\d+))?\s*([十百千万亿]*)/gu;

/** Every number that can be read from a few printed words, as text: `1万` gives 10000, `三分之二` gives 2/3, `20个` gives 20. */
export function numbersReadFrom(words: string): Set<string> {
  let rest = words.normalize('NFKC');
  const found = new Set<string>();
  rest = rest.replace(FRACTION, (_, parts: string, share: string) => {
    const [of, over] = [chineseNumber(share), chineseNumber(parts)];
    if (of !== undefined && over !== undefined) found.add(`${of}/${over}`);
    return ' ';
  });
  rest = rest.replace(ARABIC, (_, number: string, over: string | undefined, scales: string) => {
    if (over) found.add(`${number}/${over}`);
    else found.add(String([...scales].reduce((value, scale) => value * (CHINESE_SCALES.get(scale) ?? 1), Number(number))));
    return ' ';
  });
  for (const [numeral] of rest.matchAll(new RegExp(NUMERAL, 'gu'))) {
    const value = chineseNumber(numeral);
    if (value !== undefined) found.add(String(value));
  }
  return found;
}
