/**
 * `anjia directory …` in this process: the same commands on a bench of the test's own.
 */
import { runCommand } from 'citty';
import { type Bench, knowledge } from '../../src/commands/directory/bench.ts';
import { directoryOn } from '../../src/commands/directory/index.ts';
import { NotDoneError } from '../../src/commands/directory/not-done.ts';
import { refuseUnknownOptions } from '../../src/commands/usage.ts';
import { folders } from '../../src/config.ts';
import { loadWordbook } from '../../src/language/i18n.ts';

const t = loadWordbook(folders.locales).in('zh-CN');
const rules = knowledge.rules();
const known = { policy: () => rules.policy, rules: () => rules };

/** What came of a command. */
export interface CommandRan {
  readonly out: string;
  readonly error: string;
  readonly status: 0 | 1 | 2;
  /** The code of the refusal. */
  readonly code?: string;
}

/** Who answers what the command asks: a person at a terminal, or else a program through standard input. */
export interface Answers {
  readonly person?: readonly string[];
  readonly input?: string;
}

/** Runs a command as main.ts would. */
export async function directoryCommand(
  bench: Pick<Bench, 'actor' | 'rooms' | 'clock'>,
  words: readonly string[],
  { person, input = '' }: Answers = {},
): Promise<CommandRan> {
  const out: string[] = [];
  const answers = [...(person ?? [])];
  const terminal = {
    hasPerson: person !== undefined,
    print: (line: string) => void out.push(line),
    note: () => {},
    ask: () => Promise.resolve(person ? (answers.shift() ?? '') : input),
  };
  const command = directoryOn(work => work({ ...bench, ...known, t, terminal }));
  const ran = (status: CommandRan['status'], error = '', code?: string): CommandRan => ({
    out: out.join('\n'),
    error,
    status,
    ...(code === undefined ? {} : { code }),
  });
  try {
    await refuseUnknownOptions(command, words);
    await runCommand(command, { rawArgs: [...words] });
    return ran(0);
  } catch (error) {
    if (error instanceof NotDoneError) return ran(1, error.message, error.code);
    if (error instanceof Error && ['UsageError', 'CLIError'].includes(error.name)) return ran(2, error.message);
    throw error;
  }
}

/** What was printed for a program. */
export const jsonLines = (out: string): Record<string, unknown>[] =>
  out
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Record<string, unknown>);
