import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietEnd, restEnd } from '../../src/delivery/quiet.ts';
import type { Way } from '../../src/delivery/store.ts';
import { parseQuiet, tidyQuiet } from '../../src/directory/manner.ts';

const end = (quiet: string, at: string): string | undefined => quietEnd(quiet, new Date(at))?.toISOString();

/** `23:05` by the clock of Asia/Shanghai. */
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' });

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(parts => parts.map(part => String(part).padStart(2, '0')).join(':'));
const stretch = fc.tuple(time, time).filter(([from, to]) => from !== to);
const instant = fc.date({ min: new Date('2024-01-01T00:00:00Z'), max: new Date('2030-01-01T00:00:00Z'), noInvalidDate: true });

describe('quiet hours', () => {
  it.each([
    ['22:00-07:00', '2026-11-22T13:59:59.999Z', undefined],
    ['22:00-07:00', '2026-11-22T14:00:00Z', '2026-11-22T23:00:00.000Z'],
    ['22:00-07:00', '2026-11-22T16:00:00Z', '2026-11-22T23:00:00.000Z'],
    ['22:00-07:00', '2026-11-22T22:59:59.999Z', '2026-11-22T23:00:00.000Z'],
    ['22:00-07:00', '2026-11-22T23:00:00Z', undefined],
    ['12:30-14:00', '2026-11-22T04:30:00Z', '2026-11-22T06:00:00.000Z'],
    ['12:30-14:00', '2026-11-22T06:00:00Z', undefined],
    ['22:00-00:00', '2026-11-22T15:59:00Z', '2026-11-22T16:00:00.000Z'],
    ['none', '2026-11-22T16:00:00Z', undefined],
    ['nonsense', '2026-11-22T16:00:00Z', undefined],
  ])('of %s at %s end at %s', (quiet, at, until) => {
    expect(end(quiet, at)).toBe(until);
  });

  it('end at their end by the clock of Asia/Shanghai, within a day, and are over then', () => {
    fc.assert(
      fc.property(stretch, instant, ([from, to], at) => {
        const quiet = `${from}-${to}`;
        const until = quietEnd(quiet, at);
        if (!until) return;
        expect(until.getTime()).toBeGreaterThan(at.getTime());
        expect(until.getTime() - at.getTime()).toBeLessThanOrEqual(24 * 3600_000);
        expect(clock.format(until)).toBe(to);
        expect(quietEnd(quiet, until)).toBeUndefined();
        expect(quietEnd(quiet, new Date(until.getTime() - 1))).toEqual(until);
      }),
    );
  });

  it('hold just where the clock stands between their times', () => {
    fc.assert(
      fc.property(stretch, instant, ([from, to], at) => {
        const now = clock.format(at);
        const isQuiet = from < to ? from <= now && now < to : now >= from || now < to;
        expect(quietEnd(`${from}-${to}`, at) !== undefined).toBe(isQuiet);
      }),
    );
  });
});

describe('when something may go to a group', () => {
  const bulletin = { urgency: 'bulletin' } as const;
  const rest = (quiet: string, at: string, way: Pick<Way, 'urgency' | 'evenWhenQuiet'> = bulletin) =>
    restEnd(way, quiet, new Date(at))?.toISOString();

  it('is at once for what was asked for, and for what goes in any hour', () => {
    const night = '2026-10-02T16:00:00Z';
    for (const urgency of ['danger', 'reply'] as const) expect(rest('22:00-07:00', night, { urgency })).toBeUndefined();
    expect(rest('22:00-07:00', night, { urgency: 'bulletin', evenWhenQuiet: true })).toBeUndefined();
  });

  it('is the end of quiet hours for a case, holiday or not', () => {
    expect(rest('22:00-07:00', '2026-10-02T16:00:00Z', { urgency: 'case' })).toBe('2026-10-02T23:00:00.000Z');
    expect(rest('22:00-07:00', '2026-10-02T04:00:00Z', { urgency: 'case' })).toBeUndefined();
  });

  it.each([
    // The seven holidays of 2026, at noon of their first day, and the morning after their last.
    ['2026-01-01T04:00:00Z', '2026-01-03T23:00:00.000Z'],
    ['2026-02-15T04:00:00Z', '2026-02-23T23:00:00.000Z'],
    ['2026-04-04T04:00:00Z', '2026-04-06T23:00:00.000Z'],
    ['2026-05-01T04:00:00Z', '2026-05-05T23:00:00.000Z'],
    ['2026-06-19T04:00:00Z', '2026-06-21T23:00:00.000Z'],
    ['2026-09-25T04:00:00Z', '2026-09-27T23:00:00.000Z'],
    ['2026-10-01T04:00:00Z', '2026-10-07T23:00:00.000Z'],
    // Quiet hours that end on a holiday: the evening before it.
    ['2026-09-30T14:30:00Z', '2026-10-07T23:00:00.000Z'],
    // The first and the last moment of a holiday, and what lies just outside.
    ['2026-09-30T16:00:00Z', '2026-10-07T23:00:00.000Z'],
    ['2026-10-07T15:59:59.999Z', '2026-10-07T23:00:00.000Z'],
    ['2026-09-30T13:59:59.999Z', undefined],
    ['2026-10-07T23:00:00Z', undefined],
    // Mere weekends, and a Saturday that is worked.
    ['2026-11-28T04:00:00Z', undefined],
    ['2026-11-29T04:00:00Z', undefined],
    ['2026-10-10T04:00:00Z', undefined],
  ])('is for a bulletin at %s: %s', (at, until) => {
    expect(rest('22:00-07:00', at)).toBe(until);
  });

  it('is after a holiday when the nights of the group end, or nights elsewhere', () => {
    const noon = '2026-10-05T04:00:00Z';
    expect(rest('21:00-08:30', noon)).toBe('2026-10-08T00:30:00.000Z');
    expect(rest('none', noon)).toBe('2026-10-07T23:00:00.000Z');
    expect(rest('12:30-14:00', noon)).toBe('2026-10-07T23:00:00.000Z');
    // Quiet after midnight alone: what would wake people waits on.
    expect(rest('06:00-09:00', noon)).toBe('2026-10-08T01:00:00.000Z');
  });

  it('is an instant at which it really may go, whatever the quiet hours', () => {
    fc.assert(
      fc.property(stretch, instant, ([from, to], at) => {
        const until = restEnd(bulletin, `${from}-${to}`, at);
        if (!until) return;
        expect(until.getTime()).toBeGreaterThan(at.getTime());
        expect(restEnd(bulletin, `${from}-${to}`, until)).toBeUndefined();
      }),
    );
  });
});

describe('quiet hours as they are written', () => {
  it.each(['', '22:00', '22-07', '24:00-07:00', '22:60-07:00', '7:00-22:00', '22:00-22:00', '22:00-07:00x', 'None', '全天'])(
    'are not %j',
    text => {
      expect(parseQuiet(text)).toBeUndefined();
    },
  );

  it.each([
    ['22:00 - 07:00', '22:00-07:00'],
    ['２２：００—０７：００', '22:00-07:00'],
    ['22:00到7:00', '22:00-07:00'],
    ['9:30~10:00', '09:30-10:00'],
    ['none', 'none'],
  ])('are read from %j', (typed, quiet) => {
    expect(tidyQuiet(typed)).toBe(quiet);
    expect(parseQuiet(quiet)).toBeDefined();
  });

  it('are never read from anything else, nor throw', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const hours = parseQuiet(tidyQuiet(text));
        if (hours === undefined || hours === 'none') return;
        expect(hours.from).not.toBe(hours.to);
        for (const minute of [hours.from, hours.to]) expect(minute).toBeLessThan(24 * 60);
      }),
    );
  });
});
