/**
 * Joins the parts of the room.
 */
import { anchorNotes } from './anchor-notes.ts';
import { createCallBacks } from './call-backs.ts';
import { createViewing } from './case-view.ts';
import { createForgetting } from './forgetting.ts';
import { createHistoryCheck } from './history-check.ts';
import { createIntake } from './intake.ts';
import { createMoves } from './moves.ts';
import type { GrievanceParts } from './parts.ts';
import { createQueue } from './queue.ts';
import type { Grievances } from './service.ts';
import { createSupervision } from './supervision.ts';
import { createWatch } from './watch.ts';

export function createGrievances(parts: GrievanceParts): Grievances {
  const { store, clock, directory } = parts;
  const moves = createMoves(parts);
  const viewing = createViewing(parts);
  return {
    intake: createIntake(parts, moves),
    queue: createQueue(parts, moves, viewing),
    callBacks: createCallBacks(parts, moves, viewing),
    supervision: createSupervision(parts, moves, viewing),
    tick: createWatch(parts, moves.byClock),
    ...createHistoryCheck({ store, clock, transact: directory.transact, notes: anchorNotes(directory) }),
    ...createForgetting(parts, moves),
  };
}
