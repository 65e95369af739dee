/**
 * What belongs to a region, a county or a settlement: the columns that say so, and what of it lies within scopes.
 */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Scope } from '../../directory/scope.ts';
import type { Belongs } from '../../employment/model.ts';
import type { RegionId, SettlementId } from '../../shared/ids.ts';
import { storable } from '../storable.ts';

/** The columns as they are read. */
interface PlacedRow {
  readonly region: string | null;
  readonly county: string | null;
  readonly settlement: string | null;
}

/** The columns that say to whom something belongs. */
export const placeColumns = ({ region, county, settlement }: Belongs): PlacedRow => ({
  region,
  county: county === undefined ? null : storable(county),
  settlement: settlement ?? null,
});

/** To whom a row belongs. */
export const belongsOf = ({ region, county, settlement }: PlacedRow): Belongs => ({
  region: (region ?? '') as RegionId,
  ...(county === null ? {} : { county }),
  ...(settlement === null ? {} : { settlement: settlement as SettlementId }),
});

/** Whether a row belongs to somewhere within any of the scopes. */
export const placedWithin = (scopes: readonly Scope[]): RawBuilder<SqlBool> =>
  scopes.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`(${sql.join(scopes.map(withinOne), sql` or `)})`;

function withinOne(scope: Scope): RawBuilder<SqlBool> {
  switch (scope.kind) {
    case 'all':
      return sql<SqlBool>`1 = 1`;
    case 'region':
      return sql<SqlBool>`region = ${scope.region}`;
    case 'county':
      return sql<SqlBool>`(region = ${scope.region} and county = ${storable(scope.county)})`;
    case 'settlement':
      return sql<SqlBool>`settlement = ${scope.settlement}`;
  }
}
