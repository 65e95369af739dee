/**
 * Weighs whether a message tells of present danger, and of which kind, as learned from the examples of `knowledge/danger/examples/`.
 */
import type { DangerTraits } from '../knowledge/danger-traits.ts';
import type { DangerKind } from '../knowledge/load-language.ts';
import { learnMargins, type MarginModel, marginClassifier } from '../language/margin-classifier.ts';
import type { Example } from '../language/vocabulary.ts';
import type { Steps } from '../shared/gradual.ts';
import { createTraitReader } from './danger-traits.ts';

/** What the scale says of a message. */
export interface Weighed {
  /** From 0 to 1. */
  readonly chance: number;
  /** The same for the sentence that speaks most of danger, where it is higher: what a question after it cannot lower. */
  readonly loudest: number;
  /** Of which kind the danger is if there is one, */
  readonly kind: DangerKind;
  /** and how likely, from 0 to 1. */
  readonly kindChance: number;
}

/** A message's sentences, each as its clauses, idioms replaced → what they weigh. */
export type DangerScale = (sentences: readonly (readonly string[])[]) => Weighed;

/** What the scale learns from: each message as clauses. */
export interface Lessons {
  dangers(): Iterable<{ readonly kind: DangerKind; readonly clauses: readonly string[] }>;
  calm(): Iterable<readonly string[]>;
}

/** A danger at the end of a long story is found where so many neighbouring clauses are weighed by themselves. */
const WINDOW = 3;

/** What was learned, as plain data. */
export interface DangerModel {
  readonly alarm: MarginModel<'danger' | 'calm'>;
  readonly kinds: MarginModel<DangerKind>;
}

/** The same lessons give the same model. */
export function* learnDanger(traits: DangerTraits, { dangers, calm }: Lessons): Steps<DangerModel> {
  const read = createTraitReader(traits);
  const real: Example<DangerKind>[] = [];
  for (const { kind, clauses } of dangers()) {
    real.push({ label: kind, features: read(clauses) });
    yield;
  }
  function* both(): Iterable<Example<'danger' | 'calm'>> {
    for (const { features } of real) yield { label: 'danger', features };
    for (const clauses of calm()) for (const part of partsOf(clauses)) yield { label: 'calm', features: read(part) };
  }
  return { alarm: yield* learnMargins(both()), kinds: yield* learnMargins(real) };
}

/** @param traits the same that the model was learned with */
export function createDangerScale(traits: DangerTraits, model: DangerModel): DangerScale {
  const read = createTraitReader(traits);
  const [alarm, kinds] = [marginClassifier(model.alarm), marginClassifier(model.kinds)];
  const chanceOf = (clauses: readonly string[]): number => alarm.predict(read(clauses)).danger;

  return sentences => {
    const [surest, chance] = most(partsOf(sentences.flat()), chanceOf);
    const [, loudest] = most(sentences, chanceOf);
    const chances = kinds.predict(read(surest));
    const [kind, kindChance] = most(kinds.labels, one => chances[one]);
    return { chance, loudest: Math.max(chance, loudest), kind, kindChance };
  };
}

/** The item with the highest figure, the first of equals, and its figure. */
function most<T>(items: readonly T[], figureOf: (item: T) => number): [item: T, figure: number] {
  const all = items.map((item): [T, number] => [item, figureOf(item)]);
  return all.reduce((best, next) => (next[1] > best[1] ? next : best));
}

/** The whole message, and where it is long each few neighbouring clauses. */
function partsOf(clauses: readonly string[]): (readonly string[])[] {
  if (clauses.length <= WINDOW) return [clauses];
  return [clauses, ...clauses.slice(WINDOW - 1).map((_, i) => clauses.slice(i, i + WINDOW))];
}
