/** Where a scope is. */
import { placeOf } from './model.ts';
import type { Place, Scope } from './scope.ts';
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
