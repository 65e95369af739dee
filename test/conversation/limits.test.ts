import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Admission, createChatLimiter, DEFAULT_CHAT_LIMITS, type Limited } from '../../src/conversation/limits.ts';
import { clockAt } from '../support/clock.ts';
import { GROUP, openTown, type Town, wordsOf } from '../support/town.ts';

const limits = { person: { burst: 3, perSecond: 1 / 3 }, staff: { burst: 6, perSecond: 2 }, group: { burst: 2, perSecond: 1 / 3 } };
const alone = (person: string): Limited => ({ channel: 'telegram', account: '1', chat: { id: person, kind: 'private' }, person });
const together = (person: string): Limited => ({ ...alone(person), chat: { id: '-1', kind: 'group' } });

describe('limits of a chat', () => {
  it('tell somebody once that it was too much, then nothing until they have paused', () => {
    const clock = clockAt('2026-11-22T04:00:00Z');
    const limiter = createChatLimiter(limits, clock);
    const admit = (times: number): Admission[] => Array.from({ length: times }, () => limiter.admit(alone('7'), false));
    expect(admit(6)).toEqual(['answered', 'answered', 'answered', 'told', 'silent', 'silent']);
    clock.pass(3_000);
    expect(admit(2)).toEqual(['answered', 'silent']);
    clock.pass(5 * 60_000);
    expect(admit(4)).toEqual(['answered', 'answered', 'answered', 'told']);
    expect(limiter.admit(alone('8'), false)).toBe('answered');
  });

  it('are wider for staff', () => {
    const limiter = createChatLimiter(limits, clockAt('2026-11-22T04:00:00Z'));
    const all = Array.from({ length: 7 }, () => limiter.admit(alone('7'), true));
    expect(all).toEqual([...Array<Admission>(6).fill('answered'), 'told']);
  });

  it('count in a group what is said there, and never say so', () => {
    const clock = clockAt('2026-11-22T04:00:00Z');
    const limiter = createChatLimiter(limits, clock);
    for (let i = 0; i < 50; i++) expect(limiter.admit(together(String(i)), false)).toBe('answered');
    for (const person of ['7', '8']) limiter.answered(together(person));
    expect(limiter.admit(together('9'), true)).toBe('silent');
    expect(limiter.admit(alone('9'), false)).toBe('answered');
    clock.pass(3_000);
    expect(limiter.admit(together('9'), false)).toBe('answered');
  });

  it('never let more through than they say', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 80 }), waits => {
        const clock = clockAt('2026-11-22T04:00:00Z');
        const limiter = createChatLimiter(DEFAULT_CHAT_LIMITS, clock);
        let answered = 0;
        let passed = 0;
        for (const wait of waits) {
          clock.pass(wait);
          passed += wait;
          if (limiter.admit(alone('7'), false) === 'answered') answered++;
          expect(answered).toBeLessThanOrEqual(20 + passed / 3000 + 1e-6);
        }
      }),
    );
  });
});

describe('somebody who writes more than can be answered', () => {
  let town: Town;
  beforeEach(async () => {
    town = await openTown({ chatLimits: limits });
  });
  afterEach(() => town.close());

  it('is told so once, their messages done and not kept, and helped in danger all the same', async () => {
    for (let i = 0; i < 3; i++) expect(await town.says('罗', '你好')).toHaveLength(1);
    expect(wordsOf(await town.says('罗', '你好啊'))).toContain('发得太快');
    expect(await town.says('罗', '你好呀')).toEqual([]);
    expect(wordsOf(await town.says('罗', '着火了，三楼着火了'))).toContain('119');
    expect(await town.core.storage.conversation.unfinished()).toEqual([]);
    town.clock.pass(3_000);
    expect(await town.says('罗', '你好')).toHaveLength(1);
    const key = { channel: 'telegram', account: '100', chat: '罗', person: '罗' };
    const texts = (await town.core.storage.conversation.exchanges(key, 50)).map(({ text }) => text);
    expect(texts).not.toContain('你好啊');
    expect(texts).not.toContain('你好呀');
  });

  it('keeps a group from being filled, where nobody is told and danger is answered', async () => {
    for (let i = 0; i < 30; i++) expect(await town.posts('罗', '今天赶场不')).toEqual([]);
    for (const person of ['罗', '吴']) expect(await town.posts(person, '安家 你好')).toHaveLength(1);
    for (let i = 0; i < 5; i++) expect(await town.posts('杨', '安家 你好')).toEqual([]);
    expect(wordsOf(await town.posts('杨', '安家 着火了，三楼着火了'))).toContain('119');
    expect(await town.posts('罗', '安家 你好', { chat: `${GROUP}9` })).toHaveLength(1);
    town.clock.pass(7_000);
    expect(await town.posts('杨', '安家 你好')).toHaveLength(1);
  });
});
