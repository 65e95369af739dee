/**
 * Whose a case is: the unit that answers for its kind in its region, and whoever stands for that unit in the settlement.
 */
import type { UnitId } from '../shared/ids.ts';
import type { Grievance } from './model.ts';
import type { GrievanceParts } from './parts.ts';
import type { CaseView } from './service.ts';

/** The settlement's own desk for a unit, as its record names it; nothing where it names none. */
export async function deskOf(
  { directory }: Pick<GrievanceParts, 'directory'>,
  { unit, place }: Grievance,
): Promise<CaseView['desk']> {
  const settlement = place.settlement && (await directory.reach.settlement(place.settlement));
  const desk = settlement?.desks.find(one => one.unit === unit);
  return desk && { name: desk.name, phone: desk.phone };
}

/** Whether a case may go to a unit: another one than now, of its own region. */
export const mayGoTo = ({ hasUnit }: Pick<GrievanceParts, 'hasUnit'>, { unit: now, place }: Grievance, unit: UnitId): boolean =>
  unit !== now && hasUnit(unit, place.region);
