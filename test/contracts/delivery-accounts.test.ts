import { beforeEach, describe, expect, it } from 'vitest';
import type { SessionKey } from '../../src/conversation/store.ts';
import type { Address, DeliveryStore, Way } from '../../src/delivery/store.ts';
import type { GroupId } from '../../src/shared/ids.ts';
import type { Storage } from '../../src/storage/index.ts';
import { onEachDatabase } from '../support/databases.ts';
import { aSettlement } from '../support/directory.ts';

const account = { channel: 'telegram', account: '1' };
const other = { channel: 'telegram', account: '2' };
const at = new Date('2026-11-29T08:00:00Z');
const later = (ms: number) => new Date(at.getTime() + ms);
const to = (chat: string, person = 'p'): Address => ({ ...account, chat, person });
const way: Way = { urgency: 'bulletin', kind: 'group' };
const alive = () => false;

onEachDatabase('accounts, chats and what goes out', opened => {
  let storage: Storage;
  let store: DeliveryStore;
  beforeEach(() => {
    storage = opened().storage;
    store = storage.delivery;
  });
  const lease = (holder: string, now = at, isDead: (holder: string) => boolean = alive) =>
    store.lease(account, holder, new Date(now.getTime() + 10_000), now, isDead);
  const add = async (origin: string, address: Address, over: Partial<Way> = {}) =>
    store.add(origin, address, { text: origin }, { ...way, ...over }, at);
  const due = async (now = at, except = { everything: [] as string[], unasked: [] as string[] }) =>
    (await store.due(account, now, 50, except)).map(({ origin }) => origin);
  const idOf = async (chat: string) => (await store.list(to(chat), 1))[0]!.id;

  describe('an account', () => {
    it('belongs to one holder, until its time is over or it is let go', async () => {
      expect(await lease('a')).toEqual({ isOurs: true, isNew: true });
      expect(await lease('a')).toEqual({ isOurs: true, isNew: false });
      expect(await lease('b')).toEqual({ isOurs: false, isNew: false });
      expect(await lease('b', later(10_000))).toEqual({ isOurs: true, isNew: true });
      expect(await lease('a', later(10_001))).toEqual({ isOurs: false, isNew: false });
      await store.release(account, 'a');
      expect(await lease('a', later(10_002))).toMatchObject({ isOurs: false });
      await store.release(account, 'b');
      expect(await lease('a', later(10_003))).toEqual({ isOurs: true, isNew: true });
    });

    it('is taken at once from a holder that is gone', async () => {
      await lease('a');
      expect(await lease('b', at, holder => holder === 'a')).toEqual({ isOurs: true, isNew: true });
    });

    it('is taken by one of many that ask at the same time', async () => {
      const holders = Array.from({ length: 10 }, (_, i) => `h${i}`);
      const taken = await Promise.all(holders.map(holder => lease(holder)));
      expect(taken.filter(({ isOurs }) => isOurs)).toHaveLength(1);
    });

    it('is as it was noted last', async () => {
      await store.noteAccount({ ...account, state: { kind: 'limited', until: later(1) }, since: at });
      await lease('a');
      expect(await store.accounts()).toEqual([{ ...account, state: { kind: 'limited', until: later(1) }, since: at }]);
      await store.noteAccount({
        ...account,
        state: { kind: 'offline', reason: 'offline', login: 'https://qr' },
        since: later(2),
      });
      expect((await store.accounts())[0]).toMatchObject({ state: { kind: 'offline', login: 'https://qr' } });
      expect(await lease('b')).toMatchObject({ isOurs: false });
    });
  });

  describe('a step of sending', () => {
    it('notes nothing for who does not hold the account', async () => {
      await add('一', to('c'));
      const id = await idOf('c');
      expect(await store.step(account, 'a', [], [id], at)).toBeUndefined();
      await lease('a');
      expect(await store.step(account, 'b', [], [id], at)).toBeUndefined();
      expect(await due()).toEqual(['一']);
      expect(await store.step(account, 'a', [], [id], at)).toMatchObject([{ id, outgoing: { text: '一' }, attempts: 1 }]);
      expect(await due()).toEqual([]);
    });

    it('notes what became of it, and what a killed process was sending waits again, in doubt', async () => {
      await lease('a');
      for (const chat of ['c', 'd']) await add(chat, to(chat));
      await store.step(account, 'a', [], [await idOf('c'), await idOf('d')], at);
      const attempt = { id: await idOf('c'), state: 'sent', parts: 1, sentAs: ['77'], doubtful: false } as const;
      await store.step(account, 'a', [attempt], [], later(5));
      expect(await store.takeBack(account, at)).toBe(1);
      expect(await store.list(to('c'), 1)).toMatchObject([
        { state: 'sent', endedAt: later(5), sentAs: ['77'], attempts: 1, doubtful: false },
      ]);
      expect(await store.list(to('d'), 1)).toMatchObject([{ state: 'waiting', attempts: 1, doubtful: true }]);
    });

    it('takes the words of a reply away that were taken from its message before it was sent', async () => {
      await lease('a');
      const { conversation } = storage;
      const key: SessionKey = to('c');
      const incoming = {
        ...account,
        chat: { id: 'c', kind: 'private' },
        person: 'p',
        text: '我有病',
        mentioned: true,
        at,
      } as const;
      const first = await conversation.receive({ ...incoming, platformId: '1' });
      await add('reply:1', to('c'), { message: first.id });
      await conversation.complete(first.id, key, { session: {}, outgoing: [], private: true }, at);
      const second = await conversation.receive({ ...incoming, platformId: '2', text: '好' });
      await conversation.complete(second.id, key, { session: {}, outgoing: [] }, at);
      const id = await idOf('c');
      await store.step(account, 'a', [], [id], at);
      expect(await store.list(to('c'), 5)).toHaveLength(1);
      await store.step(account, 'a', [{ id, state: 'sent', parts: 1, sentAs: [], doubtful: false }], [], at);
      expect(await store.list(to('c'), 5)).toEqual([]);
    });
  });

  describe('what is due', () => {
    it('is neither held, put off, nor named as an exception; and only what this account sends', async () => {
      for (const chat of ['a', 'b', 'c', 'd']) await add(chat, to(chat));
      await add('reply', to('d'), { urgency: 'reply' });
      await store.add('other', { ...other, chat: 'a', person: 'p' }, { text: '' }, way, at);
      await store.hold(account, 'a', later(1000));
      await store.putOff([await idOf('b')], later(2000));
      expect(await due()).toEqual(['reply', 'c', 'd']);
      expect(await due(at, { everything: ['c'], unasked: ['d'] })).toEqual(['reply']);
      expect(await due(later(1000))).toEqual(['reply', 'a', 'c', 'd']);
      expect(await due(later(2000))).toEqual(['reply', 'a', 'b', 'c', 'd']);
    });

    it('says that its chat is closed', async () => {
      await store.standing({ ...account, chat: 'c', kind: 'group', closed: 'kicked', since: at });
      await add('c', to('c'));
      expect(await store.due(account, at, 9, { everything: [], unasked: [] })).toMatchObject([{ origin: 'c', closed: 'kicked' }]);
      await store.heardFrom(account, ['c', 'unknown'], later(1));
      expect((await store.due(account, at, 9, { everything: [], unasked: [] }))[0]?.closed).toBeUndefined();
    });
  });

  it('counts what waits and what was sent, and knows what was sent of itself', async () => {
    await lease('a');
    for (const chat of ['a', 'b', 'c']) await add(chat, to(chat), chat === 'c' ? { urgency: 'reply' } : {});
    const sent = { state: 'sent', parts: 1, sentAs: [], doubtful: false } as const;
    await store.step(
      account,
      'a',
      [
        { id: await idOf('a'), ...sent },
        { id: await idOf('c'), ...sent },
      ],
      [],
      later(7),
    );
    expect(await store.sentSince(account, at)).toEqual([{ chat: 'a', at: later(7) }]);
    expect(await store.sentSince(account, later(7))).toEqual([]);
    expect(
      (await store.count()).toSorted((x, y) => x.state.localeCompare(y.state) || x.urgency.localeCompare(y.urgency)),
    ).toEqual([
      { ...account, state: 'sent', urgency: 'bulletin', times: 1 },
      { ...account, state: 'sent', urgency: 'reply', times: 1 },
      { ...account, state: 'waiting', urgency: 'bulletin', times: 1 },
    ]);
    expect((await store.unsent(account, ['a', 'b'], 9)).map(({ origin }) => origin)).toEqual(['b']);
    expect(await store.unsent(account, [], 9)).toEqual([]);
  });

  it('keeps the name of a chat that is closed and opened', async () => {
    await store.standing({ ...account, chat: 'c', kind: 'group', name: '锦绣一群', since: at });
    await store.standing({ ...account, chat: 'c', kind: 'group', closed: 'kicked', since: later(1) });
    expect(await store.chat(account, 'c')).toEqual({
      ...account,
      chat: 'c',
      kind: 'group',
      name: '锦绣一群',
      closed: 'kicked',
      since: later(1),
    });
    expect(await store.chats(account)).toHaveLength(1);
    expect(await store.chats(other)).toEqual([]);
    expect(await store.chat(account, 'd')).toBeUndefined();
  });

  describe('a chat with another id', () => {
    const settlement = aSettlement();
    const group = (id: string, chat: string) => ({
      id: id as GroupId,
      ...account,
      chat,
      settlement: settlement.id,
      boundBy: 'p_1',
      manner: 'called' as const,
      boundAt: at.toISOString(),
    });
    const key = (chat: string): SessionKey => to(chat);
    const message = (platformId: string, chat: string) =>
      ({
        ...account,
        platformId,
        chat: { id: chat, kind: 'group' },
        person: 'p',
        text: platformId,
        mentioned: true,
        at,
      }) as const;

    it('is the same chat wherever it was known: group, messages, session, what waits', async () => {
      const { conversation, directory } = storage;
      await directory.settlements.put(settlement, at);
      await directory.groups.put(group('g_1', 'old'));
      const { id } = await conversation.receive(message('1', 'old'));
      await conversation.complete(id, key('old'), { session: { waiting: '低保' }, outgoing: [] }, at);
      await conversation.receive(message('2', 'old'));
      await conversation.receive(message('3', 'older'));
      await add('一', to('old'));
      await store.standing({ ...account, chat: 'old', kind: 'group', name: '锦绣一群', since: at });
      await store.move(account, 'old', 'new', later(1));
      expect((await directory.groups.in('telegram', '1', 'new'))?.id).toBe('g_1');
      expect(await directory.groups.in('telegram', '1', 'old')).toBeUndefined();
      expect(await conversation.session(key('new'))).toEqual({ waiting: '低保' });
      expect(await conversation.session(key('old'))).toBeUndefined();
      expect((await conversation.unfinished()).map(({ incoming }) => incoming.chat.id)).toEqual(['new', 'older']);
      expect(await store.list(to('new'), 9)).toHaveLength(1);
      expect(await store.chat(account, 'new')).toMatchObject({ name: '锦绣一群', kind: 'group' });
      expect(await store.chat(account, 'old')).toBeUndefined();
    });

    it('keeps what the new id has already, where something would stand there twice', async () => {
      const { conversation, directory } = storage;
      await directory.settlements.put(settlement, at);
      for (const [id, chat] of [
        ['g_1', 'old'],
        ['g_2', 'new'],
      ] as const)
        await directory.groups.put(group(id, chat));
      for (const chat of ['old', 'new']) {
        const { id } = await conversation.receive(message(chat, chat));
        await conversation.complete(id, key(chat), { session: { waiting: chat }, outgoing: [] }, at);
        await add('通知', to(chat));
        await store.standing({ ...account, chat, kind: 'group', name: chat, since: at });
      }
      await store.move(account, 'old', 'new', later(1));
      expect((await directory.groups.in('telegram', '1', 'new'))?.id).toBe('g_2');
      expect(await conversation.session(key('new'))).toEqual({ waiting: 'new' });
      expect(await store.list(to('new'), 9)).toHaveLength(1);
      expect((await store.chats(account)).map(({ chat }) => chat)).toEqual(['new']);
    });

    it('of another account stays as it is', async () => {
      await store.add('一', { ...other, chat: 'old', person: 'p' }, { text: '' }, way, at);
      await store.move(account, 'old', 'new', at);
      expect(await store.list({ ...other, chat: 'old', person: 'p' }, 9)).toHaveLength(1);
    });
  });
});
