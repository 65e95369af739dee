import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Day, daysAfter } from '../../src/shared/calendar.ts';
import { workingDaysAfter, workingDaysBetween } from '../../src/shared/working-days.ts';

describe('working days between two days', () => {
  it.each([
    ['2026-11-27', '2026-11-30', 1],
    ['2026-11-30', '2026-11-30', 0],
    ['2026-12-01', '2026-11-30', 0],
    // The National Day holiday, with a make-up Saturday after it.
    ['2026-09-30', '2026-10-08', 1],
  ])('after %s up to %s are %i', (after, upTo, count) => {
    expect(workingDaysBetween(after as Day, upTo as Day)).toBe(count);
  });

  it('undoes counting them off', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 40 }), (offset, count) => {
        const day = daysAfter('2025-01-01' as Day, offset);
        expect(workingDaysBetween(day, workingDaysAfter(day, count))).toBe(count);
      }),
    );
  });
});
