import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDeliveries, createLine, type Deliveries, type Line, type LineParts } from '../../src/delivery/index.ts';
import type { Address, DeliveryStore } from '../../src/delivery/store.ts';
import type { Inbox } from '../../src/message/channel.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { type TestChannel, testChannel } from '../support/channel.ts';
import { clockAt } from '../support/clock.ts';
import { onEachDatabase } from '../support/databases.ts';

const account = { channel: 'telegram', account: '1' };
const to: Address = { ...account, chat: 'c', person: 'p' };
const inbox: Inbox = { take: async () => {}, note: async () => {}, state: async () => {} };

onEachDatabase('the line of an account', opened => {
  let store: DeliveryStore;
  let deliveries: Deliveries;
  let lines: Line[];
  beforeEach(() => {
    store = opened().storage.delivery;
    deliveries = createDeliveries(store, systemClock);
    lines = [];
  });
  afterEach(async () => {
    for (const line of lines) await line.stop();
  });

  const line = async (holder: string, channel: TestChannel, over: Partial<LineParts> = {}): Promise<Line> => {
    const made = createLine({
      channel,
      store,
      inbox,
      onPosted: deliveries.onPosted,
      clock: systemClock,
      holder,
      isDead: () => false,
      quietUntil: async () => undefined,
      chance: () => 0,
      onAttempt: () => {},
      onFault: () => {},
      resume: async () => {},
      ...over,
    });
    lines.push(made);
    await made.start();
    return made;
  };

  it('receives and sends, and answers first what was left', async () => {
    const channel = testChannel();
    let resumed = false;
    await line('a', channel, {
      resume: async () => {
        resumed = !channel.isStarted;
      },
    });
    expect([resumed, channel.isStarted]).toEqual([true, true]);
    await deliveries.post('一', to, { text: '一' });
    await expect.poll(() => channel.texts).toEqual(['一']);
  });

  it('is worked by one process, and by another one once the first lets it go', async () => {
    const [first, second] = [testChannel(), testChannel()];
    const a = await line('a', first);
    const b = await line('b', second);
    expect([a.isOurs, b.isOurs, second.isStarted]).toEqual([true, false, false]);
    await a.stop();
    expect(first.isStarted).toBe(false);
    await expect.poll(() => b.isOurs, { timeout: 8000 }).toBe(true);
    await deliveries.post('一', to, { text: '一' });
    await expect.poll(() => second.texts).toEqual(['一']);
    expect(first.texts).toEqual([]);
  });

  it('is given up by a process whose time ran out while it slept', async () => {
    const clock = clockAt(new Date().toISOString());
    const [first, second] = [testChannel(), testChannel()];
    const a = await line('a', first, { clock: clockAt(new Date().toISOString()) });
    clock.pass(11_000);
    const b = await line('b', second, { clock });
    expect(b.isOurs).toBe(true);
    await expect.poll(() => a.isOurs, { timeout: 8000 }).toBe(false);
    expect(first.isStarted).toBe(false);
  });

  it('goes on sending once it takes nothing new, and sends the last replies before it stops', async () => {
    let quiet = false;
    const channel = testChannel({
      quiet: async () => {
        quiet = true;
      },
    });
    const one = await line('a', channel);
    await one.quiet();
    await deliveries.post('通知', to, { text: '通知' }, { urgency: 'bulletin', kind: 'private' });
    await expect.poll(() => channel.texts).toEqual(['通知']);
    await deliveries.post('一', to, { text: '一' }, { urgency: 'reply', kind: 'private' });
    await one.stop();
    expect([quiet, channel.texts]).toEqual([true, ['通知', '一']]);
  });
});
