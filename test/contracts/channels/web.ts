/** The web page under the contract: a browser without scripts, over real HTTP. */
import { Parser } from 'htmlparser2';
import { createWebChat } from '../../../src/channels/web/index.ts';
import type { WebExchange } from '../../../src/channels/web/port.ts';
import { folders } from '../../../src/config.ts';
import { createServer } from '../../../src/http/index.ts';
import { loadWordbook } from '../../../src/language/i18n.ts';
import type { Incoming } from '../../../src/message/index.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { readableLog } from '../../support/log.ts';
import { Visitor } from '../../support/visitor.ts';
import type { ChannelUnderContract, Seen } from './platform.ts';

const READ = 'a page is read, and made anew each time';
const ALONE = 'a browser is a chat of its own';

export const web: ChannelUnderContract = {
  name: 'web',
  choices: 'buttons',
  exempt: {
    groups: ALONE,
    mentions: ALONE,
    limits: 'a page has no longest message',
    failings: 'nothing is sent: people come and look',
    editing: READ,
    removing: READ,
  },
  failings: {},
  async open() {
    const received: Incoming[] = [];
    const exchanges: WebExchange[] = [];
    const chat = createWebChat({
      wordbook: loadWordbook(folders.locales),
      regions: [],
      clock: systemClock,
      handle: async incoming => void received.push(incoming),
      history: async (_, limit) => exchanges.slice(-limit),
      settings: async () => ({}),
    });
    const server = createServer({ host: '127.0.0.1', port: 0, ...chat, clock: systemClock, log: readableLog() });
    await server.start();
    const visitor = new Visitor(server.url);
    await visitor.get();
    let last: Record<string, string> = {};
    const send = async (fields: Record<string, string>) => {
      last = { ...fields, token: visitor.token };
      await visitor.send(last);
      await visitor.get();
    };
    return {
      received,
      write: (_, text) => send({ text }),
      deliverAgain: async () => void (await visitor.send(last)),
      async press(_, label) {
        const { text } = await visitor.get();
        const button = buttonsIn(text).find(one => one.label === label);
        if (!button) throw new Error(`there is no button “${label}”`);
        await send({ choice: button.value });
      },
      async say(_, outgoing) {
        exchanges.push({ id: `d${exchanges.length}`, outgoing: [outgoing] });
        return [];
      },
      async seen() {
        const { text } = await visitor.get();
        const buttons = buttonsIn(text).map(({ label }) => label);
        const messages = messagesIn(text);
        return messages.map((one, i): Seen => ({ text: one, buttons: i === messages.length - 1 ? buttons : [] }));
      },
      close: () => server.stop(),
    };
  },
};

/** What stands in each message, a line for each paragraph. */
function messagesIn(html: string): string[] {
  const messages: string[] = [];
  let depth = 0;
  walk(html, {
    open(name, { class: kind }) {
      if (depth > 0) depth++;
      else if (name === 'div' && kind === 'words') {
        depth = 1;
        messages.push('');
      }
      if (depth > 1 && name === 'p' && messages.at(-1) !== '') messages[messages.length - 1] += '\n';
    },
    text(text) {
      if (depth > 0) messages[messages.length - 1] += text;
    },
    close() {
      if (depth > 0) depth--;
    },
  });
  return messages;
}

function buttonsIn(html: string): { value: string; label: string }[] {
  const buttons: { value: string; label: string }[] = [];
  let inside = false;
  walk(html, {
    open(name, { name: field, value = '', id }) {
      inside = name === 'button' && field === 'choice' && id === undefined;
      if (inside) buttons.push({ value, label: '' });
    },
    text(text) {
      if (inside) buttons.at(-1)!.label += text;
    },
    close() {
      inside = false;
    },
  });
  return buttons;
}

interface Walker {
  open(name: string, attributes: Record<string, string>): void;
  text(text: string): void;
  close(): void;
}

function walk(html: string, walker: Walker): void {
  const parser = new Parser({ onopentag: walker.open, ontext: walker.text, onclosetag: walker.close });
  parser.end(html);
}
