/**
 * How a case stands after a move: its state as the table says, its holder and lease, and its two clocks. The case's own clock is never set here
 * but by a granted extension; that of the step begins with each step.
 */
import type { Limits, Span } from '../knowledge/clocks.ts';
import { caseClock, earliest, endOf, timesOf } from './clocks.ts';
import { type MoveName, moveOf } from './life.ts';
import { type Grievance, type GrievanceState, OPEN, QUEUED } from './model.ts';

/** What a move changes beside what the table says. */
export interface Step {
  readonly change?: Partial<Grievance>;
  /** Where to, where that depends. Default: as the table says. */
  readonly to?: GrievanceState;
  /** What was said, for the history. */
  readonly said?: Readonly<Record<string, unknown>>;
}

/** A case after a move; its version is one higher. @param by an actor's id */
export function moved(before: Grievance, name: MoveName, by: string, { change, to }: Step, limits: Limits, now: Date): Grievance {
  const state = to ?? moveOf(name).to ?? before.state;
  const holder = state === 'working' ? (change?.holder ?? before.holder) : undefined;
  const isOpen = OPEN.includes(state);
  const next: Grievance = {
    ...before,
    ...change,
    state,
    holder,
    endedAt: isOpen ? undefined : (before.endedAt ?? now),
    ...(isOpen ? { outcome: undefined, mergedInto: undefined } : {}),
    version: before.version + 1,
  };
  return { ...next, ...clocked(before, next, limits, now, by) };
}

type Clocked = Pick<Grievance, 'dueAt' | 'stepDueAt' | 'alarmAt' | 'leaseUntil'>;

function clocked(before: Grievance, next: Grievance, limits: Limits, now: Date, by: string): Clocked {
  const isSameStep = next.state === before.state && next.holder === before.holder && next.unit === before.unit;
  const dueAt = next.extensions === before.extensions ? before.dueAt : caseClock(limits, next.receivedAt, next.extensions).dueAt;
  if (next.state === 'working') {
    // Whatever its holder does with it renews the lease.
    const leaseUntil = by === next.holder || !isSameStep ? endOf(now, limits.lease) : before.leaseUntil;
    return { ...timesOf(next, limits, undefined, now), dueAt, stepDueAt: leaseUntil, leaseUntil };
  }
  if (!isSameStep) return { ...timesOf(next, limits, spanOf(next.state, limits), now), dueAt, leaseUntil: undefined };
  const { stepDueAt } = before;
  if (next.extensions === before.extensions) return { dueAt, stepDueAt, alarmAt: before.alarmAt, leaseUntil: undefined };
  const { alarmAt } = timesOf(next, limits, undefined, now);
  const isToCome = stepDueAt && stepDueAt > now;
  return { dueAt, stepDueAt, alarmAt: earliest(alarmAt, isToCome ? stepDueAt : undefined), leaseUntil: undefined };
}

/** How long a step may take; nothing where it has no limit of its own. */
export function spanOf(state: GrievanceState, limits: Limits): Span | undefined {
  if (QUEUED.includes(state) || state === 'ruling') return limits.take;
  return state === 'calling-back' ? limits.call : undefined;
}
