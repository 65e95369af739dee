import { describe, expect, it } from 'vitest';
import { type Day, dayAfter, parseDay } from '../../src/shared/calendar.ts';
import { isStatutoryHoliday, isWorkingDay, yearWithoutHolidays } from '../../src/shared/working-days.ts';

/** The days of 2026 that the State Council's notice names as days off, from and to. */
const HOLIDAYS_2026 = [
  ['2026-01-01', '2026-01-03'],
  ['2026-02-15', '2026-02-23'],
  ['2026-04-04', '2026-04-06'],
  ['2026-05-01', '2026-05-05'],
  ['2026-06-19', '2026-06-21'],
  ['2026-09-25', '2026-09-27'],
  ['2026-10-01', '2026-10-07'],
] as const;
/** The weekend days of 2026 that are worked instead. */
const WORKED_2026 = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'];

const daysOf2026 = (): readonly Day[] => {
  const days: Day[] = [];
  for (let day = parseDay('2026-01-01')!; day.startsWith('2026'); day = dayAfter(day)) days.push(day);
  return days;
};

describe('statutory holidays', () => {
  it('of 2026 are those that were announced, and no other day', () => {
    const announced = daysOf2026().filter(day => HOLIDAYS_2026.some(([from, to]) => from <= day && day <= to));
    expect(daysOf2026().filter(isStatutoryHoliday)).toEqual(announced);
  });

  it('are no working days; make-up days are no holidays', () => {
    for (const day of daysOf2026()) expect(isStatutoryHoliday(day) && isWorkingDay(day)).toBe(false);
    for (const day of WORKED_2026) expect([isStatutoryHoliday(day as Day), isWorkingDay(day as Day)]).toEqual([false, true]);
  });

  it('are not known of years that were not announced yet', () => {
    expect(isStatutoryHoliday('2031-10-01' as Day)).toBe(false);
  });
});

describe('a year whose holidays nobody here knows', () => {
  it('is told from December of the year before, and as long as it lasts', () => {
    const year = (day: string) => yearWithoutHolidays(parseDay(day)!);
    expect([year('2025-12-31'), year('2026-06-01'), year('2026-11-30')]).toEqual([undefined, undefined, undefined]);
    // No notice reaches so far ahead.
    expect([year('2099-01-01'), year('2099-12-01')]).toEqual([2099, 2099]);
    const last = Array.from({ length: 30 }, (_, i) => 2026 + i).findLast(one => isStatutoryHoliday(parseDay(`${one}-10-01`)!));
    expect([year(`${last}-11-30`), year(`${last}-12-01`)]).toEqual([undefined, last! + 1]);
  });
});
