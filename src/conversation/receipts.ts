/**
 * Somebody in a group says that they have read a bulletin: by its button, by an answer to it, or by the bare word. It is counted and never answered,
 * however the assistant speaks there.
 */
import { bare, normalise } from '../language/normalise.ts';
import type { Incoming } from '../message/index.ts';
import type { Turn } from './desk/desk.ts';
import { addressed } from './etiquette.ts';
import type { TurnContext } from './turn-context.ts';

/** As `receiptChoice` writes it. */
const PRESSED = /^receipt=(b_[0-9a-z]+)$/;

/** @param otherwise how the turn goes on where it was not meant for a bulletin */
export function withReceipts(context: TurnContext, incoming: Incoming, otherwise: () => Turn): Turn {
  const { parts, session, visitor } = context;
  const [, pressed] = PRESSED.exec(incoming.text) ?? [];
  const said = addressed(incoming, parts.callPrefix) ?? incoming.text;
  if (pressed === undefined && !parts.speech.receipts.has(bare(normalise(said)))) return otherwise();
  // What was pressed, or said before others about oneself, is not kept in words.
  const counted: Turn = { session, outgoing: [], private: true };
  return {
    ...counted,
    async errand(desk) {
      if (await desk.bulletins.confirm(visitor, incoming, pressed ?? incoming.answers, incoming.personName)) return counted;
      // A button of a bulletin that never came here, or is no more, means nothing.
      if (pressed !== undefined) return counted;
      const { errand, ...turn } = otherwise();
      return errand ? errand(desk) : turn;
    },
  };
}
