/** A day as people read it: the numbers of its month and its day, with the year where a sentence wants it. */
import type { Day } from '../shared/calendar.ts';

/** 2026-12-31 as `{ year: 2026, month: 12, day: 31 }`. */
export function legibleDay(day: Day): { year: number; month: number; day: number } {
  const [year = 0, month = 0, of = 0] = day.split('-').map(Number);
  return { year, month, day: of };
}
