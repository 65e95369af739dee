/**
 * What a new import changes in a document that is held: clauses that came and went, and the provisions that a change touches.
 */
import { pathOf } from '../../shared/ids.ts';
import type { PlacedFault } from '../check.ts';
import type { Clause } from '../model.ts';
import { differences } from './compare.ts';
import type { Import, ImportedClause } from './model.ts';
import type { FindUnit } from './unit-names.ts';

/** What happened to one clause since it was held. */
export type Change =
  | { readonly kind: 'added'; readonly official: ImportedClause }
  | { readonly kind: 'removed'; readonly clause: Clause }
  | {
      readonly kind: 'changed';
      readonly clause: Clause;
      readonly differences: readonly PlacedFault[];
      /** The wording is not what was imported last. */
      readonly text: boolean;
      /** Ids of the provisions that a person must look at. */
      readonly provisions: readonly string[];
    };

/**
 * @param held our clauses of the document
 * @param before what was imported last, where something was
 */
export function changesOf(official: Import, held: readonly Clause[], before: Import | undefined, findUnit: FindUnit): Change[] {
  const ours = new Map(held.map(clause => [pathOf(clause.id), clause]));
  const printed = new Set(official.clauses.map(({ path }) => path));
  const texts = new Map(before?.clauses.map(({ path, text }) => [path, text]));
  const found = official.clauses.flatMap((imported): Change[] => {
    const clause = ours.get(imported.path);
    if (!clause) return [{ kind: 'added', official: imported }];
    const differing = differences(clause, imported, findUnit);
    const text = texts.has(imported.path) && texts.get(imported.path) !== imported.text;
    if (differing.length === 0 && !text) return [];
    return [{ kind: 'changed', clause, differences: differing, text, provisions: touched(clause, differing, text) }];
  });
  const removed = held.filter(clause => !printed.has(pathOf(clause.id)));
  return [...found, ...removed.map((clause): Change => ({ kind: 'removed', clause }))];
}

/** A changed text may touch everything that rests on it; a changed figure touches its own provision. */
function touched({ provisions }: Clause, differing: readonly PlacedFault[], text: boolean): string[] {
  if (text || differing.some(({ path }) => path[0] !== 'provisions')) return provisions.map(({ id }) => id);
  const indexes = new Set(differing.map(({ path }) => path[1]));
  return provisions.filter((_, i) => indexes.has(i)).map(({ id }) => id);
}
