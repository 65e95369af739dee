/**
 * How sure it is that the first target answers the message: a logistic function of what ranking saw, with measured weights.
 */
import type { Ranked } from './ranker.ts';
import { SURENESS_WEIGHT } from './weights.ts';

/** What the sureness rests on; each name has its weight. */
export interface Evidence {
  /** Share of the message's words, by weight, that the first target holds: a word that it does not know may ask for what it does not say. */
  readonly covered: number;
  /** 1 where the message uses a name that only another region knows. */
  readonly elsewhere: number;
  /** Log odds that the message speaks of what no document touches. */
  readonly offTopic: number;
}

/** What each piece of evidence, and the bias, adds to the log odds. */
export type SurenessWeight = Readonly<Record<keyof Evidence | 'bias', number>>;

/** @param offTopic probability that the message speaks of what no document touches */
export function evidenceOf(ranked: readonly Ranked[], elsewhere: boolean, offTopic: number): Evidence {
  const chance = Math.min(Math.max(offTopic, SURE), 1 - SURE);
  return {
    covered: ranked[0]?.covered ?? 0,
    elsewhere: elsewhere ? 1 : 0,
    offTopic: Math.log(chance / (1 - chance)),
  };
}

/** A probability is never taken to be nearer to 0 or 1 than this. */
const SURE = 1e-3;

/** A probability: from 0.5 the documents are taken to answer. */
export function sureness(evidence: Evidence, weights: SurenessWeight = SURENESS_WEIGHT): number {
  const names = Object.keys(evidence) as (keyof Evidence)[];
  const sum = names.reduce((total, name) => total + weights[name] * evidence[name], weights.bias);
  return 1 / (1 + Math.exp(-sum));
}
