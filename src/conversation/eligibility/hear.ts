/**
 * Understands an answer typed in words: which value of the fact at hand is meant, and that somebody is not sure.
 */
import type { Answer, Facts } from '../../eligibility/index.ts';
import type { InterviewWords } from '../../knowledge/load-language.ts';
import type { ChoiceFact, Fact, NumberFact, Option } from '../../knowledge/schemes/model.ts';
import type { Chinese } from '../../language/chinese.ts';
import { bare, normalise } from '../../language/normalise.ts';
import { type SpokenNumber, spokenNumber, spokenShare } from '../../language/spoken-number.ts';
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
  /** What a short text answers to the question for a fact. */
  hear(fact: Fact, text: string): Heard;
  /** The facts that a longer message states by the way: numbers that are named, and options in unmistakable words. */
  overhear(facts: readonly Fact[], text: string): Facts;
}

const NOTHING: Heard = { kind: 'nothing' };

/** General words for yes and no answer only where they are nearly all that was said. */
const LONGEST_YES = 6;

/** Shorter phrases say too little inside a longer message. */
const SHORTEST_OVERHEARD = 4;

/** Shorter words for not being sure stand for it only alone. */
const SHORTEST_UNSURE = 3;

/** Makes the hearing. @param words general words for yes, no and not being sure */
export function createHearing(words: InterviewWords, chinese: Chinese): Hearing {
  const negated = new RegExp(`(?:${words.negations.join('|') || '(?!)'})$`, 'u');
  const doubts = new RegExp(words.doubts.join('|') || '(?!)', 'u');
  /** The phrases that a text says, neither denied nor doubted. */
  const meantIn = (options: readonly Option[], said: string): Match[] =>
    doubts.test(said) ? [] : matchesOf(options, said).filter(({ before }) => !negated.test(before));

  const long = [...words.unsure].filter(phrase => [...phrase].length >= SHORTEST_UNSURE);
  const isUnsure = (said: string): boolean => words.unsure.has(said) || long.some(phrase => said.includes(phrase));

  const hearChoice = (fact: ChoiceFact, text: string): Heard => {
    const reading = chinese.read(text);
    const spellings = [...new Set([bare(normalise(text)), bare(reading.standard)])];
    const meant = onlyOne(spellings.flatMap(spelling => meantIn(fact.options, spelling)));
    if (meant) return { kind: 'answer', answer: meant.value };
    if (fact.type !== 'boolean' || meant === null) return NOTHING;
    const short = spellings.filter(spelling => [...spelling].length <= LONGEST_YES);
    if (short.some(spelling => words.no.has(spelling))) return { kind: 'answer', answer: false };
    return short.some(spelling => words.yes.has(spelling)) ? { kind: 'answer', answer: true } : NOTHING;
  };

  const hearNumber = (fact: NumberFact, text: string): Heard => {
    const said = bare(normalise(text));
    // How many people? 没有.
    if (fact.unit === 'person' && words.no.has(said)) return { kind: 'answer', answer: 0 };
    const number =
      fact.type === 'number'
        ? (spokenShare(text) ?? percentTyped(text))
        : (spokenNumber(text, fact.units) ?? numberNamed(fact, text));
    return number ? within(fact, number) : NOTHING;
  };

  return {
    hear(fact, text) {
      const heard = 'options' in fact ? hearChoice(fact, text) : hearNumber(fact, text);
      if (heard.kind !== 'nothing') return heard;
      return isUnsure(bare(normalise(text))) ? { kind: 'unsure' } : NOTHING;
    },
    overhear(facts, text) {
      const plain = normalise(text);
      const heard = facts.flatMap((fact): [FactId, Answer][] => {
        if ('options' in fact) {
          const longEnough = meantIn(fact.options, bare(plain)).filter(({ phrase }) => [...phrase].length >= SHORTEST_OVERHEARD);
          const meant = onlyOne(longEnough);
          return meant ? [[fact.id, meant.value]] : [];
        }
        const number = numberNamed(fact, plain);
        const answer = number && within(fact, number);
        return answer?.kind === 'answer' ? [[fact.id, answer.answer]] : [];
      });
      return new Map(heard);
    },
  };
}

/** A whole number after the question for a share is a percentage; 1 may mean the whole as well as one in a hundred. */
function percentTyped(text: string): SpokenNumber | undefined {
  const number = /^\d{1,3}$/.test(text.trim()) ? Number(text.trim()) : undefined;
  return number === undefined || number === 1 || number > 100 ? undefined : { from: number / 100, to: number / 100 };
}

function within({ min, max }: NumberFact, { from, to }: SpokenNumber): Heard {
  if (from > max || to < min) return { kind: 'out-of-range' };
  if (from === to) return { kind: 'answer', answer: from };
  return { kind: 'answer', answer: { from: Math.max(from, min), to: Math.min(to, max) } };
}

/** The number that a longer message names in the fact's own way: 我们点有1200人. */
function numberNamed({ heard, units }: NumberFact, text: string): SpokenNumber | undefined {
  const [digits] = heard.flatMap(pattern => pattern.exec(normalise(text))?.[1] ?? []);
  return digits === undefined ? undefined : spokenNumber(digits, units);
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
    [...option.says, option.label.zh, option.label.en].flatMap(says => {
      const phrase = bare(normalise(says));
      const at = phrase === '' ? -1 : said.indexOf(phrase);
      return at >= 0 ? [{ option, phrase, before: said.slice(0, at) }] : [];
    }),
  );
  return all.filter(({ phrase }) => !all.some(other => other.phrase !== phrase && other.phrase.includes(phrase)));
}

/** The option that all matches mean; `null` where they mean several, `undefined` where there are none. */
function onlyOne(matches: readonly Match[]): Option | null | undefined {
  const [first] = matches;
  if (!first) return undefined;
  return matches.every(({ option }) => option === first.option) ? first.option : null;
}
