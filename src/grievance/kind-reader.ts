/**
 * Which kind of grievance a report is about, learned from the examples of `knowledge/grievances/` and the terms of `knowledge/categories.yaml`.
 */
import type { CategoryId } from '../knowledge/categories.ts';
import type { GrievanceExamples } from '../knowledge/grievance-examples.ts';
import type { DangerKind } from '../knowledge/load-language.ts';
import { charactersTogether } from '../language/characters-together.ts';
import { type Chinese, featuresOf, type Reading } from '../language/chinese.ts';
import { learnMargins, type MarginModel, marginClassifier } from '../language/margin-classifier.ts';
import { bare } from '../language/normalise.ts';
import type { Example, Feature } from '../language/vocabulary.ts';
import type { Steps } from '../shared/gradual.ts';
import { once } from '../shared/once.ts';

/** A kind that may be meant. */
export interface KindGuess {
  readonly category: CategoryId;
  /** From 0 to 1; those of all kinds together are 1. */
  readonly probability: number;
}

/** What a report seems to be about. */
export interface KindReading extends KindGuess {
  /** Other kinds that may be meant, best first: few, none of them far behind. */
  readonly alternatives: readonly KindGuess[];
}

/** Tells kinds of grievance apart; the same text always gets the same answer. */
export interface KindReader {
  /** @param danger what present danger the text tells of: it weighs as much as all its other words */
  read(text: string, danger?: DangerKind | 'none'): KindReading;
}

/** What is known of a kind before anything is learned. */
export interface KindWords {
  readonly id: CategoryId;
  /** Words that point to it. */
  readonly terms: readonly RegExp[];
  /** Present dangers that are filed under it. */
  readonly danger: readonly DangerKind[];
}

/** At most so many other kinds are named, */
const MOST_ALTERNATIVES = 3;
/** none less likely than this share of the best, */
const WITHIN_REACH = 0.2;
/** and none less likely than this. */
const LEAST = 0.05;

/** Which kinds there are; asked for when the first report is read. */
type Kinds = () => readonly KindWords[];

/** @param model asked for when the first report is read */
export function createKindReader(chinese: Chinese, kindsOf: Kinds, model: () => MarginModel<CategoryId>): KindReader {
  const classifier = once(() => marginClassifier(model()));
  return {
    read(text, danger = 'none') {
      const kinds = kindsOf();
      const learnedChance: Partial<Record<CategoryId, number>> = classifier().predict(featuresIn(text, chinese, kinds));
      const filed = danger === 'none' ? undefined : kinds.find(kind => kind.danger.includes(danger));
      const [best, ...others] = kinds
        .map(({ id }): KindGuess => {
          const chance = learnedChance[id] ?? 0;
          return { category: id, probability: filed ? (chance + (filed.id === id ? 1 : 0)) / 2 : chance };
        })
        .sort((a, b) => b.probability - a.probability);
      if (!best) throw new Error('there are no kinds of grievance');
      const least = Math.max(LEAST, WITHIN_REACH * best.probability);
      return { ...best, alternatives: others.filter(({ probability }) => probability >= least).slice(0, MOST_ALTERNATIVES) };
    },
  };
}

/** A kind's terms count up to so many times. */
const MOST_HITS = 2;

/** The same kinds and examples teach the same. */
export function* learnKinds(
  chinese: Chinese,
  kinds: readonly KindWords[],
  reports: GrievanceExamples,
): Steps<MarginModel<CategoryId>> {
  function* examples(): Iterable<Example<CategoryId>> {
    for (const [label, texts] of reports) for (const text of texts) yield { label, features: featuresIn(text, chinese, kinds) };
  }
  return yield* learnMargins(examples());
}

function featuresIn(text: string, chinese: Chinese, kinds: readonly KindWords[]): Feature[] {
  const reading = chinese.read(text);
  return [
    ...featuresOf(reading, { sounds: false }),
    ...[...bare(reading.standard)].map(character => `u:${character}`),
    ...charactersTogether(reading.standard),
    ...pointers(reading, kinds),
  ];
}

/** The kinds that terms point to. Each hit stands twice, so that it weighs more than the words of the term do alone. */
function pointers({ text, standard }: Reading, kinds: readonly KindWords[]): string[] {
  const both = text === standard ? text : `${text}\n${standard}`;
  return kinds.flatMap(({ id, terms }) => {
    const found: string[] = [];
    let hits = 0;
    for (const term of terms) {
      if (!term.test(both)) continue;
      found.push(`term:${id}:${hits}`, `kind:${id}:${hits}`);
      if (++hits === MOST_HITS) break;
    }
    return found;
  });
}
