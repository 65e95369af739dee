/**
 * Keeps the best of many, without sorting the rest: a heap with the worst of the kept on top.
 */

/** One that is kept. */
export interface Kept {
  /** Where it stands among all that were offered. */
  readonly place: number;
  /** Whatever was offered with it. */
  readonly note: number;
}

/** The best so far. */
export interface Top {
  /** Of those with the same score the one that stands first is better. */
  offer(score: number, place: number, note: number): void;
  /** The best first. */
  best(): readonly Kept[];
}

/** @param most so many are kept */
export function createTop(most: number): Top {
  const heap: (Kept & { readonly score: number })[] = [];
  const isWorse = (one: { score: number; place: number }, other: { score: number; place: number }): boolean =>
    one.score < other.score || (one.score === other.score && one.place > other.place);
  const swap = (one: number, other: number) => {
    [heap[one], heap[other]] = [heap[other]!, heap[one]!];
  };
  const rise = (from: number) => {
    for (let at = from; at > 0; ) {
      const above = (at - 1) >> 1;
      if (!isWorse(heap[at]!, heap[above]!)) return;
      swap(at, above);
      at = above;
    }
  };
  const sink = () => {
    for (let at = 0; ; ) {
      let worst = at;
      for (const below of [2 * at + 1, 2 * at + 2]) if (below < heap.length && isWorse(heap[below]!, heap[worst]!)) worst = below;
      if (worst === at) return;
      swap(at, worst);
      at = worst;
    }
  };
  return {
    offer(score, place, note) {
      if (heap.length < most) {
        heap.push({ score, place, note });
        rise(heap.length - 1);
        return;
      }
      const worst = heap[0];
      if (!worst || !isWorse(worst, { score, place })) return;
      heap[0] = { score, place, note };
      sink();
    },
    best: () => [...heap].sort((one, other) => (isWorse(one, other) ? 1 : -1)),
  };
}
