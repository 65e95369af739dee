/**
 * Takes messages of the account's own back, as long as WeChat lets one. Only what this process sent can be: nothing else is as new.
 */
import type { Sent } from '../../message/channel.ts';
import type { Clock } from '../../shared/clock.ts';
import { outcomeOf } from './outcome.ts';
import { inTime, type Puppet } from './session.ts';

/** Knows what was sent lately. */
export interface Recall {
  /** @param id what the message is called @param all the messages of WeChat that it came to */
  remember(id: string, all: readonly string[]): void;
  /** Never throws. */
  take(puppet: Puppet, id: string): Promise<Sent>;
}

/** WeChat's own limit. */
const WITHIN_MS = 2 * 60_000;
const ANSWER_WITHIN_MS = 30_000;

const PAST: Sent = { kind: 'refused', reason: 'past', closes: false };

export function createRecall(clock: Clock): Recall {
  /** Oldest first. */
  const lately = new Map<string, { readonly all: readonly string[]; readonly at: number }>();
  const forget = () => {
    for (const [id, { at }] of lately) {
      if (clock.now().getTime() - at <= WITHIN_MS) break;
      lately.delete(id);
    }
  };
  return {
    remember(id, all) {
      forget();
      lately.delete(id);
      lately.set(id, { all, at: clock.now().getTime() });
    },
    async take(puppet, id) {
      forget();
      const sent = lately.get(id);
      if (!sent) return PAST;
      for (const one of sent.all) {
        const outcome = await recalled(puppet, one);
        if (outcome.kind !== 'sent') return outcome;
      }
      lately.delete(id);
      return { kind: 'sent' };
    },
  };
}

/** There is no time to try for long: what the puppet does not take back stays. Not being let to closes no chat. */
async function recalled(puppet: Puppet, message: string): Promise<Sent> {
  try {
    return (await inTime(puppet.messageRecall(message), ANSWER_WITHIN_MS)) ? { kind: 'sent' } : PAST;
  } catch (error) {
    const outcome = outcomeOf(error);
    if (outcome.kind === 'refused') return { ...outcome, reason: outcome.reason === 'unable' ? 'unable' : 'past', closes: false };
    return outcome.kind === 'again' && outcome.reason === 'server' ? PAST : outcome;
  }
}
