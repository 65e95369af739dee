/**
 * What is known of somebody: an exact value for a fact, or that it lies between two numbers.
 */
import type { Fact, FactValue } from '../knowledge/schemes/model.ts';
import { takes } from '../knowledge/schemes/value.ts';
import { type FactId, parseFactId } from '../shared/ids.ts';

/** A number that is only known to lie between two others, both included: 八十多 is 80 to 89. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What is known of one fact. */
export type Answer = FactValue | Range;

/** What is known; a fact that is not there is not known. */
export type Facts = ReadonlyMap<FactId, Answer>;

/** Why facts from outside cannot be taken. */
export interface FactFault {
  readonly code: 'unknown-fact' | 'bad-value';
  readonly fact: string;
}

/**
 * Facts as a program gives them: names of the catalogue, with values of their types. `null` is "not given".
 * @param narrowed facts as one scheme takes them: their narrower ranges bind too
 */
export function readFacts(
  given: Readonly<Record<string, unknown>>,
  catalogue: ReadonlyMap<FactId, Fact>,
  narrowed: readonly Fact[],
): { readonly facts: Facts } | { readonly fault: FactFault } {
  const facts = new Map<FactId, Answer>();
  for (const [name, value] of Object.entries(given)) {
    const id = parseFactId(name);
    const fact = id && (narrowed.find(one => one.id === id) ?? catalogue.get(id));
    if (!fact) return { fault: { code: 'unknown-fact', fact: name } };
    if (value === null) continue;
    if (!takes(fact, value)) return { fault: { code: 'bad-value', fact: name } };
    facts.set(fact.id, value);
  }
  return { facts };
}

/** Those of the given facts that can be taken: a value that a scheme does not know, or beyond its range, is as good as none. */
export const usableFacts = (
  given: Readonly<Record<string, unknown>>,
  catalogue: ReadonlyMap<FactId, Fact>,
  narrowed: readonly Fact[],
): Facts =>
  new Map(
    Object.entries(given).flatMap(([name, value]) => {
      const read = readFacts({ [name]: value }, catalogue, narrowed);
      return 'facts' in read ? [...read.facts] : [];
    }),
  );
