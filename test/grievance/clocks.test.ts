import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseClock, endOf } from '../../src/grievance/clocks.ts';
import type { Limits, Span } from '../../src/knowledge/clocks.ts';
import { dayAt, daysAfter, parseDay } from '../../src/shared/calendar.ts';
import { isWorkingDay } from '../../src/shared/working-days.ts';

/** An instant of Shanghai, written `2026-02-13 10:00`, and back. */
const at = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+08:00`);
const said = (instant: Date): string => new Date(instant.getTime() + 8 * 3600_000).toISOString().slice(0, 16).replace('T', ' ');

const HELP: Limits = {
  take: { workingDays: 2 },
  settle: { workingDays: 10 },
  call: { workingDays: 5 },
  extend: { workingDays: 10 },
  extensions: 1,
  lease: { workingDays: 3 },
};

describe('when a span is over', () => {
  it.each<[what: string, from: string, span: Span, times: number, ends: string]>([
    ['a day after a Monday', '2026-11-30 10:00', { workingDays: 1 }, 1, '2026-12-01 17:30'],
    ['the hour of the report changes nothing', '2026-11-30 23:59', { workingDays: 1 }, 1, '2026-12-01 17:30'],
    ['the Friday is none of its days', '2026-12-04 09:00', { workingDays: 1 }, 1, '2026-12-07 17:30'],
    ['reported on a Saturday', '2026-12-05 09:00', { workingDays: 2 }, 1, '2026-12-08 17:30'],
    ['half a day is half of the office hours', '2026-11-30 10:00', { workingDays: 1 }, 0.5, '2026-12-01 13:00'],
    ['four fifths of five days are four', '2026-11-30 10:00', { workingDays: 5 }, 0.8, '2026-12-04 17:30'],
    ['half as much again, over the weekend', '2026-11-30 10:00', { workingDays: 5 }, 1.5, '2026-12-10 13:00'],
    ['Spring Festival passes, and the Saturday before it works', '2026-02-13 10:00', { workingDays: 1 }, 1, '2026-02-14 17:30'],
    ['the second day comes after nine days off', '2026-02-13 10:00', { workingDays: 2 }, 1, '2026-02-24 17:30'],
    ['the Saturday after it works too', '2026-02-26 10:00', { workingDays: 2 }, 1, '2026-02-28 17:30'],
    ['National Day, with a Sunday that works before', '2026-09-18 10:00', { workingDays: 1 }, 1, '2026-09-20 17:30'],
    ['National Day itself', '2026-09-30 10:00', { workingDays: 1 }, 1, '2026-10-08 17:30'],
    ['and the Saturday that pays for it', '2026-10-09 10:00', { workingDays: 1 }, 1, '2026-10-10 17:30'],
    ['calendar days are whole, holidays or not', '2026-09-30 10:00', { days: 5 }, 1, '2026-10-06 00:00'],
    ['hours pass at night', '2026-11-30 22:00', { hours: 24 }, 1, '2026-12-01 22:00'],
    ['four fifths of them', '2026-11-30 22:00', { hours: 24 }, 0.8, '2026-12-01 17:12'],
  ])('%s', (_, from, span, times, ends) => {
    expect(said(endOf(at(from), span, times))).toBe(ends);
  });
});

describe('the clock of a case', () => {
  it('warns at four fifths, is due, and goes to the county at half as much again', () => {
    const clock = caseClock(HELP, at('2026-11-30 10:00'), 0);
    expect(said(clock.dueAt)).toBe('2026-12-14 17:30');
    expect(said(clock.alarmAt('none')!)).toBe('2026-12-10 17:30');
    expect(clock.alarmAt('warned')).toEqual(clock.dueAt);
    expect(said(clock.alarmAt('supervisor')!)).toBe('2026-12-21 17:30');
    expect(clock.alarmAt('county')).toBeUndefined();
  });

  it('an extension adds to the same beginning', () => {
    const clock = caseClock(HELP, at('2026-11-30 10:00'), 1);
    expect(clock.dueAt).toEqual(endOf(at('2026-11-30 10:00'), { workingDays: 20 }));
    expect(clock.alarmAt('none')).toEqual(endOf(at('2026-11-30 10:00'), { workingDays: 16 }));
  });
});

const instants = fc
  .tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 24 * 60 - 1 }))
  .map(([days, minutes]) => new Date(at('2025-01-01 00:00').getTime() + (days * 24 * 60 + minutes) * 60_000));
const spans = fc.oneof(
  fc.record({ hours: fc.integer({ min: 1, max: 200 }) }),
  fc.record({ days: fc.integer({ min: 1, max: 90 }) }),
  fc.record({ workingDays: fc.integer({ min: 1, max: 60 }) }),
) as fc.Arbitrary<Span>;

describe('whatever the day', () => {
  it('working days end in office hours of a working day, with as many before as were asked for', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 10, max: 200 }), (from, workingDays, percent) => {
        const end = endOf(from, { workingDays }, percent / 100);
        const [day, time] = said(end).split(' ') as [string, string];
        expect(isWorkingDay(parseDay(day)!)).toBe(true);
        expect(time >= '08:30' && time <= '17:30').toBe(true);
        let passed = 0;
        for (let one = daysAfter(dayAt(from), 1); one <= day; one = daysAfter(one, 1)) if (isWorkingDay(one)) passed++;
        expect(passed).toBe(Math.max(1, Math.ceil((workingDays * percent) / 100)));
      }),
    );
  });

  it('more of a span never ends earlier, and a later report never does', () => {
    fc.assert(
      fc.property(instants, instants, spans, fc.double({ min: 0.1, max: 1, noNaN: true }), (one, other, span, less) => {
        expect(endOf(one, span, less).getTime()).toBeLessThanOrEqual(endOf(one, span).getTime());
        const [early, late] = one < other ? [one, other] : [other, one];
        expect(endOf(early, span).getTime()).toBeLessThanOrEqual(endOf(late, span).getTime());
      }),
    );
  });

  it('alarms come in their order, and each extension puts all of them later', () => {
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 3 }),
        (from, days, more, times) => {
          const limits: Limits = { ...HELP, settle: { workingDays: days }, extend: { workingDays: more } };
          const clock = caseClock(limits, from, times);
          const next = caseClock(limits, from, times + 1);
          const [warned, due, county] = [clock.alarmAt('none')!, clock.dueAt, clock.alarmAt('supervisor')!];
          expect(from < warned && warned <= due && due < county).toBe(true);
          expect(next.dueAt > due && next.alarmAt('none')! > warned).toBe(true);
        },
      ),
    );
  });
});
