/**
 * Okapi BM25 over bags of features: how well each bag covers a query, rare features counting most, long bags held against their length.
 */
import { KIND_WEIGHT } from './weights.ts';

/** How often each feature occurs. */
export type Bag = ReadonlyMap<string, number>;

/** Scores a fixed collection of bags. */
export interface Bm25 {
  /** For each bag, the share of the query's weight that it covers, from 0 up to 1. */
  score(query: Bag): Float64Array;
  /** The weight of a feature: its rarity among the bags, by its kind. */
  weight(feature: string): number;
}

/** How soon further occurrences of a feature in a bag stop counting, and how much its length is held against it. */
const K1 = 2;
const B = 0.75;

interface Posting {
  readonly bags: number[];
  readonly values: number[];
}

/** Counts the bags once; scoring then touches only those that hold something of the query. */
export function createBm25(bags: readonly Bag[]): Bm25 {
  const lengths = bags.map(bag => [...bag.values()].reduce((sum, times) => sum + times, 0));
  const mean = lengths.reduce((sum, length) => sum + length, 0) / (bags.length || 1);
  const postings = new Map<string, Posting>();
  for (const [id, bag] of bags.entries()) {
    const room = K1 * (1 - B + (B * lengths[id]!) / (mean || 1));
    for (const [feature, times] of bag) {
      let posting = postings.get(feature);
      if (!posting) {
        posting = { bags: [], values: [] };
        postings.set(feature, posting);
      }
      posting.bags.push(id);
      posting.values.push(times / (times + room));
    }
  }

  const weight = (feature: string): number => {
    const holders = postings.get(feature)?.bags.length ?? 0;
    const rarity = Math.log(1 + (bags.length - holders + 0.5) / (holders + 0.5));
    return rarity * KIND_WEIGHT[feature[0] as keyof typeof KIND_WEIGHT];
  };

  return {
    weight,
    score(query) {
      const scores = new Float64Array(bags.length);
      let mass = 0;
      for (const [feature, times] of query) {
        const w = weight(feature) * (1 + Math.log(times));
        mass += w;
        const posting = postings.get(feature);
        if (!posting) continue;
        for (let i = 0; i < posting.bags.length; i++) scores[posting.bags[i]!]! += w * posting.values[i]!;
      }
      return mass === 0 ? scores : scores.map(score => score / mass);
    },
  };
}

/** Counts features. */
export function bagOf(features: Iterable<string>): Map<string, number> {
  const bag = new Map<string, number>();
  for (const feature of features) bag.set(feature, (bag.get(feature) ?? 0) + 1);
  return bag;
}

/** All bags as one. */
export function together(bags: readonly Bag[]): Map<string, number> {
  const sum = new Map<string, number>();
  for (const bag of bags) for (const [feature, times] of bag) sum.set(feature, (sum.get(feature) ?? 0) + times);
  return sum;
}
