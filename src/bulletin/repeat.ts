/**
 * When something comes again, by the clock of Asia/Shanghai.
 */
import { type Day, dayAfter, dayAt } from '../shared/calendar.ts';
import type { Repeat } from './model.ts';

/** Whether a text is a time of the day: `08:30`. */
export const isTimeOfDay = (text: string): boolean => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);

/** The first of its times after an instant. */
export function nextTime(repeat: Repeat, after: Date): Date {
  // No month is longer than this, nor two neighbouring times of the same day of the month further apart.
  for (let day = dayAt(after), i = 0; i <= 31; i++, day = dayAfter(day)) {
    // Asia/Shanghai has had no summer time since 1991.
    const at = new Date(`${day}T${repeat.at}:00+08:00`);
    if (comesOn(repeat, day) && at > after) return at;
  }
  throw new Error('a repetition never comes');
}

function comesOn(repeat: Repeat, day: Day): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  switch (repeat.every) {
    case 'day':
      return true;
    case 'week':
      return (date.getUTCDay() || 7) === repeat.on;
    case 'month':
      return date.getUTCDate() === repeat.on;
  }
}
