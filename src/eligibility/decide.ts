/**
 * What a scheme says of somebody on a day, as soon as everything that is still unknown would leave it at that.
 */
import { type Determination, isDuring, type Outcome, type Scheme } from '../knowledge/schemes/model.ts';
import type { Day } from '../shared/calendar.ts';
import type { ClauseId, FactId } from '../shared/ids.ts';
import { type Compiled, compile } from './compile.ts';
import type { Node } from './diagram.ts';
import type { Facts } from './facts.ts';

/** The result of a check. */
export interface Decision {
  readonly scheme: Scheme;
  readonly on: Day;
  readonly outcome: Outcome | 'ineligible' | 'unknown';
  /** The branch of the clause that applies; `undefined` where the outcome is ineligible or unknown. */
  readonly determination: Determination | undefined;
  /** The facts not known that can still change outcome or determination, sorted; empty unless the outcome is unknown. */
  readonly missing: readonly FactId[];
  /** The clauses that decide. */
  readonly clauses: readonly ClauseId[];
  /** False for a draft, a repealed document, and outside the period that the clause prints. */
  readonly inForce: boolean;
  /** Whether the day lies outside that period: nothing else was looked at then. */
  readonly lapsed: boolean;
}

/**
 * @param facts what is known; facts that the scheme does not test are ignored
 * @throws {NoFigureError}
 */
export function decide(scheme: Scheme, facts: Facts, on: Day): Decision {
  const { period, clause } = scheme;
  const lapsed = period !== undefined && !isDuring(period, on);
  const made = lapsed ? undefined : compile(scheme, on);
  const node = made && nodeAfter(made, facts);
  const isOpen = node !== undefined && 'children' in node;
  const determination = made && node && !isOpen ? made.determinations[node.result] : undefined;
  // Each field by itself: a spread costs many times the decision.
  return {
    scheme,
    on,
    outcome: isOpen ? 'unknown' : (determination?.outcome ?? 'ineligible'),
    determination,
    missing: isOpen && made ? factsIn(node, made).sort() : NOTHING,
    clauses: clausesOf(scheme),
    inForce: !lapsed && clause.document.standing === 'issued',
    lapsed,
  };
}

const NOTHING: readonly FactId[] = [];

/** What is left of a scheme's diagram once the facts are known. */
export function nodeAfter({ domains, diagram }: Compiled, facts: Facts): Node {
  let node = diagram.root;
  // As long as each fact that comes next is known exactly, the way is just followed.
  while ('children' in node) {
    const { fact, cellsOf } = domains[node.fact]!;
    const answer = facts.get(fact.id);
    const cells = answer === undefined ? [] : cellsOf(answer);
    const child: Node | undefined = cells.length === 1 ? node.children[cells[0]!] : undefined;
    if (!child) break;
    node = child;
  }
  if (!('children' in node)) return node;
  const known = domains.map(({ fact, cellsOf }) => {
    const answer = facts.get(fact.id);
    const cells = answer === undefined ? [] : cellsOf(answer);
    return cells.length > 0 ? cells : undefined;
  });
  return diagram.restrict(node, known);
}

/** The facts that still matter at a node, in the order of the scheme. */
export const factsIn = ({ tests }: Node, { scheme }: Compiled): FactId[] =>
  scheme.facts.flatMap(({ id }, place) => (tests & (1 << place) ? [id] : []));

function clausesOf(scheme: Scheme): readonly ClauseId[] {
  const known = clauses.get(scheme);
  if (known) return known;
  const all = [...new Set([scheme.clause.id, ...[...scheme.conditions.values()].map(({ clause }) => clause)])];
  clauses.set(scheme, all);
  return all;
}

const clauses = new WeakMap<Scheme, readonly ClauseId[]>();
