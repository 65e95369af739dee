/**
 * Shares as people say them: 三分之二, 七成, 80%, 20/30, 0.7, 不到一半.
 */
import { anyOf, createAsides, isAny, NUMBER, type NumberWords, numberIn, type SpokenNumber } from './spoken-words.ts';

/** The share that a short text states, within 0 and 1; `undefined` where it states none. */
export type ReadShare = (text: string) => SpokenNumber | undefined;

/** Just below a share. */
const NEAR = 1e-9;

/** Makes the reader of shares. */
export function createShareReader(words: NumberWords): ReadShare {
  const withoutAsides = createAsides(words);
  const { under, over, least, leastAfter, more, half, halves } = words;
  const bounded = new RegExp(
    `^(?:(${anyOf(under)})|(${anyOf([...over, ...least])}))?(.+?)(${anyOf([...leastAfter, ...more])})?$`,
    'u',
  );
  const tenths = new RegExp(`^(${NUMBER})成(${anyOf(half)}|${NUMBER})?$`, 'u');
  const parts = new RegExp(`^(${NUMBER})分之(${NUMBER})$`, 'u');

  const shareIn = (said: string): number | undefined => {
    const [, under = '', over = ''] = parts.exec(said) ?? [];
    if (under !== '') return share(numberIn(over), numberIn(under));
    const [, counted, all] = /^(\d+)\/(\d+)$/.exec(said) ?? [];
    if (counted !== undefined) return share(Number(counted), Number(all));
    const [, whole, rest = ''] = tenths.exec(said) ?? [];
    if (whole !== undefined) return share((numberIn(whole) ?? 11) + (isAny(half, rest) ? 0.5 : (numberIn(rest) ?? 0) / 10), 10);
    const percent = (/^(\d+(?:\.\d+)?)%$/.exec(said) ?? /^百分之(.+)$/.exec(said))?.[1];
    if (percent !== undefined) return share(numberIn(percent), 100);
    if (isAny(halves, said)) return 0.5;
    return /^0\.\d+$/.test(said) ? Number(said) : undefined;
  };

  return text => {
    const [, below, above, digits = '', aboveAfter] = bounded.exec(withoutAsides(text)) ?? [];
    const stated = shareIn(digits);
    if (stated === undefined) return undefined;
    if (below) return { from: 0, to: stated * (1 - NEAR) };
    return { from: stated, to: above || aboveAfter ? 1 : stated };
  };
}

const share = (over: number | undefined, under: number | undefined): number | undefined =>
  over !== undefined && under !== undefined && under > 0 && over <= under ? over / under : undefined;
