/**
 * Working days in China: weekends and statutory holidays are none, make-up days are. Holidays are known up to the last year that the state has
 * announced; later years count weekends alone.
 */
import chineseDays from 'chinese-days';
import { type Day, dayAfter } from './calendar.ts';

/** Whether offices work on the day. */
export const isWorkingDay = (day: Day): boolean => chineseDays.isWorkday(day);

/** The working day that is so many working days after a day: one after a Friday is the Monday. */
export function workingDaysAfter(day: Day, count: number): Day {
  let [last, left] = [day, count];
  while (left > 0) {
    last = dayAfter(last);
    if (isWorkingDay(last)) left--;
  }
  return last;
}
