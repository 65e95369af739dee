/**
 * From the names of units as a document prints them to the units of `units.yaml`, and where the two disagree.
 */
import type { RegionId, UnitId } from '../../shared/ids.ts';
import type { Unit } from '../model.ts';
import { inkOf } from './characters.ts';

/** Looks a printed name up; `undefined` where no unit bears it, or several do. */
export type FindUnit = (printed: string) => UnitId | undefined;

const same = (name: string): string => inkOf(name).normalize('NFKC');

/** @param region without it the names of all regions are searched, and one that means several is not resolved */
export function unitFinder(units: ReadonlyMap<UnitId, Unit>, region?: RegionId): FindUnit {
  const byName = new Map<string, Set<UnitId>>();
  for (const { id, printed, formerly } of units.values()) {
    if (region !== undefined && !id.startsWith(`${region}.`)) continue;
    for (const name of [...printed, ...formerly.map(former => former.name)]) {
      byName.set(same(name), (byName.get(same(name)) ?? new Set()).add(id));
    }
  }
  return printed => {
    const [id, ...others] = byName.get(same(printed)) ?? [];
    return others.length === 0 ? id : undefined;
  };
}
