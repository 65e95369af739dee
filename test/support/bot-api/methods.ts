/**
 * The methods that say who and where one is, and how updates come.
 */
import { roomIn } from './place.ts';
import { badRequest, forbidden } from './refusal.ts';
import { type Call, isTrue, numberIn, objectIn, textIn } from './request.ts';
import type { Method } from './sending.ts';
import type { ApiMember, MemberStatus } from './shapes.ts';
import type { Updates } from './updates.ts';
import type { Room, World } from './world.ts';

/** A command as the bot announced it. */
export interface ApiCommand {
  readonly command: string;
  readonly description: string;
}

/** What the bot told of itself, and pressed buttons that wait for an answer. */
export interface Account {
  /** By language and scope. */
  readonly commands: Map<string, readonly ApiCommand[]>;
  /** Pressed buttons; `true` once they were answered. */
  readonly pressed: Map<string, boolean>;
}

const MOST_FILE_BYTES = 20 * 2 ** 20;

export function plainMethods(
  world: World,
  updates: Updates,
  account: Account,
  privacy: boolean,
): Readonly<Record<string, Method>> {
  const memberOf = (room: Room, id: number): ApiMember => {
    const isBot = id === world.bot.id;
    const user = isBot ? world.bot : world.people.get(id)?.user;
    if (!user) throw badRequest('user not found');
    const status: MemberStatus = isBot ? room.bot : (room.people.get(id) ?? 'left');
    return { user, status, ...(status === 'restricted' ? { can_send_messages: false, is_member: true } : {}) };
  };

  return {
    getMe: () => ({
      ...world.bot,
      can_join_groups: true,
      can_read_all_group_messages: !privacy,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
    }),

    setWebhook({ fields }) {
      const url = textIn(fields, 'url') ?? '';
      const secret = textIn(fields, 'secret_token');
      if (url !== '' && !URL.canParse(url)) throw badRequest('bad webhook: invalid URL specified');
      if (secret !== undefined && !/^[\w-]{1,256}$/.test(secret)) throw badRequest('secret token contains unallowed characters');
      if (isTrue(fields, 'drop_pending_updates')) updates.drop();
      allow(fields);
      updates.setWebhook(url === '' ? undefined : { url, secret });
      return true;
    },
    deleteWebhook({ fields }) {
      if (isTrue(fields, 'drop_pending_updates')) updates.drop();
      if (updates.webhook) updates.setWebhook(undefined);
      return true;
    },
    getWebhookInfo: () => ({
      url: updates.webhook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: updates.waiting,
    }),

    answerCallbackQuery({ fields }) {
      const id = textIn(fields, 'callback_query_id') ?? '';
      if (account.pressed.get(id) !== false)
        throw badRequest('query is too old and response timeout expired or query ID is invalid');
      account.pressed.set(id, true);
      return true;
    },

    setMyCommands({ fields }) {
      const commands = (objectIn(fields, 'commands') as readonly ApiCommand[] | undefined) ?? [];
      if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
      for (const { command, description } of commands) {
        if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
        if (typeof description !== 'string' || description.length < 1 || description.length > 256)
          throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
      }
      account.commands.set(commandsKey(fields), commands);
      return true;
    },
    getMyCommands: ({ fields }) => account.commands.get(commandsKey(fields)) ?? [],
    deleteMyCommands: ({ fields }) => account.commands.delete(commandsKey(fields)) || true,

    getChat: ({ fields }) => roomIn(world, fields).chat,
    getChatMember({ fields }) {
      const room = inside(world, fields);
      return memberOf(room, numberIn(fields, 'user_id') ?? Number.NaN);
    },
    getChatAdministrators({ fields }) {
      const room = inside(world, fields);
      if (room.chat.type === 'private') throw badRequest('there are no administrators in the private chat');
      return [...room.people.keys(), world.bot.id]
        .map(id => memberOf(room, id))
        .filter(({ status }) => status === 'creator' || status === 'administrator');
    },
    leaveChat({ fields }) {
      inside(world, fields).bot = 'left';
      return true;
    },

    getFile({ fields }) {
      const kept = world.files.get(textIn(fields, 'file_id') ?? '');
      if (!kept) throw badRequest('wrong file_id or the file is temporarily unavailable');
      const { file, path, bytes } = kept;
      if (bytes.length > MOST_FILE_BYTES) throw badRequest('file is too big');
      return { file_id: file.file_id, file_unique_id: file.file_unique_id, file_size: bytes.length, file_path: path };
    },
  };

  function allow(fields: Call['fields']): void {
    const kinds = objectIn(fields, 'allowed_updates') as readonly string[] | undefined;
    if (kinds) updates.allow(kinds);
  }
}

/** A chat that the bot looks into: it has to be there. */
function inside(world: World, fields: Call['fields']): Room {
  const room = roomIn(world, fields);
  if (room.bot === 'kicked' && room.chat.type !== 'private') throw forbidden(`bot was kicked from the ${room.chat.type} chat`);
  return room;
}

const commandsKey = (fields: Call['fields']): string =>
  [textIn(fields, 'language_code') ?? '', (objectIn(fields, 'scope') as { readonly type: string } | undefined)?.type ?? 'default']
    .join(' ')
    .trim();
