/**
 * Quiet hours of a group: what nobody has asked for waits until they end.
 */
import { parseQuiet, type QuietHours } from '../directory/manner.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** Asia/Shanghai has had no summer time since 1991. */
const AHEAD_OF_UTC = 8 * 60;

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

const isWithin = ({ from, to }: QuietHours, minute: number): boolean =>
  from < to ? from <= minute && minute < to : from <= minute || minute < to;

/** Minutes from one time of the day to the next time that it is another. */
const after = (to: number, minute: number): number => (to - minute + DAY_MINUTES) % DAY_MINUTES;
