import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDiagram, type Node } from '../../src/eligibility/diagram.ts';
import { combinations } from './brute-force.ts';

type Cells = readonly number[];
type Known = readonly (Cells | undefined)[];

/** A function of a few facts with few cells, as a table over all combinations of cells. */
interface Table {
  readonly sizes: readonly number[];
  readonly resultOf: (cells: Cells) => number;
}

const table: fc.Arbitrary<Table> = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }).chain(sizes => {
  const length = sizes.reduce((product, size) => product * size, 1);
  const indexOf = (cells: Cells) => cells.reduce((index, cell, fact) => index * sizes[fact]! + cell, 0);
  // Mostly one result, so that functions often do not depend on a fact.
  const result = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 2 }) });
  return fc
    .array(result, { minLength: length, maxLength: length })
    .map(results => ({ sizes, resultOf: (cells: Cells) => results[indexOf(cells)]! }));
});

const knownOf = ({ sizes }: Table): fc.Arbitrary<Known> =>
  fc.tuple(
    ...sizes.map(size =>
      fc.option(fc.subarray(cellsBelow(size), { minLength: 1 }), {
        nil: undefined,
      }),
    ),
  );

const cellsBelow = (size: number): number[] => Array.from({ length: size }, (_, cell) => cell);
const every = ({ sizes }: Table): number[][] => combinations(sizes.map(cellsBelow));

/** The table once something is known: what is ruled out counts as the first cell that is not. */
const restricted = ({ sizes, resultOf }: Table, known: Known): Table => ({
  sizes,
  resultOf: cells => resultOf(cells.map((cell, fact) => (!known[fact] || known[fact].includes(cell) ? cell : known[fact][0]!))),
});

const resultAt = (node: Node, cells: Cells): number =>
  'children' in node ? resultAt(node.children[cells[node.fact]!]!, cells) : node.result;

const resultsOf = (of: Table): number[] => every(of).map(of.resultOf);

/** The places of the facts for which two combinations that differ in them alone differ in result. */
const mattering = (of: Table): number[] =>
  [...of.sizes.keys()].filter(fact =>
    every(of).some(cells => of.resultOf(cells) !== of.resultOf(cells.map((cell, i) => (i === fact ? 0 : cell)))),
  );
const tested = ({ tests }: Node): number[] => cellsBelow(30).filter(fact => tests & (1 << fact));

const restriction = table.chain(of => fc.tuple(fc.constant(of), knownOf(of), knownOf(of)));

describe('a diagram', () => {
  it('gives the result of each combination of cells', () => {
    fc.assert(
      fc.property(table, of => {
        const { root } = createDiagram(of.sizes, of.resultOf);
        expect(every(of).map(cells => resultAt(root, cells))).toEqual(resultsOf(of));
      }),
    );
  });

  it('is restricted as its table is', () => {
    fc.assert(
      fc.property(restriction, ([of, known]) => {
        const { root, restrict } = createDiagram(of.sizes, of.resultOf);
        const node = restrict(root, known);
        expect(every(of).map(cells => resultAt(node, cells))).toEqual(resultsOf(restricted(of, known)));
      }),
      { numRuns: 500 },
    );
  });

  it('tests a fact exactly if the fact matters', () => {
    fc.assert(
      fc.property(restriction, ([of, known]) => {
        const { root, restrict } = createDiagram(of.sizes, of.resultOf);
        expect(tested(root)).toEqual(mattering(of));
        expect(tested(restrict(root, known))).toEqual(mattering(restricted(of, known)));
      }),
      { numRuns: 500 },
    );
  });

  it('has one node for one function, whichever way led to it', () => {
    fc.assert(
      fc.property(restriction, ([of, first, second]) => {
        const { root, restrict } = createDiagram(of.sizes, of.resultOf);
        const tables = [of, restricted(of, first), restricted(of, second), restricted(restricted(of, first), second)];
        const nodes = [root, restrict(root, first), restrict(root, second), restrict(restrict(root, first), second)];
        const results = tables.map(one => resultsOf(one).join());
        for (const [i, node] of nodes.entries()) {
          expect(nodes.map(other => other === node)).toEqual(results.map(other => other === results[i]));
        }
      }),
      { numRuns: 500 },
    );
  });
});
