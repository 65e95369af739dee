/**
 * The methods that write to a chat, or change what was written.
 */
import { keyboardIn } from './keyboard.ts';
import { placeIn, writableRoom } from './place.ts';
import { badRequest, Refusal } from './refusal.ts';
import { type Call, numberIn, textIn } from './request.ts';
import type { ApiFile, ApiMessage } from './shapes.ts';
import { readText } from './text.ts';
import type { Room, World } from './world.ts';

/** What a method does. @throws {Refusal} */
export type Method = (call: Call) => unknown;

/** What the sending methods need. */
export interface SendingParts {
  readonly world: World;
  /** Counts a message to a room. @throws {Refusal} where it comes too early */
  readonly pace: (room: Room) => void;
  /** Told of every message that was put into a chat. */
  readonly onSent: (method: string, message: ApiMessage) => void;
}

const MOST = { text: 4096, caption: 1024, photo: 10 * 2 ** 20, document: 50 * 2 ** 20 };
/** Older messages of others stay. */
const DELETED_WITHIN_S = 48 * 3600;

export function sendingMethods({ world, pace, onSent }: SendingParts): Readonly<Record<string, Method>> {
  const write = (method: string, { fields }: Call, said: (room: Room) => Partial<ApiMessage>): ApiMessage => {
    const room = writableRoom(world, fields);
    const { thread, replyTo } = placeIn(room, fields);
    const content = said(room);
    const markup = keyboardIn(fields);
    pace(room);
    const message = world.put(room, {
      from: world.bot,
      message_thread_id: thread,
      is_topic_message: thread === undefined ? undefined : true,
      reply_to_message: replyTo,
      reply_markup: markup,
      ...content,
    });
    onSent(method, message);
    return message;
  };

  /** A file that came along, or one that Telegram keeps. */
  const fileIn = ({ fields, files }: Call, name: 'document' | 'photo'): ApiFile => {
    const named = textIn(fields, name);
    const sent = files.get(named?.startsWith('attach://') ? named.slice('attach://'.length) : name);
    if (sent) {
      if (sent.bytes.length === 0) throw badRequest('file must be non-empty');
      if (sent.bytes.length > MOST[name]) throw new Refusal(413, 'Request Entity Too Large');
      return world.keep(sent.name, sent.type, sent.bytes, name === 'photo' ? { width: 800, height: 600 } : undefined);
    }
    const kept = world.files.get(named ?? '');
    if (!kept)
      throw badRequest(named === undefined ? `there is no ${name} in the request` : 'wrong file identifier/HTTP URL specified');
    return kept.file;
  };

  const captionIn = (fields: Call['fields']): Partial<ApiMessage> => {
    const caption = textIn(fields, 'caption');
    if (caption === undefined) return {};
    const read = readText(caption, fields['parse_mode']);
    if (read.text.length > MOST.caption) throw badRequest('message caption is too long');
    return { caption: read.text };
  };

  const wordsIn = (fields: Call['fields']): Partial<ApiMessage> => {
    const { text, entities } = readText(textIn(fields, 'text') ?? '', fields['parse_mode']);
    if (text === '') throw badRequest('message text is empty');
    if (text.length > MOST.text) throw badRequest('message is too long');
    return { text, entities: entities.length > 0 ? entities : undefined };
  };

  const messageIn = (fields: Call['fields'], missing: string): { readonly room: Room; readonly message: ApiMessage } => {
    const room = writableRoom(world, fields);
    const message = room.messages.get(numberIn(fields, 'message_id') ?? -1);
    if (!message) throw badRequest(missing);
    return { room, message };
  };

  const change = (fields: Call['fields'], of: 'text' | 'caption' | 'keyboard', changes: Partial<ApiMessage>): ApiMessage => {
    const { room, message } = messageIn(fields, 'message to edit not found');
    const isFile = message.document !== undefined || message.photo !== undefined;
    if (isFile ? of === 'text' : of === 'caption') throw badRequest(`there is no ${of} in the message to edit`);
    if (message.from?.id !== world.bot.id) throw badRequest("message can't be edited");
    const changed: ApiMessage = { ...message, ...changes, reply_markup: keyboardIn(fields), edit_date: world.seconds() };
    const isSame =
      changed.text === message.text &&
      changed.caption === message.caption &&
      JSON.stringify(changed.reply_markup) === JSON.stringify(message.reply_markup);
    if (isSame)
      throw badRequest(
        'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
      );
    room.messages.set(message.message_id, changed);
    return changed;
  };

  return {
    sendMessage: call => write('sendMessage', call, () => wordsIn(call.fields)),
    sendDocument: call => write('sendDocument', call, () => ({ ...captionIn(call.fields), document: fileIn(call, 'document') })),
    sendPhoto: call => write('sendPhoto', call, () => ({ ...captionIn(call.fields), photo: [fileIn(call, 'photo')] })),
    sendChatAction: ({ fields }) => writableRoom(world, fields) && true,
    editMessageText: ({ fields }) => change(fields, 'text', wordsIn(fields)),
    editMessageCaption: ({ fields }) => change(fields, 'caption', { caption: undefined, ...captionIn(fields) }),
    editMessageReplyMarkup: ({ fields }) => change(fields, 'keyboard', {}),
    deleteMessage({ fields }) {
      const { room, message } = messageIn(fields, 'message to delete not found');
      const isOwn = message.from?.id === world.bot.id;
      const mayDelete = isOwn || (room.chat.type === 'private' ? true : room.bot === 'administrator');
      const isOld = world.seconds() - message.date > DELETED_WITHIN_S && room.bot !== 'administrator';
      if (!mayDelete || isOld) throw badRequest("message can't be deleted for everyone");
      room.messages.delete(message.message_id);
      return true;
    },
  };
}
