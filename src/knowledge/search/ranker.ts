/**
 * Ranks the targets of one region for a message: by how well all that is written of a target, and all that is written of its clause, covers
 * what the message says.
 */
import { type Chinese, featuresOf, type Reading } from '../../language/chinese.ts';
import type { Clause } from '../model.ts';
import { type Bag, bagOf, createBm25, together } from './bm25.ts';
import { asksOf, type Target, wordingOf } from './target.ts';
import { NEARNESS, OPEN_POINT_SHARE, SIGNAL_WEIGHT } from './weights.ts';

/** How well a target fits a message; each signal lies between 0 and 1. */
export interface Signals {
  /** What the target's words and asks cover of the message. */
  readonly target: number;
  /** The same for its whole clause. */
  readonly clause: number;
}

/** A target with how well it fits. */
export interface Ranked {
  readonly target: Target;
  /** Between 0 and 1. */
  readonly score: number;
  readonly signals: Signals;
  /** Share of the weight of the message's words that the target's own words and asks hold, from 0 to 1. */
  readonly covered: number;
}

/** Ranks a fixed collection of targets. */
export interface Ranker {
  /** The best, first first; empty where nothing in the message occurs in the region's knowledge. `near` clauses gain a little. */
  rank(reading: Reading, near?: readonly string[]): Ranked[];
  /** The ask of a target that is most like the message, and how like, from 0 to 1: for explanations. */
  closest(reading: Reading, target: Target): { readonly ask: string; readonly likeness: number };
  /** What of the message a target matched, heaviest first: for explanations. */
  matched(reading: Reading, target: Target): { readonly feature: string; readonly weight: number }[];
}

/** So many targets are kept of a ranking. */
const KEPT = 10;

/** Reads all targets once; that is what takes time. */
export function createRanker(targets: readonly Target[], chinese: Chinese): Ranker {
  const featuresIn = (text: string): string[] => featuresOf(chinese.read(text));
  const bags = targets.map(target => bagOf([...asksOf(target), ...wordingOf(target)].flatMap(featuresIn)));
  const members = new Map<Clause, number[]>();
  for (const [id, { clause }] of targets.entries()) members.set(clause, [...(members.get(clause) ?? []), id]);
  const place = new Map([...members.keys()].map((clause, index) => [clause, index]));
  const clauseOf = targets.map(({ clause }) => place.get(clause)!);
  const clauseBags = [...members.values()].map(ids => together(ids.map(id => bags[id]!)));
  const byTarget = createBm25(bags);
  const byClause = createBm25(clauseBags);

  const coveredBy = (query: Bag, id: number): number => {
    const words = [...query.keys()].filter(feature => feature.startsWith('w:'));
    const weigh = (list: readonly string[]) => list.reduce((sum, word) => sum + byTarget.weight(word), 0);
    return words.length === 0 ? 0 : weigh(words.filter(word => bags[id]!.has(word))) / weigh(words);
  };
  /** Cosine of two bags, features weighed by their rarity. */
  const likeness = (query: Bag, ask: Bag): number => {
    const square = (features: Iterable<string>) => [...features].reduce((sum, feature) => sum + byTarget.weight(feature) ** 2, 0);
    const product = Math.sqrt(square(query.keys()) * square(ask.keys()));
    return product === 0 ? 0 : square([...query.keys()].filter(feature => ask.has(feature))) / product;
  };

  return {
    rank(reading, near = []) {
      const query = bagOf(featuresOf(reading));
      const target = byTarget.score(query);
      const clause = byClause.score(query);
      const scored: { id: number; score: number; signals: Signals }[] = [];
      for (let id = 0; id < targets.length; id++) {
        if (target[id] === 0) continue;
        const signals = { target: target[id]!, clause: clause[clauseOf[id]!]! };
        const share = targets[id]!.kind === 'open' ? OPEN_POINT_SHARE : 1;
        const nearness = near.includes(targets[id]!.clause.id) ? NEARNESS : 0;
        const fit = SIGNAL_WEIGHT.target * signals.target + SIGNAL_WEIGHT.clause * signals.clause;
        scored.push({ id, signals, score: share * fit + nearness });
      }
      scored.sort((a, b) => b.score - a.score);
      return scored.slice(0, KEPT).map(({ id, score, signals }) => ({
        target: targets[id]!,
        score,
        signals,
        covered: coveredBy(query, id),
      }));
    },

    closest(reading, target) {
      const query = bagOf(featuresOf(reading));
      return asksOf(target)
        .map(ask => ({ ask, likeness: likeness(query, bagOf(featuresIn(ask))) }))
        .reduce((best, one) => (one.likeness > best.likeness ? one : best), { ask: '', likeness: 0 });
    },

    matched(reading, target) {
      const bag = bags[targets.indexOf(target)];
      return [...bagOf(featuresOf(reading)).keys()]
        .filter(feature => bag?.has(feature))
        .map(feature => ({ feature, weight: byTarget.weight(feature) }))
        .sort((a, b) => b.weight - a.weight);
    },
  };
}
