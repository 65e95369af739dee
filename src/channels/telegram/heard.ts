/**
 * The words of a message without what only serves Telegram: how the bot is named, commands, and the pass that a link brought along.
 */
import { COMMANDS } from './commands.ts';
import type { Entity } from './update.ts';

/** The bot as it knows itself. */
export interface Me {
  readonly id: number;
  /** Without the @. */
  readonly username: string;
}

/** What a text says. */
export interface Heard {
  readonly text: string;
  /** Whether it names the bot, or gives it a command. */
  readonly called: boolean;
  /** People whom it names, the bot perhaps among them. */
  readonly named: readonly string[];
  readonly pass?: string | undefined;
}

export function heardIn(said: string, entities: readonly Entity[], me: Me): Heard {
  const within = entities.filter(({ offset, length }) => offset + length <= said.length);
  const isMe = (entity: Entity) =>
    (entity.type === 'mention' && sameName(piece(said, entity).slice(1), me)) ||
    (entity.type === 'text_mention' && entity.user?.id === me.id);
  const named = within.flatMap(({ type, user }) => (type === 'text_mention' && user && !user.is_bot ? [String(user.id)] : []));
  const mentions = within.filter(isMe);
  const words = without(said, mentions);
  const command = commandIn(words, me);
  return { text: words, called: mentions.length > 0, ...command, named };
}

const piece = (said: string, { offset, length }: Entity): string => said.slice(offset, offset + length);

const sameName = (name: string, { username }: Me): boolean => name.toLowerCase() === username.toLowerCase();

/** The text without some of its parts; where one is taken out between words, one blank is left. */
function without(said: string, parts: readonly Entity[]): string {
  const kept = parts
    .toSorted((a, b) => b.offset - a.offset)
    .reduce((text, { offset, length }) => {
      const [before, after] = [text.slice(0, offset).trimEnd(), text.slice(offset + length).trimStart()];
      return before && after ? `${before} ${after}` : before + after;
    }, said);
  return kept.trim();
}

/** /help, /desk@anjia_bot, /start 7KQ2MX40DR */
const COMMAND = /^\/([a-z\d_]{1,32})(?:@([a-z\d_]{1,64}))?(?![^\s])\s*/i;

/**
 * What a command stands for. The words behind one are what is said: they tell more than it does. One of another bot is left as it is.
 */
function commandIn(words: string, me: Me): Partial<Heard> | undefined {
  const [whole = '', name = '', bot] = COMMAND.exec(words) ?? [];
  if (whole === '' || (bot !== undefined && !sameName(bot, me))) return undefined;
  const behind = words.slice(whole.length).trim();
  const command = name.toLowerCase();
  if (command === 'start') return { text: 'help', called: true, ...(PASS.test(behind) ? { pass: behind } : {}) };
  const isOurs = COMMANDS.some(({ id }) => id === command);
  if (!isOurs && bot === undefined) return undefined;
  return { text: behind || command, called: true };
}

/** What a deep link may carry. */
const PASS = /^[\w-]{1,64}$/;
