/** Where a scope is. */
import { placeOf } from './model.ts';
import { covers, type Place, type Scope } from './scope.ts';
import type { DirectoryStore } from './store.ts';

/** The place that a scope covers as a whole; `undefined` where its settlement does not exist. */
export async function placeOfScope(store: DirectoryStore, scope: Scope): Promise<Place | undefined> {
  switch (scope.kind) {
    case 'all':
      return {};
    case 'region':
      return { region: scope.region };
    case 'county':
      return { region: scope.region, county: scope.county };
    case 'settlement': {
      const settlement = await store.settlements.get(scope.settlement);
      return settlement && placeOf(settlement);
    }
  }
}

/** Whether all of a scope lies within one of others; never where its settlement does not exist. */
export async function isWithin(store: DirectoryStore, scope: Scope, others: readonly Scope[]): Promise<boolean> {
  const place = await placeOfScope(store, scope);
  return place !== undefined && others.some(other => covers(other, place));
}
