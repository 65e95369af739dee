/** The units of a region to choose from: those of the clauses first; a word that is typed narrows them. */
import type { Grievance } from '../../../grievance/model.ts';
import type { Unit } from '../../../knowledge/model.ts';
import { normalise } from '../../../language/normalise.ts';
import type { Choice } from '../../../message/index.ts';
import { parseUnitId, type RegionId, type UnitId } from '../../../shared/ids.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Field } from '../form.ts';
import type { Values } from '../state.ts';
import { clausesFor } from './case-words.ts';

/** The units of a region. @param first those that stand in front */
export function unitChoices(context: TurnContext, region: RegionId, first: readonly UnitId[], words = ''): readonly Choice[] {
  const { policy } = context.parts;
  const said = normalise(words);
  const own = [...policy.units.values()].filter(({ id }) => id.startsWith(`${region}.`));
  const named = own.filter(({ name, printed }) => [name, ...printed].some(one => normalise(one).includes(said)));
  const found = named.length > 0 ? named : own;
  // A word may stand in a printed name by chance: 民政 in 人民政府.
  const rank = ({ id, name }: Unit): number =>
    (normalise(name).includes(said) ? 0 : own.length) + (first.includes(id) ? first.indexOf(id) : first.length);
  return found.toSorted((one, other) => rank(one) - rank(other)).map(({ id, name }) => ({ id, label: name }));
}

/** Who is likeliest to settle a case: the unit of its kind, then those that the clauses name. */
export function likelyUnits(
  context: TurnContext,
  { kind, place: { region } }: Pick<Grievance, 'kind' | 'place'>,
): readonly UnitId[] {
  const own = context.parts.categories.get(kind)?.units.get(region);
  const clauses = clausesFor(context, kind, region);
  return [...new Set([...(own ? [own] : []), ...clauses.flatMap(({ lead, supporting }) => [...lead, ...supporting])])];
}

/** The hidden field that a typed word fills in, so that the list becomes shorter. */
export const wordsField: Field = { kind: 'text', name: 'words', longest: 40, onlyIf: () => false };

/** The unit that a form holds. */
export const unitIn = ({ unit = '' }: Values): UnitId | undefined => parseUnitId(unit);
