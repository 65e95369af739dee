/**
 * Facts for tests: every partial assignment of a scheme, or any that somebody might give.
 */
import fc from 'fast-check';
import type { Answer, Facts } from '../../src/eligibility/index.ts';
import type { Fact, FactValue, Scheme } from '../../src/knowledge/schemes/model.ts';
import { type Day, parseDay } from '../../src/shared/calendar.ts';
import type { FactId } from '../../src/shared/ids.ts';
import { createRandom } from '../support/random.ts';
import { candidatesOf, combinations } from './brute-force.ts';

/** More partial assignments than this are drawn from instead of tried one by one. */
const MOST_PARTIAL = 5000;

/** A day on which the scheme runs. */
export const dayOf = ({ period }: Scheme): Day => period?.from ?? parseDay('2025-06-01')!;

/** Every choice of a candidate value or none for each fact. */
export function partialFacts(scheme: Scheme, on: Day): Facts[] {
  const choices = scheme.facts.map(fact => [undefined, ...candidatesOf(scheme, fact, on)]);
  const count = choices.reduce((product, { length }) => product * length, 1);
  const { pick } = createRandom(1);
  const drawn = count > MOST_PARTIAL ? Array.from({ length: MOST_PARTIAL }, () => choices.map(pick)) : combinations(choices);
  return drawn.map(values => factsFrom(scheme.facts, values));
}

/** Every combination of candidate values. */
export const completeFacts = (scheme: Scheme, on: Day): ReadonlyMap<FactId, FactValue>[] =>
  combinations(scheme.facts.map(fact => candidatesOf(scheme, fact, on))).map(values => factsFrom(scheme.facts, values));

/** Exact values, likely or not, for some of the facts. */
export const anyFacts = (facts: readonly Fact[]): fc.Arbitrary<Facts> => anyOf(facts, anyValue);

/** The same, where numbers are only known to lie between two others. */
export const anyRanges = (facts: readonly Fact[]): fc.Arbitrary<Facts> =>
  anyOf(facts, fact =>
    'options' in fact
      ? anyValue(fact)
      : fc.tuple(anyValue(fact), anyValue(fact)).map(([a, b]) => ({ from: Math.min(+a, +b), to: Math.max(+a, +b) })),
  );

function anyOf(facts: readonly Fact[], answerTo: (fact: Fact) => fc.Arbitrary<Answer>): fc.Arbitrary<Facts> {
  return fc.tuple(...facts.map(fact => fc.option(answerTo(fact), { nil: undefined }))).map(values => factsFrom(facts, values));
}

/** Of a number mostly small ones, as figures are. */
function anyValue(fact: Fact): fc.Arbitrary<FactValue> {
  if ('options' in fact) return fc.constantFrom(...fact.options.map(({ value }) => value));
  const { type, min, max } = fact;
  if (type === 'number') return fc.double({ min, max, noNaN: true });
  const around = [0, 1, 16, 24, 100, 200, 800, 1000, 2000, 3000, 10_000].flatMap(n => [n - 1, n, n + 1]);
  return fc.oneof(
    fc.integer({ min, max }),
    fc.integer({ min, max: Math.min(max, min + 40) }),
    fc.constantFrom(...around.filter(n => n >= min && n <= max)),
  );
}

const factsFrom = <T>(facts: readonly Fact[], values: readonly (T | undefined)[]): Map<FactId, T> =>
  new Map(facts.flatMap(({ id }, i) => (values[i] === undefined ? [] : [[id, values[i]] as const])));
