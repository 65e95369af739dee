/**
 * How people answer an interview, steer it, and ask for one: the shape of `language/interview.yaml`.
 */
import { z } from 'zod';
import { bare, normalise } from '../language/normalise.ts';
import type { NumberWords } from '../language/spoken-words.ts';
import { pattern } from './pattern.ts';

const word = z.string().min(1);
const words = z.array(word);
const patterns = z.array(pattern('u'));

/** How people answer an interview, steer it, and ask for one. Phrases are in lower case and without punctuation. */
export interface InterviewWords {
  readonly yes: ReadonlySet<string>;
  readonly no: ReadonlySet<string>;
  readonly unsure: ReadonlySet<string>;
  /** Words that turn what stands right after them into its opposite. */
  readonly negations: readonly string[];
  /** Words with which a message answers nothing, whatever else it says: 是不是, 有没有. */
  readonly doubts: readonly string[];
  /** Particles that may end an answer and say nothing. */
  readonly endings: readonly string[];
  /** What shows that somebody asks back instead of answering, though the words would answer. */
  readonly asksBack: readonly RegExp[];
  /** What does that mean, and why do you ask? */
  readonly explain: ReadonlySet<string>;
  /** To go on after a pause. */
  readonly goOn: ReadonlySet<string>;
  readonly back: ReadonlySet<string>;
  readonly again: ReadonlySet<string>;
  readonly stop: ReadonlySet<string>;
  readonly showKept: ReadonlySet<string>;
  readonly eraseKept: ReadonlySet<string>;
  /** Which checks are there. */
  readonly menu: readonly RegExp[];
  /** Everything that somebody may be entitled to. */
  readonly screen: readonly RegExp[];
  /** Everything that a settlement may set up. */
  readonly screenSettlement: readonly RegExp[];
  /** One check; the group is its name. */
  readonly check: readonly RegExp[];
  readonly numbers: NumberWords;
}

const phrases = z.array(word.transform(said => bare(normalise(said)))).transform(list => new Set(list));

const numberFields = {
  under: words,
  over: words,
  least: words,
  about: words,
  under_after: words,
  least_after: words,
  about_after: words,
  more: words,
  around: words,
  half: words,
  to: words,
  and: words,
  before: words,
  after: words,
  digits: z.record(word, word),
  halves: words,
  years_ago: z.record(word, z.number().int().min(0)),
  year_begins: words,
  year_ends: words,
  happened: words,
};
const numbers = z.strictObject(numberFields).transform(
  ({ under_after, least_after, about_after, years_ago, year_begins, year_ends, digits, ...rest }): NumberWords => ({
    ...rest,
    underAfter: under_after,
    leastAfter: least_after,
    aboutAfter: about_after,
    yearsAgo: new Map(Object.entries(years_ago)),
    yearBegins: year_begins,
    yearEnds: year_ends,
    digits: new Map(Object.entries(digits)),
  }),
);

const fields = {
  yes: phrases,
  no: phrases,
  unsure: phrases,
  negations: words,
  doubts: words,
  endings: words,
  asks_back: patterns,
  explain: phrases,
  go_on: phrases,
  back: phrases,
  again: phrases,
  stop: phrases,
  show_kept: phrases,
  erase_kept: phrases,
  menu: patterns,
  screen: patterns,
  screen_settlement: patterns,
  check: patterns,
  numbers,
};

/** `language/interview.yaml` */
export const interviewFile = z.strictObject(fields).transform(
  ({ show_kept, erase_kept, screen_settlement, asks_back, go_on, ...rest }): InterviewWords => ({
    ...rest,
    asksBack: asks_back,
    goOn: go_on,
    showKept: show_kept,
    eraseKept: erase_kept,
    screenSettlement: screen_settlement,
  }),
);

const blank = (names: object) => Object.fromEntries(Object.keys(names).map(name => [name, []]));

/** Where the file has faults: nothing is understood, and the faults are told. */
export const NO_WORDS: InterviewWords = interviewFile.parse({
  ...blank(fields),
  numbers: { ...blank(numberFields), digits: {}, years_ago: {} },
});
