/**
 * The life of a grievance: what may be done with it, by whom, from where it stands. One table; nothing else decides.
 */
import type { Action } from '../directory/access.ts';
import { type Grievance, type GrievanceState, OPEN, QUEUED, RUNNING } from './model.ts';

/** What may be done, by whom, from where, and where to (default: it stays). */
interface Move {
  /** Whoever reported it; or whom the table of rights allows the action; or the assistant itself, by the clock. */
  readonly by: 'reporter' | 'clock' | Action;
  readonly from: readonly GrievanceState[];
  readonly to?: GrievanceState;
  /** Whether only whoever has it in hand does it. */
  readonly isHolders?: true;
}

/** Ended cases that may be taken up again, for ten days. */
const TAKEN_UP: readonly GrievanceState[] = ['closed', 'declined', 'withdrawn'];
const ANSWERED: readonly GrievanceState[] = ['answered', 'calling-back'];

/** All moves. */
export const MOVES = {
  add: { by: 'reporter', from: OPEN },
  withdraw: { by: 'reporter', from: OPEN, to: 'withdrawn' },
  /** That the answer settles it. Where a call is due, the call still comes. */
  confirm: { by: 'reporter', from: ['answered'], to: 'closed' },
  /** That it is not settled, or that it should have been taken on, or that it is to be gone on with after all. */
  object: { by: 'reporter', from: [...ANSWERED, ...TAKEN_UP], to: 'reopened' },

  claim: { by: 'grievance.handle', from: QUEUED, to: 'working' },
  release: { by: 'grievance.handle', from: ['working'], to: 'accepted', isHolders: true },
  note: { by: 'grievance.handle', from: ['working'], isHolders: true },
  ask: { by: 'grievance.handle', from: ['working'], isHolders: true },
  /** To `calling-back` where it is drawn for a call. */
  answer: { by: 'grievance.handle', from: ['working'], to: 'answered', isHolders: true },
  decline: { by: 'grievance.handle', from: ['working'], to: 'declined', isHolders: true },
  forward: { by: 'grievance.handle', from: ['working'], to: 'forwarded', isHolders: true },
  /** It is not ours: to the unit that is proposed; the second time to `ruling`. */
  sendBack: { by: 'grievance.handle', from: ['working'], to: 'forwarded', isHolders: true },
  askExtension: { by: 'grievance.handle', from: ['working'], isHolders: true },
  /** It is another case's matter. */
  merge: { by: 'grievance.handle', from: ['working'], to: 'merged', isHolders: true },
  link: { by: 'grievance.handle', from: ['working'], isHolders: true },

  /** To a unit's queue, or into somebody's hands (`working`). */
  assign: { by: 'grievance.supervise', from: RUNNING, to: 'forwarded' },
  decideExtension: { by: 'grievance.supervise', from: RUNNING },
  unmerge: { by: 'grievance.supervise', from: ['merged'], to: 'accepted' },
  /** After ten days without a word and three calls in vain (未能回访). */
  closeUnreached: { by: 'grievance.supervise', from: ANSWERED, to: 'closed' },

  /** A call that reached nobody. */
  callInVain: { by: 'grievance.call', from: ANSWERED },
  callConfirmed: { by: 'grievance.call', from: ANSWERED, to: 'closed' },
  callDenied: { by: 'grievance.call', from: ANSWERED, to: 'reopened' },

  /** The holder did nothing with it for too long, or is away: it goes back to its place. */
  lapse: { by: 'clock', from: ['working'], to: 'accepted' },
  warn: { by: 'clock', from: OPEN },
  escalate: { by: 'clock', from: RUNNING },
} as const satisfies Readonly<Record<string, Move>>;

/** One of the moves. */
export type MoveName = keyof typeof MOVES;
/** All of them, in the order of the table. */
export const MOVE_NAMES = Object.keys(MOVES) as readonly MoveName[];

/** What a move is. */
export const moveOf = (name: MoveName): Move => MOVES[name];

/** So long may something that ended be taken up again. */
export const OBJECTION_DAYS = 10;
/** So many calls in vain, and so long without a word, before it may be closed without reaching anybody. */
export const CALLS_IN_VAIN = 3;

/** Why a move may not be made; `may` gives nothing where it may. */
export type Hindrance =
  /** Not from where it stands. */
  | 'state'
  /** Somebody else has it in hand. */
  | 'held'
  /** The days for it are over. */
  | 'too-late'
  /** Its days, or its calls, are not yet. */
  | 'too-early'
  /** Whoever handled it does not call about it. */
  | 'own';

/** Whether somebody may make a move now, apart from their rights. @param actor an actor's id */
export function hindrance(grievance: Grievance, name: MoveName, actor: string, now: Date): Hindrance | undefined {
  const { from, isHolders, by } = moveOf(name);
  if (!from.includes(grievance.state)) return 'state';
  if (isHolders && grievance.holder !== actor) return 'held';
  if (by === 'grievance.call' && grievance.handlers.includes(actor)) return 'own';
  if (name === 'object' && TAKEN_UP.includes(grievance.state) && isPast(grievance.endedAt, now)) return 'too-late';
  if (name === 'closeUnreached' && !(grievance.calls >= CALLS_IN_VAIN && isPast(grievance.answeredAt, now))) return 'too-early';
  return undefined;
}

const DAY_MS = 24 * 3600 * 1000;

/** Whether the days for objecting are over. */
const isPast = (since: Date | undefined, now: Date): boolean =>
  since !== undefined && now.getTime() - since.getTime() > OBJECTION_DAYS * DAY_MS;
