/**
 * What goes in and out of a conversation, whatever the platform. How a platform spells it is its channel's business.
 */

/** Where somebody speaks: alone with the assistant, or before others. */
export interface Chat {
  readonly id: string;
  readonly kind: 'private' | 'group';
  /** The topic within it, where the platform has topics: what is said there is answered there. */
  readonly thread?: string | undefined;
  /** What the platform calls the group. */
  readonly name?: string | undefined;
}

/** Stands for whoever speaks under a group's own name: any of its administrators, so nobody in particular. */
export const ANONYMOUS = 'anonymous';

/** A message as a channel decoded it. */
export interface Incoming {
  readonly channel: string;
  /** The bot's own account on the platform. */
  readonly account: string;
  readonly chat: Chat;
  readonly person: string;
  /** What the platform calls whoever wrote. */
  readonly personName?: string | undefined;
  /** The platform's own id: unique for an account, so that a message delivered twice is one. */
  readonly platformId: string;
  readonly text: string;
  /** Whether the message names the assistant or answers one of its messages. */
  readonly mentioned: boolean;
  readonly at: Date;
  /** What a reply to it refers to; nothing where the platform has no such thing. */
  readonly replyable?: string | undefined;
  /** `platformId` of the message that this is a later wording of. */
  readonly edits?: string | undefined;
  /** What the platform calls the message that it answers; empty where it answers somebody else's and the platform does not tell which. */
  readonly answers?: string | undefined;
  /** Other people whom it names, or whose message it answers. */
  readonly about?: readonly string[] | undefined;
  /** Photos and files, still on the platform. */
  readonly attachments?: readonly Attachment[] | undefined;
  /** The letters of a pass that brought the person here from elsewhere. */
  readonly pass?: string | undefined;
}

/** Something besides words, as the platform announces it. */
export interface Attachment {
  readonly kind: 'photo' | 'file' | 'voice' | 'other';
  /** Names it to its channel, which fetches it. */
  readonly ref: string;
  readonly name?: string | undefined;
  /** Bytes, as the platform says. */
  readonly size?: number | undefined;
}

/** Something that a person may press, or type the number of. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  /** Leads out of the chat, instead of saying something in it. */
  readonly url?: string | undefined;
  /** Only ever a button: where there are none, the text itself says what to write. Default: elsewhere it is a numbered line. */
  readonly isButtonOnly?: boolean | undefined;
}

/** A file that goes out with a message. */
export interface OutgoingFile {
  readonly name: string;
  /** Media type. */
  readonly type: string;
  /** In base64, so that it can be kept with its message. */
  readonly content: string;
}

/** A message to a person. */
export interface Outgoing {
  readonly text: string;
  /** The small print: what the text rests on. */
  readonly note?: string;
  readonly choices?: readonly Choice[];
  /** Whether a number that is typed is the answer itself: choices then bear no numbers, and are typed in their words. */
  readonly asksNumber?: boolean;
  readonly file?: OutgoingFile;
  /** Takes messages of the chat away instead of saying anything: what their platform calls them. */
  readonly removes?: readonly string[];
  /** Takes the place of messages of the chat: they are worded anew, part by part. */
  readonly replaces?: readonly string[];
  /** Where the platform cannot take away or word anew: the text is said as a message of its own, or nothing is. Default: nothing. */
  readonly otherwise?: 'say' | 'nothing';
}

/** A message as plain text with its choices numbered: what a platform without buttons shows. */
export function asPlainText({ text, note, choices = [], asksNumber = false }: Outgoing): string {
  return [text, note, menuText(choices, asksNumber)].filter(Boolean).join('\n\n');
}

/** Choices line by line, to be answered by their number. */
export const menuText = (choices: readonly Choice[], asksNumber = false): string =>
  choices
    .filter(({ isButtonOnly }) => isButtonOnly !== true)
    .map(({ label, url }, index) => {
      const line = url === undefined ? label : `${label} ${url}`;
      return asksNumber ? `· ${line}` : `${index + 1}. ${line}`;
    })
    .join('\n');
