/**
 * Finds known phrases in a text: the longest first, from left to right, none within another; where spelling fails, by how they sound.
 */
import { soundOf } from '../language/sound.ts';

/** Where a phrase stands, in UTF-16 units, and what it means. */
export interface Found<T> {
  readonly from: number;
  readonly to: number;
  readonly value: T;
}

/** Finds what it knows in a text in normal form. */
export type FindPhrases<T> = (text: string) => readonly Found<T>[];

/** Shorter phrases sound like too many other words. */
const LONG_ENOUGH_TO_HEAR = 3;

/** @param phrases in normal form; where one is there twice, the first counts */
export function createPhraseFinder<T>(phrases: readonly (readonly [phrase: string, value: T])[]): FindPhrases<T> {
  const spelled = new Map<string, T>();
  for (const [phrase, value] of phrases) if (!spelled.has(phrase)) spelled.set(phrase, value);
  let heard: ReadonlyMap<string, T | undefined> | undefined;
  const lengths = lengthsOf(spelled.keys());
  const heardLengths = [...new Set(phrases.map(([phrase]) => phrase.length))]
    .filter(length => length >= LONG_ENOUGH_TO_HEAR)
    .toSorted((a, b) => b - a);

  const heardAt = (text: string, from: number): Found<T> | undefined => {
    for (const length of heardLengths) {
      const part = text.slice(from, from + length);
      if (part.length < length || !HAN_ONLY.test(part)) continue;
      heard ??= bySound(phrases);
      const value = heard.get(soundsOf(part));
      if (value !== undefined) return { from, to: from + length, value };
    }
    return undefined;
  };

  return text => {
    const found: Found<T>[] = [];
    for (let from = 0; from < text.length; ) {
      const length = lengths
        .get(text[from] ?? '')
        ?.find(some => spelled.has(text.slice(from, from + some)) && isWhole(text, from, from + some));
      const here: Found<T> | undefined =
        length === undefined
          ? heardAt(text, from)
          : { from, to: from + length, value: spelled.get(text.slice(from, from + length)) as T };
      if (here) found.push(here);
      from = here?.to ?? from + 1;
    }
    return found;
  };
}

/** What sounds like two things is neither. */
function bySound<T>(phrases: readonly (readonly [phrase: string, value: T])[]): ReadonlyMap<string, T | undefined> {
  const heard = new Map<string, T | undefined>();
  for (const [phrase, value] of phrases) {
    if (!HAN_ONLY.test(phrase) || phrase.length < LONG_ENOUGH_TO_HEAR) continue;
    const sound = soundsOf(phrase);
    heard.set(sound, heard.has(sound) && heard.get(sound) !== value ? undefined : value);
  }
  return heard;
}

const HAN_ONLY = /^\p{Script=Han}+$/u;
const LATIN = /[a-z0-9]/;

const soundsOf = (phrase: string): string => [...phrase].map(soundOf).join(' ');

/** By first character: how long what begins with it can be, the longest first. */
function lengthsOf(phrases: Iterable<string>): ReadonlyMap<string, readonly number[]> {
  const lengths = new Map<string, number[]>();
  for (const phrase of phrases) {
    const first = phrase[0] ?? '';
    const known = lengths.get(first) ?? [];
    if (!known.includes(phrase.length))
      lengths.set(
        first,
        [...known, phrase.length].toSorted((a, b) => b - a),
      );
  }
  return lengths;
}

/** A word in letters is not part of a longer one: tea in teacher. */
function isWhole(text: string, from: number, to: number): boolean {
  const within = (at: number) => at > 0 && at < text.length && LATIN.test(text[at - 1] ?? '') && LATIN.test(text[at] ?? '');
  return !within(from) && !within(to);
}
