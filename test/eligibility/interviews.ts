/**
 * Interviews with people whose facts are known, and the fewest questions that they could have taken.
 */
import { decide, nextFact } from '../../src/eligibility/index.ts';
import type { Fact, FactValue, Scheme } from '../../src/knowledge/schemes/model.ts';
import type { Day } from '../../src/shared/calendar.ts';
import type { FactId } from '../../src/shared/ids.ts';
import type { Random } from '../support/random.ts';
import { completeFacts } from './any-facts.ts';
import { bruteForce, candidatesOf, combinations, isLapsed } from './brute-force.ts';

/** All that is true of somebody. */
export type Truth = ReadonlyMap<FactId, FactValue>;

/** One question, with what was said before it. */
export interface Question {
  readonly fact: FactId;
  readonly known: Truth;
  /** What the person could not say. */
  readonly unsure: ReadonlySet<FactId>;
}

/** One interview, with what was said by its end. */
export interface Interview extends Omit<Question, 'fact'> {
  readonly questions: readonly Question[];
}

/** More questions than any scheme has facts: the interview does not end. */
const ENDLESS = 100;

/** @param cannotSay what the person does not know */
export function interview(
  schemes: readonly Scheme[],
  truth: Truth,
  on: Day,
  cannotSay: ReadonlySet<FactId> = new Set(),
): Interview {
  const questions: Question[] = [];
  let known: Truth = new Map();
  let unsure: ReadonlySet<FactId> = new Set();
  while (questions.length < ENDLESS) {
    const fact = nextFact(schemes, { facts: known, unsure }, on)?.id;
    if (fact === undefined) break;
    questions.push({ fact, known, unsure });
    if (cannotSay.has(fact)) unsure = new Set([...unsure, fact]);
    else known = new Map([...known, [fact, truth.get(fact)!]]);
  }
  return { questions, known, unsure };
}

/** The mean number of questions over all combinations of candidate values, each as likely as the next. */
export const meanQuestions = (scheme: Scheme, on: Day): number =>
  mean(completeFacts(scheme, on).map(truth => interview([scheme], truth, on).questions.length));

/** The least mean that any way of asking has over the same combinations, where each question may depend on the answers so far. */
export function leastQuestions(scheme: Scheme, on: Day): number {
  const facts = scheme.facts.map(fact => ({ id: fact.id, values: candidatesOf(scheme, fact, on) }));
  const memory = new Map<string, number>();
  const leastFrom = (known: Truth): number => {
    const key = facts.map(({ id }) => String(known.get(id))).join();
    const before = memory.get(key);
    if (before !== undefined) return before;
    const open = bruteForce(scheme, known, on).outcome === 'unknown';
    const ways = facts.filter(({ id }) => open && !known.has(id));
    const left = ways.map(({ id, values }) => 1 + mean(values.map(value => leastFrom(new Map([...known, [id, value]])))));
    const least = open ? Math.min(...left) : 0;
    memory.set(key, least);
    return least;
  };
  return leastFrom(new Map());
}

/** The schemes in groups of which no two share a fact. */
export function partsOf(schemes: readonly Scheme[]): Scheme[][] {
  return schemes.reduce<Scheme[][]>((parts, scheme) => {
    const shares = (part: readonly Scheme[]) =>
      part.some(other => other.facts.some(fact => scheme.facts.some(({ id }) => id === fact.id)));
    return [...parts.filter(part => !shares(part)), [...parts.filter(shares).flat(), scheme]];
  }, []);
}

/** People are drawn where there are more kinds of them than this. */
const MOST_KINDS = 5000;

/**
 * True facts: of one person of each kind that the schemes tell apart, or of as many people drawn at random where these are too many.
 * @param on a day on which some scheme runs
 */
export function peopleFor(schemes: readonly Scheme[], on: Day, count: number, { pick }: Random): Truth[] {
  const facts = [...valuesOf(schemes, on)];
  const values = facts.map(([, of]) => of);
  const kinds = values.reduce((product, { length }) => product * length, 1);
  const people = kinds > MOST_KINDS ? Array.from({ length: count }, () => values.map(pick)) : combinations(values);
  return people.map(one => new Map(facts.map(([id], i) => [id, one[i]!])));
}

/** Of each fact the values that some scheme tells apart and every scheme takes. */
function valuesOf(schemes: readonly Scheme[], on: Day): Map<FactId, readonly FactValue[]> {
  const running = schemes.filter(scheme => !isLapsed(scheme, on));
  const facts = new Map<FactId, readonly FactValue[]>();
  for (const scheme of running) {
    for (const fact of scheme.facts) {
      const [before, values] = [facts.get(fact.id), candidatesOf(scheme, fact, on)];
      facts.set(fact.id, before ? joined(fact, before, values) : values);
    }
  }
  return facts;
}

const joined = (fact: Fact, a: readonly FactValue[], b: readonly FactValue[]): readonly FactValue[] =>
  'options' in fact ? a.filter(value => b.includes(value)) : [...new Set([...a, ...b])];

/**
 * For one person, how many questions an order of facts takes that passes over those which cannot matter any more.
 * @returns a function of the order, which remembers what it worked out
 */
export function fixedOrder(schemes: readonly Scheme[], truth: Truth, on: Day): (order: readonly FactId[]) => number {
  const places = new Map([...truth.keys()].map((id, place) => [id, place]));
  const open = schemes.map(scheme => missingAfter(scheme, truth, on, places));
  return order => {
    let asked = 0;
    let count = 0;
    for (const id of order) {
      const bit = 1 << places.get(id)!;
      if (!open.some(missing => missing(asked) & bit)) continue;
      asked |= bit;
      count++;
    }
    return count;
  };
}

/** Which facts a scheme still misses once some are known, as bits. */
function missingAfter(scheme: Scheme, truth: Truth, on: Day, places: ReadonlyMap<FactId, number>): (known: number) => number {
  const bitOf = (id: FactId) => 1 << (places.get(id) ?? 31);
  const own = scheme.facts.reduce((bits, { id }) => bits | bitOf(id), 0);
  const memory = new Map<number, number>();
  return known => {
    const before = memory.get(known & own);
    if (before !== undefined) return before;
    const facts = new Map([...truth].filter(([id]) => known & bitOf(id)));
    const missing = decide(scheme, facts, on).missing.reduce((bits, id) => bits | bitOf(id), 0);
    memory.set(known & own, missing);
    return missing;
  };
}

export const mean = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
