/**
 * Where a message may be put: the chat, the topic and the message it answers, as far as the bot may write there.
 */
import { badRequest, forbidden } from './refusal.ts';
import { type Call, isTrue, numberIn, objectIn } from './request.ts';
import type { ApiMessage } from './shapes.ts';
import type { Room, World } from './world.ts';

/** The chat that a call names, whether the bot may write there or not. @throws {Refusal} */
export function roomIn({ rooms }: World, fields: Call['fields']): Room {
  if (fields['chat_id'] === undefined || fields['chat_id'] === '') throw badRequest('chat_id is empty');
  const room = rooms.get(numberIn(fields, 'chat_id') ?? Number.NaN);
  // A group that the bot was never in, and a person who never met it, are unknown to it.
  if (!room) throw badRequest('chat not found');
  if (room.movedTo !== undefined)
    throw badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: room.movedTo });
  return room;
}

/** The chat that a call names. @throws {Refusal} where the bot may not write there */
export function writableRoom(world: World, fields: Call['fields']): Room {
  const room = roomIn(world, fields);
  const { id, type } = room.chat;
  if (type === 'private') {
    if (world.people.get(id)?.isDeactivated) throw forbidden('user is deactivated');
    if (room.bot === 'kicked') throw forbidden('bot was blocked by the user');
    if (room.bot === 'left') throw forbidden("bot can't initiate conversation with a user");
    return room;
  }
  if (room.bot === 'kicked') throw forbidden(`bot was kicked from the ${type} chat`);
  if (room.bot === 'left') throw forbidden(`bot is not a member of the ${type} chat`);
  if (room.bot === 'restricted') throw badRequest('not enough rights to send text messages to the chat');
  return room;
}

/** What else says where a message goes. */
export interface Place {
  readonly thread: number | undefined;
  readonly replyTo: ApiMessage | undefined;
}

/** @throws {Refusal} where there is no such topic or message */
export function placeIn(room: Room, fields: Call['fields']): Place {
  const thread = numberIn(fields, 'message_thread_id');
  if (thread !== undefined) {
    const isOpen = room.topics.get(thread);
    if (isOpen === undefined) throw badRequest('message thread not found');
    if (!isOpen) throw badRequest('TOPIC_CLOSED');
  }
  const reply = objectIn(fields, 'reply_parameters') as Record<string, unknown> | undefined;
  const wanted = reply ? numberIn(reply, 'message_id') : numberIn(fields, 'reply_to_message_id');
  const replyTo = wanted === undefined ? undefined : room.messages.get(wanted);
  if (wanted !== undefined && !replyTo && !isTrue(reply ?? fields, 'allow_sending_without_reply'))
    throw badRequest('message to be replied not found');
  return { thread, replyTo };
}
