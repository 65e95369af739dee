/**
 * Scores replies against labels: a policy question is fully right when it is answered, the first citation is an accepted clause, and every
 * fact stands in the answer.
 */
import type { Labelled } from './labelled.ts';

export interface Given {
  readonly action: string;
  readonly answer: string;
  /** Clause ids, most relevant first. */
  readonly citations: readonly string[];
}

export interface Judged {
  readonly message: Labelled;
  readonly given: Given;
  readonly right: boolean;
  /** The first citation is an accepted clause. */
  readonly cited: boolean;
}

/** Shares between 0 and 1. */
export interface Score {
  readonly full: number;
  readonly cited: number;
  readonly refused: number;
  readonly actions: number;
  readonly leaks: number;
}

export function judge(message: Labelled, given: Given): Judged {
  const cited = given.citations.length > 0 && message.clauses.includes(given.citations[0] ?? '');
  if (message.action !== 'answer') return { message, given, right: given.action === message.action, cited };
  const facts = message.facts.every(fact => new RegExp(fact).test(given.answer));
  return { message, given, right: given.action === 'answer' && cited && facts, cited };
}

export function score(outcomes: readonly Judged[]): Score {
  const share = (of: readonly Judged[], is: (outcome: Judged) => boolean) =>
    of.length === 0 ? 1 : of.filter(is).length / of.length;
  const asked = outcomes.filter(({ message }) => message.action === 'answer');
  const refusals = outcomes.filter(({ message }) => message.action === 'no_answer');
  const others = outcomes.filter(({ message }) => !['answer', 'no_answer'].includes(message.action));
  return {
    full: share(asked, outcome => outcome.right),
    cited: share(asked, outcome => outcome.cited && ['answer', 'clarify'].includes(outcome.given.action)),
    refused: share(refusals, outcome => outcome.right),
    actions: share(others, outcome => outcome.right),
    leaks: outcomes.filter(({ message, given }) => given.citations.some(id => !id.startsWith(message.region))).length,
  };
}

export const line = (name: string, of: number, { full, cited, refused, actions, leaks }: Score): string => {
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`.padStart(6);
  return `${name.padEnd(12)} ${String(of).padStart(5)}  full ${percent(full)}  first citation ${percent(cited)}  no_answer ${percent(refused)}  actions ${percent(actions)}  leaks ${leaks}`;
};
