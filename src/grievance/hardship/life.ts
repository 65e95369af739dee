/**
 * The life of a report of hardship: what may be done with it, by whom, from where it stands. One table; nothing else decides.
 */
import type { Action } from '../../directory/access.ts';
import { type Day, dayAt, daysAfter } from '../../shared/calendar.ts';
import { type Hardship, type HardshipState, UNDECIDED } from './model.ts';

/** What may be done, by whom, from where, and where to (default: it stays). */
interface HardshipMoveRule {
  /** Whoever reported it; or whom the table of rights allows the action; or the assistant itself, by the clock. */
  readonly by: 'reporter' | 'clock' | Extract<Action, `hardship.${string}`>;
  readonly from: readonly HardshipState[];
  readonly to?: HardshipState;
}

const LIVING: readonly HardshipState[] = [...UNDECIDED, 'included', 'not-included', 'ended'];

/** All moves. */
export const HARDSHIP_MOVES = {
  add: { by: 'reporter', from: UNDECIDED },
  /** At any time; what was collected is erased. */
  withdraw: { by: 'reporter', from: LIVING, to: 'withdrawn' },
  /** That they do not agree with the decision: it is checked once more. */
  object: { by: 'reporter', from: ['not-included'], to: 'checking' },

  /** What was found at the household (入户核实). */
  check: { by: 'hardship.edit', from: ['reported', 'checking'], to: 'checking' },
  /** What is still missing: the person is told. */
  missing: { by: 'hardship.edit', from: ['reported', 'checking', 'assessed'] },
  /** What those who assess it found (评议). */
  assess: { by: 'hardship.edit', from: ['checking'], to: 'assessed' },
  /** That the notice hangs (公示). Only where the household is proposed to be included. */
  publicise: { by: 'hardship.edit', from: ['assessed'], to: 'publicised' },
  /** What somebody said against it while it hung. */
  dispute: { by: 'hardship.edit', from: ['publicised'] },
  /** The same as `withdraw`, for those who cannot write. */
  withdrawFor: { by: 'hardship.edit', from: LIVING, to: 'withdrawn' },

  /** Once the notice hung long enough (纳入). */
  include: { by: 'hardship.decide', from: ['publicised'], to: 'included' },
  notInclude: { by: 'hardship.decide', from: ['assessed', 'publicised'], to: 'not-included' },
  /** It is to be checked once more before it is decided. */
  recheck: { by: 'hardship.decide', from: ['assessed', 'publicised'], to: 'checking' },
  /** The risk is over (风险消除). */
  end: { by: 'hardship.decide', from: ['included'], to: 'ended' },

  warn: { by: 'clock', from: UNDECIDED },
  escalate: { by: 'clock', from: UNDECIDED },
} as const satisfies Readonly<Record<string, HardshipMoveRule>>;

/** One of the moves. */
export type HardshipMove = keyof typeof HARDSHIP_MOVES;
/** All of them, in the order of the table. */
export const HARDSHIP_MOVE_NAMES = Object.keys(HARDSHIP_MOVES) as readonly HardshipMove[];
/** What a move is. */
export const hardshipMove = (name: HardshipMove): HardshipMoveRule => HARDSHIP_MOVES[name];

/** Where a move leads. */
export const stateAfter = (state: HardshipState, name: HardshipMove): HardshipState => hardshipMove(name).to ?? state;

/** Why a move may not be made. */
export type HardshipHindrance =
  /** Not from where it stands. */
  | 'state'
  /** The days for it are over. */
  | 'too-late'
  /** The notice did not hang long enough. */
  | 'too-early'
  /** Whoever assessed it does not decide. */
  | 'own';

/** The days that moves wait for, in calendar days; `knowledge/hardship.yaml` has them. */
export interface HardshipDays {
  readonly publicity: number;
  readonly object: number;
}

/** The last full day that a notice has to hang: the day on which it was posted is none of them. */
export const publicUntil = (on: Day, { publicity }: HardshipDays): Day => daysAfter(on, publicity);

/** Whether somebody may make a move now, apart from their rights. @param actor an actor's id */
export function hardshipHindrance(
  report: Hardship,
  name: HardshipMove,
  actor: string,
  now: Date,
  days: HardshipDays,
): HardshipHindrance | undefined {
  const { from, by } = hardshipMove(name);
  const { state, record, assessors, publicised, decidedAt } = report;
  if (!from.includes(state) || !record) return 'state';
  if (by === 'hardship.decide' && name !== 'end' && assessors.includes(actor)) return 'own';
  if (name === 'publicise' && record.assessment?.isProposed !== true) return 'state';
  // Once it hangs, nobody decides before it hung long enough, nor against the household.
  const isHanging = publicised !== undefined && dayAt(now) <= publicised.until;
  if (state === 'publicised' && (name === 'include' || name === 'notInclude') && isHanging) return 'too-early';
  if (name === 'notInclude' && state === 'assessed' && record.assessment?.isProposed === true) return 'state';
  if (name === 'object' && decidedAt && dayAt(now) > daysAfter(dayAt(decidedAt), days.object)) return 'too-late';
  return undefined;
}
