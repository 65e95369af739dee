/**
 * What happens to chats: the bot is brought in, sent away, silenced, blocked; a group gets another name, or another id.
 */
import type { ChatEvent } from '../../message/channel.ts';
import type { Message, Update, UpdateChat } from './update.ts';

/** What became of the bot in a chat; nothing where that is not spoken in. */
export function eventOf({
  chat,
  old_chat_member: before,
  new_chat_member: after,
}: NonNullable<Update['my_chat_member']>): ChatEvent | undefined {
  if (chat.type === 'channel') return undefined;
  const closed = (reason: 'blocked' | 'kicked' | 'restricted'): ChatEvent => ({ kind: 'closed', chat: String(chat.id), reason });
  if (isAway(after)) return closed(chat.type === 'private' ? 'blocked' : 'kicked');
  if (after.status === 'restricted' && after.can_send_messages === false) return closed('restricted');
  return openOf(chat, chat.type !== 'private' && isAway(before));
}

/** What a notice of Telegram's in a chat tells of it. */
export function noticeIn({ chat, migrate_to_chat_id, migrate_from_chat_id, new_chat_title }: Message): ChatEvent | undefined {
  if (migrate_to_chat_id !== undefined) return { kind: 'moved', chat: String(chat.id), to: String(migrate_to_chat_id) };
  if (migrate_from_chat_id !== undefined) return { kind: 'moved', chat: String(migrate_from_chat_id), to: String(chat.id) };
  const isRenamed = new_chat_title !== undefined && (chat.type === 'group' || chat.type === 'supergroup');
  return isRenamed ? openOf({ ...chat, title: new_chat_title }, false) : undefined;
}

const isAway = ({ status, is_member }: NonNullable<Update['my_chat_member']>['new_chat_member']): boolean =>
  status === 'left' || status === 'kicked' || (status === 'restricted' && is_member === false);

const openOf = ({ id, type, title }: UpdateChat, joined: boolean): ChatEvent => ({
  kind: 'open',
  chat: {
    id: String(id),
    kind: type === 'private' ? 'private' : 'group',
    ...(type === 'private' || title === undefined ? {} : { name: title }),
  },
  joined,
});
