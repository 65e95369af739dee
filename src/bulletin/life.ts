/**
 * The life of a bulletin: where it may go from where it stands. One table; nothing else decides.
 */
import { type Outcome, refused } from '../directory/outcome.ts';
import type { Bulletin, BulletinState, LifeEvent } from './model.ts';

/** What may be done, from where, where to (default: it stays), and how its life tells of it. */
interface Move {
  readonly from: readonly BulletinState[];
  readonly to?: BulletinState;
  readonly what: LifeEvent['what'];
}

const BEFORE: readonly BulletinState[] = ['draft', 'proposed', 'scheduled', 'repeating'];
const BEGUN: readonly BulletinState[] = ['sending', 'paused', 'done', 'stopped'];

const MOVES = {
  change: { from: ['draft'], what: 'changed' },
  propose: { from: ['draft'], to: 'proposed', what: 'proposed' },
  /** Without a second person, since it cannot wait. */
  bypass: { from: ['draft'], what: 'bypassed' },
  approve: { from: ['proposed'], what: 'approved' },
  sendBack: { from: ['proposed'], to: 'draft', what: 'sent-back' },
  schedule: { from: ['draft', 'proposed'], to: 'scheduled', what: 'scheduled' },
  repeat: { from: ['draft', 'proposed'], to: 'repeating', what: 'scheduled' },
  begin: { from: ['draft', 'proposed', 'scheduled'], to: 'sending', what: 'begun' },
  /** One time of a repeating one. */
  again: { from: ['repeating'], what: 'begun' },
  skip: { from: ['repeating'], what: 'skipped' },
  /** There was nothing to say when its time came. */
  skipOnce: { from: ['scheduled'], to: 'stopped', what: 'skipped' },
  pause: { from: ['sending'], to: 'paused', what: 'paused' },
  resume: { from: ['paused'], to: 'sending', what: 'resumed' },
  stop: { from: [...BEFORE, 'sending', 'paused'], to: 'stopped', what: 'stopped' },
  expire: { from: [...BEFORE, 'sending', 'paused'], to: 'stopped', what: 'expired' },
  retry: { from: ['sending', 'done'], to: 'sending', what: 'retried' },
  /** What was to take it back, or put it right, alone. */
  retryAnswer: { from: [...BEGUN, 'recalled'], what: 'retried' },
  correct: { from: BEGUN, what: 'corrected' },
  recall: { from: BEGUN, to: 'recalled', what: 'recalled' },
  finish: { from: ['sending'], to: 'done', what: 'done' },
} as const satisfies Readonly<Record<string, Move>>;

/** One of the moves. */
export type MoveName = keyof typeof MOVES;

/** So many events are kept of a bulletin that comes again and again: the oldest go first. */
const MOST_EVENTS = 200;

/** Whether it ever went: what was thrown away as a draft did not. */
const hasBegun = ({ life }: Bulletin): boolean => life.some(({ what }) => what === 'begun');

/** Whether it may go there from where it stands. */
export function may(bulletin: Bulletin, name: MoveName): boolean {
  const { from }: Move = MOVES[name];
  if (!from.includes(bulletin.state)) return false;
  return (name !== 'recall' && name !== 'correct') || hasBegun(bulletin);
}

/** The bulletin after a move that it may make. @param by an actor's id */
export function moved(bulletin: Bulletin, name: MoveName, by: string, at: Date, why?: string): Bulletin {
  const { to = bulletin.state, what }: Move = MOVES[name];
  const event: LifeEvent = { what, by, at: at.toISOString(), ...(why === undefined ? {} : { why }) };
  const life = [...bulletin.life, event];
  return { ...bulletin, state: to, life: bulletin.state === 'repeating' ? life.slice(-MOST_EVENTS) : life };
}

/** Where it stands, as `directory:what` says it. */
const STANDS: Readonly<Record<BulletinState, string>> = {
  draft: 'bulletin-draft',
  proposed: 'bulletin-proposed',
  scheduled: 'bulletin-scheduled',
  repeating: 'bulletin-repeating',
  sending: 'bulletin-sending',
  paused: 'bulletin-paused',
  done: 'bulletin-done',
  stopped: 'bulletin-stopped',
  recalled: 'bulletin-recalled',
};

/** That it cannot be done where the bulletin stands. */
export const wrongState = ({ state }: Bulletin): Outcome<never> => refused('state', { what: STANDS[state] });

/** How often it was corrected. */
export const correctionsOf = ({ life }: Bulletin): number => life.filter(({ what }) => what === 'corrected').length;

/** Whoever had a hand in it: none of them is the second person. */
export const authorsOf = ({ by, life }: Bulletin): ReadonlySet<string> =>
  new Set([by, ...life.filter(({ what }) => what === 'changed' || what === 'proposed').map(event => event.by)]);
