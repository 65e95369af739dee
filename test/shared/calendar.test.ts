import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAt, parseDay } from '../../src/shared/calendar.ts';

describe('days', () => {
  it('are those of Asia/Shanghai, whatever the zone of the server', () => {
    expect(dayAt(new Date('2026-11-22T15:59:59Z'))).toBe('2026-11-22');
    expect(dayAt(new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
  });

  it.each(['', 'today', '2026-2-3', '2026-02-30', '2026-13-01', '2026-11-22T00:00:00Z', '二〇二六年'])('refuses %j', text => {
    expect(parseDay(text)).toBeUndefined();
  });

  it('reads every date that it can write', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }), date => {
        expect(parseDay(dayAt(date))).toBe(dayAt(date));
      }),
    );
  });
});
