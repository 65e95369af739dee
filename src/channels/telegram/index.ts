/**
 * Telegram: what the Bot API sends becomes an `Incoming`, what is said becomes its messages, and its errors outcomes. What is answered, when it is
 * sent, and what is kept is left to the rooms inside.
 */
import { Api } from 'grammy';
import type { Hook } from '../../http/index.ts';
import type { Wordbook } from '../../language/i18n.ts';
import type { Channel, Sent } from '../../message/channel.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Log } from '../../shared/log.ts';
import { TELEGRAM } from './decode.ts';
import { editMessage } from './edit.ts';
import { fetchFile, sendFile } from './files.ts';
import { LIMITS, PACE } from './limits.ts';
import { editionOf, outcomeOf, removalOf } from './outcome.ts';
import { createReceiver, POLL_SECONDS } from './receiver.ts';
import { whereOf, wordsOf } from './render.ts';

/** What the channel is made of. */
export interface TelegramParts {
  /** As @BotFather gave it. */
  readonly token: string;
  /** Where the Bot API is, without a stroke at its end. */
  readonly api: string;
  /** Updates are sent to `publicUrl`, with the secret; without it they are fetched. */
  readonly webhook?: { readonly publicUrl: string; readonly secret: string } | undefined;
  readonly wordbook: Wordbook;
  readonly clock: Clock;
  readonly log: Log;
}

/** The channel, with the address that the web server is to serve for it. */
export interface Telegram extends Channel {
  readonly hook?: Hook | undefined;
}

/** A request that is not answered within so many seconds is given up. */
const ANSWER_SECONDS = 30;
/** Where Telegram sends updates. */
const HOOK_PATH = '/hooks/telegram';
/** What carries the secret. */
const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

/** Makes the channel; nothing is connected before `start`. */
export function createTelegram({ token, api: root, webhook, wordbook, clock, log }: TelegramParts): Telegram {
  const account = token.slice(0, token.indexOf(':'));
  const apiWithin = (seconds: number) => new Api(token, { apiRoot: root, timeoutSeconds: seconds }).raw;
  const api = apiWithin(ANSWER_SECONDS);
  const receiver = createReceiver({
    api,
    patientApi: apiWithin(ANSWER_SECONDS + POLL_SECONDS),
    account,
    wordbook,
    clock,
    log,
    webhook: webhook && { url: webhook.publicUrl + HOOK_PATH, secret: webhook.secret },
  });

  /** What comes of a request; what it tells of the account is told on. */
  const outcome = async (request: () => Promise<Sent>, ofError: (error: unknown) => Sent): Promise<Sent> => {
    try {
      const sent = await request();
      if (webhook) await receiver.tell({ kind: 'online' });
      return sent;
    } catch (error) {
      const became = ofError(error);
      if (became.kind === 'wait' && became.reason === 'unauthorised')
        await receiver.tell({ kind: 'offline', reason: 'unauthorised' });
      return became;
    }
  };

  return {
    name: TELEGRAM,
    account,
    limits: LIMITS,
    pace: PACE,
    async start(inbox) {
      receiver.start(inbox);
    },
    quiet: () => receiver.stop(),
    stop: () => receiver.stop(),
    send: (to, part) =>
      outcome(async () => {
        const [where, words] = [whereOf(to), wordsOf(part)];
        const id = part.file
          ? await sendFile(api, where, words, part.file)
          : (await api.sendMessage({ ...where, ...words, link_preview_options: { is_disabled: true } })).message_id;
        return { kind: 'sent', id: String(id) };
      }, outcomeOf),
    edit: (chat, message, part) =>
      outcome(async () => {
        await editMessage(api, { chat_id: Number(chat), message_id: Number(message) }, part);
        return { kind: 'sent', id: message };
      }, editionOf),
    remove: (chat, message) =>
      outcome(async () => {
        await api.deleteMessage({ chat_id: Number(chat), message_id: Number(message) });
        return { kind: 'sent' };
      }, removalOf),
    fetch: (attachment, most) => fetchFile({ api, root, token }, attachment, most),
    get privateLink() {
      const { me } = receiver;
      return me && ((pass: string) => `https://t.me/${me.username}?start=${encodeURIComponent(pass)}`);
    },
    hook: webhook && {
      path: HOOK_PATH,
      secret: { header: SECRET_HEADER, value: webhook.secret },
      take: async update => ((await receiver.take(update)) ? 'taken' : 'later'),
    },
  };
}
