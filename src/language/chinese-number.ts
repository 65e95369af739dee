/**
 * Numbers in Chinese characters.
 */
const DIGITS = new Map([...'零一二三四五六七八九'].map((digit, value) => [digit, value]));
DIGITS.set('〇', 0).set('○', 0).set('两', 2);
/** Characters that numbers of rooms and entrances are written with. */
export const CHINESE_DIGITS: string = [...DIGITS.keys(), '十', '百'].join('');
/** The characters that multiply: 十, 百, 千, 万, 亿. */
export const CHINESE_SCALES: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1_000],
  ['万', 10_000],
  ['亿', 100_000_000],
]);

/** The value of a Chinese numeral: 十六 is 16, 三千二百 is 3200, 二〇二一 is 2021. `undefined` for anything else. */
export function chineseNumber(text: string): number | undefined {
  const characters = [...text];
  if (characters.length === 0 || !characters.every(c => DIGITS.has(c) || CHINESE_SCALES.has(c))) return undefined;
  if (characters.every(c => DIGITS.has(c))) return Number(characters.map(c => DIGITS.get(c)).join(''));
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  for (const character of characters) {
    const scale = CHINESE_SCALES.get(character);
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
