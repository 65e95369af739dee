/**
 * What may be done with a case now, and by whom: so that whoever was refused something hears what they can do instead.
 */
import { allows } from '../directory/access.ts';
import type { Actor } from '../directory/model.ts';
import { done, type Outcome, refused } from '../directory/outcome.ts';
import type { Limits } from '../knowledge/clocks.ts';
import { permitted } from './gate.ts';
import { MOVE_NAMES, type MoveName, moveOf } from './life.ts';
import type { Grievance } from './model.ts';
import { REPORTER } from './moves.ts';

/** Moves that an actor may make now. */
export const movesOf = (actor: Actor, grievance: Grievance, limits: Limits, now: Date): readonly MoveName[] =>
  MOVE_NAMES.filter(name => {
    const { by } = moveOf(name);
    if (by === 'reporter' || by === 'clock' || !allows(actor.rights, by, grievance.place)) return false;
    return permitted(grievance, name, actor.id, now).ok && mayExtend(grievance, name, actor.id, limits).ok;
  });

/** Moves that whoever reported it may make now. */
export const movesOfReporter = (grievance: Grievance, now: Date): readonly MoveName[] =>
  MOVE_NAMES.filter(name => moveOf(name).by === 'reporter' && permitted(grievance, name, REPORTER, now).ok);

/** Whether more time may be asked for, or is to be decided on; any other move may be made as far as this goes. */
export function mayExtend({ record, extensions }: Grievance, name: MoveName, actor: string, limits: Limits): Outcome<void> {
  const asked = record?.extension;
  const isOpen = asked !== undefined && asked.decision === undefined;
  if (name === 'askExtension' && isOpen) return refused('state', { what: 'grievance-extension-asked' });
  if (name === 'askExtension' && extensions >= limits.extensions) return refused('state', { what: 'grievance-extension-used' });
  if (name === 'decideExtension' && !isOpen) return refused('state', { what: 'grievance-extension-none' });
  if (name === 'decideExtension' && asked?.by === actor) return refused('own');
  return done(undefined);
}
