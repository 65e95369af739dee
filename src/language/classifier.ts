/**
 * Learns from labelled examples which of a few labels a text belongs to: multinomial logistic regression over sparse features.
 * Training is deterministic: the same examples in the same order give the same model.
 */
import type { Steps } from '../shared/gradual.ts';
import { sequence, shuffle } from './sequence.ts';
import { softmax } from './softmax.ts';
import { type Example, type Feature, numberExamples, vocabularyOf } from './vocabulary.ts';

/** Tells labels apart, as trained. */
export interface Classifier<Label extends string> {
  readonly labels: readonly Label[];
  /** Each label's probability; together they are 1. */
  predict(features: readonly Feature[]): Record<Label, number>;
}

const EPOCHS = 4;
/** An example that is recognised as surely as this teaches nothing more. */
const LEARNT = 0.95;
const RATE = 0.5;
const DECAY = 2e-6;

/** What was learned, as plain data. */
export interface LogisticModel<Label extends string> {
  readonly labels: readonly Label[];
  /** The features, as {@link Vocabulary} has them; the weights go by their numbers. */
  readonly codes: Int32Array;
  /** What each speaks for; those of a feature stand together, one for each label. */
  readonly weights: Float32Array;
  /** What speaks for each label before anything is read. */
  readonly bias: Float64Array;
}

/** @param examples at least one; a label without an example is never predicted */
export function* learnLogistic<Label extends string>(examples: Iterable<Example<Label>>): Steps<LogisticModel<Label>> {
  const { vocabulary, labels, rows } = yield* numberExamples(examples);
  const { codes } = vocabulary;
  const width = labels.length;
  const model = { labels, codes, weights: new Float32Array(codes.length * width), bias: new Float64Array(width) };
  const { weights, bias } = model;
  const squares = new Float32Array(weights.length).fill(1e-2);
  const order = rows.map((_, i) => i);
  const random = sequence(20260801);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    for (const index of order) {
      yield;
      const { label, features } = rows[index]!;
      const scale = scaleOf(features.length);
      const chances = softmax(scoresOf(model, features, scale));
      if (chances[label]! > LEARNT) continue;
      for (let l = 0; l < width; l++) {
        const slope = chances[l]! - (l === label ? 1 : 0);
        bias[l]! -= 0.02 * slope;
        for (const feature of features) {
          const at = feature * width + l;
          const gradient = slope * scale + DECAY * weights[at]!;
          squares[at]! += gradient * gradient;
          weights[at]! -= (RATE * gradient) / Math.sqrt(squares[at]!);
        }
      }
    }
  }
  return model;
}

/** Tells labels apart as it was learned. */
export function logisticClassifier<Label extends string>(model: LogisticModel<Label>): Classifier<Label> {
  const { known } = vocabularyOf(model.codes);
  return {
    labels: model.labels,
    predict(features) {
      // What no example had makes the rest weigh less.
      const chances = softmax(scoresOf(model, known(features), scaleOf(new Set(features).size)));
      return Object.fromEntries(model.labels.map((label, l) => [label, chances[l]!])) as Record<Label, number>;
    },
  };
}

function scoresOf({ labels, weights, bias }: LogisticModel<string>, features: Int32Array, scale: number): Float64Array {
  const width = labels.length;
  const sums = Float64Array.from(bias);
  for (const feature of features) for (let l = 0; l < width; l++) sums[l]! += scale * weights[feature * width + l]!;
  return sums;
}

/** What a feature counts for, so that all of a text together have the length 1. */
const scaleOf = (features: number): number => 1 / Math.sqrt(features || 1);
