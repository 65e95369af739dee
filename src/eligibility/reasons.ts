/**
 * Why a scheme decides as it does: each condition that bears on the result, and whether it holds. Others put it into words.
 */
import type { Condition, Determination, Scheme, Term } from '../knowledge/schemes/model.ts';
import { type Compiled, compile } from './compile.ts';
import type { Decision } from './decide.ts';
import { holds } from './domain.ts';
import type { Facts } from './facts.ts';

/** One condition and what is known of it. */
export interface Reason {
  readonly condition: Condition;
  readonly state: 'met' | 'unmet' | 'unknown';
  /** Whether the branch needs it to hold, and not to fail. */
  readonly wanted: boolean;
}

/**
 * The conditions of the branch that applies; where none is certain yet, those of the branches that still may; where none can, what rules them
 * out. None outside the scheme's period.
 * @param facts those that the decision was made from
 */
export function reasonsOf({ scheme, on, determination, outcome, missing, lapsed }: Decision, facts: Facts): readonly Reason[] {
  if (lapsed) return [];
  const made = compile(scheme, on);
  const stateOf = (id: string) => conditionState(scheme.conditions.get(id)!, made, facts);
  const named = [
    ...scheme.requires.map(id => ({ id, wanted: true })),
    ...termsOf(scheme, determination, stateOf).flatMap(term => namesIn(term, stateOf)),
  ];
  const bearing = firsts(named, ({ id }) => id).map(
    ({ id, wanted }): Reason => ({ condition: scheme.conditions.get(id)!, state: stateOf(id), wanted }),
  );
  const known = (reason: Reason) => reason.state !== 'unknown';
  // What a certain result does not rest on is not a reason for it; a fact that is not known is named once.
  if (outcome !== 'unknown') return bearing.filter(known);
  const matters = (reason: Reason) => known(reason) || missing.includes(reason.condition.fact.id);
  return firsts(bearing.filter(matters), reason => (known(reason) ? reason.condition.id : reason.condition.fact.id));
}

type StateOf = (condition: string) => Reason['state'];

/** The terms that bear on the result, beyond what every branch requires. */
function termsOf({ requires, determinations }: Scheme, applies: Determination | undefined, stateOf: StateOf): readonly Term[] {
  // A branch that needs nothing applies because the others do not: theirs are its reasons.
  if (applies && applies.when.length > 0) return applies.when;
  if (requires.some(id => stateOf(id) === 'unmet')) return [];
  const possible = determinations.filter(({ when }) => when.every(term => mayHold(term, stateOf)));
  return (applies || possible.length === 0 ? determinations : possible).flatMap(({ when }) => when);
}

/** Whether what is known does not rule a term out. */
function mayHold(term: Term, stateOf: StateOf): boolean {
  if (typeof term === 'string') return stateOf(term) !== 'unmet';
  if ('not' in term) return mayFail(term.not, stateOf);
  return 'all' in term ? term.all.every(one => mayHold(one, stateOf)) : term.any.some(one => mayHold(one, stateOf));
}

function mayFail(term: Term, stateOf: StateOf): boolean {
  if (typeof term === 'string') return stateOf(term) !== 'met';
  if ('not' in term) return mayHold(term.not, stateOf);
  return 'all' in term ? term.all.some(one => mayFail(one, stateOf)) : term.any.every(one => mayFail(one, stateOf));
}

/** The first item of each key. */
const firsts = <T>(items: readonly T[], keyOf: (item: T) => unknown): T[] =>
  [...new Map(items.toReversed().map(item => [keyOf(item), item])).values()].toReversed();

interface Named {
  readonly id: string;
  readonly wanted: boolean;
}

/** The conditions of a term; of alternatives only those that may hold, if there are any. */
function namesIn(term: Term, stateOf: StateOf, wanted = true): Named[] {
  if (typeof term === 'string') return [{ id: term, wanted }];
  if ('not' in term) return namesIn(term.not, stateOf, !wanted);
  // What must fail fails by any one part of `all`, and by every part of `any`.
  const [parts, anyWillDo] = 'all' in term ? [term.all, !wanted] : [term.any, wanted];
  const alive = anyWillDo ? parts.filter(one => (wanted ? mayHold(one, stateOf) : mayFail(one, stateOf))) : [];
  const terms = alive.length > 0 ? alive : parts;
  return terms.flatMap(one => namesIn(one, stateOf, wanted));
}

function conditionState(condition: Condition, { domains, figures }: Compiled, facts: Facts): Reason['state'] {
  const answer = facts.get(condition.fact.id);
  const domain = domains.find(({ fact }) => fact.id === condition.fact.id);
  const cells = answer === undefined || !domain ? [] : domain.cellsOf(answer);
  const results = new Set(cells.map(cell => holds(condition, domain!.values[cell]!, figures)));
  if (results.size !== 1) return 'unknown';
  return results.has(true) ? 'met' : 'unmet';
}
