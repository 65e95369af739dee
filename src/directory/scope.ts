/**
 * How far a role reaches, and where things are: a settlement lies in a county, a county in a region.
 */
import { parseRegionId, parseSettlementId, type RegionId, type SettlementId } from '../shared/ids.ts';

/** How far a role reaches. */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'region'; readonly region: RegionId }
  | { readonly kind: 'county'; readonly region: RegionId; readonly county: string }
  | { readonly kind: 'settlement'; readonly settlement: SettlementId };

/** Where something is, as closely as it is known. What belongs to no place is within scope `all` alone. */
export interface Place {
  readonly region?: RegionId | undefined;
  readonly county?: string | undefined;
  readonly settlement?: SettlementId | undefined;
}

/** Whether all of a place lies within a scope. A settlement's place names its county and region too. */
export function covers(scope: Scope, place: Place): boolean {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'region':
      return place.region === scope.region;
    case 'county':
      return place.region === scope.region && place.county === scope.county;
    case 'settlement':
      return place.settlement === scope.settlement;
  }
}

/** `all`, `region:guizhou`, `county:guizhou/黔西市`, `settlement:s_01k9…` */
export function formatScope(scope: Scope): string {
  switch (scope.kind) {
    case 'all':
      return 'all';
    case 'region':
      return `region:${scope.region}`;
    case 'county':
      return `county:${scope.region}/${scope.county}`;
    case 'settlement':
      return `settlement:${scope.settlement}`;
  }
}

/** Whether a scope comes back as it is from how it is written: one that somebody put together by hand may not. */
export function isWritable(scope: Scope): boolean {
  const read = parseScope(formatScope(scope));
  return read !== undefined && formatScope(read) === formatScope(scope);
}

/** The scope that a text names, or `undefined`. Whether the settlement exists is for the caller to look up. */
export function parseScope(text: string): Scope | undefined {
  const [, kind = '', rest = ''] = /^(all|region|county|settlement)(?::(.+))?$/.exec(text) ?? [];
  const [regionText = '', ...county] = rest.split('/');
  const region = parseRegionId(regionText);
  const settlement = parseSettlementId(rest);
  if (kind === 'all' && rest === '') return { kind };
  if (kind === 'region' && region && county.length === 0) return { kind, region };
  if (kind === 'county' && region && county.join('/').trim() !== '') return { kind, region, county: county.join('/').trim() };
  return kind === 'settlement' && settlement ? { kind, settlement } : undefined;
}
