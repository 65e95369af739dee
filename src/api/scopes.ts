/** Scopes as callers name them. */
import { type Outcome, refused } from '../directory/outcome.ts';
import type { Scope } from '../directory/scope.ts';
import type { Policy } from '../knowledge/load.ts';

/** Refuses a scope whose region the knowledge does not have: a role within it would be for nothing. */
export const strangeRegion = (scope: Scope, { regions }: Policy): Outcome<never> | undefined =>
  'region' in scope && !regions.has(scope.region) ? refused('invalid', { field: 'scope.region' }) : undefined;
