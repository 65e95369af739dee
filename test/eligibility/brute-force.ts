/**
 * Decides by trying everything: a second, slow reading of the contract that shares no code with src/eligibility and can be held against it.
 */
import type { Facts } from '../../src/eligibility/index.ts';
import type { Condition, DatedFigure, Fact, FactValue, NumberFact, Scheme, Term } from '../../src/knowledge/schemes/model.ts';
import type { Day } from '../../src/shared/calendar.ts';
import type { FactId } from '../../src/shared/ids.ts';

/** The result of a check, with the names of its branch and of the missing facts. */
export interface Result {
  readonly outcome: string;
  readonly determination: string | undefined;
  readonly missing: readonly string[];
}

/** How far a share stands from the figure that it is neighbour to. */
const SHARE_STEP = 1e-6;

/** @param facts what is known: exact values, and ranges with both ends included */
export function bruteForce(scheme: Scheme, facts: Facts, on: Day): Result {
  if (isLapsed(scheme, on)) return { outcome: 'ineligible', determination: undefined, missing: [] };
  const spaces = scheme.facts.map(fact => valuesLeft(scheme, fact, facts, on));
  const results = combinations(spaces).map(values => {
    const complete = new Map(scheme.facts.map(({ id }, i) => [id, values[i]!]));
    return resultOf(scheme, complete, on);
  });
  const [first] = results;
  if (first && results.every(result => isSame(result, first))) return { ...first, missing: [] };
  const missing = scheme.facts.flatMap(({ id }, place) => (matters(place, spaces, results) ? [id as string] : []));
  return { outcome: 'unknown', determination: undefined, missing: missing.sort() };
}

/** Whether a scheme has a period of its own and the day lies outside. */
export const isLapsed = ({ period }: Scheme, on: Day): boolean => period !== undefined && (on < period.from || on > period.to);

/**
 * Values of a fact among which every result that it can bring about is found: each option of a choice; of a number the figures of the day,
 * their neighbours, one value in each interval between them, and both ends of its range.
 */
export function candidatesOf(scheme: Scheme, fact: Fact, on: Day): readonly FactValue[] {
  if ('options' in fact) return fact.options.map(({ value }) => value);
  const tests = [...scheme.conditions.values()].filter(condition => condition.fact.id === fact.id).map(({ test }) => test);
  const figures = tests.flatMap(test =>
    test.kind === 'is' ? test.values.map(Number) : figureOf(scheme, test.parameter, on).amount,
  );
  const step = fact.type === 'integer' ? 1 : SHARE_STEP;
  const points = ascending([fact.min, ...figures, fact.max]);
  const between = points.slice(1).map((point, i) => ((points[i] ?? point) + point) / 2);
  const values = [
    ...points,
    ...figures.flatMap(figure => [figure - step, figure + step]),
    ...(fact.type === 'integer' ? between.map(Math.floor) : between),
  ];
  return ascending(values).filter(value => isWithin(fact, value));
}

/** Every choice of one value from each list. */
export const combinations = <T>(lists: readonly (readonly T[])[]): T[][] =>
  lists.reduce<T[][]>((made, list) => made.flatMap(one => list.map(value => [...one, value])), [[]]);

/** The result for facts of which none is left open. */
function resultOf(scheme: Scheme, facts: ReadonlyMap<FactId, FactValue>, on: Day): Omit<Result, 'missing'> {
  const isTrue = (term: Term): boolean => {
    if (typeof term === 'string') return isMet(scheme.conditions.get(term)!);
    if ('not' in term) return !isTrue(term.not);
    return 'all' in term ? term.all.every(isTrue) : term.any.some(isTrue);
  };
  const isMet = ({ fact, test }: Condition): boolean => {
    const value = facts.get(fact.id)!;
    return test.kind === 'is' ? test.values.includes(value) : meets(Number(value), figureOf(scheme, test.parameter, on));
  };
  const branch = scheme.requires.every(isTrue) ? scheme.determinations.find(({ when }) => when.every(isTrue)) : undefined;
  return { outcome: branch?.outcome ?? 'ineligible', determination: branch?.id };
}

function meets(value: number, { relation, amount }: DatedFigure): boolean {
  const holds = {
    at_least: value >= amount,
    above: value > amount,
    at_most: value <= amount,
    below: value < amount,
    is: value === amount,
  };
  return holds[relation];
}

const figureOf = (scheme: Scheme, parameter: string, on: Day): DatedFigure =>
  scheme.parameters.get(parameter)!.values.findLast(({ from = on, to = on }) => from <= on && on <= to)!;

/** The values that a fact may still have. */
function valuesLeft(scheme: Scheme, fact: Fact, facts: Facts, on: Day): readonly FactValue[] {
  const known = facts.get(fact.id);
  const candidates = candidatesOf(scheme, fact, on);
  if (known === undefined) return candidates;
  if (typeof known !== 'object') return [known];
  return ascending([known.from, ...candidates.map(Number).filter(value => value > known.from && value < known.to), known.to]);
}

/** Whether two combinations that differ in one place alone have different results; they stand in the order of `combinations`. */
function matters(place: number, spaces: readonly (readonly FactValue[])[], results: readonly Omit<Result, 'missing'>[]): boolean {
  const stride = spaces.slice(place + 1).reduce((product, { length }) => product * length, 1);
  const size = spaces[place]!.length;
  return results.some((result, i) => {
    const first = i - (Math.floor(i / stride) % size) * stride;
    return !isSame(result, results[first]!);
  });
}

const isSame = (a: Omit<Result, 'missing'>, b: Omit<Result, 'missing'>): boolean =>
  a.outcome === b.outcome && a.determination === b.determination;

const isWithin = ({ min, max }: NumberFact, value: number): boolean => value >= min && value <= max;

const ascending = (numbers: readonly number[]): number[] => [...new Set(numbers)].sort((a, b) => a - b);
