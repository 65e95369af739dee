/**
 * What the Bot API sends, as far as we read it: an update that is not of this form is none.
 */
import { z } from 'zod';

/** Telegram's ids have at most 52 bits. */
const id = z.int();
const seconds = z.int().min(0).max(8_640_000_000_000);
const size = z.int().min(0).optional();

const user = z.object({
  id,
  is_bot: z.boolean().optional(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
});
const chat = z.object({
  id,
  type: z.enum(['private', 'group', 'supergroup', 'channel']),
  title: z.string().optional(),
});
const entity = z.object({ type: z.string(), offset: z.int().min(0), length: z.int().min(0), user: user.optional() });
const entities = z.array(entity).optional();
const file = z.object({ file_id: z.string().min(1), file_size: size, file_name: z.string().optional() });
const photo = z.object({ file_id: z.string().min(1), file_size: size, width: z.int(), height: z.int() });
const anything = z.unknown().optional();

const message = z.object({
  message_id: id,
  date: seconds,
  chat,
  from: user.optional(),
  sender_chat: z.object({ id }).optional(),
  is_automatic_forward: z.boolean().optional(),
  message_thread_id: id.optional(),
  is_topic_message: z.boolean().optional(),
  reply_to_message: z
    .object({
      message_id: id.optional(),
      from: user.optional(),
      sender_chat: z.object({ id }).optional(),
      forum_topic_created: anything,
    })
    .optional(),
  text: z.string().optional(),
  entities,
  caption: z.string().optional(),
  caption_entities: entities,
  photo: z.array(photo).optional(),
  document: file.optional(),
  voice: file.optional(),
  audio: file.optional(),
  video: file.optional(),
  video_note: file.optional(),
  animation: file.optional(),
  sticker: file.optional(),
  contact: anything,
  location: anything,
  poll: anything,
  dice: anything,
  new_chat_title: z.string().optional(),
  migrate_to_chat_id: id.optional(),
  migrate_from_chat_id: id.optional(),
});

const member = z.object({
  status: z.string(),
  is_member: z.boolean().optional(),
  can_send_messages: z.boolean().optional(),
});

const update = z.object({
  update_id: id,
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: z
    .object({
      id: z.string().min(1),
      from: user,
      data: z.string().optional(),
      // Too old to be shown again, it has no more than its place.
      message: z
        .object({
          message_id: id.optional(),
          chat,
          message_thread_id: id.optional(),
          is_topic_message: z.boolean().optional(),
        })
        .optional(),
    })
    .optional(),
  my_chat_member: z.object({ chat, old_chat_member: member, new_chat_member: member }).optional(),
});

/** The kinds of update that we ask for. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

/** An update as we read it. */
export type Update = z.infer<typeof update>;
/** A message within one. */
export type Message = z.infer<typeof message>;
/** A part of a text that is more than words. */
export type Entity = z.infer<typeof entity>;
/** A chat within an update. */
export type UpdateChat = z.infer<typeof chat>;

/** The update, or nothing where it is none. */
export function parseUpdate(given: unknown): Update | undefined {
  const parsed = update.safeParse(given);
  return parsed.success ? parsed.data : undefined;
}

/** The number of an update, whatever else is wrong with it: the next one is asked for by it. */
export const updateIdOf = (given: unknown): number | undefined => z.object({ update_id: id }).safeParse(given).data?.update_id;
