/**
 * Words a message anew: its text, or its caption where it carries a file; the file stays as it is.
 */
import { GrammyError, type RawApi } from 'grammy';
import type { Part } from '../../message/channel.ts';
import { wordsOf } from './render.ts';

/** Which message. */
interface Which {
  readonly chat_id: number;
  readonly message_id: number;
}

/** Buttons that are not among the choices go. @throws as the Bot API */
export async function editMessage(api: RawApi, which: Which, part: Part): Promise<void> {
  const { text, reply_markup = { inline_keyboard: [] } } = wordsOf(part);
  const below = { reply_markup };
  const asCaption = () => api.editMessageCaption({ ...which, caption: text, ...below });
  if (part.file) {
    await asCaption();
    return;
  }
  try {
    await api.editMessageText({ ...which, text, ...below, link_preview_options: { is_disabled: true } });
  } catch (error) {
    // It carries a file, though what it is to say now does not.
    if (!(error instanceof GrammyError) || !/no text in the message/i.test(error.description)) throw error;
    await asCaption();
  }
}
