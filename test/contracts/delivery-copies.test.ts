import { beforeEach, describe, expect, it } from 'vitest';
import type { Address, Attempt, DeliveryStore, Target, Way } from '../../src/delivery/store.ts';
import { onEachDatabase } from '../support/databases.ts';

const account = { channel: 'telegram', account: '1' };
const at = new Date('2026-11-30T08:00:00Z');
const later = (ms: number) => new Date(at.getTime() + ms);
const to = (chat: string): Address => ({ ...account, chat, person: '' });
const target = (chat: string): Target => ({ to: to(chat), name: `g_${chat}` });
const way: Way = { urgency: 'bulletin', kind: 'group' };
const ORIGIN = 'bulletin:b_1';
const nothing = { everything: [], unasked: [] };

onEachDatabase('copies of one message', opened => {
  let store: DeliveryStore;
  beforeEach(async () => {
    store = opened().storage.delivery;
    await store.lease(account, 'us', later(60_000), at, () => true);
  });
  const addAll = (chats: readonly string[], origin = ORIGIN, over: Partial<Way> = {}) =>
    store.addAll(origin, chats.map(target), { text: '通知' }, { ...way, ...over }, at);
  const states = async (origin = ORIGIN) => {
    const copies = await store.copies(origin, { limit: 100 });
    return Object.fromEntries(copies.map(({ to: { chat }, state }) => [chat, state]));
  };
  const one = async (chat: string, origin = ORIGIN) => (await store.copies(origin, { targets: [`g_${chat}`], limit: 1 }))[0]!;
  const due = async () => (await store.due(account, later(1), 50, nothing)).map(({ to: { chat } }) => chat);
  const begin = async (...chats: readonly string[]) => {
    const ids = await Promise.all(chats.map(async chat => (await one(chat)).id));
    return store.step(account, 'us', [], ids, later(2));
  };
  const end = async (chat: string, state: Attempt['state'], over: Partial<Attempt> = {}) => {
    const { id } = await one(chat);
    const attempt: Attempt = { id, state, parts: 1, sentAs: [`m${chat}`], doubtful: false, ...over };
    return store.step(account, 'us', [attempt], [], later(3));
  };

  describe('added', () => {
    it('are there once for each address, alike, under the names of their targets, in the order given', async () => {
      expect(await addAll(['a', 'b'], ORIGIN, { evenWhenQuiet: true })).toBe(2);
      expect(await addAll(['b', 'c', 'c'])).toBe(1);
      expect(await addAll([])).toBe(0);
      expect(await store.copies(ORIGIN, { limit: 9 })).toMatchObject([
        { to: to('a'), target: 'g_a', outgoing: { text: '通知' }, urgency: 'bulletin', evenWhenQuiet: true, at, attempts: 0 },
        { to: to('b'), target: 'g_b', evenWhenQuiet: true },
        { to: to('c'), target: 'g_c', evenWhenQuiet: false },
      ]);
    });

    it('may be more than one statement takes', async () => {
      const chats = Array.from({ length: 1_203 }, (_, n) => `c${n}`);
      expect(await addAll(chats)).toBe(1_203);
      expect(await store.tally(ORIGIN)).toMatchObject({ waiting: 1_203 });
    });

    it('are added once when two processes add them at the same time', async () => {
      const added = await Promise.all([addAll(['a', 'b', 'c']), addAll(['c', 'b', 'a']), addAll(['b'])]);
      expect(added.reduce((sum, times) => sum + times, 0)).toBe(3);
    });

    it('come to nothing where one of them cannot be added', async () => {
      const broken = [target('a'), { to: { ...to('b'), chat: undefined as never }, name: 'g_b' }];
      await expect(store.addAll(ORIGIN, broken, { text: '通知' }, way, at)).rejects.toThrow();
      expect(await store.copies(ORIGIN, { limit: 9 })).toEqual([]);
    });

    it('are held back where their origin is already', async () => {
      await store.halt(ORIGIN, 'paused', at);
      await addAll(['a']);
      await store.halt(ORIGIN, 'stopped', at);
      await addAll(['a', 'b']);
      expect(await states()).toEqual({ a: 'stopped', b: 'stopped' });
      expect(await due()).toEqual([]);
      expect((await one('b')).endedAt).toEqual(at);
    });
  });

  describe('held back', () => {
    beforeEach(() => addAll(['a', 'b', 'c', 'd']));

    it('do not go out until they are let go on; others do', async () => {
      await addAll(['a'], 'bulletin:b_2');
      await store.halt(ORIGIN, 'paused', at);
      await store.halt(ORIGIN, 'paused', at);
      expect(await due()).toEqual(['a']);
      expect(await states()).toEqual({ a: 'paused', b: 'paused', c: 'paused', d: 'paused' });
      await store.goOn(ORIGIN);
      await store.goOn(ORIGIN);
      expect(await due()).toEqual(['a', 'b', 'c', 'd', 'a']);
    });

    it('never go out once they were stopped, whatever is asked for later', async () => {
      await store.halt(ORIGIN, 'paused', at);
      await store.halt(ORIGIN, 'stopped', later(5));
      await store.halt(ORIGIN, 'paused', later(6));
      await store.goOn(ORIGIN);
      const ids = (await store.copies(ORIGIN, { limit: 9 })).map(({ id }) => id);
      expect(await store.retry(ids)).toBe(0);
      expect(await store.step(account, 'us', [], ids, later(7))).toEqual([]);
      expect(await store.takeBack(account, later(8))).toBe(0);
      expect(await states()).toEqual({ a: 'stopped', b: 'stopped', c: 'stopped', d: 'stopped' });
      expect((await one('a')).endedAt).toEqual(later(5));
    });

    it('leave alone what is being sent, and what comes back from it is held back', async () => {
      await begin('a', 'b', 'c');
      await store.halt(ORIGIN, 'paused', at);
      await end('a', 'sent');
      await end('b', 'waiting', { reason: 'rate', parts: 0, sentAs: [] });
      await store.halt(ORIGIN, 'stopped', at);
      await end('c', 'waiting', { doubtful: true });
      expect(await states()).toEqual({ a: 'sent', b: 'stopped', c: 'stopped', d: 'stopped' });
      expect(await one('c')).toMatchObject({ doubtful: true, endedAt: later(3) });
    });

    it('are not begun by a sender that looked at them before', async () => {
      const ids = (await store.due(account, at, 9, nothing)).map(({ id }) => id);
      await store.halt(ORIGIN, 'paused', at);
      expect(await store.step(account, 'us', [], ids, later(1))).toEqual([]);
      expect((await one('a')).attempts).toBe(0);
    });

    it.each([
      ['paused', 'paused'],
      ['stopped', 'stopped'],
    ] as const)('stay %s where a process was killed while it sent them', async (halt, state) => {
      await begin('a');
      await store.halt(ORIGIN, halt, at);
      expect(await store.takeBack(account, later(9))).toBe(1);
      expect(await one('a')).toMatchObject({ state, doubtful: true });
      expect((await one('a')).endedAt).toEqual(halt === 'stopped' ? later(9) : undefined);
    });

    it('are tried again on request once they go on, where they had failed before', async () => {
      await begin('a');
      await end('a', 'failed', { reason: 'unfit', parts: 0, sentAs: [] });
      await store.halt(ORIGIN, 'paused', at);
      expect(await store.retry([(await one('a')).id])).toBe(1);
      expect(await states()).toMatchObject({ a: 'paused' });
      await store.goOn(ORIGIN);
      expect(await due()).toContain('a');
    });

    it('keep why they failed where they were stopped afterwards', async () => {
      await begin('a');
      await end('a', 'failed', { reason: 'kicked' });
      await store.halt(ORIGIN, 'stopped', at);
      expect(await store.retry([(await one('a')).id])).toBe(0);
      expect(await one('a')).toMatchObject({ state: 'failed', reason: 'kicked' });
    });

    it('are all held back, or all go on, whatever a sender notes at the same time', async () => {
      for (let round = 0; round < 8; round++) {
        await begin('a', 'b', 'c', 'd');
        const back = async (chat: string) => end(chat, 'waiting', { parts: 0, sentAs: [], reason: 'rate' });
        await Promise.all([back('a'), back('b'), store.halt(ORIGIN, 'paused', at), back('c'), back('d')]);
        expect(new Set(Object.values(await states()))).toEqual(new Set(['paused']));
        await store.goOn(ORIGIN);
        await begin('a', 'b', 'c', 'd');
        await store.halt(ORIGIN, 'paused', at);
        await Promise.all([back('a'), back('b'), store.goOn(ORIGIN), back('c'), back('d')]);
        expect(new Set(Object.values(await states()))).toEqual(new Set(['waiting']));
      }
    });
  });

  describe('counted and looked for', () => {
    beforeEach(async () => {
      await addAll(['a', 'b', 'c', 'd', 'e']);
      await addAll(['a'], 'bulletin:other');
      await begin('a', 'b', 'c');
      await end('a', 'sent');
      await end('b', 'failed', { reason: 'kicked', parts: 0, sentAs: [] });
      await end('c', 'waiting', { doubtful: true, parts: 0, sentAs: [] });
      await begin('c');
    });

    it('are told by their states, with those in doubt and those tried again', async () => {
      const tally = { waiting: 2, paused: 0, sending: 1, sent: 1, failed: 1, stopped: 0, doubtful: 1, retried: 1 };
      expect(await store.tally(ORIGIN)).toEqual(tally);
      expect(await store.tally('bulletin:none')).toEqual({
        waiting: 0,
        paused: 0,
        sending: 0,
        sent: 0,
        failed: 0,
        stopped: 0,
        doubtful: 0,
        retried: 0,
      });
    });

    it.each([
      [{}, ['a', 'b', 'c', 'd', 'e']],
      [{ states: ['waiting', 'failed'] }, ['b', 'd', 'e']],
      [{ states: [] }, []],
      [{ doubtful: true }, ['c']],
      [{ doubtful: false, states: ['waiting'] }, ['d', 'e']],
      [{ targets: ['g_e', 'g_a', 'g_unknown'] }, ['a', 'e']],
      [{ targets: [] }, []],
    ] as const)('are found by %j', async (filter, chats) => {
      const found = await store.copies(ORIGIN, { ...filter, limit: 9 });
      expect(found.map(({ to: { chat } }) => chat)).toEqual(chats);
    });

    it('are read page by page', async () => {
      const pages: string[] = [];
      for (let after = 0; ; ) {
        const page = await store.copies(ORIGIN, { after, limit: 2 });
        if (page.length === 0) break;
        pages.push(page.map(({ to: { chat } }) => chat).join(''));
        after = page.at(-1)!.id;
      }
      expect(pages).toEqual(['ab', 'cd', 'e']);
    });
  });

  describe('worded anew', () => {
    const revise = (text: string, when = later(50)) => store.revise(ORIGIN, to('a'), { text }, when);
    beforeEach(() => addAll(['a', 'b']));

    it('go as they read now where they were not sent yet; the others are as they were', async () => {
      expect(await revise('新')).toBe(true);
      expect(await one('a')).toMatchObject({ state: 'waiting', outgoing: { text: '新' }, at: later(50) });
      expect((await one('a')).outgoing.replaces).toBeUndefined();
      expect((await one('b')).outgoing).toEqual({ text: '通知' });
    });

    it('take their own place where they were sent, however often they are worded anew', async () => {
      await begin('a');
      await end('a', 'sent', { parts: 2, sentAs: ['m1', 'm2'] });
      expect(await revise('新')).toBe(true);
      expect(await revise('更新')).toBe(true);
      expect(await one('a')).toMatchObject({
        state: 'waiting',
        outgoing: { text: '更新', replaces: ['m1', 'm2'] },
        parts: 0,
        sentAs: [],
      });
      expect((await one('a')).endedAt).toBeUndefined();
      await begin('a');
      await end('a', 'sent', { parts: 2, sentAs: ['m1', 'm2'] });
      await revise('最新');
      expect((await one('a')).outgoing).toEqual({ text: '最新', replaces: ['m1', 'm2'] });
    });

    it('are sent as they read when they are begun, not as they read when they were looked at', async () => {
      const ids = (await store.due(account, at, 9, nothing)).map(({ id }) => id);
      await revise('新');
      const begun = await store.step(account, 'us', [], ids, later(1));
      expect(begun?.map(({ outgoing }) => outgoing.text).toSorted()).toEqual(['新', '通知'].toSorted());
    });

    it('are left alone while they are being sent, half sent, or stopped, and where they never were', async () => {
      await begin('a');
      expect(await revise('新')).toBe(false);
      await end('a', 'waiting', { parts: 1 });
      expect(await revise('新')).toBe(false);
      expect(await store.revise(ORIGIN, to('x'), { text: '新' }, at)).toBe(false);
      await begin('a');
      await end('a', 'sent');
      await store.halt(ORIGIN, 'stopped', at);
      expect(await revise('新')).toBe(false);
      expect(await one('a')).toMatchObject({ state: 'sent', outgoing: { text: '通知' } });
    });

    it('wait with the others where those are paused', async () => {
      await begin('a');
      await end('a', 'sent');
      await store.halt(ORIGIN, 'paused', at);
      expect(await revise('新')).toBe(true);
      expect(await states()).toEqual({ a: 'paused', b: 'paused' });
    });
  });
});
