/**
 * From what the Bot API answers to what becomes of a message. Pure. Telegram tells its reasons in English sentences alone; those here are what its
 * server says.
 */
import { GrammyError, HttpError } from 'grammy';
import type { Reason, Sent } from '../../message/channel.ts';

/** What a sentence of Telegram's means. @param closes whether nothing at all can be written to the chat any more */
interface Refusal {
  readonly says: RegExp;
  readonly reason: Reason;
  readonly closes: boolean;
}

/** The first that fits holds. */
const REFUSALS: Readonly<Record<400 | 403, readonly Refusal[]>> = {
  400: [
    { says: /rights to send (?!text|(?:a )?messages?\b)|_(?:PHOTOS|DOCS|MEDIA)_FORBIDDEN/i, reason: 'restricted', closes: false },
    { says: /TOPIC_CLOSED|TOPIC_DELETED|message thread not found/i, reason: 'restricted', closes: false },
    { says: /message can't be (?:deleted|edited)|message to edit not found|MESSAGE_ID_INVALID/i, reason: 'past', closes: false },
    { says: /not enough rights|have no rights|need administrator rights/i, reason: 'restricted', closes: true },
    { says: /CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED|CHAT_SEND_PLAIN_FORBIDDEN/i, reason: 'restricted', closes: true },
    {
      says: /chat not found|user not found|PEER_ID_INVALID|chat was deactivated|chat was deleted/i,
      reason: 'gone',
      closes: true,
    },
  ],
  403: [
    { says: /blocked by the user/i, reason: 'blocked', closes: true },
    { says: /can't initiate conversation|messages to bots/i, reason: 'blocked', closes: true },
    { says: /deactivated/i, reason: 'deactivated', closes: true },
    { says: /chat was deleted/i, reason: 'gone', closes: true },
    { says: /kicked|not a member/i, reason: 'kicked', closes: true },
    { says: /./s, reason: 'restricted', closes: true },
  ],
};

/** A token that is not accepted is tried again after so long. */
const TOKEN_AGAIN_MS = 5 * 60_000;
/** Where Telegram asks to wait and does not say how long. */
const WAIT_MS = 5_000;

/** What an error of grammy's, or any other, says became of the message that was sent. */
export function outcomeOf(error: unknown): Sent {
  if (!(error instanceof GrammyError)) return { kind: 'again', ...breakOf(error) };
  const { error_code: code, description, parameters } = error;
  if (parameters.migrate_to_chat_id !== undefined) return { kind: 'moved', chat: String(parameters.migrate_to_chat_id) };
  if (code === 429) return { kind: 'wait', ms: waitOf(error) ?? WAIT_MS, whose: 'chat', reason: 'rate' };
  if (code === 401 || code === 404) return { kind: 'wait', ms: TOKEN_AGAIN_MS, whose: 'account', reason: 'unauthorised' };
  if (code === 400 || code === 403) {
    const { reason, closes } = REFUSALS[code].find(({ says }) => says.test(description)) ?? UNFIT;
    return { kind: 'refused', reason, closes };
  }
  if (code > 400 && code < 500) return { kind: 'refused', ...UNFIT };
  // A server that breaks while it works may have done the work.
  return { kind: 'again', reason: 'server', perhaps: true };
}

const UNFIT = { reason: 'unfit', closes: false } as const;

/** What wording a message anew came to: one that reads like that already is as it should be. */
export const editionOf = (error: unknown): Sent =>
  error instanceof GrammyError && /message is not modified/i.test(error.description) ? { kind: 'sent' } : outcomeOf(error);

/** What taking a message away came to: one that is not there any more is away, and not being allowed to closes no chat. */
export function removalOf(error: unknown): Sent {
  if (error instanceof GrammyError && /message to delete not found/i.test(error.description)) return { kind: 'sent' };
  const outcome = outcomeOf(error);
  return outcome.kind === 'refused' && outcome.reason === 'restricted' ? { ...outcome, closes: false } : outcome;
}

/** Why the connection to Telegram does not work. */
export function reasonOf(error: unknown): Reason {
  if (!(error instanceof GrammyError)) return breakOf(error).reason;
  switch (error.error_code) {
    case 401:
    case 404:
      return 'unauthorised';
    case 409:
      return 'conflict';
    case 429:
      return 'rate';
    default:
      return 'server';
  }
}

/** An error as far as a log may hold it: Telegram's answer to what is not of a person, or what broke on the way. */
export function faultOf(error: unknown): {
  readonly method?: string;
  readonly status?: number;
  readonly says?: string;
  readonly reason: Reason;
} {
  const reason = reasonOf(error);
  return error instanceof GrammyError
    ? { method: error.method, status: error.error_code, says: error.description, reason }
    : { reason };
}

/** How long Telegram asks to wait, in milliseconds. */
export const waitOf = (error: unknown): number | undefined => {
  const seconds = error instanceof GrammyError ? error.parameters.retry_after : undefined;
  return typeof seconds === 'number' && seconds >= 0 ? seconds * 1000 : undefined;
};

/** With these nothing was sent. */
const NEVER_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** What broke on the way; the error itself is shown to nobody, since it holds the address and so the token. */
function breakOf(error: unknown): { readonly reason: Reason; readonly perhaps: boolean } {
  const cause = error instanceof HttpError ? error.error : error;
  const { code, type } = (typeof cause === 'object' && cause !== null ? cause : {}) as { code?: unknown; type?: unknown };
  // A page of a proxy instead of an answer.
  if (type === 'invalid-json') return { reason: 'server', perhaps: true };
  return { reason: 'network', perhaps: !NEVER_CONNECTED.includes(String(code)) };
}
