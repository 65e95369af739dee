/**
 * Updates on their way to the bot: kept until they are confirmed, fetched by long polling or posted to a webhook, some of them twice.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { conflict } from './refusal.ts';
import type { ApiNews, ApiUpdate } from './shapes.ts';

/** What `getUpdates` asks for. */
export interface Poll {
  /** Updates before it are confirmed; a negative one counts from the end. */
  readonly offset: number;
  readonly limit: number;
  readonly timeoutMs: number;
}

export interface Webhook {
  readonly url: string;
  readonly secret: string | undefined;
}

export interface Updates {
  /** Numbers an update and lets the bot know. */
  push(news: ApiNews): ApiUpdate;
  /**
   * Updates that are not confirmed; it waits for one as long as it is asked to.
   * @throws {Refusal} 409 where a webhook is set, and where another poll takes its place
   */
  poll(poll: Poll, gone: AbortSignal): Promise<readonly ApiUpdate[]>;
  setWebhook(webhook: Webhook | undefined): void;
  /** Only these kinds are sent; none: those that are sent by default. */
  allow(kinds: readonly string[]): void;
  drop(): void;
  readonly webhook: Webhook | undefined;
  /** Those that wait to be confirmed. */
  readonly waiting: number;
  /** How often an update went out once more than it had to. */
  readonly doubled: number;
  stop(): void;
}

/** Sent only to those who ask for them by name. */
const NOT_BY_DEFAULT = new Set(['chat_member']);
/** After a webhook that did not take an update. */
const AGAIN_AFTER_MS = 50;

/** @param isTwice decides whether an update goes out twice */
export function createUpdates(isTwice: () => boolean): Updates {
  let pending: ApiUpdate[] = [];
  /** Confirmed, and yet to be sent once more. */
  let repeated: ApiUpdate[] = [];
  const decided = new Map<number, 'at once' | 'later'>();
  let next = 500_001;
  let allowed: readonly string[] = [];
  let webhook: Webhook | undefined;
  let doubled = 0;
  let stopped = false;
  let posting = false;
  /** The poll that waits. */
  let poller: { readonly wake: () => void; readonly oust: () => void } | undefined;

  const isWanted = (news: ApiNews): boolean =>
    Object.keys(news).every(kind => (allowed.length > 0 ? allowed.includes(kind) : !NOT_BY_DEFAULT.has(kind)));

  function confirm(offset: number): void {
    const from = offset < 0 ? (pending.at(offset)?.update_id ?? pending[0]?.update_id ?? 0) : offset;
    const isLast = pending.findIndex(({ update_id }) => update_id >= from);
    const confirmed = pending.splice(0, isLast < 0 ? pending.length : isLast);
    for (const update of confirmed) {
      if (decided.get(update.update_id) === 'later') repeated.push(update);
      decided.delete(update.update_id);
    }
  }

  function batch(limit: number): readonly ApiUpdate[] {
    const again = repeated.splice(0, limit);
    const fresh = pending.slice(0, limit - again.length);
    doubled += again.length;
    return [
      ...again,
      ...fresh.flatMap(update => {
        const isAtOnce = decided.get(update.update_id) === 'at once';
        if (!isAtOnce) return [update];
        decided.delete(update.update_id);
        doubled++;
        return [update, update];
      }),
    ];
  }

  const isEmpty = () => pending.length + repeated.length === 0;
  /** Where something is to be posted to. */
  const due = (): Webhook | undefined => (stopped || isEmpty() ? undefined : webhook);

  async function post(): Promise<void> {
    if (posting) return;
    posting = true;
    for (let to = due(); to; to = due()) {
      const { url, secret } = to;
      for (const update of batch(1)) {
        const isTaken = await postTo(url, secret, update);
        if (isTaken) confirm(update.update_id + 1);
        else await pause(AGAIN_AFTER_MS);
      }
    }
    posting = false;
  }

  function tell(): void {
    poller?.wake();
    if (webhook) void post();
  }

  return {
    push(news) {
      const update: ApiUpdate = { update_id: next++, ...news };
      if (!isWanted(news)) return update;
      pending.push(update);
      if (isTwice()) decided.set(update.update_id, update.update_id % 2 === 0 ? 'at once' : 'later');
      tell();
      return update;
    },
    async poll({ offset, limit, timeoutMs }, gone) {
      if (webhook)
        throw conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
      poller?.oust();
      if (offset !== 0) confirm(offset);
      const until = Date.now() + timeoutMs;
      const isOver = () => stopped || gone.aborted || Date.now() >= until;
      while (isEmpty() && !isOver()) {
        const isOusted = await new Promise<boolean>(resolve => {
          const end = (ousted: boolean) => {
            clearTimeout(timer);
            gone.removeEventListener('abort', leave);
            if (poller === mine) poller = undefined;
            resolve(ousted);
          };
          const leave = () => end(false);
          const mine = { wake: () => end(false), oust: () => end(true) };
          const timer = setTimeout(leave, until - Date.now());
          gone.addEventListener('abort', leave);
          poller = mine;
        });
        if (isOusted) throw conflict('terminated by other getUpdates request; make sure that only one bot instance is running');
      }
      return gone.aborted ? [] : batch(limit);
    },
    setWebhook(to) {
      webhook = to;
      poller?.oust();
      tell();
    },
    allow(kinds) {
      allowed = kinds;
    },
    drop() {
      pending = [];
      repeated = [];
      decided.clear();
    },
    get webhook() {
      return webhook;
    },
    get waiting() {
      return pending.length + repeated.length;
    },
    get doubled() {
      return doubled;
    },
    stop() {
      stopped = true;
      poller?.wake();
    },
  };
}

/** @returns whether the webhook took it */
async function postTo(url: string, secret: string | undefined, update: ApiUpdate): Promise<boolean> {
  const headers = { 'content-type': 'application/json', ...(secret ? { 'x-telegram-bot-api-secret-token': secret } : {}) };
  try {
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(update) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
