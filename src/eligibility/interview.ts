/**
 * Which fact to ask next: the one after which, on average, the fewest questions are left over all schemes that are still open.
 */
import { type Fact, type FactValue, isDuring, type Scheme } from '../knowledge/schemes/model.ts';
import type { Day } from '../shared/calendar.ts';
import type { FactId } from '../shared/ids.ts';
import { type Compiled, compile } from './compile.ts';
import { factsIn, nodeAfter } from './decide.ts';
import type { Node } from './diagram.ts';
import type { Answer, Facts } from './facts.ts';

/** What somebody said so far. */
export interface Said {
  readonly facts: Facts;
  /** What they could not say: not asked again. */
  readonly unsure: ReadonlySet<FactId>;
}

/**
 * The next fact to ask, or `undefined` where no further answer can decide a scheme. Facts that cannot change a result are never asked.
 * @param schemes one for a check, all of a region for a screening
 * @throws {NoFigureError}
 */
export function nextFact(schemes: readonly Scheme[], { facts, unsure }: Said, on: Day): Fact | undefined {
  const open = schemes.flatMap((scheme): Open[] => {
    const { period } = scheme;
    if (period && !isDuring(period, on)) return [];
    const made = compile(scheme, on);
    const node = nodeAfter(made, facts);
    const asked = factsIn(node, made).filter(id => !unsure.has(id) && !isExact(facts.get(id)));
    return asked.length > 0 && canBeDecided(made, node, unsure) ? [{ made, node, asked }] : [];
  });
  const candidates = new Map(
    open.flatMap(({ made, asked }) => made.scheme.facts.filter(({ id }) => asked.includes(id)).map(fact => [fact.id, fact])),
  );
  return least([...candidates.values()], fact => expectedAfter(fact, open));
}

/** What is known exactly is not asked again, though a scheme may not know the value. */
const isExact = (answer: Answer | undefined): boolean => answer !== undefined && typeof answer !== 'object';

/** A scheme that is not decided yet. */
interface Open {
  readonly made: Compiled;
  readonly node: Node;
  /** The facts that may be asked. */
  readonly asked: readonly FactId[];
}

/** How many questions are left, on average and over all schemes, once the fact is known. */
function expectedAfter(fact: Fact, open: readonly Open[]): number {
  const touched = open.map(({ made, node }) => ({ made, node, place: made.scheme.facts.findIndex(({ id }) => id === fact.id) }));
  const values = valuesApart(touched.flatMap(({ made, place }) => made.domains[place] ?? []));
  return touched.reduce((sum, { made, node, place }) => {
    const domain = made.domains[place];
    if (!domain) return sum + questionsLeft(made, node);
    const left = values.map(({ value }) => questionsLeft(made, after(made, node, place, domain.cellsOf(value))));
    return (
      sum +
      mean(
        left,
        values.map(({ weight }) => weight),
      )
    );
  }, 0);
}

interface Weighed {
  readonly value: FactValue;
  readonly weight: number;
}

/** One value for each combination of the schemes' cells; no likelier than the least likely of its cells. */
function valuesApart(domains: Compiled['domains']): readonly Weighed[] {
  const weighed = domains
    .flatMap(({ values }) => values)
    .map(value => {
      const cells = domains.map(({ cellsOf }) => cellsOf(value)[0] ?? -1);
      const weight = Math.min(...domains.map(({ weights }, i) => weights[cells[i] ?? -1] ?? 1));
      return [cells.join(), { value, weight }] as const;
    });
  return [...new Map(weighed).values()];
}

const mean = (numbers: readonly number[], weights: readonly number[]): number => {
  const total = weights.reduce((a, b) => a + b, 0);
  return numbers.reduce((sum, number, i) => sum + number * (weights[i] ?? 0), 0) / total;
};

const after = ({ diagram }: Compiled, node: Node, place: number, cells: readonly number[]): Node => {
  const known: (readonly number[] | undefined)[] = [];
  if (cells.length > 0) known[place] = cells;
  return diagram.restrict(node, known);
};

/** The mean number of questions that the best interview still needs, each cell as likely as its weight says. */
function questionsLeft(made: Compiled, node: Node): number {
  if (!('children' in node)) return 0;
  const memory = memoryOf(made);
  const known = memory.get(node);
  if (known !== undefined) return known;
  let best = Number.POSITIVE_INFINITY;
  for (const [place, { values, weights }] of made.domains.entries()) {
    if (!(node.tests & (1 << place))) continue;
    const left = values.map((_, cell) => questionsLeft(made, after(made, node, place, [cell])));
    best = Math.min(best, 1 + mean(left, weights));
  }
  memory.set(node, best);
  return best;
}

function memoryOf(made: Compiled): Map<Node, number> {
  const known = memories.get(made) ?? new Map<Node, number>();
  memories.set(made, known);
  return known;
}

const memories = new WeakMap<Compiled, Map<Node, number>>();

/** Whether answers to what may still be asked can decide the scheme. */
function canBeDecided(made: Compiled, node: Node, unsure: ReadonlySet<FactId>, seen = new Set<Node>()): boolean {
  if (!('children' in node)) return true;
  if (seen.has(node)) return false;
  seen.add(node);
  return made.domains.some(
    ({ fact, values }, place) =>
      node.tests & (1 << place) &&
      !unsure.has(fact.id) &&
      values.some((_, cell) => canBeDecided(made, after(made, node, place, [cell]), unsure, seen)),
  );
}

/** The first of those for which the measure is least. */
function least<T>(items: readonly T[], measure: (item: T) => number): T | undefined {
  let best: { readonly item: T; readonly value: number } | undefined;
  for (const item of items) {
    const value = measure(item);
    if (!best || value < best.value - 1e-9) best = { item, value };
  }
  return best?.item;
}
