/**
 * A case as an actor sees it: nothing of who reported it, what they may do with it now, and whose desk it is.
 */
import type { Actor } from '../directory/model.ts';
import { done, type Outcome } from '../directory/outcome.ts';
import { limitsOf } from './limits.ts';
import type { Grievance } from './model.ts';
import type { GrievanceParts } from './parts.ts';
import { movesOf } from './possible.ts';
import { deskOf } from './routing.ts';
import type { CaseView } from './service.ts';
import { forStaff } from './views.ts';

/** Shows cases to staff. */
export interface Viewing {
  view(actor: Actor, grievance: Grievance): Promise<CaseView>;
  /** The same of what came of a move. */
  shown(actor: Actor, outcome: Outcome<Grievance>): Promise<Outcome<CaseView>>;
}

export function createViewing(parts: GrievanceParts): Viewing {
  const view: Viewing['view'] = async (actor, grievance) => ({
    grievance: forStaff(grievance),
    can: movesOf(actor, grievance, limitsOf(parts, grievance), parts.clock.now()),
    linked: await parts.store.linkedTo(grievance.number),
    desk: await deskOf(parts, grievance),
  });
  return {
    view,
    shown: async (actor, outcome) => (outcome.ok ? done(await view(actor, outcome.value)) : outcome),
  };
}
