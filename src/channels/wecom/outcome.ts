/**
 * What a webhook's answer means for the message: whether it was shown, may be tried again, or never will be.
 */
import type { Sent } from '../../message/channel.ts';
import type { Answer } from './webhook.ts';

const UNFIT: Sent = { kind: 'refused', reason: 'unfit', closes: false };
const BUSY: Sent = { kind: 'again', reason: 'server', perhaps: false };
/** Limits are of a minute. */
const SLOWER: Sent = { kind: 'wait', ms: 60_000, whose: 'chat', reason: 'rate' };
const GONE: Sent = { kind: 'refused', reason: 'kicked', closes: true };
const UNAUTHORISED: Sent = { kind: 'refused', reason: 'unauthorised', closes: true };

/** The platform's numbers, as its list of error codes (全局错误码) has them. */
const BY_ERRCODE: ReadonlyMap<number, Sent> = new Map<number, Sent>([
  [0, { kind: 'sent' }],
  // The system is busy.
  [-1, BUSY],
  // No credential, or not one that it knows.
  [40001, UNAUTHORISED],
  [40014, UNAUTHORISED],
  // Called too often, or too often at once.
  [45009, SLOWER],
  [45033, SLOWER],
  // The address is not, or no longer, that of a robot: it was taken out of its group.
  [93000, GONE],
  [93008, GONE],
  // The robot was switched off.
  [93004, { kind: 'refused', reason: 'restricted', closes: true }],
]);

/** What became of a message. */
export function outcomeOf(answer: Answer): Sent {
  if (answer.kind === 'silent') return { kind: 'again', reason: 'network', perhaps: answer.perhaps };
  const { status, errcode } = answer;
  if (status === 429) return SLOWER;
  if (status >= 500 || errcode === undefined) return { kind: 'again', reason: 'server', perhaps: true };
  // Numbers from 40000 on say that the message is wrong, whatever it is; others that something is wrong over there.
  return BY_ERRCODE.get(errcode) ?? (errcode >= 40_000 && errcode < 50_000 ? UNFIT : BUSY);
}
