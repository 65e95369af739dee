/**
 * Settlements, households and people for tests, each with an id of its own; what matters to a test it says itself.
 */
import type { Household, HouseholdKey, Person, Settlement } from '../../src/directory/model.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { createIds, type RegionId, type SettlementId } from '../../src/shared/ids.ts';
import { systemRandom } from '../../src/shared/random.ts';

export const ids = createIds(systemClock, systemRandom);

export function aSettlement(over: Partial<Settlement> = {}): Settlement {
  const id = ids.settlement();
  return {
    id,
    region: 'guizhou' as RegionId,
    county: '黔西市',
    name: `锦绣花都${id}`,
    buildings: [{ name: '3栋', entrances: ['1单元'] }],
    desks: [],
    tags: [],
    version: 1,
    ...over,
  };
}

export const aHousehold = (settlement: SettlementId, over: Partial<Household> = {}): Household => ({
  id: ids.household(),
  settlement,
  building: '3栋',
  members: [{ id: 'm1', name: '罗世珍', relation: 'head', phone: '13800138000' }],
  marks: ['out-of-poverty'],
  purpose: 'file',
  consents: [],
  version: 1,
  ...over,
});

export const phone = (value: string): HouseholdKey => ({ kind: 'phone', value });

export const aPerson = (name = '罗世珍'): Person => ({ id: ids.person(), name });
