/**
 * From a part of a message to what the Bot API is asked: plain text, so that nothing needs escaping, and buttons in rows. Pure.
 */
import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import type { Destination, Part } from '../../message/channel.ts';
import { type Choice, menuText } from '../../message/index.ts';
import { shortId } from '../../message/short-id.ts';
import { MOST_BEHIND_BUTTON } from './limits.ts';

/** What every way of sending takes. */
export interface Where {
  readonly chat_id: number;
  readonly message_thread_id?: number;
  readonly reply_parameters?: { message_id: number; allow_sending_without_reply: true };
}

/** Where a part goes. What it answers may be gone: it is sent all the same. */
export const whereOf = ({ chat, thread, replyTo }: Destination): Where => ({
  chat_id: Number(chat),
  ...(thread === undefined ? {} : { message_thread_id: Number(thread) }),
  ...(replyTo === undefined ? {} : { reply_parameters: { message_id: Number(replyTo), allow_sending_without_reply: true } }),
});

/** What a part says, and the buttons below it. */
export interface Words {
  readonly text: string;
  readonly reply_markup?: InlineKeyboardMarkup;
}

/** The words of a part. */
export function wordsOf({ text, choices = [] }: Part): Words {
  const inWords = choices.filter(({ url }) => url !== undefined && !isButtonAddress(url));
  return {
    text: inWords.length > 0 ? `${text}\n\n${menuText(inWords, true)}` : text,
    ...markupOf(choices.filter(choice => !inWords.includes(choice))),
  };
}

/** Telegram takes no message with a button that leads to a name without a dot, such as `localhost`. */
const isButtonAddress = (url: string): boolean => URL.canParse(url) && /[.:]/.test(new URL(url).hostname);

/** The buttons below a part; nothing where there are none. */
export function markupOf(choices: readonly Choice[]): Pick<Words, 'reply_markup'> {
  if (choices.length === 0) return {};
  const rows: InlineKeyboardButton[][] = [];
  let widest = 0;
  for (const choice of choices) {
    widest = Math.max(widest, widthOf(choice.label));
    if (widest * ((rows.at(-1)?.length ?? 0) + 1) > ROW || rows.length === 0) {
      rows.push([]);
      widest = widthOf(choice.label);
    }
    rows.at(-1)!.push(buttonOf(choice));
  }
  return { reply_markup: { inline_keyboard: rows } };
}

const buttonOf = ({ id, label, url }: Choice): InlineKeyboardButton =>
  url === undefined ? { text: label, callback_data: shortId(id, MOST_BEHIND_BUTTON) } : { text: label, url };

/** A row of a small telephone holds so many letters; its buttons are all as wide as each other. */
const ROW = 28;
/** A button's own margin, and the narrowest that a finger meets, in letters. */
const MARGIN = 2;
const NARROWEST = 6;

/** How much of a row a label takes; one that is too long for a row has it alone. */
function widthOf(label: string): number {
  const letters = [...label].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 0);
  return Math.min(ROW, Math.max(NARROWEST, letters + MARGIN));
}
