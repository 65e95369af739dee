/**
 * Understands an answer typed in words: which value of the fact at hand is meant, and that somebody is not sure. Clause by clause, since
 * people tell a story (不是，一个村的): what is denied or wondered about answers nothing, and where two values are meant nothing is taken.
 */
import type { Answer, Facts } from '../../eligibility/index.ts';
import type { InterviewWords } from '../../knowledge/interview-words.ts';
import type { ChoiceFact, Fact, NumberFact, Option } from '../../knowledge/schemes/model.ts';
import type { Chinese } from '../../language/chinese.ts';
import { bare, normalise } from '../../language/normalise.ts';
import { createNumberReader } from '../../language/spoken-number.ts';
import { createShareReader } from '../../language/spoken-share.ts';
import { createSinceReader } from '../../language/spoken-since.ts';
import type { SpokenNumber } from '../../language/spoken-words.ts';
import { tailOf } from '../../language/tail.ts';
import type { Day } from '../../shared/calendar.ts';
import type { FactId } from '../../shared/ids.ts';

/** What was heard. */
export type Heard =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'unsure' }
  /** A number that the fact cannot have. */
  | { readonly kind: 'out-of-range' }
  | { readonly kind: 'nothing' };

/** Hears answers. */
export interface Hearing {
  /** What a text answers to the question for a fact, on a day. */
  hear(fact: Fact, text: string, on: Day): Heard;
  /** The facts that a longer message states by the way: numbers that are named, and options in unmistakable words. */
  overhear(facts: readonly Fact[], text: string): Facts;
  /** Whether a text asks back, though words in it would answer. */
  asksBack(text: string): boolean;
}

const NOTHING: Heard = { kind: 'nothing' };

/** Shorter phrases say too little inside a longer message; a cadre who tells the size of a settlement is briefer. */
const SHORTEST_OVERHEARD = { person: 4, household: 4, settlement: 2 } as const;

/** Shorter words for not being sure stand for it only alone. */
const SHORTEST_UNSURE = 3;

/** Makes the hearing. @param words how people answer */
export function createHearing(words: InterviewWords, chinese: Chinese): Hearing {
  const anyOf = (list: readonly string[]) => list.map(bare).join('|') || '(?!)';
  const denied = new RegExp(`(?:${anyOf(words.negations)})$`, 'u');
  const deniesFirst = new RegExp(`^(?:${anyOf(words.negations)})`, 'u');
  const doubted = new RegExp(anyOf(words.doubts), 'u');
  const endings = words.endings.map(bare).filter(Boolean);
  const withoutEnding = (said: string): string => said.slice(0, tailOf(said, endings)) || said;
  const isOneOf = (phrases: ReadonlySet<string>, said: string): boolean => phrases.has(said) || phrases.has(withoutEnding(said));

  /** The options that one clause means. */
  const meantBy = (fact: ChoiceFact, clause: string): Option[] => {
    const spellings = new Set([bare(normalise(clause)), bare(chinese.read(clause).standard)]);
    return [...spellings].flatMap(said =>
      doubted.test(said)
        ? []
        : matchesOf(fact.options, said)
            .filter(({ before }) => !denied.test(before))
            .map(({ option }) => option),
    );
  };

  const plainAnswer = ({ yes, no }: ChoiceFact, clause: string): boolean | string | undefined => {
    const said = bare(clause);
    if (isOneOf(words.no, said)) return no;
    return isOneOf(words.yes, said) ? yes : undefined;
  };

  const hearChoice = (fact: ChoiceFact, clauses: readonly string[]): Heard => {
    // A phrase of the fact says more than a general yes or no: 不错 to whether life is hard.
    const exact = fact.options.find(option => phrasesOf(option).includes(bare(clauses[0] ?? '')));
    const plain = exact ? exact.value : plainAnswer(fact, clauses[0] ?? '');
    const meant = new Set([
      ...clauses.flatMap(clause => meantBy(fact, clause)).map(({ value }) => value),
      ...(plain === undefined ? [] : [plain]),
    ]);
    const [value] = meant;
    return meant.size === 1 && value !== undefined ? { kind: 'answer', answer: value } : NOTHING;
  };

  const readNumber = createNumberReader(words.numbers);
  const readShare = createShareReader(words.numbers);
  const readSince = createSinceReader(words.numbers);

  /** The number that a longer message names in the fact's own way: 我们点有1200人. */
  const numberNamed = ({ heard, units }: NumberFact, text: string): SpokenNumber | undefined => {
    const plain = normalise(text).slice(0, MOST.characters);
    const digits = firstOf(heard, pattern => pattern.exec(plain)?.[1]);
    return digits === undefined ? undefined : readNumber(digits, units);
  };
  const numberIn = (fact: NumberFact, said: string, on: Day): SpokenNumber | undefined => {
    const { type, since, unit, units } = fact;
    if (type === 'number') return readShare(said) ?? percentTyped(said);
    const passed = since && (unit === 'year' || unit === 'month') ? readSince(said, unit, on) : undefined;
    return passed ?? readNumber(said, units) ?? numberNamed(fact, said);
  };

  const hearNumber = (fact: NumberFact, clauses: readonly string[], on: Day): Heard => {
    // How many people? 没有.
    if (fact.unit === 'person' && isOneOf(words.no, bare(clauses[0] ?? ''))) return { kind: 'answer', answer: 0 };
    // What comes after the first clause is a story, unless it counts too.
    const story = clauses.slice(1).some(clause => COUNTS.test(clause)) ? [] : clauses.slice(0, 1);
    const spellings = [clauses.join(''), ...story].flatMap(said => [said, withoutEnding(said)]);
    const number = firstOf(spellings, said => (deniesFirst.test(said) ? undefined : numberIn(fact, said, on)));
    return number ? within(fact, number) : NOTHING;
  };

  /** What only ends or thanks (谢谢) is left out. */
  const isEmpty = (said: string): boolean => said !== '' && tailOf(said, endings) === 0;
  const meaningful = (text: string): string[] => clausesOf(text).filter(clause => !isEmpty(bare(clause)));

  const long = [...words.unsure].filter(phrase => [...phrase].length >= SHORTEST_UNSURE);
  const isUnsure = (clauses: readonly string[]): boolean =>
    clauses.map(bare).some(said => isOneOf(words.unsure, said) || long.some(phrase => said.includes(phrase)));

  return {
    hear(fact, text, on) {
      const clauses = meaningful(text);
      const heard = 'options' in fact ? hearChoice(fact, clauses) : hearNumber(fact, clauses, on);
      if (heard.kind !== 'nothing') return heard;
      return isUnsure(clauses) ? { kind: 'unsure' } : NOTHING;
    },
    overhear(facts, text) {
      const heard = facts.flatMap((fact): [FactId, Answer][] => {
        if ('options' in fact) {
          const phrases = { ...fact, options: longerThan(fact.options, SHORTEST_OVERHEARD[fact.about]) };
          const meant = new Set(
            clausesOf(text)
              .flatMap(clause => meantBy(phrases, clause))
              .map(({ value }) => value),
          );
          const [value] = meant;
          return meant.size === 1 && value !== undefined ? [[fact.id, value]] : [];
        }
        const number = numberNamed(fact, text);
        const answer = number && within(fact, number);
        return answer?.kind === 'answer' ? [[fact.id, answer.answer]] : [];
      });
      return new Map(heard);
    },
    asksBack: text => words.asksBack.some(pattern => pattern.test(normalise(text))),
  };
}

const COUNTS = /[\d一二两三四五六七八九十百千万]/u;

/** Longer messages and more clauses answer no question; work stays bounded. */
const MOST = { characters: 300, clauses: 12 };

const clausesOf = (text: string): string[] =>
  normalise(text)
    .slice(0, MOST.characters)
    .split(/[,。;!?、~…\s]+/u)
    .filter(Boolean)
    .slice(0, MOST.clauses);

/** A whole number after the question for a share is a percentage; 1 may mean the whole as well as one in a hundred. */
function percentTyped(said: string): SpokenNumber | undefined {
  const number = /^\d{1,3}$/.test(said) ? Number(said) : undefined;
  return number === undefined || number === 1 || number > 100 ? undefined : { from: number / 100, to: number / 100 };
}

function within({ min, max }: NumberFact, { from, to }: SpokenNumber): Heard {
  if (from > max || to < min) return { kind: 'out-of-range' };
  if (from === to) return { kind: 'answer', answer: from };
  return { kind: 'answer', answer: { from: Math.max(from, min), to: Math.min(to, max) } };
}

interface Match {
  readonly option: Option;
  readonly phrase: string;
  /** What stands before it. */
  readonly before: string;
}

/** The phrases of the options that a text contains, without those that only stand inside a longer one. */
function matchesOf(options: readonly Option[], said: string): Match[] {
  const all = options.flatMap(option =>
    phrasesOf(option).flatMap(phrase => {
      const at = phrase === '' ? -1 : said.indexOf(phrase);
      return at >= 0 ? [{ option, phrase, before: said.slice(0, at) }] : [];
    }),
  );
  return all.filter(({ phrase }) => !all.some(other => other.phrase !== phrase && other.phrase.includes(phrase)));
}

function phrasesOf(option: Option): readonly string[] {
  const known = phrases.get(option);
  if (known) return known;
  const { says, label } = option;
  const fresh = [...says, label.zh, label.en].map(phrase => bare(normalise(phrase)));
  phrases.set(option, fresh);
  return fresh;
}

const phrases = new WeakMap<Option, readonly string[]>();

const longerThan = (options: readonly Option[], least: number): Option[] =>
  options.map(option => ({ ...option, says: option.says.filter(phrase => [...bare(phrase)].length >= least) }));

/** What the first of the items gives that gives anything. */
function firstOf<T, U>(items: readonly T[], give: (item: T) => U | undefined): U | undefined {
  for (const item of items) {
    const given = give(item);
    if (given !== undefined) return given;
  }
  return undefined;
}
