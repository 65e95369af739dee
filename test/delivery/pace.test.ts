import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPacer, type Paced } from '../../src/delivery/pace.ts';
import type { PaceRule } from '../../src/message/channel.ts';

const ruleOf = (over: Partial<PaceRule>): PaceRule => ({ most: 3, withinMs: 1000, of: 'account', counts: 'everything', ...over });
const one = (over: Partial<Paced> = {}): Paced => ({ chat: 'c', kind: 'group', urgency: 'bulletin', ...over });
const pacerOf = (...rules: PaceRule[]) => createPacer({ rules, atOnce: 1 });

describe('the pace of an account', () => {
  it('never has more in any stretch than a rule allows', () => {
    const rule = fc.record({
      most: fc.integer({ min: 1, max: 5 }),
      withinMs: fc.integer({ min: 10, max: 500 }),
      of: fc.constantFrom('account' as const, 'chat' as const, 'group' as const),
      counts: fc.constantFrom('everything' as const, 'unasked' as const),
    });
    const what = fc.record({
      chat: fc.constantFrom('a', 'b', 'c'),
      kind: fc.constantFrom('private' as const, 'group' as const),
      urgency: fc.constantFrom('reply' as const, 'bulletin' as const),
    });
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 3 }), fc.array(what, { maxLength: 60 }), (rules, all) => {
        const pacer = pacerOf(...rules);
        let now = 0;
        const sent: { readonly at: number; readonly what: Paced }[] = [];
        for (const each of all) {
          now += pacer.waitFor(each, now).ms;
          expect(pacer.waitFor(each, now).ms).toBe(0);
          pacer.count(each, now);
          sent.push({ at: now, what: each });
        }
        for (const { most, withinMs, of, counts } of rules) {
          for (const { at, what: last } of sent) {
            if (of === 'group' && last.kind !== 'group') continue;
            const within = sent.filter(
              other =>
                other.at > at - withinMs &&
                other.at <= at &&
                (counts === 'everything' || other.what.urgency === 'bulletin') &&
                (of === 'account' || other.what.chat === last.chat) &&
                (of !== 'group' || other.what.kind === 'group'),
            );
            expect(within.length).toBeLessThanOrEqual(most);
          }
        }
      }),
    );
  });

  it('says whether a chat waits or all of them', () => {
    const pacer = pacerOf(ruleOf({ most: 1, of: 'chat' }), ruleOf({ most: 2, withinMs: 500 }));
    pacer.count(one(), 0);
    expect(pacer.waitFor(one(), 100)).toEqual({ ms: 900, accountMs: 0 });
    expect(pacer.waitFor(one({ chat: 'd' }), 100).ms).toBe(0);
    pacer.count(one({ chat: 'd' }), 100);
    expect(pacer.waitFor(one({ chat: 'e' }), 200)).toEqual({ ms: 300, accountMs: 300 });
    expect(pacer.waitFor(one(), 200)).toEqual({ ms: 800, accountMs: 300 });
  });

  it('leaves replies alone where a rule is for what nobody asked for', () => {
    const pacer = pacerOf(ruleOf({ most: 1, counts: 'unasked' }));
    pacer.count(one(), 0);
    expect(pacer.waitFor(one({ urgency: 'reply' }), 1).ms).toBe(0);
    expect(pacer.waitFor(one({ urgency: 'case' }), 1).ms).toBe(999);
  });

  it('goes half as fast for a minute once five chats were asked to wait within five seconds', () => {
    const pacer = pacerOf(ruleOf({ most: 1 }));
    pacer.rebuked('a', 0);
    pacer.rebuked('a', 10);
    for (const [i, chat] of ['b', 'd', 'e'].entries()) pacer.rebuked(chat, 20 + i);
    pacer.count(one(), 20);
    expect(pacer.waitFor(one(), 20).ms).toBe(1000);
    pacer.rebuked('c', 4000);
    pacer.count(one(), 4000);
    expect(pacer.waitFor(one(), 4000).ms).toBe(2000);
    pacer.count(one(), 64_000);
    expect(pacer.waitFor(one(), 64_000).ms).toBe(1000);
  });

  it('is not slowed where few of many chats were asked to wait', () => {
    for (const [sent, wait] of [
      [21, 1000],
      [20, 2000],
    ] as const) {
      const pacer = pacerOf(ruleOf({ most: 1 }));
      // What was sent long before does not count.
      for (let n = 0; n < 50; n++) pacer.count(one(), n);
      for (let n = 0; n < sent; n++) pacer.count(one({ chat: `c${n}` }), 9_000 + n);
      for (const chat of ['a', 'b', 'c', 'd', 'e']) {
        // What was turned away was not taken.
        pacer.count(one({ chat }), 9_100);
        pacer.discount(one({ chat }), 9_100);
        pacer.rebuked(chat, 9_100);
      }
      pacer.count(one(), 20_000);
      expect(pacer.waitFor(one(), 20_000).ms).toBe(wait);
    }
  });

  it('does not count what the platform did not take', () => {
    const pacer = pacerOf(ruleOf({ most: 2 }), ruleOf({ most: 1, of: 'chat' }));
    pacer.count(one(), 0);
    pacer.count(one({ chat: 'd' }), 10);
    pacer.discount(one(), 0);
    expect(pacer.waitFor(one(), 20).ms).toBe(0);
    expect(pacer.waitFor(one({ chat: 'd' }), 20)).toEqual({ ms: 990, accountMs: 0 });
    pacer.count(one(), 20);
    expect(pacer.waitFor(one({ chat: 'e' }), 30).accountMs).toBe(980);
    pacer.discount(one({ chat: 'x' }), 5);
    expect(pacer.waitFor(one({ chat: 'e' }), 30).accountMs).toBe(980);
  });

  it('is not slowed by chats that were asked to wait one after the other', () => {
    const pacer = pacerOf(ruleOf({ most: 1 }));
    for (const [i, chat] of ['a', 'b', 'c', 'd', 'e', 'f'].entries()) pacer.rebuked(chat, i * 5_001);
    pacer.count(one(), 30_000);
    expect(pacer.waitFor(one(), 30_000).ms).toBe(1000);
  });
});
