/**
 * From what the Bot API sends to what the assistant takes: a message, something that happened to a chat, or nothing. Pure.
 */
import type { ChatEvent } from '../../message/channel.ts';
import { ANONYMOUS, type Chat, type Incoming } from '../../message/index.ts';
import { attachmentsOf } from './attachments.ts';
import { eventOf, noticeIn } from './events.ts';
import { type Heard, heardIn, type Me } from './heard.ts';
import { type Message, parseUpdate, type Update, type UpdateChat } from './update.ts';

/** What comes of an update. */
export type Decoded =
  | {
      readonly kind: 'message';
      readonly incoming: Incoming;
      /** The button that was pressed: Telegram is to be told that it was heard. */
      readonly pressed?: string | undefined;
    }
  | { readonly kind: 'event'; readonly event: ChatEvent }
  /** It is not for us. */
  | { readonly kind: 'nothing' }
  /** It is not what the Bot API sends. */
  | { readonly kind: 'unfit' };

/** As in `Incoming.channel`. */
export const TELEGRAM = 'telegram';

const NOTHING: Decoded = { kind: 'nothing' };

/** @param now when a button was pressed: Telegram does not say */
export function decode(given: unknown, me: Me, account: string, now: Date): Decoded {
  const update = parseUpdate(given);
  if (!update) return { kind: 'unfit' };
  const { message, edited_message, callback_query, my_chat_member } = update;
  if (message) return decodeMessage(message, me, account);
  if (edited_message) return decodeEdited(edited_message, update.update_id, me, account);
  if (callback_query) return decodePressed(callback_query, account, now);
  const event = my_chat_member && eventOf(my_chat_member);
  return event ? { kind: 'event', event } : NOTHING;
}

function decodeMessage(message: Message, me: Me, account: string): Decoded {
  const event = noticeIn(message);
  if (event) return { kind: 'event', event };
  const incoming = incomingOf(message, me, account);
  return incoming ? { kind: 'message', incoming } : NOTHING;
}

/** A later wording is a message of its own: the number of its update tells one wording from the next. */
function decodeEdited(message: Message, updateId: number, me: Me, account: string): Decoded {
  const incoming = incomingOf(message, me, account);
  if (!incoming) return NOTHING;
  const { platformId } = incoming;
  return { kind: 'message', incoming: { ...incoming, platformId: `${platformId}~${updateId}`, edits: platformId } };
}

function decodePressed({ id, from, data, message }: NonNullable<Update['callback_query']>, account: string, now: Date): Decoded {
  const chat = message && chatOf(message.chat, message);
  if (!chat || data === undefined || from.is_bot) return NOTHING;
  const incoming: Incoming = {
    channel: TELEGRAM,
    account,
    chat,
    person: String(from.id),
    ...nameOf(from),
    platformId: `press:${id}`,
    text: data,
    mentioned: true,
    at: now,
    ...(message.message_id === undefined ? {} : { replyable: String(message.message_id) }),
  };
  return { kind: 'message', incoming, pressed: id };
}

function incomingOf(message: Message, me: Me, account: string): Incoming | undefined {
  const chat = chatOf(message.chat, message);
  const person = personOf(message);
  const attachments = attachmentsOf(message);
  const said = message.text ?? message.caption;
  if (!chat || person === undefined || (said === undefined && attachments.length === 0)) return undefined;
  const heard: Heard = heardIn(said ?? '', message.entities ?? message.caption_entities ?? [], me);
  const answered = answeredIn(message);
  const about = [...new Set([...heard.named, ...(answered === undefined ? [] : [answered])])].filter(
    id => id !== String(me.id) && id !== person,
  );
  return {
    channel: TELEGRAM,
    account,
    chat,
    person,
    ...(person === ANONYMOUS ? {} : nameOf(message.from)),
    platformId: `${message.chat.id}:${message.message_id}`,
    text: heard.text,
    mentioned: chat.kind === 'private' || heard.called || answered === String(me.id),
    at: new Date(message.date * 1000),
    replyable: String(message.message_id),
    ...answersOf(message),
    ...(about.length > 0 ? { about } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(heard.pass === undefined ? {} : { pass: heard.pass }),
  };
}

/** Channels are not spoken in. */
function chatOf(
  { id, type, title }: UpdateChat,
  where: Pick<Message, 'message_thread_id' | 'is_topic_message'>,
): Chat | undefined {
  if (type === 'channel') return undefined;
  const thread = where.is_topic_message ? where.message_thread_id : undefined;
  return {
    id: String(id),
    kind: type === 'private' ? 'private' : 'group',
    ...(thread === undefined ? {} : { thread: String(thread) }),
    ...(type === 'private' || title === undefined ? {} : { name: title }),
  };
}

/** Speaks for administrators who do not show themselves. */
const GROUP_ANONYMOUS_BOT = 1_087_968_824;

/** Whoever speaks under the name of a group or a channel is nobody in particular; other bots are not listened to. */
function personOf({ from, sender_chat, is_automatic_forward }: Message): string | undefined {
  if (is_automatic_forward) return undefined;
  if (sender_chat || from?.id === GROUP_ANONYMOUS_BOT) return ANONYMOUS;
  return from && !from.is_bot ? String(from.id) : undefined;
}

/** What somebody calls themselves there. */
function nameOf(user: Message['from']): Pick<Incoming, 'personName'> {
  const personName = [user?.first_name, user?.last_name]
    .map(part => part?.trim())
    .filter(Boolean)
    .join(' ');
  return personName === '' ? {} : { personName };
}

/** The message that is answered; the head of a topic is none. */
function answersOf({ reply_to_message: answered }: Message): Pick<Incoming, 'answers'> {
  const id = answered?.forum_topic_created === undefined ? answered?.message_id : undefined;
  return id === undefined ? {} : { answers: String(id) };
}

/** Who is answered; what stands at the head of a topic is answered by everything in it, and means nobody. */
function answeredIn({ reply_to_message: answered }: Message): string | undefined {
  if (!answered?.from || answered.sender_chat || answered.forum_topic_created !== undefined) return undefined;
  return answered.from.id === GROUP_ANONYMOUS_BOT ? undefined : String(answered.from.id);
}
