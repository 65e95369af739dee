/**
 * Sends the calls that are due: to each webhook one after the other, to different ones side by side. What failed waits longer each time and is given
 * up after a day. A call is told at least once: a process that is killed after it was sent leaves it to be sent again, under the same number.
 */
import type { Clock } from '../shared/clock.ts';
import type { WebhookCall } from './model.ts';
import type { Post, Posted } from './post.ts';
import { signature } from './signature.ts';
import type { CallAttempt, TakenCall, WebhookStore } from './store.ts';

/** What a sender is made of. */
export interface SenderParts {
  readonly store: WebhookStore;
  readonly clock: Clock;
  /** Never throws. */
  readonly post: (call: Post) => Promise<Posted>;
}

/** Sends. */
export interface CallSender {
  /** Begins with what is due now, and does not wait for it. @throws where the store failed, now or since the last time: what was in hand is sent again */
  send(): Promise<void>;
  /** Begins nothing further and waits for what is in hand. */
  rest(): Promise<void>;
}

/** So long a call is kept from others while it is sent: longer than anybody waits for an answer. */
const HELD_MS = 60_000;
/** What failed is tried again after so long, thrice as long each time, up to the second. */
const AGAIN_MS = { first: 10_000, most: 4 * 3600 * 1000 };
/** It is given up when it is this old. */
const GIVE_UP_MS = 24 * 3600 * 1000;
/** A webhook that did not answer is left alone for so long. */
const LEFT_ALONE_MS = 30_000;

export function createCallSender({ store, clock, post }: SenderParts): CallSender {
  const inHand = new Map<string, Promise<void>>();
  const leftAlone = new Map<string, number>();
  const faults: unknown[] = [];
  const state = { isResting: false };
  const now = () => clock.now().getTime();

  async function workOff(webhook: string): Promise<void> {
    while (!state.isResting) {
      const taken = await store.take(webhook, clock.now(), new Date(now() + HELD_MS));
      if (!taken) return;
      const came = await post(posted(taken, clock.now()));
      await store.note(taken.call, attemptOf(came, taken.call, clock.now()));
      if ('status' in came) continue;
      leftAlone.set(webhook, now() + LEFT_ALONE_MS);
      return;
    }
  }

  return {
    async send() {
      state.isResting = false;
      for (const webhook of await store.due(clock.now())) {
        if (inHand.has(webhook) || (leftAlone.get(webhook) ?? 0) > now()) continue;
        const work = workOff(webhook)
          .catch((error: unknown) => void faults.push(error))
          .finally(() => inHand.delete(webhook));
        inHand.set(webhook, work);
      }
      const [fault] = faults.splice(0);
      if (fault !== undefined) throw fault;
    },
    async rest() {
      state.isResting = true;
      await Promise.all(inHand.values());
    },
  };
}

/** A call as it is sent: the same body each time, signed for this attempt. */
function posted({ call, url, secret }: TakenCall, at: Date): Post {
  const { id, event, data } = call;
  const body = `{"id":${id},"event":${JSON.stringify(event)},"at":"${call.at.toISOString()}","data":${data}}`;
  return {
    url,
    body,
    headers: { 'Anjia-Event': event, 'Anjia-Delivery': String(id), 'Anjia-Signature': signature(secret, body, at) },
  };
}

/** What is made of what came back. */
function attemptOf(came: Posted, { attempts, at }: WebhookCall, now: Date): CallAttempt {
  if ('status' in came && came.status >= 200 && came.status < 300) return { doneAt: now, status: came.status };
  const failed: CallAttempt = 'status' in came ? { fault: 'status', status: came.status } : { fault: came.fault };
  const dueAt = new Date(now.getTime() + Math.min(AGAIN_MS.first * 3 ** (attempts - 1), AGAIN_MS.most));
  return dueAt.getTime() - at.getTime() > GIVE_UP_MS ? failed : { ...failed, dueAt };
}
