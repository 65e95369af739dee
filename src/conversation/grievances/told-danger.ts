/**
 * What those on the spot were told of present danger, and whether that is all that is said of it now. In doubt it is not: then they are told again.
 */
import { bare, normalise } from '../../language/normalise.ts';
import type { DangerReader } from '../danger.ts';
import type { ToldDanger } from './state.ts';

/** What is said of a danger. */
export interface Said {
  readonly text: string;
  /** Where it is, as far as that is known. */
  readonly where?: string | undefined;
}

type Told = Pick<ToldDanger, 'words' | 'earlier'>;

/** Each message that they were told of, the last one in front. */
export const toldIn = ({ words, earlier = [] }: Told): readonly string[] => [words, ...earlier];

/** Whether they know every word of it, and the place; nothing but blanks and signs may have come to it. */
export function isAllTold(told: Told, { text, where = '' }: Said): boolean {
  const known = toldIn(told).map(plain);
  // A short message may be part of a longer one.
  const longest = known.filter(words => words !== '').toSorted((a, b) => b.length - a.length);
  const rest = longest.reduce((left, words) => left.replaceAll(words, ''), plain(text));
  return rest === '' && knows(known, where);
}

/** Whether they heard of such a danger at such a place: who cries again need not be passed on each time. */
export const isToldAlike = (told: Told, { text, where = '' }: Said, danger: DangerReader): boolean =>
  toldIn(told).some(words => danger(words) === danger(text)) && knows(toldIn(told).map(plain), where);

const plain = (text: string): string => bare(normalise(text));

const knows = (known: readonly string[], where: string): boolean => known.some(words => words.includes(plain(where)));
