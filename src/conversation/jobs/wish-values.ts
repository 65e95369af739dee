/**
 * From what was tapped and said while a wish is registered to the wish itself.
 */

import type { JobWords } from '../../employment/job-words.ts';
import { JOB_KINDS, type JobKind, SUITS, type Suit, type Wants } from '../../employment/model.ts';
import type { Values } from '../desk/state.ts';

/** Any will do. */
export const ANY = 'any';
/** Near to where they live. */
export const NEAR = 'near';

/** A kind of job, or what hinders, as one choice. */
export const MANNERS: readonly (JobKind | Exclude<Suit, 'home'>)[] = [
  'full-time',
  'casual',
  'part-time',
  'childcare',
  'light',
  'home',
];

/** The wages that are offered; yuan a month, at least. */
export const WAGES = [2000, 3000, 4000, 5000, 6000] as const;

const isKind = (said: string): said is JobKind => JOB_KINDS.some(kind => kind === said);
const isSuit = (said: string): said is Suit => SUITS.some(suit => suit === said);

/** The names of the texts that stand for taps: whoever types instead of pressing is understood the same. */
export const SAID = ['place_said', 'manner_said', 'wage_said'] as const;

/** What one of them gives. */
type Part = Partial<Wants>;

/** The wish so far. What is said later counts for what it names. @param counties those that may be named */
export function wantsOf(values: Values, words: JobWords, counties: readonly string[]): Wants {
  const { words: sentence, skill, place, manner, wage, amend } = values;
  const read = (text: string | undefined): Part => (text === undefined ? {} : partIn(text, words, counties));
  const parts: readonly Part[] = [
    read(sentence),
    skill === undefined || skill === ANY ? {} : { skills: [skill] },
    place === undefined || place === ANY ? {} : place === NEAR ? { near: true } : { places: [place] },
    manner === undefined
      ? {}
      : { ...(isKind(manner) ? { kinds: [manner] } : {}), ...(isSuit(manner) ? { limits: [manner] } : {}) },
    wage === undefined || wage === ANY ? {} : { wageFrom: Number(wage) },
    ...SAID.map(name => read(values[name])),
    read(amend),
  ];
  const said = [sentence, ...SAID.map(name => values[name]), amend].filter(Boolean).join('；');
  const open: Wants = { skills: [], places: [], kinds: [], limits: [], ...(said === '' ? {} : { said }) };
  return Object.assign({}, open, ...parts) as Wants;
}

/** Whether a text says anything of what somebody looks for. */
export const saysWish = (text: string, words: JobWords, counties: readonly string[]): boolean =>
  Object.keys(partIn(text, words, counties)).length > 0;

/** What a text names, and nothing of what it does not. */
function partIn(text: string, words: JobWords, counties: readonly string[]): Part {
  const { skills, places, near, kinds, wageFrom, limits, age } = words.read(text, counties);
  return {
    ...(skills.length > 0 ? { skills } : {}),
    ...(places.length > 0 ? { places } : {}),
    ...(near ? { near } : {}),
    ...(kinds.length > 0 ? { kinds } : {}),
    ...(wageFrom === undefined ? {} : { wageFrom }),
    ...(limits.length > 0 ? { limits } : {}),
    ...(age === undefined ? {} : { age }),
  };
}
