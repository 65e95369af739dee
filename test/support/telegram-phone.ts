/**
 * Somebody's private chat with the bot on Telegram: they write, press buttons or type numbers, and read what is said.
 */
import { vi } from 'vitest';
import type { ApiMessage, BotApi } from './bot-api/index.ts';
import type { Talk } from './case-journey.ts';

const PATIENT = { timeout: 20_000, interval: 20 };

export interface Phone extends Talk {
  /** As the bot knows the chat, and who is in it. */
  readonly chat: string;
  readonly person: string;
  /** Presses the button that is called so, or begins so, in the last message that has it; or types its number. @returns as `says` */
  picks(label: string, hears: string): Promise<string>;
  /** All that was said here, with the buttons. */
  said(): string;
}

const buttonsOf = ({ reply_markup: markup }: ApiMessage) => (markup?.inline_keyboard.flat() ?? []).map(({ text }) => text);
const wordsOf = (message: ApiMessage): string => [message.text ?? '', ...buttonsOf(message)].join('\n');

export function phoneOf(api: BotApi, name: string): Phone {
  const who = api.person(name);
  const room = api.privateWith(who);
  const said = (from = 0): string => api.sentTo(room).slice(from).map(wordsOf).join('\n');
  const heardFrom = (from: number, words: string) =>
    vi.waitFor(() => {
      if (!said(from).includes(words)) throw new Error(`“${words}” was not said to ${name}, but ${said(from)}`);
      return said(from);
    }, PATIENT);
  const after = (work: () => void, hears: string) => {
    const from = api.sentTo(room).length;
    work();
    return heardFrom(from, hears);
  };
  return {
    chat: String(room.chat.id),
    person: String(who.user.id),
    said,
    heard: words => heardFrom(0, words),
    says: (text, hears) => after(() => void api.say(room, who, text), hears),
    async picks(label, hears) {
      const shown = api.sentTo(room);
      const message = shown.findLast(one => buttonsOf(one).some(text => text.startsWith(label)));
      const button = message && buttonsOf(message).find(text => text.startsWith(label));
      if (message && button) return after(() => void api.press(room, who, message, button), hears);
      const last = shown.at(-1)?.text ?? '';
      const number = last.split('\n').find(line => line.replace(/^\d+\. /, '').startsWith(label) && /^\d+\. /.test(line));
      if (number === undefined) throw new Error(`“${label}” is not offered: ${last}`);
      return after(() => void api.say(room, who, number.split('.')[0] ?? ''), hears);
    },
  };
}
