/**
 * One delivery through its channel, step by step, from the step that was not taken yet: what it takes away or words anew first, then what it says.
 */
import type { Channel, Part, Reason, Sent } from '../message/channel.ts';
import { partsOf } from '../message/parts.ts';
import type { Attempt, Delivery } from './store.ts';

/** What came of an attempt. */
export interface Delivered {
  readonly attempt: Attempt;
  /** What the platform said where it did not take a part; nothing where it took all, or the pace kept the rest back. */
  readonly stoppedBy?: Exclude<Sent, { kind: 'sent' }> | undefined;
}

type Step = () => Promise<Sent>;

const NOT_ASKED: readonly Reason[] = ['unable', 'past'];

const UNABLE: Sent = { kind: 'refused', reason: 'unable', closes: false };

/** @param mayGoOn whether one more part may be sent now: each is a message of its own. The first is not asked for */
export async function deliver(one: Delivery, channel: Channel, mayGoOn: () => boolean): Promise<Delivered> {
  const { outgoing } = one;
  const changing = changesOf(one, channel);
  const saying = changing.length === 0 || outgoing.otherwise === 'say' ? wordsOf(one, channel) : [];
  const sentAs = [...one.sentAs];
  let { parts } = one;
  let taken = 0;
  const attempt = (state: Attempt['state'], stoppedBy?: Delivered['stoppedBy']): Delivered => {
    const doubtful = one.doubtful || (stoppedBy?.kind === 'again' && stoppedBy.perhaps);
    const reason = stoppedBy && 'reason' in stoppedBy ? stoppedBy.reason : undefined;
    return { attempt: { id: one.id, state, parts, sentAs, doubtful, reason }, stoppedBy };
  };
  /** Takes the steps that are left. @returns what stopped them, `paced` where the pace did; nothing where all were taken */
  const take = async (steps: readonly Step[]): Promise<Delivered['stoppedBy'] | 'paced'> => {
    for (const step of steps) {
      if (taken++ > 0 && !mayGoOn()) return 'paced';
      const sent = await step();
      // What the platform was not even asked for does not count.
      if (sent.kind === 'refused' && NOT_ASKED.includes(sent.reason)) taken--;
      if (sent.kind !== 'sent') return sent;
      parts++;
      if (sent.id !== undefined) sentAs.push(sent.id);
    }
    return undefined;
  };
  const ended = (by: Delivered['stoppedBy'] | 'paced'): Delivered =>
    by === 'paced' ? attempt('waiting') : attempt(by === undefined ? 'sent' : by.kind === 'refused' ? 'failed' : 'waiting', by);

  if (parts < changing.length) {
    const by = await take(changing.slice(parts));
    const mayBeSaid = by !== undefined && by !== 'paced' && by.kind === 'refused' && !by.closes && saying.length > 0;
    if (!mayBeSaid) return ended(by);
    // From here on it is being said: the steps before count as taken.
    parts = changing.length;
  }
  return ended(await take(saying.slice(parts - changing.length)));
}

/** What it takes away, or words anew; what is left of the old message then goes. */
function changesOf({ outgoing, to: { chat } }: Delivery, channel: Channel): readonly Step[] {
  const { removes = [], replaces = [] } = outgoing;
  const removal = (message: string) => async () => channel.remove?.(chat, message) ?? UNABLE;
  if (removes.length > 0) return removes.map(removal);
  if (replaces.length === 0) return [];
  const texts = partsOf(outgoing, channel.limits);
  const words = texts.map((part, i): Step => {
    const message = replaces[i];
    // A text that does not fit in as many messages is said anew.
    return async () => (message === undefined ? UNABLE : keeping(message, (await channel.edit?.(chat, message, part)) ?? UNABLE));
  });
  return [...words, ...replaces.slice(texts.length).map(removal)];
}

/** A message that is worded anew is known by what it was known by. */
const keeping = (message: string, sent: Sent): Sent => (sent.kind === 'sent' ? { kind: 'sent', id: message } : sent);

function wordsOf(
  { outgoing, to: { chat, person }, kind, thread, replyTo, parts: before }: Delivery,
  channel: Channel,
): readonly Step[] {
  return partsOf(outgoing, channel.limits).map(
    (part: Part, i): Step =>
      async () => {
        // A part of blanks shows nothing, and no platform takes it.
        if (part.text.trim() === '' && !part.file) return { kind: 'sent' };
        return channel.send({ chat, kind, person, thread, replyTo: i === 0 && before === 0 ? replyTo : undefined }, part);
      },
  );
}
