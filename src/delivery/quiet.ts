/**
 * When nothing comes that nobody has asked for: a group's quiet hours, and for bulletins statutory holidays too.
 */
import { DEFAULT_QUIET, parseQuiet, type QuietHours } from '../directory/manner.ts';
import { dayAfter, dayAt } from '../shared/calendar.ts';
import { isStatutoryHoliday } from '../shared/working-days.ts';
import { isUnasked, type Way } from './store.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** Asia/Shanghai has had no summer time since 1991. */
const AHEAD_OF_UTC = 8 * 60;

/**
 * When something may go to a group: it waits for the end of the group's quiet hours, and a bulletin for the morning after a holiday.
 * @param quiet `22:00-07:00` or `none`
 * @returns nothing where it may go at once
 */
export function restEnd(
  { urgency, evenWhenQuiet }: Pick<Way, 'urgency' | 'evenWhenQuiet'>,
  quiet: string,
  at: Date,
): Date | undefined {
  if (!isUnasked(urgency) || evenWhenQuiet === true) return undefined;
  let end: Date | undefined;
  // Quiet hours may end on a holiday.
  for (;;) {
    const from = end ?? at;
    const next = (urgency === 'bulletin' ? holidayEnd(quiet, from) : undefined) ?? quietEnd(quiet, from);
    if (!next) return end;
    end = next;
  }
}

/**
 * When the quiet hours end that an instant lies in.
 * @param quiet `22:00-07:00` or `none`
 * @returns nothing where it lies in none
 */
export function quietEnd(quiet: string, at: Date): Date | undefined {
  const hours = parseQuiet(quiet);
  if (hours === undefined || hours === 'none') return undefined;
  const minute = Math.floor(at.getTime() / MINUTE_MS);
  const ofDay = (minute + AHEAD_OF_UTC) % DAY_MINUTES;
  return isWithin(hours, ofDay) ? new Date((minute + after(hours.to, ofDay)) * MINUTE_MS) : undefined;
}

/** In the morning after the holiday that an instant lies in; nothing where it lies in none. */
function holidayEnd(quiet: string, at: Date): Date | undefined {
  let day = dayAt(at);
  if (!isStatutoryHoliday(day)) return undefined;
  while (isStatutoryHoliday(day)) day = dayAfter(day);
  return new Date(Date.parse(`${day}T00:00:00Z`) + (morningOf(quiet) - AHEAD_OF_UTC) * MINUTE_MS);
}

/** When a group's nights end, in minutes from midnight; where it has no quiet nights, as nights end elsewhere. */
function morningOf(quiet: string): number {
  const hours = parseQuiet(quiet);
  if (hours !== undefined && hours !== 'none' && hours.from > hours.to) return hours.to;
  return quiet === DEFAULT_QUIET ? 0 : morningOf(DEFAULT_QUIET);
}

const isWithin = ({ from, to }: QuietHours, minute: number): boolean =>
  from < to ? from <= minute && minute < to : from <= minute || minute < to;

/** Minutes from one time of the day to the next time that it is another. */
const after = (to: number, minute: number): number => (to - minute + DAY_MINUTES) % DAY_MINUTES;
