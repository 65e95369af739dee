/**
 * Ranks the targets of one region for a message.
 *
 * Each target has many short texts (how people ask for it) and one bag (all that is written of it). A message is held against both:
 * against each ask as a whole (cosine), and against the bag by how much of the message it covers. Weights of features are their rarity
 * among the targets, so that what every provision says counts for little.
 */
import { type Chinese, featuresOf, type Reading } from '../../language/chinese.ts';
import { asksOf, type Target, wordingOf } from './target.ts';
import { KIND_WEIGHT, NEARNESS, SIGNAL_WEIGHT } from './weights.ts';

/** How well a target fits a message; each signal lies between 0 and 1. */
export interface Signals {
  /** Likeness to the ask that is most like the message. */
  readonly ask: number;
  /** Likeness to the target's asks together, the closest counting most. */
  readonly asks: number;
  /** Share of the message's weight that the target's own words and asks cover. */
  readonly cover: number;
  /** The same for the whole clause. */
  readonly clause: number;
}

export interface Ranked {
  readonly target: Target;
  readonly score: number;
  readonly signals: Signals;
  /** The ask that is most like the message. */
  readonly closest: string;
}

export interface Ranker {
  /** The best, first first; empty where nothing in the message occurs in the region's knowledge. `near` clauses gain a little. */
  rank(reading: Reading, near?: readonly string[]): Ranked[];
  /** What of the message a target matched, heaviest first: for explanations. */
  matched(reading: Reading, target: Target): { readonly feature: string; readonly weight: number }[];
  /** Share of the message's weight that occurs anywhere in the region's knowledge: little means that it speaks of something else. */
  known(reading: Reading): number;
}

interface Posting {
  readonly ids: number[];
  readonly values: number[];
}

export function createRanker(targets: readonly Target[], chinese: Chinese): Ranker {
  const clauseIndex = new Map<string, number>();
  const clauseOf = targets.map(({ clause }) => {
    if (!clauseIndex.has(clause.id)) clauseIndex.set(clause.id, clauseIndex.size);
    return clauseIndex.get(clause.id) ?? 0;
  });

  const asks: { readonly text: string; readonly target: number; readonly features: Map<string, number> }[] = [];
  const bags: Map<string, number>[] = [];
  for (const [id, target] of targets.entries()) {
    const bag = new Map<string, number>();
    for (const text of asksOf(target)) {
      const features = count(featuresOf(chinese.read(text)));
      asks.push({ text, target: id, features });
      for (const [feature, times] of features) bag.set(feature, (bag.get(feature) ?? 0) + times);
    }
    for (const text of wordingOf(target)) {
      for (const feature of featuresOf(chinese.read(text))) bag.set(feature, (bag.get(feature) ?? 0) + 1);
    }
    bags.push(bag);
  }

  const rarity = rarities(bags);
  const weight = (feature: string): number =>
    (rarity.get(feature) ?? rarity.unknown) * KIND_WEIGHT[feature[0] as keyof typeof KIND_WEIGHT];

  const askPostings = new Map<string, Posting>();
  for (const [id, { features }] of asks.entries()) {
    const length = Math.hypot(...[...features].map(([feature, times]) => weight(feature) * damp(times))) || 1;
    for (const [feature, times] of features) post(askPostings, feature, id, (weight(feature) * damp(times)) / length);
  }
  const bagPostings = new Map<string, Posting>();
  for (const [id, bag] of bags.entries()) for (const [feature, times] of bag) post(bagPostings, feature, id, saturate(times));

  const weigh = (reading: Reading): [string, number][] =>
    [...count(featuresOf(reading))].map(([feature, times]) => [feature, weight(feature) * damp(times)]);

  return {
    rank(reading, near = []) {
      const query = weigh(reading);
      const length = Math.hypot(...query.map(([, w]) => w)) || 1;
      const mass = query.reduce((sum, [, w]) => sum + w, 0) || 1;

      const likeness = new Float64Array(asks.length);
      const cover = new Float64Array(targets.length);
      const clauseCover = new Float64Array(clauseIndex.size);
      const best = new Float64Array(clauseIndex.size);
      for (const [feature, w] of query) {
        const inAsks = askPostings.get(feature);
        if (inAsks) for (let i = 0; i < inAsks.ids.length; i++) likeness[inAsks.ids[i]!]! += (w / length) * inAsks.values[i]!;
        const inBags = bagPostings.get(feature);
        if (!inBags) continue;
        best.fill(0);
        for (let i = 0; i < inBags.ids.length; i++) {
          const id = inBags.ids[i]!;
          const value = (w / mass) * inBags.values[i]!;
          cover[id]! += value;
          const clause = clauseOf[id]!;
          if (value > best[clause]!) {
            clauseCover[clause]! += value - best[clause]!;
            best[clause] = value;
          }
        }
      }

      const closest = new Int32Array(targets.length).fill(-1);
      const together = new Float64Array(targets.length);
      for (const [id, { target }] of asks.entries()) {
        const value = likeness[id]!;
        together[target]! += value ** 3;
        if (closest[target]! < 0 || value > likeness[closest[target]!]!) closest[target] = id;
      }

      const ranked: Ranked[] = [];
      for (const [id, target] of targets.entries()) {
        if (cover[id]! <= 0) continue;
        const ask = closest[id]! < 0 ? 0 : likeness[closest[id]!]!;
        const signals: Signals = {
          ask,
          asks: Math.min(1, Math.cbrt(together[id]!)),
          cover: cover[id]!,
          clause: clauseCover[clauseOf[id]!]!,
        };
        ranked.push({
          target,
          signals,
          score: combine(signals) + (near.includes(target.clause.id) ? NEARNESS : 0),
          closest: asks[closest[id]!]?.text ?? '',
        });
      }
      return ranked.sort((a, b) => b.score - a.score).slice(0, KEPT);
    },

    matched(reading, target) {
      const bag = bags[targets.indexOf(target)];
      return weigh(reading)
        .filter(([feature]) => bag?.has(feature))
        .map(([feature, w]) => ({ feature, weight: w }))
        .sort((a, b) => b.weight - a.weight);
    },

    known(reading) {
      const query = weigh(reading).filter(([feature]) => !feature.startsWith('s:'));
      const mass = query.reduce((sum, [, w]) => sum + w, 0);
      return mass === 0 ? 0 : query.reduce((sum, [feature, w]) => sum + (bagPostings.has(feature) ? w : 0), 0) / mass;
    },
  };
}

/** The weighted sum of the signals, between 0 and 1. */
const combine = (signals: Signals): number =>
  (Object.keys(SIGNAL_WEIGHT) as (keyof Signals)[]).reduce((sum, name) => sum + SIGNAL_WEIGHT[name] * signals[name], 0);

/** So many targets are kept of a ranking. */
const KEPT = 10;

const damp = (times: number): number => 1 + Math.log(times);

/** A feature that stands often in a bag is surer to belong to it than one that stands there once. */
const saturate = (times: number): number => times / (times + 0.5);

function count(features: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  return counts;
}

function post(postings: Map<string, Posting>, feature: string, id: number, value: number): void {
  const posting = postings.get(feature);
  if (!posting) postings.set(feature, { ids: [id], values: [value] });
  else {
    posting.ids.push(id);
    posting.values.push(value);
  }
}

/** Inverse document frequency over the bags; a feature that none holds is as rare as one that a few hold. */
function rarities(bags: readonly Map<string, number>[]): Map<string, number> & { unknown: number } {
  const holders = new Map<string, number>();
  for (const bag of bags) for (const feature of bag.keys()) holders.set(feature, (holders.get(feature) ?? 0) + 1);
  const idf = (held: number) => Math.log(1 + (bags.length + 1) / (held + 0.5));
  const rarity = new Map([...holders].map(([feature, held]) => [feature, idf(held)]));
  return Object.assign(rarity, { unknown: idf(2) });
}
