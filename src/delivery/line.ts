/**
 * One account of a channel, held by one process at a time: whoever holds it receives and sends; the others wait until it is let go, or its holder
 * is gone.
 */
import type { Channel, Inbox } from '../message/channel.ts';
import { createSender, type SenderParts } from './sender.ts';
import type { AccountKey, DeliveryStore } from './store.ts';

/** What a line is made of. */
export interface LineParts extends Omit<SenderParts, 'store'> {
  readonly store: DeliveryStore;
  /** Calls the work whenever something new may be due. */
  readonly onPosted: (work: (account: AccountKey) => void) => void;
  readonly inbox: Inbox;
  /** Whether a holder is certainly gone, so that its time need not be waited for. */
  readonly isDead: (holder: string) => boolean;
  /** Answers what an earlier holder left. */
  readonly resume: () => Promise<void>;
}

/** An account that is worked by whoever holds it. */
export interface Line {
  readonly channel: Channel;
  /** Whether this process holds it. */
  readonly isOurs: boolean;
  /** Takes the account as soon as it is free, and works it. */
  start(): Promise<void>;
  /** Stops receiving; what waits is still sent. */
  quiet(): Promise<void>;
  /** Finishes what waits to be sent at once, and lets the account go. */
  stop(): Promise<void>;
}

/** Nobody else takes an account within this time of its holder's last sign. */
const LEASE_MS = 10_000;
const RENEW_EVERY_MS = 3_000;

export function createLine(parts: LineParts): Line {
  const { channel, store, clock, holder, onPosted, inbox, isDead, resume, onFault } = parts;
  const account: AccountKey = { channel: channel.name, account: channel.account };
  const sender = createSender(parts);
  let isOurs = false;
  let stopped = true;
  let timer: NodeJS.Timeout | undefined;
  let renewing: Promise<void> = Promise.resolve();
  onPosted(to => {
    if (isOurs && to.channel === account.channel && to.account === account.account) sender.wake();
  });

  async function renew(): Promise<void> {
    try {
      const now = clock.now();
      const lease = await store.lease(account, holder, new Date(now.getTime() + LEASE_MS), now, isDead);
      if (lease.isOurs && !isOurs) {
        isOurs = true;
        await sender.start();
        await resume();
        await channel.start(inbox);
      } else if (!lease.isOurs && isOurs) await letGo();
    } catch (error) {
      onFault(error);
    }
    if (stopped) return;
    timer = setTimeout(() => {
      renewing = renew();
    }, RENEW_EVERY_MS);
  }

  async function letGo(): Promise<void> {
    await sender.stop();
    isOurs = false;
    await channel.stop();
  }

  return {
    channel,
    get isOurs() {
      return isOurs;
    },
    async start() {
      stopped = false;
      await renew();
    },
    async quiet() {
      if (isOurs) await channel.quiet?.();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await renewing;
      clearTimeout(timer);
      if (!isOurs) return;
      await letGo();
      await store.release(account, holder);
    },
  };
}
