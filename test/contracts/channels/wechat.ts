/** WeChat under the contract: over the puppet service's real protocol, with people who exist in its memory alone. */
import { expect, vi } from 'vitest';
import { createWechat } from '../../../src/channels/wechat/index.ts';
import type { AccountState, Sent } from '../../../src/message/channel.ts';
import type { Incoming } from '../../../src/message/index.ts';
import { partsOf } from '../../../src/message/parts.ts';
import { openWorld } from '../../channels/wechat/world.ts';
import type { ChannelUnderContract, Failing } from './platform.ts';

const ERRORS: Readonly<Record<Failing, () => Error>> = {
  slower: () => new Error('操作过于频繁'),
  broken: () => new Error('out of order'),
  cut: () => Object.assign(new Error('14 UNAVAILABLE: Connection dropped'), { code: 14 }),
  forbidden: () => new Error('消息已发出，但被对方拒收了。'),
  unfit: () => new Error('内容违规'),
};

const soon = { timeout: 20_000, interval: 10 };

export const wechat: ChannelUnderContract = {
  name: 'wechat',
  choices: 'digits',
  exempt: { editing: 'WeChat has no such function' },
  limit: { most: 2000, unit: 'utf16' },
  // Too fast means twelve hours of silence here: `test/channels/wechat/channel.test.ts`.
  failings: {
    broken: { kind: 'again', reason: 'server' },
    cut: { kind: 'again', reason: 'network' },
    forbidden: { kind: 'refused', reason: 'blocked', closes: true },
    unfit: { kind: 'refused', reason: 'unfit', closes: false },
  },
  async open() {
    const world = await openWorld();
    const received: Incoming[] = [];
    let state: AccountState['kind'] = 'offline';
    const channel = createWechat({
      puppet: 'wechaty-puppet-service',
      token: world.token,
      endpoint: world.endpoint,
      budget: { perMinute: 3, pushesPerDay: 200 },
      welcomes: () => false,
      backoff: { firstMs: 20, mostMs: 100 },
    });
    /** After a line that was cut the account has to log in again. */
    const online = async () => {
      await vi.waitFor(() => {
        if (state !== 'online' && world.puppet.listenerCount('message') > 0 && !world.puppet.isLoggedIn) world.login();
        expect(state).toBe('online');
      }, soon);
    };
    await channel.start({
      take: async messages => void received.push(...messages),
      note: async () => {},
      state: async one => {
        state = one.kind;
      },
    });
    await online();
    const room = () => world.room('r1@chatroom', '一号楼', []);
    let group: ReturnType<typeof room> | undefined;
    const hear = async (say: () => void) => {
      const before = received.length;
      say();
      await vi.waitFor(() => expect(received.length).toBe(before + 1), soon);
    };
    return {
      received,
      write: (person, text) => hear(() => world.says(world.person(person, person), text)),
      writeInGroup(person, text, mentions) {
        group ??= room();
        const words = mentions ? `@安家助手\u2005${text}` : text;
        return hear(() => world.says(world.person(person, person), words, group));
      },
      deliverAgain: () => hear(() => world.repeat()),
      async say(person, outgoing) {
        await online();
        const outcomes: Sent[] = [];
        for (const part of partsOf(outgoing, channel.limits).filter(({ text, file }) => text.trim() !== '' || file))
          outcomes.push(await channel.send({ chat: person, kind: 'private', person }, part));
        // The line that was cut is gone a moment later.
        if (outcomes.some(one => one.kind === 'again' && one.reason === 'network'))
          await vi.waitFor(() => expect(state).toBe('offline'), soon);
        return outcomes;
      },
      remove: (person, message) => channel.remove!(person, message),
      seen: async person => world.said.filter(({ to }) => to === person).map(({ text }) => ({ text, buttons: [] })),
      fail(failing) {
        world.failing = () => {
          world.failing = undefined;
          return ERRORS[failing]();
        };
      },
      async close() {
        await channel.stop();
        await world.end();
      },
    };
  },
};
