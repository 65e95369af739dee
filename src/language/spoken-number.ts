/**
 * Whole numbers as people say them: 53, 五十三岁, 两年半, 一千二, 八十多, 三千来人, 不到一千.
 */
import { anyOf, createAsides, isAny, NUMBER, type NumberWords, numberIn, type SpokenNumber } from './spoken-words.ts';

/**
 * The whole number that a short text states, or `undefined` where it states none or more than one.
 * @param units words that may follow the number, with how many one of them counts
 */
export type ReadNumber = (text: string, units: ReadonlyMap<string, number>) => SpokenNumber | undefined;

/** A rough number may be off by a tenth. */
const ROUGH = 0.1;

/** Makes the reader of whole numbers. */
export function createNumberReader(words: NumberWords): ReadNumber {
  const withoutAsides = createAsides(words);
  const { under, over, about, least, more, around, half, to, and, underAfter, leastAfter, aboutAfter } = words;
  const before = anyOf([...under, ...over, ...about, ...least]);
  const after = anyOf([...underAfter, ...leastAfter, ...aboutAfter]);
  const vague = anyOf([...more, ...around]);
  const rests = anyOf([...half, ...more]);

  return (text, units) => {
    const plain = withoutAsides(text);
    const unit = anyOf(units.keys());
    const sizeOf = (name = '') => units.get(name) ?? 1;
    const [, halved] = new RegExp(`^${anyOf(half)}(${unit})$`, 'u').exec(plain) ?? [];
    if (halved) return exactly(sizeOf(halved) / 2);

    const [, low = '', lowName, high = '', highName] =
      new RegExp(`^(${NUMBER})(${unit})?${anyOf(to)}(${NUMBER})(${unit})?$`, 'u').exec(plain) ?? [];
    const [from, until] = [numberIn(low), numberIn(high)];
    if (from !== undefined && until !== undefined && from < until) {
      const size = sizeOf(highName ?? lowName);
      return { from: from * size, to: until * size };
    }

    const stated = new RegExp(
      `^(${before})?(${NUMBER})(${vague})?(${unit})?(${rests})?${anyOf(and)}?(?:(${NUMBER})(${unit}))?(${after})?$`,
      'u',
    ).exec(plain);
    const [, first = '', digits = '', some = '', name, rest = '', further, furtherName, last = ''] = stated ?? [];
    const number = numberIn(digits);
    if (number === undefined) return undefined;
    const size = sizeOf(name);
    // 一年三个月 is one number, 六口人四个劳力 is two.
    if (further !== undefined && sizeOf(furtherName) >= size) return undefined;
    const added = further === undefined ? 0 : (numberIn(further) ?? 0) * sizeOf(furtherName);
    const value = number * size + (isAny(half, rest) ? size / 2 : 0) + added;

    if (isAny(under, first) || isAny(underAfter, last)) return { from: 0, to: value - 1 };
    if (isAny(over, first)) return { from: value + 1, to: Number.POSITIVE_INFINITY };
    if (isAny(least, first) || isAny(leastAfter, last)) return { from: value, to: Number.POSITIVE_INFINITY };
    if (isAny(around, some)) return { from: roughly(value).from, to: value + Math.max(lastPlace(number), 2) * size - 1 };
    if (first !== '' || last !== '') return roughly(value);
    if (some !== '') return { from: value + 1, to: value + lastPlace(number) * size - 1 };
    if (isAny(more, rest)) return { from: value + 1, to: value + Math.max(size, lastPlace(number)) - 1 };
    return exactly(value);
  };
}

const exactly = (value: number): SpokenNumber | undefined => (Number.isInteger(value) ? { from: value, to: value } : undefined);

function roughly(value: number): SpokenNumber {
  const margin = Math.max(1, Math.round(value * ROUGH));
  return { from: Math.max(0, Math.ceil(value - margin)), to: Math.floor(value + margin) };
}

/** What the last digit of a round number counts: 10 of 八十, 100 of 1200. */
const lastPlace = (value: number): number => (value === 0 || value % 10 !== 0 ? 1 : 10 * lastPlace(value / 10));
