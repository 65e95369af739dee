/**
 * Buttons below a message, as far as the Bot API looks at them.
 */
import { badRequest } from './refusal.ts';
import { type Call, objectIn } from './request.ts';
import type { ApiButton, ApiKeyboard } from './shapes.ts';

const MOST_DATA_BYTES = 64;
const MOST_BUTTONS = 100;

/** @throws {Refusal} where a button is not one */
export function keyboardIn(fields: Call['fields']): ApiKeyboard | undefined {
  const markup = objectIn(fields, 'reply_markup') as { readonly inline_keyboard?: unknown } | undefined;
  if (markup?.inline_keyboard === undefined) return undefined;
  if (!Array.isArray(markup.inline_keyboard)) throw badRequest("can't parse inline keyboard: expected an Array of rows");
  const rows = markup.inline_keyboard.map((row: unknown) => {
    if (!Array.isArray(row)) throw badRequest("can't parse inline keyboard: expected an Array of buttons");
    return row.map(buttonIn);
  });
  if (rows.flat().length > MOST_BUTTONS) throw badRequest('REPLY_MARKUP_TOO_LONG');
  return rows.flat().length === 0 ? undefined : { inline_keyboard: rows };
}

function buttonIn(button: ApiButton): ApiButton {
  const { text, callback_data, url } = button;
  if (typeof text !== 'string' || text.trim() === '') throw badRequest('BUTTON_TEXT_INVALID');
  if (url === undefined && callback_data === undefined)
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  if (callback_data !== undefined && (callback_data === '' || Buffer.byteLength(callback_data) > MOST_DATA_BYTES))
    throw badRequest('BUTTON_DATA_INVALID');
  if (url !== undefined && !/^(https?|tg):\/\/[^\s]+$/.test(url))
    throw badRequest(`inline keyboard button URL '${url}' is invalid`);
  return { text, callback_data, url };
}
