/**
 * From updates to what is committed: in the order in which they came, messages between two events together. An update that is not one is left out
 * with a line in the log.
 */
import type { ChatEvent, Inbox } from '../../message/channel.ts';
import type { Incoming } from '../../message/index.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Log } from '../../shared/log.ts';
import { decode, TELEGRAM } from './decode.ts';
import type { Me } from './heard.ts';
import { updateIdOf } from './update.ts';

/** What is committed as one. */
type Step =
  | { readonly kind: 'messages'; readonly messages: readonly Incoming[] }
  | { readonly kind: 'event'; readonly event: ChatEvent };

/** Some updates, ready to be committed. */
export interface Batch {
  /** Commits what is not committed yet; where it throws, it goes on there the next time. @throws as `Inbox.take` */
  commit(inbox: Inbox): Promise<void>;
  /** Buttons that were pressed. */
  readonly pressed: readonly string[];
}

/** What reading updates needs. */
export interface IntakeParts {
  readonly account: string;
  readonly clock: Clock;
  readonly log: Log;
}

export function batchOf(updates: readonly unknown[], me: Me, { account, clock, log }: IntakeParts): Batch {
  const steps: Step[] = [];
  const pressed: string[] = [];
  let messages: Incoming[] = [];
  const now = clock.now();
  for (const update of updates) {
    const decoded = decode(update, me, account, now);
    switch (decoded.kind) {
      case 'message':
        if (messages.length === 0) steps.push({ kind: 'messages', messages });
        messages.push(decoded.incoming);
        if (decoded.pressed !== undefined) pressed.push(decoded.pressed);
        break;
      case 'event':
        steps.push({ kind: 'event', event: decoded.event });
        messages = [];
        break;
      case 'unfit':
        log.error({ channel: TELEGRAM, update: updateIdOf(update) }, 'update left out');
        break;
      case 'nothing':
        break;
    }
  }
  let done = 0;
  return {
    pressed,
    async commit(inbox) {
      for (const step of steps.slice(done)) {
        await (step.kind === 'messages' ? inbox.take(step.messages) : inbox.note(step.event));
        done++;
      }
    },
  };
}
