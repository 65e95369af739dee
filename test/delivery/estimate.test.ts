import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rulesOf } from '../../src/channels/wechat/account.ts';
import { expectedEnd, type Load } from '../../src/delivery/estimate.ts';
import { createPacer } from '../../src/delivery/pace.ts';
import { restEnd } from '../../src/delivery/quiet.ts';
import type { PaceRule } from '../../src/message/channel.ts';

const way = { urgency: 'bulletin' } as const;
const urgent = { urgency: 'bulletin', evenWhenQuiet: true } as const;
const rules: readonly PaceRule[] = [
  { most: 30, withinMs: 1_000, of: 'account', counts: 'everything' },
  { most: 1, withinMs: 60_000, of: 'chat', counts: 'unasked' },
];
const load = (count: number, over: Partial<Load> = {}): Load => ({
  rules,
  messages: [{ quiet: '22:00-07:00', count }],
  ...over,
});
const NOON = '2026-11-25T04:00:00Z';
const end = (loads: readonly Load[], at = NOON, how: typeof way | typeof urgent = way) =>
  expectedEnd(loads, how, new Date(at)).toISOString();

describe('when many messages will have gone out', () => {
  it('is at once where there is nothing, or no more than may go together', () => {
    expect(end([])).toBe(new Date(NOON).toISOString());
    expect(end([load(0)])).toBe(new Date(NOON).toISOString());
    expect(end([load(30)])).toBe(new Date(NOON).toISOString());
    expect(end([{ ...load(500), rules: [] }])).toBe(new Date(NOON).toISOString());
  });

  it('is as late as the pace of the account makes it, and accounts go side by side', () => {
    expect(end([load(3_000)])).toBe('2026-11-25T04:01:39.000Z');
    expect(end([load(35_000), load(3_000)])).toBe('2026-11-25T04:19:26.000Z');
  });

  it('waits for the end of quiet hours, and for the morning after a holiday', () => {
    expect(end([load(1)], '2026-11-25T14:30:00Z')).toBe('2026-11-25T23:00:00.000Z');
    // 30 a second until ten in the evening, the rest in the morning.
    expect(end([load(60)], '2026-11-25T13:59:59.500Z')).toBe('2026-11-25T23:00:00.000Z');
    expect(end([load(1)], '2026-10-03T02:00:00Z')).toBe('2026-10-07T23:00:00.000Z');
    expect(end([load(60)], '2026-10-03T02:00:00Z', urgent)).toBe('2026-10-03T02:00:01.000Z');
  });

  it('does not wait for groups that rest before others have heard', () => {
    const messages = [
      { quiet: '22:00-07:00', count: 40 },
      { quiet: 'none', count: 40 },
    ];
    expect(end([load(0, { messages })], '2026-11-25T15:00:00Z')).toBe('2026-11-25T23:00:01.000Z');
  });

  it('counts what was used of a budget by the day', () => {
    const ofWechat = rulesOf({ perMinute: 3, pushesPerDay: 200 });
    const day = ofWechat.map(rule => ({ ...rule, used: rule.counts === 'unasked' ? 150 : 0 }));
    expect(end([load(50, { rules: ofWechat, used: day })])).toBe('2026-11-25T04:16:00.000Z');
    // The next 150 may go only when those of before are a day old.
    expect(end([load(51, { rules: ofWechat, used: day })])).toBe('2026-11-26T04:00:00.000Z');
    expect(end([load(1_000, { rules: ofWechat })])).toBe('2026-11-29T05:06:00.000Z');
  });

  it('is when a sender that keeps to all of it would send the last one', () => {
    const rule = fc.record({
      most: fc.integer({ min: 1, max: 5 }),
      withinMs: fc.integer({ min: 1_000, max: 20_000_000 }),
      of: fc.constant('account' as const),
      counts: fc.constantFrom('everything' as const, 'unasked' as const),
    });
    const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-01'), noInvalidDate: true });
    const quiet = fc.constantFrom('none', '22:00-07:00', '12:30-14:00');
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 3 }), fc.nat(40), quiet, instant, (some, count, hours, at) => {
        const pacer = createPacer({ rules: some, atOnce: 1 });
        const paced = { chat: 'c', kind: 'group', urgency: 'bulletin' } as const;
        let now = at.getTime();
        let last = now;
        for (let n = 0; n < count; n++) {
          for (let wait = 1; wait > 0; ) {
            const rest = restEnd(way, hours, new Date(now));
            wait = rest ? rest.getTime() - now : pacer.waitFor(paced, now).ms;
            now += wait;
          }
          pacer.count(paced, now);
          last = now;
        }
        const messages = [{ quiet: hours, count }];
        expect(expectedEnd([{ rules: some, messages }], way, at).getTime()).toBe(last);
      }),
    );
  });
});
