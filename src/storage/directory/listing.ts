/**
 * What the lists of the directory share: where a page begins, what lies within scopes, and how many rows a statement takes.
 */
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Page } from '../../directory/model.ts';
import { parseScope, type Scope } from '../../directory/scope.ts';
import { storable } from '../storable.ts';
import type { Tables } from '../tables.ts';

/** The id that a page begins after; every id comes after the empty one. */
export const startOf = ({ after = '' }: Pick<Page, 'after'>): string => storable(after);

/** Whether a row of `settlement` lies within any of the scopes. */
export const within =
  (scopes: readonly Scope[]) =>
  (eb: ExpressionBuilder<Tables, 'settlement'>): Expression<SqlBool> =>
    eb.or(scopes.map(scope => withinOne(eb, scope)));

function withinOne(eb: ExpressionBuilder<Tables, 'settlement'>, scope: Scope): Expression<SqlBool> {
  switch (scope.kind) {
    case 'all':
      return eb.and([]);
    case 'region':
      return eb('settlement.region', '=', scope.region);
    case 'county':
      return eb.and([eb('settlement.region', '=', scope.region), eb('settlement.county', '=', storable(scope.county))]);
    case 'settlement':
      return eb('settlement.id', '=', scope.settlement);
  }
}

/** A scope as `formatScope` wrote it. @throws where the row was changed by hand */
export function scopeOf(text: string): Scope {
  const scope = parseScope(text);
  if (!scope) throw new Error('a scope in the database cannot be read');
  return scope;
}

/** SQLite binds 32,766 values a statement, PostgreSQL 65,535; some are left to what else the statement asks for. */
const MOST_VALUES = 32_700;

/** Rows parted so that each part fits a statement. @param width how many values a row binds */
export function* parts<T>(rows: readonly T[], width: number): Generator<readonly T[]> {
  const most = Math.floor(MOST_VALUES / width);
  for (let start = 0; start < rows.length; start += most) yield rows.slice(start, start + most);
}
