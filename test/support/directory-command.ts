/**
 * `anjia directory …`, and the commands beside it, in this process: the same commands on a bench of the test's own.
 */
import { runCommand } from 'citty';
import { bulletinsOn } from '../../src/commands/bulletins/index.ts';
import { type Bench, knowledge } from '../../src/commands/directory/bench.ts';
import { directoryOn } from '../../src/commands/directory/index.ts';
import { NotDoneError } from '../../src/commands/directory/not-done.ts';
import { hardshipOn } from '../../src/commands/hardship/index.ts';
import { postingsOn } from '../../src/commands/postings/index.ts';
import { queueOn } from '../../src/commands/queue/index.ts';
import { trainingsOn } from '../../src/commands/trainings/index.ts';
import { refuseUnknownOptions } from '../../src/commands/usage.ts';
import { webhooksOn } from '../../src/commands/webhooks/index.ts';
import { workOn } from '../../src/commands/work/index.ts';
import { folders } from '../../src/config.ts';
import { loadWordbook } from '../../src/language/i18n.ts';

const t = loadWordbook(folders.locales).in('zh-CN');
const rules = knowledge.rules();
const categories = knowledge.categories();
const known = { policy: () => rules.policy, rules: () => rules, categories: () => categories };

/** Commands beside `directory`, by their first word. */
const OTHERS: Readonly<Record<string, typeof directoryOn>> = {
  bulletins: bulletinsOn,
  hardship: hardshipOn,
  postings: postingsOn,
  queue: queueOn,
  trainings: trainingsOn,
  work: workOn,
  webhooks: webhooksOn,
};

/** What came of a command. */
export interface CommandRan {
  readonly out: string;
  /** What was said on the way. */
  readonly notes: readonly string[];
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

type TestBench = Pick<Bench, 'actor' | 'rooms' | 'clock'>;

/** Runs `anjia bulletins …`. */
export const bulletinsCommand = (bench: TestBench, words: readonly string[], answers?: Answers): Promise<CommandRan> =>
  directoryCommand(bench, ['bulletins', ...words], answers);

/** Runs `anjia postings …`. */
export const postingsCommand = (bench: TestBench, words: readonly string[], answers?: Answers): Promise<CommandRan> =>
  directoryCommand(bench, ['postings', ...words], answers);

/** Runs `anjia directory …`, or one of the commands beside it, as main.ts would. */
export async function directoryCommand(
  bench: TestBench,
  words: readonly string[],
  { person, input = '' }: Answers = {},
): Promise<CommandRan> {
  const out: string[] = [];
  const notes: string[] = [];
  const answers = [...(person ?? [])];
  const terminal = {
    hasPerson: person !== undefined,
    print: (line: string) => void out.push(line),
    note: (line: string) => void notes.push(line),
    ask: () => Promise.resolve(person ? (answers.shift() ?? '') : input),
  };
  const [first = '', ...rest] = words;
  const other = OTHERS[first];
  const rawArgs = other ? rest : [...words];
  const command = (other ?? directoryOn)(work => work({ ...bench, ...known, t, terminal }));
  const ran = (status: CommandRan['status'], error = '', code?: string): CommandRan => ({
    out: out.join('\n'),
    notes,
    error,
    status,
    ...(code === undefined ? {} : { code }),
  });
  try {
    await refuseUnknownOptions(command, rawArgs);
    await runCommand(command, { rawArgs });
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
