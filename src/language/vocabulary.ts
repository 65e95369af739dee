/**
 * The features that a classifier knows, numbered in the order in which its examples bring them.
 */
import type { Steps } from '../shared/gradual.ts';

/** Features by number. */
export interface Vocabulary {
  /** How many there are. */
  readonly size: number;
  /** The numbers of the features, each once; those that it does not know are left out. */
  known(features: readonly string[]): Int32Array;
  /** The features that it knows, each once, by what they weigh, heaviest first. */
  weighed(features: readonly string[], weightOf: (number: number) => number): { feature: string; weight: number }[];
}

/** @returns the features of all examples, and the numbers of each example's, each once */
export function* numberFeatures(
  examples: readonly { readonly features: readonly string[] }[],
): Steps<{ readonly vocabulary: Vocabulary; readonly rows: readonly Int32Array[] }> {
  const numbers = new Map<string, number>();
  const numberOf = (feature: string): number => {
    const number = numbers.get(feature) ?? numbers.size;
    numbers.set(feature, number);
    return number;
  };
  const rows: Int32Array[] = [];
  for (const { features } of examples) {
    rows.push(Int32Array.from(new Set(features), numberOf));
    yield;
  }
  return {
    vocabulary: {
      size: numbers.size,
      known: features => Int32Array.from([...new Set(features)].flatMap(feature => numbers.get(feature) ?? [])),
      weighed: (features, weightOf) =>
        [...new Set(features)]
          .flatMap(feature => {
            const number = numbers.get(feature);
            return number === undefined ? [] : [{ feature, weight: weightOf(number) }];
          })
          .sort((a, b) => b.weight - a.weight),
    },
    rows,
  };
}
