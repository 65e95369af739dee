/**
 * What of the grievances lies within somebody's reach.
 */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { covers, formatScope, type Place, type Scope } from '../../directory/scope.ts';
import { QUEUED } from '../../grievance/model.ts';
import type { Reaches } from '../../grievance/store.ts';
import { placedWithin } from '../employment/placed.ts';

/** Any of these texts, written out: an index of some of the rows is used only where what it asks for stands in the statement. */
export const anyOf = (texts: readonly string[]): RawBuilder<unknown> => sql`(${sql.join(texts.map(text => sql.lit(text)))})`;

/** Whether a row waits in the queue, as the indexes of the queue say it. */
export const IS_QUEUED = sql<SqlBool>`state in ${anyOf(QUEUED)}`;

/** Whether a row lies within reach. */
export const withinReach = ({ scopes, units }: Reaches): RawBuilder<SqlBool> =>
  units === undefined ? placedWithin(scopes) : sql<SqlBool>`(${placedWithin(scopes)} and ${oneOf('unit', units)})`;

/** Whether a column is one of these. */
export const oneOf = (column: string, values: readonly (string | number)[]): RawBuilder<SqlBool> =>
  values.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`${sql.ref(column)} in (${sql.join(values)})`;

/**
 * The parts of a reach, each of which an index has in the order of the queue. A unit belongs to one region, so that within a region or more it is
 * gone by alone.
 */
export function partsOf({ scopes, units }: Reaches): readonly Reaches[] {
  return widest(scopes).flatMap(scope =>
    units !== undefined && (scope.kind === 'all' || scope.kind === 'region')
      ? units.map(unit => ({ scopes: [scope], units: [unit] }))
      : [{ scopes: [scope], units }],
  );
}

/** Without those that lie within others, as far as their names tell. */
function widest(scopes: readonly Scope[]): readonly Scope[] {
  const distinct = [...new Map(scopes.map(scope => [formatScope(scope), scope])).values()];
  return distinct.filter(scope => !distinct.some(other => other !== scope && covers(other, scope as Place)));
}
