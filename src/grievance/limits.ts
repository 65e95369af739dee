/**
 * Which limits hold for a case: those of its kind in its region, and in danger those of the clock for danger.
 */
import type { ClockId, Limits } from '../knowledge/clocks.ts';
import type { Grievance } from './model.ts';
import type { GrievanceParts } from './parts.ts';

/** The clock of whatever cannot wait. */
const IN_DANGER: ClockId = 'urgent';
/** The clock of a kind that the knowledge does not name any more. */
const OTHERWISE: ClockId = 'help';

/** The limits of a case. */
export const limitsOf = (
  { clocks, kindOf }: Pick<GrievanceParts, 'clocks' | 'kindOf'>,
  { danger, kind, place }: Pick<Grievance, 'danger' | 'kind' | 'place'>,
): Limits => clocks().limitsOf(danger === 'none' ? (kindOf(kind)?.clock ?? OTHERWISE) : IN_DANGER, place.region);
