/**
 * What a question can find: a provision, or a point that a clause leaves open.
 */
import type { Clause, OpenPoint, Provision } from '../model.ts';

/** Something to find, with the clause that it stands in. */
export type Target =
  | { readonly kind: 'provision'; readonly clause: Clause; readonly provision: Provision }
  | { readonly kind: 'open'; readonly clause: Clause; readonly point: OpenPoint };

/** `<clause>/<provision>`: unique in the knowledge base. */
export const targetId = (target: Target): string =>
  `${target.clause.id}/${target.kind === 'provision' ? target.provision.id : target.point.id}`;

/** All that can be found in a clause. */
export const targetsOf = (clause: Clause): Target[] => [
  ...clause.provisions.map((provision): Target => ({ kind: 'provision', clause, provision })),
  ...clause.leavesOpen.map((point): Target => ({ kind: 'open', clause, point })),
];

/** How people ask for it, in whole sentences. */
export const asksOf = (target: Target): readonly string[] =>
  target.kind === 'provision' ? target.provision.asks : target.point.asks;

/** What is written of it: names, whom it is for, what it says. */
export function wordingOf(target: Target): string[] {
  if (target.kind === 'open') return [...target.point.terms, target.point.says.zh, target.point.says.en ?? ''];
  const { terms, audience, says, more } = target.provision;
  return [...terms, audience, says.zh, says.en ?? '', more?.zh ?? '', target.clause.heading];
}
