/**
 * A channel whose platform is the test: it says what becomes of each part, and sees what was sent.
 */
import type { Channel, Destination, Inbox, Part, Sent } from '../../src/message/channel.ts';

/** One part as it was sent. */
export interface SentPart {
  readonly to: Destination;
  readonly text: string;
  readonly part: Part;
}

export interface TestChannel extends Channel {
  /** What was sent, in its order; what was refused too. */
  readonly sent: readonly SentPart[];
  readonly texts: readonly string[];
  readonly removed: readonly string[];
  /** What the platform hands in; there once the channel was started. */
  readonly inbox: Inbox;
  readonly isStarted: boolean;
  /** What becomes of parts from now on. Default: they are sent. */
  answer: (to: Destination, part: Part, time: number) => Sent | Promise<Sent>;
}

export function testChannel(over: Partial<Channel> = {}): TestChannel {
  const sent: SentPart[] = [];
  const removed: string[] = [];
  let inbox: Inbox | undefined;
  let isStarted = false;
  const channel: TestChannel = {
    name: 'telegram',
    account: '1',
    limits: { text: 4096, unit: 'utf16', buttons: true, files: true },
    pace: { rules: [], atOnce: 10 },
    sent,
    removed,
    get texts() {
      return sent.map(({ text }) => text);
    },
    get inbox() {
      if (!inbox) throw new Error('the channel was not started');
      return inbox;
    },
    get isStarted() {
      return isStarted;
    },
    answer: () => ({ kind: 'sent', id: `m${sent.length}` }),
    async start(given) {
      inbox = given;
      isStarted = true;
    },
    async stop() {
      isStarted = false;
    },
    async send(to, part) {
      sent.push({ to, text: part.text, part });
      return channel.answer(to, part, sent.length);
    },
    async remove(_, message) {
      removed.push(message);
      return { kind: 'sent' };
    },
    ...over,
  };
  return channel;
}
