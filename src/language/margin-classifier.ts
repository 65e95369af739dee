/**
 * Learns from labelled examples which of many labels a text belongs to, where each label has few examples: one linear support vector machine
 * for each label against all others, by dual coordinate descent (Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM",
 * ICML 2008) over sparse features, the rarer the heavier. Training is deterministic: the same examples in the same order give the same model.
 */
import type { Steps } from '../shared/gradual.ts';
import type { Classifier } from './classifier.ts';
import { sequence, shuffle } from './sequence.ts';
import { softmax } from './softmax.ts';
import { type Example, numberExamples, vocabularyOf } from './vocabulary.ts';

/** How dear an example on the wrong side is, beside how plain the rule stays. */
const COST = 0.5;
const MOST_EPOCHS = 8;
/** Every so many passes all examples are gone through; in those between, the ones that taught something in the pass before. */
const WHOLE_EVERY = 4;
/** Learning ends when none of all examples was off by more than this. */
const NEAR_ENOUGH = 0.05;
/** A feature that stands in fewer examples is passed over. */
const LEAST_EXAMPLES = 2;
/** How sure a distance between two margins makes; readings are rather too doubtful than too sure. */
const SHARPNESS = 4;
const SEED = 20260801;

/** What was learned, as plain data. */
export interface MarginModel<Label extends string> {
  readonly labels: readonly Label[];
  /** The features, as {@link Vocabulary} has them; what follows goes by their numbers. */
  readonly codes: Int32Array;
  /** How much each says, the rarer the more. */
  readonly worth: Float32Array;
  /** What each speaks for; those of a feature stand together, one for each label. */
  readonly weights: Float32Array;
  /** What speaks for each label before anything is read. */
  readonly bias: Float64Array;
}

/** Features that the model knows, by number; together they have the length 1. */
interface Row {
  readonly features: Int32Array;
  /** What each counts for is its worth, times this. */
  readonly scale: number;
}

/** @param examples at least one; they may be made while they are asked for. A label without an example is never predicted */
export function* learnMargins<Label extends string>(examples: Iterable<Example<Label>>): Steps<MarginModel<Label>> {
  const { vocabulary, labels, rows: numbered } = yield* numberExamples(examples, LEAST_EXAMPLES);
  const { codes } = vocabulary;
  const worth = new Float32Array(codes.length);
  for (const { features } of numbered) for (const feature of features) worth[feature]! += 1;
  for (const [feature, times] of worth.entries()) worth[feature] = Math.log(1 + numbered.length / times);
  const rows: Row[] = [];
  for (const { features } of numbered) {
    rows.push(rowOf(worth, features));
    yield;
  }
  const weights = new Float32Array(codes.length * labels.length);
  const model = { labels, codes, worth, weights, bias: new Float64Array(labels.length) };
  const own = numbered.map(({ label }) => label);
  yield* separate(rows, own, model);
  return model;
}

/** Tells labels apart as it was learned. */
export function marginClassifier<Label extends string>(model: MarginModel<Label>): Classifier<Label> {
  const { known } = vocabularyOf(model.codes);
  return {
    labels: model.labels,
    predict(features) {
      const margins = marginsOf(model, rowOf(model.worth, known(features)));
      const chances = softmax(margins.map(margin => SHARPNESS * margin));
      return Object.fromEntries(model.labels.map((label, l) => [label, chances[l]!])) as Record<Label, number>;
    },
  };
}

function rowOf(worth: Float32Array, features: Int32Array): Row {
  let squares = 0;
  for (const feature of features) squares += worth[feature]! ** 2;
  return { features, scale: 1 / (Math.sqrt(squares) || 1) };
}

/** For each label, above 0 where the row is one of its own. */
function marginsOf({ labels, worth, weights, bias }: MarginModel<string>, { features, scale }: Row): Float64Array {
  const width = labels.length;
  const sums = Float64Array.from(bias);
  for (let i = 0; i < features.length; i++) {
    const feature = features[i]!;
    const at = feature * width;
    const value = worth[feature]! * scale;
    for (let l = 0; l < width; l++) sums[l]! += value * weights[at + l]!;
  }
  return sums;
}

/** Brings the model, whose weights and bias are all 0, to tell each label from all others. @param own which label each row is of */
function* separate(rows: readonly Row[], own: readonly number[], model: MarginModel<string>): Steps<void> {
  const { worth, weights, bias } = model;
  const labels = model.labels.length;
  const give = 1 / (2 * COST);
  /** A row has the length 1, and the bias counts as one more feature. */
  const curve = 2 + give;
  const shares = new Float32Array(rows.length * labels);
  const steps = new Float64Array(labels);
  const taught: number[] = [];
  const all = rows.map((_, i) => i);
  let open = all;
  const random = sequence(SEED);
  for (let epoch = 0; epoch < MOST_EPOCHS; epoch++) {
    const whole = epoch % WHOLE_EVERY === 0;
    if (whole) open = all.slice();
    shuffle(open, random);
    const moved: number[] = [];
    let worst = 0;
    for (const index of open) {
      yield;
      const row = rows[index]!;
      const sums = marginsOf(model, row);
      taught.length = 0;
      for (let l = 0; l < labels; l++) {
        const side = own[index] === l ? 1 : -1;
        const at = index * labels + l;
        const share = shares[at]!;
        const slope = side * sums[l]! - 1 + give * share;
        if (share === 0 && slope >= 0) continue;
        worst = Math.max(worst, Math.abs(slope));
        const next = Math.max(share - slope / curve, 0);
        shares[at] = next;
        steps[l] = (next - share) * side;
        bias[l]! += steps[l]!;
        taught.push(l);
      }
      if (taught.length === 0) continue;
      moved.push(index);
      for (let i = 0; i < row.features.length; i++) {
        const feature = row.features[i]!;
        const at = feature * labels;
        const value = worth[feature]! * row.scale;
        for (let t = 0; t < taught.length; t++) weights[at + taught[t]!]! += steps[taught[t]!]! * value;
      }
    }
    if (whole && worst < NEAR_ENOUGH) break;
    open = moved;
  }
}
