/**
 * What other programs are told of a report of hardship: where it stands and by when it has to be decided. Of which kind the risk is, how many people
 * there are and who they are is nobody's business but the desk's: with a settlement that may be enough to know a household.
 */
import { HARDSHIP_MOVE_NAMES, type HardshipMove } from './life.ts';
import type { Hardship } from './model.ts';

/** What a report does: it comes in, or one of the moves. */
type HardshipNews = HardshipMove | 'report';

/** What is told of a report: by the name of what it did. */
export const hardshipEvent = (name: HardshipNews): string => `hardship.${name}`;

/** All that can be told. */
export const HARDSHIP_EVENTS: readonly string[] = (['report', ...HARDSHIP_MOVE_NAMES] as const).map(hardshipEvent);

/** What is told of a report once it has moved. Whoever hears of several things in another order than they happened goes by `version`. */
export const hardshipNews = ({ number, state, place, dueAt, alarm, version }: Hardship, move: HardshipNews, at: Date) => ({
  number,
  state,
  place,
  dueAt: dueAt.toISOString(),
  alarm,
  move,
  at: at.toISOString(),
  version,
});
