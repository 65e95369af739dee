/**
 * Learns from labelled examples which of a few labels a text belongs to: multinomial logistic regression over sparse features.
 * Training is deterministic: the same examples in the same order give the same model.
 */
import { sequence, shuffle } from './sequence.ts';
import { softmax } from './softmax.ts';

/** A text, as its features, and what it is. */
export interface Example<Label extends string> {
  readonly label: Label;
  readonly features: readonly string[];
}

/** Tells labels apart, as trained. */
export interface Classifier<Label extends string> {
  readonly labels: readonly Label[];
  /** Each label's probability; together they are 1. */
  predict(features: readonly string[]): Record<Label, number>;
  /** What speaks for a label against the mean of the others, heaviest first. */
  explain(features: readonly string[], label: Label): { readonly feature: string; readonly weight: number }[];
}

const EPOCHS = 4;
/** An example that is recognised as surely as this teaches nothing more. */
const LEARNT = 0.95;
const RATE = 0.5;
const DECAY = 2e-6;

/** @param examples at least one; a label without an example is never predicted */
export function trainClassifier<Label extends string>(examples: readonly Example<Label>[]): Classifier<Label> {
  const labels = [...new Set(examples.map(example => example.label))];
  const width = labels.length;
  const ids = new Map<string, number>();
  const rows = examples.map(example => {
    const features = Int32Array.from(new Set(example.features), feature => {
      const id = ids.get(feature) ?? ids.size;
      ids.set(feature, id);
      return id;
    });
    return { label: labels.indexOf(example.label), features };
  });

  const weights = new Float32Array(ids.size * width);
  const squares = new Float32Array(ids.size * width).fill(1e-2);
  const bias = new Float64Array(width);
  const order = rows.map((_, i) => i);
  const random = sequence(20260801);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    for (const index of order) {
      const { label, features } = rows[index]!;
      const scale = scaleOf(features.length);
      const chances = softmax(scores(features, scale));
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

  function scores(features: Int32Array, scale: number): Float64Array {
    const sums = Float64Array.from(bias);
    for (const feature of features) for (let l = 0; l < width; l++) sums[l]! += scale * weights[feature * width + l]!;
    return sums;
  }

  const known = (features: readonly string[]) =>
    Int32Array.from([...new Set(features)].flatMap(feature => ids.get(feature) ?? []));

  return {
    labels,
    predict(features) {
      // What no example had makes the rest weigh less.
      const chances = softmax(scores(known(features), scaleOf(new Set(features).size)));
      return Object.fromEntries(labels.map((label, l) => [label, chances[l]!])) as Record<Label, number>;
    },
    explain(features, label) {
      const l = labels.indexOf(label);
      return [...new Set(features)]
        .flatMap(feature => {
          const id = ids.get(feature);
          if (id === undefined) return [];
          const row = weights.subarray(id * width, (id + 1) * width);
          const mean = row.reduce((sum, w) => sum + w, 0) / width;
          return [{ feature, weight: row[l]! - mean }];
        })
        .sort((a, b) => b.weight - a.weight);
    },
  };
}

/** What a feature counts for, so that all of a text together have the length 1. */
const scaleOf = (features: number): number => 1 / Math.sqrt(features || 1);
