import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Admission, createChatLimiter, DEFAULT_CHAT_LIMITS, type Limited } from '../../src/conversation/limits.ts';
import { clockAt } from '../support/clock.ts';
import { GROUP, openTown, type Town, wordsOf } from '../support/town.ts';

const limits = {
  person: { burst: 3, perSecond: 1 / 3 },
  staff: { burst: 6, perSecond: 2 },
  group: { burst: 2, perSecond: 1 / 3 },
};
const resident = () => Promise.resolve(false);
const staff = () => Promise.resolve(true);
const alone = (person: string): Limited => ({ channel: 'telegram', account: '1', chat: { id: person, kind: 'private' }, person });
const together = (person: string): Limited => ({ ...alone(person), chat: { id: '-1', kind: 'group' } });

describe('limits of a chat', () => {
  it('tell somebody once that it was too much, then nothing until they have paused', async () => {
    const clock = clockAt('2026-11-22T04:00:00Z');
    const limiter = createChatLimiter(limits, clock);
    const admit = (times: number): Promise<Admission[]> =>
      Promise.all(Array.from({ length: times }, () => limiter.admit(alone('7'), resident)));
    expect(await admit(6)).toEqual(['answered', 'answered', 'answered', 'told', 'silent', 'silent']);
    clock.pass(3_000);
    expect(await admit(2)).toEqual(['answered', 'silent']);
    clock.pass(5 * 60_000);
    expect(await admit(4)).toEqual(['answered', 'answered', 'answered', 'told']);
    expect(await limiter.admit(alone('8'), resident)).toBe('answered');
  });

  it('are wider for staff', async () => {
    const limiter = createChatLimiter(limits, clockAt('2026-11-22T04:00:00Z'));
    const all = await Promise.all(Array.from({ length: 10 }, () => limiter.admit(alone('7'), staff)));
    expect(all).toEqual([...Array<Admission>(9).fill('answered'), 'told']);
  });

  it('count in a group what is said there, and never say so', async () => {
    const clock = clockAt('2026-11-22T04:00:00Z');
    const limiter = createChatLimiter(limits, clock);
    for (let i = 0; i < 50; i++) expect(await limiter.admit(together(String(i)), resident)).toBe('answered');
    for (const person of ['7', '8']) limiter.answered(together(person));
    expect(await limiter.admit(together('9'), staff)).toBe('silent');
    expect(await limiter.admit(alone('9'), resident)).toBe('answered');
    clock.pass(3_000);
    expect(await limiter.admit(together('9'), resident)).toBe('answered');
  });

  it('never let more through than they say', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 80 }), async waits => {
        const clock = clockAt('2026-11-22T04:00:00Z');
        const limiter = createChatLimiter(DEFAULT_CHAT_LIMITS, clock);
        let answered = 0;
        let passed = 0;
        for (const wait of waits) {
          clock.pass(wait);
          passed += wait;
          if ((await limiter.admit(alone('7'), resident)) === 'answered') answered++;
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

  it('was taken by a process that was killed, and is answered all the same', async () => {
    const key = { channel: 'telegram', account: '100', person: '罗' };
    const chat = { id: '罗', kind: 'private' as const };
    const at = town.clock.now();
    const left = Array.from({ length: 6 }, (_, i) => ({
      ...key,
      chat,
      platformId: `left ${i}`,
      text: '你好',
      mentioned: true,
      at,
    }));
    await town.core.storage.conversation.receiveAll(left);
    expect(await town.core.conversation.resume()).toEqual([]);
    expect(await town.core.rooms.deliveries.list({ ...key, chat: '罗' }, 50)).toHaveLength(6);
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
