/**
 * The part of Telegram that one bot sees: people, chats, who is in them, and the messages there.
 */
import type { ApiChat, ApiFile, ApiMessage, ApiUser, MemberStatus } from './shapes.ts';

/** Somebody who may write to the bot. */
export interface Person {
  readonly user: ApiUser;
  isDeactivated: boolean;
}

/** A chat with what is in it. */
export interface Room {
  readonly chat: ApiChat;
  /** What the bot is there; in private `kicked` where the person blocked it, `left` before they wrote to it. */
  bot: MemberStatus;
  readonly people: Map<number, MemberStatus>;
  readonly messages: Map<number, ApiMessage>;
  /** Topics by their id, and whether they are open. */
  readonly topics: Map<number, boolean>;
  /** The supergroup that it became. */
  movedTo?: number;
}

/** A file that Telegram keeps. */
export interface StoredFile {
  readonly file: ApiFile;
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface World {
  readonly bot: ApiUser;
  readonly people: ReadonlyMap<number, Person>;
  readonly rooms: Map<number, Room>;
  readonly files: Map<string, StoredFile>;
  /** Makes somebody up; they have not written to the bot yet. */
  person(name: string, language?: string): Person;
  /** Makes a group up that the bot is in. */
  group(title: string, options?: GroupOptions): Room;
  /** The private chat with somebody. */
  privateWith(person: Person): Room;
  /** Puts a message into its chat; messages are numbered across all chats but supergroups, which number their own. */
  put(room: Room, message: Omit<ApiMessage, 'message_id' | 'date' | 'chat'>): ApiMessage;
  keep(name: string, type: string | undefined, bytes: Uint8Array, sizes?: { width: number; height: number }): ApiFile;
  /** Seconds, as messages are dated. */
  seconds(): number;
}

export interface GroupOptions {
  /** Default: group. */
  readonly type?: 'group' | 'supergroup' | undefined;
  /** Default: member. */
  readonly bot?: MemberStatus | undefined;
  /** Ids of open topics: the group is a forum. */
  readonly topics?: readonly number[] | undefined;
}

/** @param now milliseconds */
export function createWorld(token: string, username: string, now: () => number): World {
  const people = new Map<number, Person>();
  const rooms = new Map<number, Room>();
  const files = new Map<string, StoredFile>();
  const numbers = new Map<number | 'account', number>();
  const nextNumber = (of: number | 'account'): number => {
    const next = (numbers.get(of) ?? 0) + 1;
    numbers.set(of, next);
    return next;
  };
  const seconds = () => Math.floor(now() / 1000);
  const roomOf = (chat: ApiChat, bot: MemberStatus, topics: readonly number[] = []): Room => {
    const room: Room = { chat, bot, people: new Map(), messages: new Map(), topics: new Map(topics.map(id => [id, true])) };
    rooms.set(chat.id, room);
    return room;
  };

  return {
    bot: { id: Number(token.split(':')[0]), is_bot: true, first_name: 'Anjia', username },
    people,
    rooms,
    files,
    person(name, language = 'zh-hans') {
      const user: ApiUser = { id: 700_000_000 + people.size, is_bot: false, first_name: name, language_code: language };
      const person: Person = { user, isDeactivated: false };
      people.set(user.id, person);
      roomOf({ id: user.id, type: 'private', first_name: name }, 'left').people.set(user.id, 'creator');
      return person;
    },
    group(title, { type = 'group', bot = 'member', topics = [] } = {}) {
      const id = type === 'group' ? -(400_000_000 + rooms.size) : -(1_001_000_000_000 + rooms.size);
      return roomOf({ id, type, title, is_forum: topics.length > 0 ? true : undefined }, bot, topics);
    },
    privateWith: ({ user }) => rooms.get(user.id)!,
    put(room, message) {
      const message_id = nextNumber(room.chat.type === 'supergroup' ? room.chat.id : 'account');
      const put: ApiMessage = { message_id, date: seconds(), chat: room.chat, ...message };
      room.messages.set(message_id, put);
      return put;
    },
    keep(name, type, bytes, sizes) {
      const number = files.size + 1;
      const file: ApiFile = {
        file_id: `file-${number}-${Buffer.from(name).toString('base64url').slice(0, 12)}`,
        file_unique_id: `unique-${number}`,
        file_size: bytes.length,
        ...(sizes ?? { file_name: name, mime_type: type }),
      };
      const path = `${sizes ? 'photos' : 'documents'}/file_${number}${/\.\w+$/.exec(name)?.[0] ?? ''}`;
      files.set(file.file_id, { file, path, bytes });
      return file;
    },
    seconds,
  };
}
