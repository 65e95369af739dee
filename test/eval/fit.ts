/**
 * Fits the weights of sureness: a logistic regression from what ranking saw to whether the documents answer the message.
 */
import type { Evidence, SurenessWeight } from '../../src/knowledge/search/confidence.ts';
import { sureness } from '../../src/knowledge/search/confidence.ts';

export interface Sample {
  readonly evidence: Evidence;
  /** Whether the documents answer. */
  readonly answers: boolean;
}

const STEPS = 3000;
const RATE = 1;
const RIDGE = 1e-3;

/** So large a share of the answerable messages is to be answered; the bias is set so that 0.5 is where that holds. */
const ANSWERED = 0.985;

/** Both kinds of sample count the same together, however many there are of each. */
export function fitSureness(samples: readonly Sample[]): SurenessWeight {
  const names = Object.keys(samples[0]!.evidence) as (keyof Evidence)[];
  const scale = names.map(name => {
    const values = samples.map(({ evidence }) => evidence[name]);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    return { mean, spread: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1 };
  });
  const rows = samples.map(({ evidence, answers }) => ({
    answers,
    x: names.map((name, i) => (evidence[name] - scale[i]!.mean) / scale[i]!.spread),
  }));
  const positive = samples.filter(({ answers }) => answers).length;
  const slopes = names.map(() => 0);
  let bias = 0;
  for (let step = 0; step < STEPS; step++) {
    const gradient = slopes.map(slope => RIDGE * slope);
    let lift = 0;
    for (const { x, answers } of rows) {
      const sum = x.reduce((total, value, i) => total + value * slopes[i]!, bias);
      const error = (1 / (1 + Math.exp(-sum)) - (answers ? 1 : 0)) * (answers ? 0.5 / positive : 0.5 / (rows.length - positive));
      for (const [i, value] of x.entries()) gradient[i]! += error * value;
      lift += error;
    }
    for (const [i, g] of gradient.entries()) slopes[i]! -= RATE * g;
    bias -= RATE * lift;
  }
  const plain = names.map((_, i) => slopes[i]! / scale[i]!.spread);
  const weights = { ...Object.fromEntries(names.map((name, i) => [name, plain[i]!])), bias: 0 } as SurenessWeight;
  const odds = samples
    .filter(({ answers }) => answers)
    .map(({ evidence }) => Math.log(1 / (1 / sureness(evidence, weights) - 1)));
  odds.sort((a, b) => a - b);
  return { ...weights, bias: -odds[Math.floor((1 - ANSWERED) * odds.length)]! };
}
