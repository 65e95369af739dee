/**
 * What people and groups do: they speak, press, send files, take the bot in and throw it out. Each does what Telegram would do, and tells the bot
 * as Telegram would.
 */
import type { Account } from './methods.ts';
import type { ApiButton, ApiFile, ApiMember, ApiMessage, ApiUser, MemberStatus } from './shapes.ts';
import { typedEntities } from './text.ts';
import type { Updates } from './updates.ts';
import type { Person, Room, World } from './world.ts';

/** How somebody says something. */
export interface Saying {
  /** The message that it answers. */
  readonly replyTo?: ApiMessage | undefined;
  /** The topic it is said in. */
  readonly thread?: number | undefined;
  /** People without a name who are mentioned: their words in the text. */
  readonly mentions?: ReadonlyMap<string, Person> | undefined;
}

/** What can be made to happen. */
export interface Scenes {
  /** Types something. In private the bot is unblocked by it, as by a press on its start button. */
  say(room: Room, who: Person, text: string, how?: Saying): ApiMessage;
  /** An administrator types something in the group's own name. */
  sayAsGroup(room: Room, text: string, how?: Saying): ApiMessage;
  /** Words something anew. */
  edit(room: Room, message: ApiMessage, text: string): ApiMessage;
  /** Telegram itself adds something to a message, such as a preview. */
  preview(room: Room, message: ApiMessage): void;
  /** Presses the button with this label below a message of the bot. @returns what names the press */
  press(room: Room, who: Person, message: ApiMessage, label: string): string;
  sendPhoto(room: Room, who: Person, bytes: Uint8Array, caption?: string, how?: Saying): ApiMessage;
  sendFile(room: Room, who: Person, file: { name: string; type?: string; bytes: Uint8Array }, caption?: string): ApiMessage;
  /** What the bot is in a chat from now on: brought in, made an administrator, restricted, thrown out; in private `kicked` is blocked. */
  bot(room: Room, by: Person, status: MemberStatus): void;
  join(room: Room, who: Person): void;
  leave(room: Room, who: Person): void;
  /** The group becomes a supergroup. @returns that one */
  migrate(room: Room): Room;
  /** Nobody can write to them any more. */
  deactivate(who: Person): void;
  /** The chat is no more. */
  remove(room: Room): void;
}

/** Stands for the administrators who speak in a group's name. */
const ANONYMOUS_ADMIN: ApiUser = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };

/** @param privacy whether the bot hears only what is meant for it in groups */
export function createScenes(world: World, updates: Updates, account: Account, privacy: boolean): Scenes {
  const hears = (room: Room): boolean => room.bot !== 'kicked' && room.bot !== 'left' && room.movedTo === undefined;
  const isMeant = ({ text = '', entities = [], reply_to_message: answered }: ApiMessage): boolean =>
    answered?.from?.id === world.bot.id ||
    entities.some(({ type, offset, length }) => {
      const words = text.slice(offset, offset + length);
      if (type === 'mention') return words.toLowerCase() === `@${world.bot.username}`.toLowerCase();
      return (
        type === 'bot_command' && (!words.includes('@') || words.toLowerCase().endsWith(`@${world.bot.username}`.toLowerCase()))
      );
    });
  const isHeard = (room: Room, message: ApiMessage): boolean =>
    hears(room) && (room.chat.type === 'private' || room.bot === 'administrator' || !privacy || isMeant(message));

  const put = (room: Room, from: ApiUser, { replyTo, thread, mentions }: Saying, said: Partial<ApiMessage>): ApiMessage => {
    if (room.chat.type === 'private' && room.bot !== 'member') room.bot = 'member';
    if (!room.people.has(from.id) && !from.is_bot) room.people.set(from.id, 'member');
    const text = said.text ?? said.caption ?? '';
    const named = [...(mentions ?? [])].map(([words, { user }]) => ({
      type: 'text_mention',
      offset: text.indexOf(words),
      length: words.length,
      user,
    }));
    const entities = [...typedEntities(text), ...named];
    const message = world.put(room, {
      from,
      reply_to_message: replyTo,
      message_thread_id: thread,
      is_topic_message: thread === undefined ? undefined : true,
      ...(said.text !== undefined && entities.length > 0 ? { entities } : {}),
      ...said,
    });
    if (isHeard(room, message)) updates.push({ message });
    return message;
  };

  const service = (room: Room, from: ApiUser, said: Partial<ApiMessage>): void => {
    const message = world.put(room, { from, ...said });
    if (hears(room)) updates.push({ message });
  };

  const memberUpdate = (room: Room, from: ApiUser, user: ApiUser, before: MemberStatus, after: MemberStatus) => ({
    chat: room.chat,
    from,
    date: world.seconds(),
    old_chat_member: memberAs(user, before),
    new_chat_member: memberAs(user, after),
  });

  return {
    say: (room, who, text, how = {}) => put(room, who.user, how, { text }),
    sayAsGroup: (room, text, how = {}) => put(room, ANONYMOUS_ADMIN, how, { text, sender_chat: room.chat }),
    edit(room, message, text) {
      const entities = typedEntities(text);
      const edited: ApiMessage = {
        ...message,
        text,
        entities: entities.length > 0 ? entities : undefined,
        edit_date: world.seconds(),
      };
      room.messages.set(message.message_id, edited);
      if (isHeard(room, edited)) updates.push({ edited_message: edited });
      return edited;
    },
    preview(room, message) {
      if (isHeard(room, message)) updates.push({ edited_message: { ...message, edit_date: world.seconds() } });
    },
    press(room, who, message, label) {
      const current = room.messages.get(message.message_id);
      const buttons: readonly ApiButton[] = current?.reply_markup?.inline_keyboard.flat() ?? [];
      const button = buttons.find(({ text }) => text === label);
      if (button?.callback_data === undefined)
        throw new Error(`no button “${label}”, but ${buttons.map(({ text }) => text).join(' | ')}`);
      const id = String(4_000_000_000 + account.pressed.size);
      account.pressed.set(id, false);
      const { reply_to_message: _, ...shown } = current!;
      const callback = { id, from: who.user, chat_instance: String(room.chat.id), data: button.callback_data, message: shown };
      if (hears(room)) updates.push({ callback_query: callback });
      return id;
    },
    sendPhoto(room, who, bytes, caption, how = {}) {
      const sizes: readonly ApiFile[] = [
        world.keep('small.jpg', 'image/jpeg', bytes.slice(0, 100), { width: 90, height: 60 }),
        world.keep('photo.jpg', 'image/jpeg', bytes, { width: 1280, height: 853 }),
      ];
      return put(room, who.user, how, { photo: sizes, ...(caption === undefined ? {} : { caption }) });
    },
    sendFile(room, who, { name, type, bytes }, caption) {
      const document = world.keep(name, type, bytes);
      return put(room, who.user, {}, { document, ...(caption === undefined ? {} : { caption }) });
    },
    bot(room, by, status) {
      const before = room.bot;
      room.bot = status;
      updates.push({ my_chat_member: memberUpdate(room, by.user, world.bot, before, status) });
      const wasOut = before === 'left' || before === 'kicked';
      if (room.chat.type !== 'private' && wasOut && hears(room)) service(room, by.user, { new_chat_members: [world.bot] });
    },
    join(room, who) {
      const before = room.people.get(who.user.id) ?? 'left';
      room.people.set(who.user.id, 'member');
      service(room, who.user, { new_chat_members: [who.user] });
      if (room.bot === 'administrator') updates.push({ chat_member: memberUpdate(room, who.user, who.user, before, 'member') });
    },
    leave(room, who) {
      room.people.set(who.user.id, 'left');
      service(room, who.user, { left_chat_member: who.user });
    },
    migrate(room) {
      const title = room.chat.title ?? '';
      const to = world.group(title, { type: 'supergroup', bot: room.bot });
      for (const [id, status] of room.people) to.people.set(id, status);
      const from = ANONYMOUS_ADMIN;
      service(room, from, { migrate_to_chat_id: to.chat.id });
      room.movedTo = to.chat.id;
      service(to, from, { migrate_from_chat_id: room.chat.id });
      return to;
    },
    deactivate(who) {
      who.isDeactivated = true;
    },
    remove(room) {
      world.rooms.delete(room.chat.id);
    },
  };
}

const memberAs = (user: ApiUser, status: MemberStatus): ApiMember => ({
  user,
  status,
  ...(status === 'restricted' ? { can_send_messages: false, is_member: true } : {}),
});
