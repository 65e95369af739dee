/**
 * Numbers as documents print them: Arabic and Chinese figures, 万, percentages, fractions.
 */
const DIGITS = new Map([...'零一二三四五六七八九'].map((digit, value) => [digit, value]));
DIGITS.set('〇', 0).set('○', 0).set('两', 2);
const SCALES = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1_000],
  ['万', 10_000],
  ['亿', 100_000_000],
]);

/** The value of a Chinese numeral: 十六 is 16, 三千二百 is 3200, 二〇二一 is 2021. `undefined` for anything else. */
export function chineseNumber(text: string): number | undefined {
  const characters = [...text];
  if (characters.length === 0 || !characters.every(c => DIGITS.has(c) || SCALES.has(c))) return undefined;
  if (characters.every(c => DIGITS.has(c))) return Number(characters.map(c => DIGITS.get(c)).join(''));
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  for (const character of characters) {
    const scale = SCALES.get(character);
    if (scale === undefined) digit = DIGITS.get(character);
    else if (scale >= 10_000) {
      total = (total + section + (digit ?? (section === 0 ? 1 : 0))) * scale;
      section = 0;
      digit = undefined;
    } else {
      section += (digit ?? 1) * scale;
      digit = undefined;
    }
  }
  return total + section + (digit ?? 0);
}

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
    else found.add(String([...scales].reduce((value, scale) => value * (SCALES.get(scale) ?? 1), Number(number))));
    return ' ';
  });
  for (const [numeral] of rest.matchAll(new RegExp(NUMERAL, 'gu'))) {
    const value = chineseNumber(numeral);
    if (value !== undefined) found.add(String(value));
  }
  return found;
}
