/**
 * One delivery through its channel, part by part, from the part that was not sent yet.
 */
import type { Channel, Part, Sent } from '../message/channel.ts';
import { partsOf } from '../message/parts.ts';
import type { Attempt, Delivery } from './store.ts';

/** What came of an attempt. */
export interface Delivered {
  readonly attempt: Attempt;
  /** What the platform said where it did not take a part; nothing where it took all, or the pace kept the rest back. */
  readonly stoppedBy?: Exclude<Sent, { kind: 'sent' }> | undefined;
}

/** @param mayGoOn whether one more part may be sent now: each is a message of its own. The first is not asked for */
export async function deliver(one: Delivery, channel: Channel, mayGoOn: () => boolean): Promise<Delivered> {
  const { outgoing } = one;
  const all: readonly Part[] = outgoing.removes === undefined ? partsOf(outgoing, channel.limits) : [{ text: '' }];
  const sentAs = [...one.sentAs];
  let { parts } = one;
  const attempt = (state: Attempt['state'], stoppedBy?: Delivered['stoppedBy']): Delivered => {
    const doubtful = one.doubtful || (stoppedBy?.kind === 'again' && stoppedBy.perhaps);
    const reason = stoppedBy && 'reason' in stoppedBy ? stoppedBy.reason : undefined;
    return { attempt: { id: one.id, state, parts, sentAs, doubtful, reason }, stoppedBy };
  };
  for (const [i, part] of all.slice(parts).entries()) {
    if (i > 0 && !mayGoOn()) return attempt('waiting');
    const sent = await sendPart(one, channel, part, parts === 0);
    if (sent.kind !== 'sent') return attempt(sent.kind === 'refused' ? 'failed' : 'waiting', sent);
    parts++;
    if (sent.id !== undefined) sentAs.push(sent.id);
  }
  return attempt('sent');
}

async function sendPart(
  { outgoing, to: { chat, person }, kind, thread, replyTo }: Delivery,
  channel: Channel,
  part: Part,
  isFirst: boolean,
): Promise<Sent> {
  if (outgoing.removes !== undefined)
    return channel.remove?.(chat, outgoing.removes) ?? { kind: 'refused', reason: 'unable', closes: false };
  // A part of blanks shows nothing, and no platform takes it.
  if (part.text.trim() === '' && !part.file) return { kind: 'sent' };
  return channel.send({ chat, kind, person, thread, replyTo: isFirst ? replyTo : undefined }, part);
}
