/** Whoever does something with a bulletin is told how it goes, in the chat where they did it. */
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';

/** Tells them from now on, until it is over. */
export function watchFrom({ sender, language }: TurnContext, { bulletins }: Desk, id: string): Promise<void> {
  const { channel, account, chat, person } = sender;
  return bulletins.watch(id, { channel, account, chat: chat.id, person }, language);
}
