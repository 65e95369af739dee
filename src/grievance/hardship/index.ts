/**
 * Reports of hardship (防返贫自主申报), a track of their own beside grievances: a household lets its data be checked, cadres check, assess and
 * publicise, a supervisor decides, each within its days. Whether somebody is helped is decided by people; how it is talked about is the conversation's
 * business.
 */
import { createHardshipClock } from './clock.ts';
import { createHardshipDesk } from './desk.ts';
import { createHardshipIntake } from './intake.ts';
import { createHardshipMoves } from './moves.ts';
import type { HardshipParts } from './parts.ts';
import type { Hardships } from './service.ts';

/** Makes the track on its store. */
export function createHardships(parts: HardshipParts): Hardships {
  const moves = createHardshipMoves(parts);
  const made = { ...parts, moves };
  return {
    ...createHardshipIntake(made),
    ...createHardshipDesk(made),
    ...createHardshipClock(made),
    get knowledge() {
      return parts.knowledge();
    },
  };
}
