/**
 * What other programs are told of a case: where it stands and by when it has to be settled, never who reported it or in which words.
 */
import { MOVE_NAMES, type MoveName } from './life.ts';
import { type Grievance, publicState } from './model.ts';

/** What a case does: it comes in, or one of the moves. */
export type NewsName = MoveName | 'report';

/** What is told of a case: by the name of what it did. */
export const eventOf = (name: NewsName): string => `grievance.${name}`;

/** All that can be told. */
export const GRIEVANCE_EVENTS: readonly string[] = (['report', ...MOVE_NAMES] as const).map(eventOf);

/** What is told of a case once it has moved. Whoever hears of several things in another order than they happened goes by `version`. */
export const newsOf = (grievance: Grievance, move: NewsName, at: Date) => ({
  number: grievance.number,
  kind: grievance.kind,
  state: grievance.state,
  publicState: publicState(grievance),
  isSafety: grievance.isSafety,
  place: grievance.place,
  unit: grievance.unit,
  dueAt: grievance.dueAt.toISOString(),
  alarm: grievance.alarm,
  move,
  at: at.toISOString(),
  version: grievance.version,
});
