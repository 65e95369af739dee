/**
 * Working days in China: weekends and statutory holidays are none, make-up days are. Holidays are known up to the last year that the state has
 * announced; later years count weekends alone.
 */
import chineseDays from 'chinese-days';
import { type Day, dayAfter } from './calendar.ts';

/** Whether offices work on the day. */
export const isWorkingDay = (day: Day): boolean => chineseDays.isWorkday(day);

/** Whether the day belongs to a statutory holiday as it was announced, weekends and days off in lieu within it included; a mere weekend does not. */
export function isStatutoryHoliday(day: Day): boolean {
  const { work, name } = chineseDays.getDayDetail(day);
  // Holidays are named in English and Chinese, other days by their weekday alone.
  return !work && name.includes(',');
}

/** Whether the holidays of a year are known: none is without its National Day. */
const areKnown = (year: number): boolean => isStatutoryHoliday(`${year}-10-01` as Day);

/** In this month the holidays of the next year have been announced for some weeks, and limits begin to reach into it. */
const LOOKED_AHEAD = 12;

/** The first year whose holidays limits need by now and nobody here knows: they count as working days, and its make-up days as weekends. */
export function yearWithoutHolidays(today: Day): number | undefined {
  const [year = 0, month = 0] = today.split('-').map(Number);
  const needed = month >= LOOKED_AHEAD ? [year, year + 1] : [year];
  return needed.find(one => !areKnown(one));
}

/** The working day that is so many working days after a day: one after a Friday is the Monday. */
export function workingDaysAfter(day: Day, count: number): Day {
  let [last, left] = [day, count];
  while (left > 0) {
    last = dayAfter(last);
    if (isWorkingDay(last)) left--;
  }
  return last;
}

/** How many working days come after a day, up to another one and with it; none where that is not later. */
export function workingDaysBetween(after: Day, upTo: Day): number {
  let count = 0;
  for (let day = dayAfter(after); day <= upTo; day = dayAfter(day)) if (isWorkingDay(day)) count++;
  return count;
}
