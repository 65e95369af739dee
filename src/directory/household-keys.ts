/** What a household can be found by. */
import type { Household, HouseholdKey } from './model.ts';

export const keysOf = (household: Household): HouseholdKey[] => (household.code ? [{ kind: 'code', value: household.code }] : []);
