/**
 * How sure it is that the first target answers the message: a logistic function of what ranking saw, with measured weights.
 */
import type { Ranked } from './ranker.ts';
import { SURENESS_WEIGHT } from './weights.ts';

/** Each between 0 and 1, except `margin`, which may reach 1 and is 0 where two clauses tie. */
export interface Evidence {
  readonly score: number;
  /** Likeness to the closest ask of the first target. */
  readonly ask: number;
  /** How far the best target of another clause stands behind. */
  readonly margin: number;
  /** Share of the message that occurs anywhere in the region's knowledge. */
  readonly known: number;
  /** 1 where the message uses a name that only another region knows. */
  readonly elsewhere: number;
  /** How likely the message speaks of what no document touches. */
  readonly offTopic: number;
}

export function evidenceOf(ranked: readonly Ranked[], rest: Pick<Evidence, 'known' | 'elsewhere' | 'offTopic'>): Evidence {
  const first = ranked[0];
  const rival = ranked.find(other => other.target.clause !== first?.target.clause);
  return {
    score: first?.score ?? 0,
    ask: first?.closest.likeness ?? 0,
    margin: (first?.score ?? 0) - (rival?.score ?? 0),
    ...rest,
  };
}

export function sureness(evidence: Evidence): number {
  const names = Object.keys(evidence) as (keyof Evidence)[];
  const sum = names.reduce((total, name) => total + SURENESS_WEIGHT[name] * evidence[name], SURENESS_WEIGHT.bias);
  return 1 / (1 + Math.exp(-sum));
}
