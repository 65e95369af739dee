/**
 * Work on the whole database: it says on standard error how far it is, Ctrl-C takes it back, and a question comes before what destroys.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import type { Translate } from '../language/i18n.ts';
import { StartError } from '../shared/start-error.ts';
import { BackupError, type Watch } from '../storage/backup/index.ts';
import { KeyError } from '../storage/sealing/keys.ts';
import { UsageError } from './usage.ts';

/** Somebody stopped the work, or did not want it: the message says what that means. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

const SAY_EVERY_MS = 1000;

/**
 * Runs the work; the first Ctrl-C stops it, a second one ends the process.
 * @param stopped what is said when it was stopped; by default that nothing was changed
 * @throws {StoppedError}, {StartError} where the database or its keys cannot be used, and what the work throws of its own
 */
export async function workLong<T>(
  t: Translate,
  work: (watch: Watch) => Promise<T>,
  stopped = 'operations:work.stopped',
): Promise<T> {
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, onSignal);
  let said = performance.now();
  const progress = (table: string, rows: number) => {
    if (performance.now() - said < SAY_EVERY_MS) return;
    said = performance.now();
    console.error(t('operations:work.progress', { table, rows }));
  };
  try {
    return await work({ signal: stop.signal, progress });
  } catch (cause) {
    if (stop.signal.aborted) throw new StoppedError(t(stopped));
    if (cause instanceof KeyError) throw new StartError('keys', cause);
    throw isOfSystem(cause) ? new StartError('storage', cause) : cause;
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, onSignal);
  }
}

/** What the database or the system says carries a code; a migration that failed says so in its cause. */
const isOfSystem = (cause: unknown): boolean =>
  cause instanceof Error &&
  !(cause instanceof BackupError) &&
  !(cause instanceof StartError) &&
  ('code' in cause || isOfSystem(cause.cause));

/**
 * Asks at the terminal whether to go on; without a terminal only `--yes` does.
 * @throws {UsageError} where nobody can be asked, {StoppedError} where the answer is no
 */
export async function confirm(question: string, yes: boolean, t: Translate): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY) throw new UsageError(t('operations:work.nobody_to_ask', { question }));
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl-C and Ctrl-D close the terminal without an answer.
  const closed = once(terminal, 'close').then(() => '');
  const answer = await Promise.race([terminal.question(`${question} ${t('operations:work.type_yes')} `), closed]);
  terminal.close();
  if (!/^(y|yes|是)$/i.test(answer.trim())) throw new StoppedError(t('operations:work.stopped'));
}
