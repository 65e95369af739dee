/**
 * A decision diagram: which result follows from each combination of cells, with equal parts kept once. What a diagram no longer tests cannot
 * change its result, so what is missing is read off instead of searched for.
 */

/** A result that stands whatever else is so. */
export interface Leaf {
  readonly result: number;
  readonly tests: 0;
}

/** A fact that matters, and what follows from each of its cells. */
export interface Branch {
  /** The place of the fact. */
  readonly fact: number;
  readonly children: readonly Node[];
  /** The places of all facts that matter from here on, one bit each. */
  readonly tests: number;
}

/** Two nodes are the same object exactly if they stand for the same function. */
export type Node = Leaf | Branch;

/** Makes nodes, and the same node for the same function. */
export interface Diagram {
  readonly root: Node;
  /**
   * What is left of a node once something is known.
   * @param known the cells in which each fact may lie, by its place; absent where nothing is known of it
   */
  restrict(node: Node, known: readonly (readonly number[] | undefined)[]): Node;
}

/**
 * @param sizes how many cells each fact has, at most 30 facts
 * @param resultOf the result, a small whole number, for one cell of each fact
 */
export function createDiagram(sizes: readonly number[], resultOf: (cells: readonly number[]) => number): Diagram {
  const leaves = new Map<number, Leaf>();
  const branches = new Map<string, Branch>();
  const ids = new Map<Node, number>();

  const numbered = <T extends Node>(node: T): T => {
    ids.set(node, ids.size);
    return node;
  };
  const leaf = (result: number): Leaf => {
    const known = leaves.get(result) ?? numbered<Leaf>({ result, tests: 0 });
    leaves.set(result, known);
    return known;
  };
  const branch = (fact: number, children: readonly Node[]): Node => {
    const [first] = children;
    if (first && children.every(child => child === first)) return first;
    const key = `${fact}:${children.map(child => ids.get(child)).join(',')}`;
    const tests = children.reduce((bits, child) => bits | child.tests, 1 << fact);
    const known = branches.get(key) ?? numbered<Branch>({ fact, children, tests });
    branches.set(key, known);
    return known;
  };

  const build = (cells: readonly number[]): Node => {
    const fact = cells.length;
    const size = sizes[fact];
    if (size === undefined) return leaf(resultOf(cells));
    return branch(
      fact,
      Array.from({ length: size }, (_, cell) => build([...cells, cell])),
    );
  };

  return {
    root: build([]),
    restrict(node, known) {
      const done = new Map<Node, Node>();
      const left = (from: Node): Node => {
        if (!('children' in from)) return from;
        const before = done.get(from);
        if (before) return before;
        const cells = known[from.fact];
        // Cells that are ruled out stand for one that is not, so that they make no difference.
        const children = cells
          ? from.children.map((child, i) => (cells.includes(i) ? child : from.children[cells[0] ?? 0]!))
          : from.children;
        const result = branch(from.fact, children.map(left));
        done.set(from, result);
        return result;
      };
      return left(node);
    },
  };
}
