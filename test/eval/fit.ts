/**
 * Fits the weights of sureness: a logistic regression from what ranking saw to whether the first target really answers the message.
 */
import type { Evidence } from '../../src/knowledge/search/confidence.ts';

export interface Sample {
  readonly evidence: Evidence;
  readonly right: boolean;
}

export type SurenessWeight = Record<keyof Evidence | 'bias', number>;

const STEPS = 4000;
const RATE = 0.5;
const RIDGE = 1e-3;

/** Right and wrong samples count the same together, however many there are of each, so that 0.5 is the fair limit between them. */
export function fitSureness(samples: readonly Sample[]): SurenessWeight {
  const names = Object.keys(samples[0]!.evidence) as (keyof Evidence)[];
  const weights = Object.fromEntries([...names, 'bias' as const].map(name => [name, 0])) as SurenessWeight;
  const right = samples.filter(sample => sample.right).length;
  const share = { true: 0.5 / right, false: 0.5 / (samples.length - right) };
  for (let step = 0; step < STEPS; step++) {
    const slope = Object.fromEntries(Object.keys(weights).map(name => [name, 0])) as SurenessWeight;
    for (const { evidence, right } of samples) {
      const sum = names.reduce((total, name) => total + weights[name] * evidence[name], weights.bias);
      const error = (1 / (1 + Math.exp(-sum)) - (right ? 1 : 0)) * share[`${right}`];
      for (const name of names) slope[name] += error * evidence[name];
      slope.bias += error;
    }
    for (const name of names) weights[name] -= RATE * 10 * (slope[name] + RIDGE * 0.01 * weights[name]);
    weights.bias -= RATE * 10 * slope.bias;
  }
  return weights;
}

export function sureWith(weights: SurenessWeight, evidence: Evidence): number {
  const sum = (Object.keys(evidence) as (keyof Evidence)[]).reduce(
    (total, name) => total + weights[name] * evidence[name],
    weights.bias,
  );
  return 1 / (1 + Math.exp(-sum));
}
