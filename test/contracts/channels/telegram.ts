/** Telegram under the contract: the Bot API server that others wrote. */
import { createTelegram } from '../../../src/channels/telegram/index.ts';
import { folders } from '../../../src/config.ts';
import { loadWordbook } from '../../../src/language/i18n.ts';
import type { Inbox, Sent } from '../../../src/message/channel.ts';
import type { Incoming } from '../../../src/message/index.ts';
import { partsOf } from '../../../src/message/parts.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { BOT, type Failure, openWorld, TOKEN } from '../../channels/telegram/telegram-server.ts';
import { readableLog } from '../../support/log.ts';
import type { ChannelUnderContract, Failing } from './platform.ts';

const GROUP = -1001;
const IDS = new Map([
  ['张三', 7],
  ['李四', 8],
]);

const FAILURES: Record<Failing, Failure> = {
  slower: { error_code: 429, description: 'Too Many Requests: retry after 1', parameters: { retry_after: 1 } },
  broken: { error_code: 502, description: 'Bad Gateway' },
  cut: 'cut',
  forbidden: { error_code: 403, description: 'Forbidden: bot was blocked by the user' },
  unfit: { error_code: 400, description: 'Bad Request: message is too long' },
};

export const telegram: ChannelUnderContract = {
  name: 'telegram',
  choices: 'buttons',
  limit: { most: 4096, unit: 'utf16' },
  exempt: {},
  failings: {
    slower: { kind: 'wait', reason: 'rate' },
    broken: { kind: 'again', reason: 'server' },
    cut: { kind: 'again', reason: 'network' },
    forbidden: { kind: 'refused', reason: 'blocked', closes: true },
    unfit: { kind: 'refused', reason: 'unfit', closes: false },
  },
  async open() {
    const world = await openWorld();
    const received: Incoming[] = [];
    const wordbook = loadWordbook(folders.locales);
    const channel = createTelegram({ token: TOKEN, api: world.api, wordbook, clock: systemClock, log: readableLog() });
    const inbox: Inbox = {
      take: async messages => void received.push(...messages),
      note: async () => {},
      state: async () => {},
    };
    await channel.start(inbox);
    const phoneOf = (person: string, chat?: number) => world.phone(IDS.get(person)!, chat);
    /** Resolves once something more was handed in. */
    const handedIn = async (what: () => Promise<void> | void) => {
      const before = received.length;
      await what();
      while (received.length === before) await new Promise(resolve => setTimeout(resolve, 5));
    };
    return {
      received,
      write: (person, text) => handedIn(() => phoneOf(person).say(text)),
      writeInGroup: (person, text, mentions) =>
        handedIn(() => {
          const entities = [{ type: 'mention', offset: 0, length: BOT.length + 1 }];
          const phone = phoneOf(person, GROUP);
          return mentions ? phone.say(`@${BOT} ${text}`, { entities }) : phone.say(text);
        }),
      deliverAgain: () => handedIn(() => world.again()),
      press: (person, label) =>
        handedIn(async () => {
          const buttons = phoneOf(person).heard().at(-1)?.buttons ?? [];
          await phoneOf(person).press(buttons.find(({ text }) => text === label)!.callback_data!);
        }),
      async say(person, outgoing) {
        const sent: Sent[] = [];
        const to = { chat: String(IDS.get(person)), kind: 'private', person: String(IDS.get(person)) } as const;
        for (const part of partsOf(outgoing, channel.limits)) {
          if (part.text.trim() !== '') sent.push(await channel.send(to, part));
        }
        return sent;
      },
      edit: (person, message, outgoing) => channel.edit!(String(IDS.get(person)), message, partsOf(outgoing, channel.limits)[0]!),
      remove: (person, message) => channel.remove!(String(IDS.get(person)), message),
      seen: async person =>
        phoneOf(person)
          .heard()
          .map(({ text, buttons }) => ({ text, buttons: buttons.map(button => button.text) })),
      fail: failing => world.failNext(FAILURES[failing]),
      async close() {
        await channel.stop();
        await world.stop();
      },
    };
  },
};
