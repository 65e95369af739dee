/**
 * Finds a short name among a few, though it was typed wrongly or only sounds right: names of places.
 */
import Fuse from 'fuse.js';
import { bare, normalise } from './normalise.ts';
import { soundOf } from './sound.ts';

/** The value whose name is meant, or `undefined` where none is near enough. */
export type Fuzzy<T> = (text: string) => T | undefined;

/** 0 is the same text, 1 nothing in common. Of two characters both must sound right; of more one may be wrong. */
const NEAR_ENOUGH = { short: 0.01, long: 0.25 };

/** @param names one value may have several names */
export function createFuzzy<T>(names: readonly { readonly name: string; readonly value: T }[]): Fuzzy<T> {
  const entries = names.map(({ name, value }) => ({ sound: soundsOf(name), value }));
  const fuse = new Fuse(entries, { keys: ['sound'], threshold: NEAR_ENOUGH.long, includeScore: true });
  return text => {
    const typed = [...bare(normalise(text))];
    if (typed.length < 2) return undefined;
    const [best] = fuse.search(soundsOf(text));
    const limit = typed.length > 2 ? NEAR_ENOUGH.long : NEAR_ENOUGH.short;
    return best && (best.score ?? 1) <= limit ? best.item.value : undefined;
  };
}

/** The syllables of the text run together, as they are typed in pinyin too. */
const soundsOf = (text: string): string =>
  [...bare(normalise(text))]
    .map(soundOf)
    .join('')
    .replace(/([zcs])h/g, '$1')
    .replace(/ng(?![aeiou])/g, 'n');
