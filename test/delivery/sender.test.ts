import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDeliveries, type Deliveries } from '../../src/delivery/index.ts';
import { createSender, type Sender, type SenderParts } from '../../src/delivery/sender.ts';
import type { Address, Delivery, DeliveryStore, Urgency, Way } from '../../src/delivery/store.ts';
import type { Sent } from '../../src/message/channel.ts';
import type { Outgoing } from '../../src/message/index.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { type TestChannel, testChannel } from '../support/channel.ts';
import { onEachDatabase } from '../support/databases.ts';

const account = { channel: 'telegram', account: '1' };
const address = (chat: string): Address => ({ ...account, chat, person: chat });
const way = (urgency: Urgency, over: Partial<Way> = {}): Way => ({ urgency, kind: 'private', ...over });
const holder = 'this process';

onEachDatabase('what is due', opened => {
  let store: DeliveryStore;
  let deliveries: Deliveries;
  let channel: TestChannel;
  let senders: Sender[];
  let count: number;

  beforeEach(async () => {
    store = opened().storage.delivery;
    deliveries = createDeliveries(store, systemClock);
    channel = testChannel();
    senders = [];
    count = 0;
    await hold(holder);
  });
  afterEach(async () => {
    for (const sender of senders) await sender.stop();
  });

  const hold = (by: string) => store.lease(account, by, new Date(Date.now() + 60_000), new Date(), () => true);
  const post = async (chat: string, outgoing: Outgoing | string, urgency: Urgency = 'reply', over: Partial<Way> = {}) => {
    const said = typeof outgoing === 'string' ? { text: outgoing } : outgoing;
    await deliveries.post(`test:${count++}`, address(chat), said, way(urgency, over));
  };
  const start = async (over: Partial<SenderParts> = {}): Promise<Sender> => {
    const sender = createSender({
      channel,
      store,
      clock: systemClock,
      holder,
      quietUntil: async () => undefined,
      chance: () => 0,
      onAttempt: () => {},
      onFault: error => {
        throw error;
      },
      ...over,
    });
    senders.push(sender);
    deliveries.onPosted(() => sender.wake());
    await sender.start();
    return sender;
  };
  const inChat = async (chat: string): Promise<readonly Delivery[]> => store.list(address(chat), 50);
  const states = async (chat: string) => (await inChat(chat)).map(({ state }) => state);
  const texts = (n: number) => expect.poll(() => channel.texts.length, { timeout: 5000 }).toBe(n);
  /** The platform answers this to the first parts, and takes the others. */
  const first = (...outcomes: readonly Sent[]) => {
    channel.answer = (_, __, time) => outcomes[time - 1] ?? { kind: 'sent', id: `m${time}` };
  };

  it('is sent in each chat in its order, and counts as sent with what the platform calls it', async () => {
    for (const text of ['一', '二', '三']) await post('c', text);
    await start();
    await expect.poll(() => states('c')).toEqual(['sent', 'sent', 'sent']);
    expect(channel.texts).toEqual(['一', '二', '三']);
    expect((await inChat('c')).map(({ sentAs }) => sentAs)).toEqual([['m1'], ['m2'], ['m3']]);
    expect(channel.sent[0]?.to).toEqual({ chat: 'c', kind: 'private', person: 'c', thread: undefined, replyTo: undefined });
  });

  it('goes by urgency: danger, replies, cases, bulletins', async () => {
    for (const urgency of ['bulletin', 'case', 'reply', 'danger'] as const) await post(urgency, urgency, urgency);
    channel = testChannel({ pace: { rules: [], atOnce: 1 } });
    await start();
    await texts(4);
    expect(channel.texts).toEqual(['danger', 'reply', 'case', 'bulletin']);
  });

  it('is sent to different chats side by side, to so many as the platform likes', async () => {
    let together = 0;
    let most = 0;
    channel = testChannel({ pace: { rules: [], atOnce: 3 } });
    channel.answer = async () => {
      most = Math.max(most, ++together);
      await new Promise(resolve => setTimeout(resolve, 20));
      together--;
      return { kind: 'sent' };
    };
    for (let i = 0; i < 9; i++) await post(`c${i}`, `${i}`);
    await start();
    await texts(9);
    expect(most).toBe(3);
  });

  it('is sent as soon as it is posted', async () => {
    await start();
    await post('c', '一');
    await texts(1);
  });

  it('waits in a chat that the platform asks to wait for, and in no other; after a restart too', async () => {
    first({ kind: 'wait', ms: 900, whose: 'chat', reason: 'rate' });
    await post('c', '一');
    const sender = await start();
    await texts(1);
    await post('c', '二');
    await post('d', '别处');
    await texts(2);
    await sender.stop();
    const before = performance.now();
    await start();
    await texts(4);
    expect(performance.now() - before).toBeGreaterThan(300);
    expect(channel.texts).toEqual(['一', '别处', '一', '二']);
  });

  it('waits everywhere where the account has to', async () => {
    first({ kind: 'wait', ms: 400, whose: 'account', reason: 'limited' });
    await post('c', '一');
    await start();
    await texts(1);
    await post('d', '二');
    await new Promise(resolve => setTimeout(resolve, 150));
    expect(channel.texts).toEqual(['一']);
    await texts(3);
  });

  it('is tried again where the platform was out of order, before what follows it; it is said whether it may stand there twice', async () => {
    first({ kind: 'again', reason: 'server', perhaps: false });
    await post('c', '一');
    await post('c', '二');
    await start();
    await texts(3);
    expect(channel.texts).toEqual(['一', '一', '二']);
    await expect.poll(() => states('c')).toEqual(['sent', 'sent']);
    expect((await inChat('c')).map(({ attempts, doubtful }) => [attempts, doubtful])).toEqual([
      [2, false],
      [1, false],
    ]);
    channel.answer = (_, __, time) => (time === 4 ? { kind: 'again', reason: 'network', perhaps: true } : { kind: 'sent' });
    await post('d', '三');
    await expect.poll(async () => (await inChat('d'))[0]?.state, { timeout: 5000 }).toBe('sent');
    expect((await inChat('d'))[0]?.doubtful).toBe(true);
  });

  it('goes on with the part that could not be sent, not from the beginning', async () => {
    channel = testChannel({ limits: { text: 10, unit: 'utf16', buttons: false, files: false } });
    first({ kind: 'sent', id: 'm1' }, { kind: 'again', reason: 'server', perhaps: false });
    await post('c', '甲乙丙丁戊己庚辛。壬癸子丑寅卯辰巳。');
    await start();
    await texts(3);
    expect(channel.texts).toEqual(['甲乙丙丁戊己庚辛。', '壬癸子丑寅卯辰巳。', '壬癸子丑寅卯辰巳。']);
    await expect.poll(async () => (await inChat('c'))[0]?.sentAs).toEqual(['m1', 'm3']);
  });

  it('fails with its reason where the platform will never take it, and what follows goes on', async () => {
    first({ kind: 'refused', reason: 'unfit', closes: false });
    await post('c', '一');
    await post('c', '二');
    await start();
    await expect.poll(() => states('c')).toEqual(['failed', 'sent']);
    expect((await inChat('c'))[0]?.reason).toBe('unfit');
  });

  it('fails together with all that waits where a chat is closed, and is sent on request once it is open', async () => {
    first({ kind: 'refused', reason: 'kicked', closes: true });
    for (const text of ['一', '二']) await post('c', text);
    await start();
    await expect.poll(() => states('c')).toEqual(['failed', 'failed']);
    expect(channel.texts).toEqual(['一']);
    expect(await deliveries.chat(account, 'c')).toMatchObject({ closed: 'kicked' });
    await post('c', '三');
    await expect.poll(() => states('c')).toEqual(['failed', 'failed', 'failed']);
    await deliveries.note(account, { kind: 'open', chat: { id: 'c', kind: 'group' }, joined: true });
    expect(await deliveries.retry((await inChat('c')).map(({ id }) => id))).toBe(3);
    await expect.poll(() => states('c')).toEqual(['sent', 'sent', 'sent']);
    expect(channel.texts.slice(-3)).toEqual(['一', '二', '三']);
  });

  it('follows a chat to its new id', async () => {
    first({ kind: 'moved', chat: 'new' });
    for (const text of ['一', '二']) await post('old', text, 'reply', { kind: 'group' });
    await start();
    await texts(3);
    expect(channel.sent.map(({ to, text }) => [to.chat, text])).toEqual([
      ['old', '一'],
      ['new', '一'],
      ['new', '二'],
    ]);
  });

  it('is sent once more where a process was killed while sending it, and is marked', async () => {
    await post('c', '一');
    await post('c', '二');
    const [one] = await inChat('c');
    expect(await store.step(account, holder, [], [one!.id], new Date())).toHaveLength(1);
    await start();
    await texts(2);
    await expect.poll(() => states('c')).toEqual(['sent', 'sent']);
    expect((await inChat('c')).map(({ doubtful }) => doubtful)).toEqual([true, false]);
  });

  it('is not sent by a process that has lost the account to another one', async () => {
    await start();
    await hold('another process');
    await post('c', '一');
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(channel.texts).toEqual([]);
    expect(await states('c')).toEqual(['waiting']);
  });

  it('waits for the end of quiet hours where nobody asked for it', async () => {
    const morning = new Date(Date.now() + 3600_000);
    await start({ quietUntil: async ({ kind }) => (kind === 'group' ? morning : undefined) });
    await post('g', '通知', 'bulletin', { kind: 'group' });
    await post('g', '回答', 'reply', { kind: 'group' });
    await texts(1);
    expect(channel.texts).toEqual(['回答']);
    await expect.poll(() => states('g')).toEqual(['waiting', 'sent']);
  });

  it('is not sent where it is stopped while it is looked at', async () => {
    await start({
      async quietUntil({ origin }) {
        await store.halt(origin, 'stopped', new Date());
        return undefined;
      },
    });
    await post('g', '通知', 'bulletin', { kind: 'group' });
    await expect.poll(() => states('g')).toEqual(['stopped']);
    await post('h', '回答');
    await texts(1);
    expect(channel.texts).toEqual(['回答']);
    expect(await states('g')).toEqual(['stopped']);
  });

  it('is not kept waiting by all that waits for the end of quiet hours', async () => {
    channel = testChannel({ pace: { rules: [], atOnce: 1 } });
    for (let i = 0; i < 20; i++) await post(`g${i}`, '通知', 'bulletin', { kind: 'group' });
    await post('h', '别的群', 'bulletin', { kind: 'group' });
    // Whoever sleeps here sleeps on.
    const pause = (_: number, signal?: AbortSignal) =>
      new Promise<void>(resolve => (signal ? signal.addEventListener('abort', () => resolve()) : resolve()));
    await start({ pause, quietUntil: async ({ to }) => (to.chat === 'h' ? undefined : new Date(Date.now() + 3600_000)) });
    await texts(1);
    expect(channel.texts).toEqual(['别的群']);
  });

  it('comes before bulletins where the account is as fast as it may be', async () => {
    const rules = [{ most: 1, withinMs: 150, of: 'account', counts: 'everything' }] as const;
    channel = testChannel({ pace: { rules, atOnce: 5 } });
    for (const chat of ['a', 'b', 'c', 'd']) await post(chat, '通知', 'bulletin', { kind: 'group' });
    await start();
    await texts(1);
    await post('p', '回答');
    await texts(3);
    expect(channel.texts).toEqual(['通知', '回答', '通知']);
  });

  it('is still sent where it waits for the pace alone when the sender is stopped', async () => {
    const rules = [{ most: 1, withinMs: 100, of: 'account', counts: 'everything' }] as const;
    channel = testChannel({ pace: { rules, atOnce: 5 } });
    for (const chat of ['a', 'b', 'c']) await post(chat, '回答');
    await post('g', '通知', 'bulletin', { kind: 'group' });
    const sender = await start();
    await sender.stop();
    expect(channel.texts).toEqual(['回答', '回答', '回答']);
    expect(await states('g')).toEqual(['waiting']);
  });

  it('is noted once where it fails because its chat is closed', async () => {
    await deliveries.note(account, { kind: 'closed', chat: 'c', reason: 'kicked' });
    for (const chat of ['a', 'b']) await post(chat, chat);
    await post('c', '一');
    const noted: string[] = [];
    await start({ onAttempt: ({ to }, { state }) => noted.push(`${to.chat} ${state}`) });
    await post('d', '二');
    await expect.poll(() => states('d')).toEqual(['sent']);
    expect(noted.toSorted()).toEqual(['a sent', 'b sent', 'c failed', 'd sent']);
  });

  it('does not use up the pace where the platform does not take it', async () => {
    const rules = [{ most: 1, withinMs: 3600_000, of: 'account', counts: 'everything' }] as const;
    channel = testChannel({ pace: { rules, atOnce: 1 } });
    first({ kind: 'refused', reason: 'kicked', closes: true }, { kind: 'moved', chat: 'new' });
    for (const chat of ['a', 'old', 'b']) await post(chat, chat, 'bulletin', { kind: 'group' });
    await start();
    await texts(3);
    expect(channel.sent.map(({ to }) => to.chat)).toEqual(['a', 'old', 'new']);
    await expect.poll(async () => (await store.tally('test:1')).sent).toBe(1);
    expect(await states('b')).toEqual(['waiting']);
  });

  it('keeps to the pace, and remembers what was sent today', async () => {
    const rules = [{ most: 2, withinMs: 86_400_000, of: 'account', counts: 'unasked' }] as const;
    channel = testChannel({ pace: { rules, atOnce: 5 } });
    for (const chat of ['a', 'b', 'c']) await post(chat, chat, 'bulletin', { kind: 'group' });
    const sender = await start();
    await texts(2);
    await sender.stop();
    await start();
    await post('d', '回答');
    await texts(3);
    expect(channel.texts).toEqual(['a', 'b', '回答']);
    expect(await states('c')).toEqual(['waiting']);
  });

  it('counts each part of a long message for the pace, after a restart too', async () => {
    const rules = [{ most: 3, withinMs: 3600_000, of: 'chat', counts: 'everything' }] as const;
    const [limits, pace] = [
      { ...channel.limits, text: 10 },
      { rules, atOnce: 5 },
    ];
    channel = testChannel({ limits, pace });
    await post('g', '一'.repeat(20), 'bulletin', { kind: 'group' });
    await post('g', '二'.repeat(30), 'bulletin', { kind: 'group' });
    const before = await start();
    await texts(3);
    await expect
      .poll(async () => (await inChat('g')).map(({ state, parts }) => [state, parts]))
      .toEqual([
        ['sent', 2],
        ['waiting', 1],
      ]);
    await before.stop();
    channel = testChannel({ limits, pace });
    await post('h', '一'.repeat(10), 'bulletin', { kind: 'group' });
    await start();
    await texts(2);
    await new Promise(resolve => setTimeout(resolve, 300));
    // The two parts of what was sent are remembered, the one of what was not is not: the platform is asked once more.
    expect(channel.texts.toSorted()).toEqual(['一'.repeat(10), '二'.repeat(10)].toSorted());
  });

  it('does not keep replies waiting behind many bulletins to one chat', async () => {
    const rules = [{ most: 1, withinMs: 60_000, of: 'chat', counts: 'unasked' }] as const;
    channel = testChannel({ pace: { rules, atOnce: 2 } });
    for (let i = 0; i < 30; i++) await post('g', `通知${i}`, 'bulletin', { kind: 'group' });
    await post('h', '别的群', 'bulletin', { kind: 'group' });
    await post('g', '回答', 'reply', { kind: 'group' });
    await start();
    await texts(3);
    expect([...channel.texts].toSorted()).toEqual(['别的群', '回答', '通知0'].toSorted());
  });

  it('takes a message away where that is what goes out', async () => {
    await post('g', { text: '', removes: ['m77'] }, 'reply', { kind: 'group' });
    await start();
    await expect.poll(() => channel.removed).toEqual(['m77']);
    await expect.poll(async () => (await store.count()).map(({ state }) => state)).toEqual(['sent']);
  });

  it('is sent again, in doubt, where the database failed while it was being sent', async () => {
    const faults: unknown[] = [];
    const shaky: DeliveryStore = { ...store, hold: () => Promise.reject(new Error('gone')) };
    first({ kind: 'wait', ms: 10, whose: 'chat', reason: 'rate' });
    await post('c', '一');
    await start({ store: shaky, onFault: error => faults.push(error) });
    await texts(2);
    await expect.poll(() => states('c')).toEqual(['sent']);
    expect((await inChat('c'))[0]?.doubtful).toBe(true);
    expect(faults).toHaveLength(1);
  });

  it('goes on after the database failed for a while', async () => {
    let broken = true;
    const faults: unknown[] = [];
    const shaky: DeliveryStore = {
      ...store,
      due: (...asked) => (broken ? Promise.reject(new Error('gone')) : store.due(...asked)),
    };
    await post('c', '一');
    await start({ store: shaky, onFault: error => faults.push(error) });
    await expect.poll(() => faults.length).toBeGreaterThan(0);
    broken = false;
    await texts(1);
  });
});
