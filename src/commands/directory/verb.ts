/**
 * One command of the directory: what it does is said by its file, how it is asked, refused and shown stands here once for all of them.
 */
import { type ArgDef, type ArgsDef, type CommandDef, defineCommand, type ParsedArgs } from 'citty';
import type { Outcome } from '../../directory/outcome.ts';
import type { Translate } from '../../language/i18n.ts';
import { UsageError } from '../usage.ts';
import type { Bench, Open } from './bench.ts';
import { NotDoneError, whyRefused } from './not-done.ts';

/** A command. */
export interface Verb<A extends ArgsDef, T> {
  readonly name: string;
  readonly description: string;
  readonly args: A;
  /** Done only where a person says yes to it, or `--yes` was written; the key of its question below `commands:directory.sure`. */
  readonly sure?: string;
  /** Does it. @throws {UsageError} */
  run(bench: Bench, args: ParsedArgs<A>): Promise<Outcome<T>>;
  /** For a person. */
  say(value: T, bench: Bench): string;
  /** For a program, an object a line. Default: the value, or each of its items. */
  data?(value: T): readonly object[];
}

const json = { type: 'boolean', description: 'Print one JSON object a line' } as const;
const yes = { type: 'boolean', description: 'Do not ask whether it is meant' } as const;

/** Makes the command: exit status 1 where it is refused. */
export const verb = <const A extends ArgsDef, T>(open: Open, command: Verb<A, T>): CommandDef =>
  defineCommand({
    meta: { name: command.name, description: command.description },
    args: { ...command.args, json, ...(command.sure ? { yes } : {}) } as ArgsDef,
    async run({ args, rawArgs }) {
      await open(async bench => {
        refuseCarelessness(rawArgs, args, command.args, bench.t);
        if (command.sure && !args['yes']) await ask(command.sure, args._.join(' '), bench);
        const outcome = await command.run(bench, args as ParsedArgs<A>);
        if (!outcome.ok) throw new NotDoneError(outcome.refusal.code, whyRefused(outcome.refusal, bench.t));
        const data = command.data ?? itemsOf;
        const lines = args['json'] ? data(outcome.value).map(one => JSON.stringify(one)) : [command.say(outcome.value, bench)];
        for (const line of lines) bench.terminal.print(line);
      }).catch((error: unknown) => {
        throw args['json'] && error instanceof NotDoneError ? asJson(error) : error;
      });
    },
  });

const itemsOf = (value: unknown): readonly object[] => (Array.isArray(value) ? value : [value as object]);

const asJson = ({ code, message }: NotDoneError): NotDoneError =>
  new NotDoneError(code, JSON.stringify({ error: { code, message } }));

/** What citty lets go by: a word too many, an option written twice, a choice that is left out. @throws {UsageError} */
function refuseCarelessness(rawArgs: readonly string[], typed: ParsedArgs, args: ArgsDef, t: Translate): void {
  const places = Object.values(args).filter(({ type }) => type === 'positional').length;
  const [surplus] = typed._.slice(places);
  if (surplus !== undefined) throw new UsageError(t('commands:directory.word_surplus', { word: surplus }));
  const names = rawArgs.flatMap(word => /^--[^=]+/.exec(word) ?? []);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw new UsageError(t('commands:directory.option_twice', { option: twice }));
  const [lacking, choice] = Object.entries(args).find(([name, { required }]) => required && typed[name] === undefined) ?? [];
  if (choice) throw new UsageError(t('commands:directory.option_lacks', { option: lacking, allowed: optionsOf(choice) }));
}

const optionsOf = (choice: ArgDef): string => ('options' in choice ? (choice.options ?? []).join(' ') : '');

/** @throws {NotDoneError} where the person does not say yes, {@link UsageError} where nobody is there to say it */
async function ask(sure: string, what: string, { terminal, t }: Bench): Promise<void> {
  if (!terminal.hasPerson) throw new UsageError(t('commands:directory.sure.nobody'));
  const answer = await terminal.ask(t(`commands:directory.sure.${sure}`, { what }));
  if (!/^\s*y(es)?\s*$/i.test(answer)) throw new NotDoneError('left', t('commands:directory.sure.left'));
}
