/**
 * Receives what people send: knows itself first, then fetches updates or has them sent to a hook, and tells how the account is. An update is
 * confirmed to Telegram only once it is committed.
 */
import type { RawApi } from 'grammy';
import type { Wordbook } from '../../language/i18n.ts';
import type { AccountState, Inbox } from '../../message/channel.ts';
import { traceOf } from '../../shared/log.ts';
import { sleep, untilDone } from './again.ts';
import { registerCommands } from './commands.ts';
import { TELEGRAM } from './decode.ts';
import type { Me } from './heard.ts';
import { type Batch, batchOf, type IntakeParts } from './intake.ts';
import { faultOf, reasonOf, waitOf } from './outcome.ts';
import { asSignal } from './signal.ts';
import { ALLOWED_UPDATES, updateIdOf } from './update.ts';

/** What a receiver is made of. */
export interface ReceiverParts extends IntakeParts {
  readonly api: RawApi;
  /** The same for requests that Telegram answers late on purpose. */
  readonly patientApi: RawApi;
  readonly wordbook: Wordbook;
  /** Where updates are sent to; without it they are fetched. */
  readonly webhook?: { readonly url: string; readonly secret: string } | undefined;
}

/** Receives between `start` and `stop`. */
export interface Receiver {
  /** The bot, once it is known. */
  readonly me: Me | undefined;
  start(inbox: Inbox): void;
  /** Ends at once; what is being committed is waited for. */
  stop(): Promise<void>;
  /** Commits what was sent to the hook. @returns false where nothing is received now @throws as `Inbox.take` */
  take(update: unknown): Promise<boolean>;
  /** Something else was told by Telegram of the account. */
  tell(state: AccountState): Promise<void>;
}

/** Telegram holds a request for so long where there is nothing new. */
export const POLL_SECONDS = 30;
/** As many updates as Telegram gives at once. */
const MOST_UPDATES = 100;
/** A server that does not hold requests is asked again after so long. */
const BETWEEN_EMPTY_MS = 250;
/** Telegram is told of a button that was pressed within so long, or not at all. */
const ANSWER_WITHIN_MS = 3_000;
/** The connection breaks now and then: only at so many failures in a row is that told. */
const TOLD_AT = 2;

export function createReceiver(parts: ReceiverParts): Receiver {
  const { api, patientApi, wordbook, webhook, log } = parts;
  let me: Me | undefined;
  let running: { readonly inbox: Inbox; readonly ending: AbortController; work: Promise<unknown> } | undefined;
  let told = '';
  /** Buttons of which Telegram is being told. */
  const answers = new Set<Promise<unknown>>();

  async function tell(state: AccountState): Promise<void> {
    const now = JSON.stringify(state);
    if (!running || told === now) return;
    try {
      await running.inbox.state(state);
      told = now;
    } catch (error) {
      log.error(traceOf(error), 'account not noted');
    }
  }

  const failed = async (error: unknown, failures: number): Promise<number | undefined> => {
    const reason = reasonOf(error);
    const isClear = reason === 'unauthorised' || reason === 'conflict';
    if (failures === (isClear ? 1 : TOLD_AT)) log.error({ channel: TELEGRAM, ...faultOf(error) }, 'not connected');
    if (isClear || failures >= TOLD_AT) await tell({ kind: 'offline', reason });
    return waitOf(error);
  };

  async function run(inbox: Inbox, signal: AbortSignal): Promise<void> {
    me = await untilDone(async () => meOf(await api.getMe(asSignal(signal))), signal, failed);
    if (!me) return;
    const menu = untilDone(
      () => registerCommands(api, wordbook, signal),
      signal,
      async error => waitOf(error),
    );
    const set = webhook
      ? () =>
          api.setWebhook({ url: webhook.url, secret_token: webhook.secret, allowed_updates: ALLOWED_UPDATES }, asSignal(signal))
      : () => api.deleteWebhook({}, asSignal(signal));
    await untilDone(set, signal, failed);
    if (webhook) await tell({ kind: 'online' });
    else await poll(inbox, me, signal);
    await menu;
  }

  async function poll(inbox: Inbox, self: Me, signal: AbortSignal): Promise<void> {
    let offset = 0;
    while (!signal.aborted) {
      const asked = performance.now();
      const updates = await untilDone(() => next(offset, signal), signal, failed);
      if (!updates) return;
      await tell({ kind: 'online' });
      const batch = batchOf(updates, self, parts);
      const isDone = await untilDone(
        () => commit(batch, inbox),
        signal,
        async error => {
          log.error(traceOf(error), 'updates not committed');
          return undefined;
        },
      );
      if (!isDone) return;
      const after = Math.max(offset, ...updates.map(update => (updateIdOf(update) ?? -1) + 1));
      if (after === offset && performance.now() - asked < BETWEEN_EMPTY_MS) await sleep(BETWEEN_EMPTY_MS, signal);
      offset = after;
    }
  }

  async function next(offset: number, signal: AbortSignal): Promise<readonly unknown[]> {
    const asked = { limit: MOST_UPDATES, timeout: POLL_SECONDS, allowed_updates: ALLOWED_UPDATES };
    const updates: unknown = await patientApi.getUpdates({ ...asked, ...(offset > 0 ? { offset } : {}) }, asSignal(signal));
    if (!Array.isArray(updates)) throw new TypeError('no updates');
    return updates;
  }

  async function commit(batch: Batch, inbox: Inbox): Promise<boolean> {
    await batch.commit(inbox);
    for (const id of batch.pressed) {
      const answer = answerPress(id);
      answers.add(answer);
      void answer.finally(() => answers.delete(answer));
    }
    return true;
  }

  /** Telegram shows a button as pressed until it is told; that it is told too late hurts nobody. */
  const answerPress = (id: string): Promise<unknown> =>
    api.answerCallbackQuery({ callback_query_id: id }, asSignal(AbortSignal.timeout(ANSWER_WITHIN_MS))).catch(() => undefined);

  return {
    get me() {
      return me;
    },
    start(inbox) {
      const ending = new AbortController();
      told = '';
      running = { inbox, ending, work: Promise.resolve() };
      running.work = run(inbox, ending.signal).catch((error: unknown) => log.error(traceOf(error), 'channel failed'));
    },
    async stop() {
      const stopping = running;
      running = undefined;
      stopping?.ending.abort();
      await stopping?.work;
      await Promise.all(answers);
    },
    async take(update) {
      if (!running || !me) return false;
      return commit(batchOf([update], me, parts), running.inbox);
    },
    tell,
  };
}

function meOf({ id, username }: { readonly id: number; readonly username?: string }): Me {
  if (typeof id !== 'number' || typeof username !== 'string') throw new TypeError('no bot');
  return { id, username };
}
