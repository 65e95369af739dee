/**
 * What goes in and out of a conversation, whatever the platform. How a platform spells it is its channel's business.
 */

/** Where somebody speaks: alone with the assistant, or before others. */
export interface Chat {
  readonly id: string;
  readonly kind: 'private' | 'group';
}

/** A message as a channel decoded it. */
export interface Incoming {
  readonly channel: string;
  /** The bot's own account on the platform. */
  readonly account: string;
  readonly chat: Chat;
  readonly person: string;
  /** The platform's own id: unique for an account, so that a message delivered twice is one. */
  readonly platformId: string;
  readonly text: string;
  /** Whether the message names the assistant or answers one of its messages. */
  readonly mentioned: boolean;
  readonly at: Date;
}

/** Something that a person may press, or type the number of. */
export interface Choice {
  readonly id: string;
  readonly label: string;
}

/** A message to a person. */
export interface Outgoing {
  readonly text: string;
  /** The small print: what the text rests on. */
  readonly note?: string;
  readonly choices?: readonly Choice[];
  /** Whether a number that is typed is the answer itself: choices then bear no numbers, and are typed in their words. */
  readonly asksNumber?: boolean;
}

/** A message as plain text with its choices numbered: what a platform without buttons shows. */
export function asPlainText({ text, note, choices = [], asksNumber = false }: Outgoing): string {
  const menu = choices.map(({ label }, index) => (asksNumber ? `· ${label}` : `${index + 1}. ${label}`));
  return [text, note, menu.join('\n')].filter(Boolean).join('\n\n');
}
