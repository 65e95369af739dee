/**
 * What is right on a command line: which command its words name, and whether that command knows every option.
 */
import { type CommandDef, type Resolvable, renderUsage } from 'citty';
import type { Translate } from '../language/i18n.ts';

/** The command line itself was wrong: its message says what to type instead, and the exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The help of the command that the words name. */
export async function helpFor(main: CommandDef, words: readonly string[]): Promise<string> {
  const { command, parent } = await commandNamed(main, words);
  return renderUsage(command, parent);
}

/** @throws {UsageError} where an option is not one of the command's; it names those that are */
export async function refuseUnknownOptions(main: CommandDef, words: readonly string[]): Promise<void> {
  const { command } = await commandNamed(main, words);
  const known = Object.keys((await resolve(command.args)) ?? {});
  for (const word of words) {
    const name = /^--(?:no-)?([^=]+)/.exec(word)?.[1];
    if (word === '--') return;
    if (name !== undefined && !known.includes(name)) {
      throw new UsageError(`--${name}? ${known.map(option => `--${option}`).join(' ')}`);
    }
  }
}

/** @throws {UsageError} where there are more words than the command takes; it quotes the first of them */
export function refuseMore(words: readonly string[], most: number, t: Translate): void {
  const argument = words[most];
  if (argument !== undefined) throw new UsageError(t('commands:usage.argument_extra', { argument }));
}

interface Named {
  readonly command: CommandDef;
  readonly parent?: CommandDef | undefined;
}

async function commandNamed(command: CommandDef, words: readonly string[], parent?: CommandDef): Promise<Named> {
  const subCommands = (await resolve(command.subCommands)) ?? {};
  const inner = Object.hasOwn(subCommands, words[0] ?? '') ? subCommands[words[0] ?? ''] : undefined;
  return inner ? commandNamed(await resolve(inner), words.slice(1), command) : { command, parent };
}

/** citty lets a value stand for itself, for a promise of itself, or for a function that gives either. */
const resolve = <T>(value: Resolvable<T>): Promise<T> =>
  Promise.resolve(typeof value === 'function' ? (value as () => T | Promise<T>)() : value);
