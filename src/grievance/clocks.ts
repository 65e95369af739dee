/**
 * The two clocks of a case: its own, which begins when it was reported and never begins again, and that of the step that it is in, which does.
 * Working time is counted in office days: nights, weekends and holidays do not count.
 */
import type { Limits, Span } from '../knowledge/clocks.ts';
import { type Day, dayAfter, dayAt } from '../shared/calendar.ts';
import { isWorkingDay } from '../shared/working-days.ts';
import { type Alarm, type Grievance, RUNNING } from './model.ts';

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Shanghai is eight hours ahead, summer and winter. */
const AHEAD_MS = 8 * HOUR_MS;
const startOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`) - AHEAD_MS;
/** Offices work from half past eight to half past five. */
const OPENS_MS = 8.5 * HOUR_MS;
const OPEN_MS = 9 * HOUR_MS;

/**
 * When a share of a span is over.
 * Working days begin on the first one after the day of `from`; where the last one is not used up, its office hours are divided.
 * @param times 1 for all of it, 0.8 for a warning
 */
export function endOf(from: Date, span: Span, times = 1): Date {
  if ('hours' in span) return new Date(from.getTime() + span.hours * times * HOUR_MS);
  // Days are counted whole: the day on which something came in is none of them.
  if ('days' in span) return new Date(startOf(dayAfter(dayAt(from))) + span.days * times * DAY_MS);
  return atWorkingTime(dayAt(from), rounded(span.workingDays * times));
}

/** 5.6000000000000005 is 5.6. */
const rounded = (days: number): number => Number(days.toFixed(6));

/** The instant at which so many working days, and a part of one, are over after a day. */
function atWorkingTime(from: Day, workingDays: number): Date {
  let day = from;
  let left = workingDays;
  for (;;) {
    do day = dayAfter(day);
    while (!isWorkingDay(day));
    if (left <= 1) return new Date(startOf(day) + OPENS_MS + left * OPEN_MS);
    left--;
  }
}

/** What a case's clock says. */
export interface CaseClock {
  readonly dueAt: Date;
  /** When the next alarm after this one is told; nothing after the last. */
  alarmAt(alarm: Alarm): Date | undefined;
}

/** The share of its time at which the alarm after each is told. */
const SHARES = { none: 0.8, warned: 1, supervisor: 1.5 } as const;

/** The clock of a case, from when it was reported. @param extensions how many were granted */
export function caseClock(
  { settle, extend }: Pick<Limits, 'settle' | 'extend'>,
  receivedAt: Date,
  extensions: number,
): CaseClock {
  const whole = plus(settle, extend, extensions);
  return {
    dueAt: endOf(receivedAt, whole),
    alarmAt: alarm => (alarm === 'county' ? undefined : endOf(receivedAt, whole, SHARES[alarm])),
  };
}

/** A span and so many times another one, which counts the same: the knowledge is checked for that. */
function plus(span: Span, other: Span, times: number): Span {
  if ('hours' in span && 'hours' in other) return { hours: span.hours + times * other.hours };
  if ('days' in span && 'days' in other) return { days: span.days + times * other.days };
  if ('workingDays' in span && 'workingDays' in other) return { workingDays: span.workingDays + times * other.workingDays };
  throw new TypeError('an extension counts other days than its limit');
}

/** What both clocks say to a case. */
export type Times = Pick<Grievance, 'dueAt' | 'stepDueAt' | 'alarmAt'>;

/**
 * The times of a case that begins a step now: how far it is in its own time stays as it was.
 * @param step how long the step may take; nothing where nobody has to do anything
 */
export function timesOf(
  grievance: Pick<Grievance, 'receivedAt' | 'extensions' | 'alarm' | 'state'>,
  limits: Limits,
  step: Span | undefined,
  now: Date,
): Times {
  const { dueAt, alarmAt } = caseClock(limits, grievance.receivedAt, grievance.extensions);
  const stepDueAt = step && endOf(now, step);
  const next = RUNNING.includes(grievance.state) ? alarmAt(grievance.alarm) : undefined;
  return { dueAt, stepDueAt, alarmAt: earliest(next, stepDueAt) };
}

/** The first of two instants, where there is one. */
export const earliest = (one: Date | undefined, other: Date | undefined): Date | undefined =>
  one && other ? (one < other ? one : other) : (one ?? other);
