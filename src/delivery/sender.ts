/**
 * Sends what is due through one account: the most urgent first, each chat in its order, many chats side by side, no faster than the platform
 * likes. What is being sent is on disk before it is sent, so that a killed process leaves nothing unknown.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Channel, Sent } from '../message/channel.ts';
import type { Clock } from '../shared/clock.ts';
import { type Delivered, deliver } from './deliver.ts';
import { createPacer, type Pacer } from './pace.ts';
import { type AccountKey, type Attempt, type Delivery, type DeliveryStore, isUnasked } from './store.ts';

/** What a sender is made of. */
export interface SenderParts {
  readonly channel: Channel;
  readonly store: DeliveryStore;
  readonly clock: Clock;
  /** Names this process to the others. */
  readonly holder: string;
  /** Until when a chat is not to be disturbed by what nobody asked for; nothing where it may be now. */
  readonly quietUntil: (delivery: Delivery, now: Date) => Promise<Date | undefined>;
  /** From 0 to 1. */
  readonly chance: () => number;
  /** Told of every attempt. */
  readonly onAttempt: (delivery: Delivery, attempt: Attempt) => void;
  /** Told where the store failed; it is tried again. */
  readonly onFault: (error: unknown) => void;
}

/** Sends until it is stopped. */
export interface Sender {
  /** What was sent before counts for the pace; what a killed process was sending is sent again. */
  start(): Promise<void>;
  /** Something new may be due. */
  wake(): void;
  /** Waits for what is being sent, and notes it. */
  stop(): Promise<void>;
}

/** What is due later, or comes from another process, is looked for so often. */
const LOOK_EVERY_MS = 500;
/** While messages are being sent, so long is waited for more that end. */
const GATHER_MS = 5;
/** After a fault of the store. */
const AFTER_FAULT_MS = 1_000;
/** So long replies are still sent once it is to stop. */
const FINISH_WITHIN_MS = 3_000;
/** What the platform could not take is tried again after so long, twice as long each time, up to the second. */
const AGAIN_MS = { first: 1_000, most: 60_000 };
/** It is given up when it is this old. */
const GIVE_UP_MS = 24 * 3600 * 1000;

export function createSender(parts: SenderParts): Sender {
  const { channel, store, clock, holder, quietUntil, chance, onAttempt, onFault } = parts;
  const account: AccountKey = { channel: channel.name, account: channel.account };
  let pacer: Pacer = createPacer(channel.pace);
  /** Chats that are being written to. */
  const busy = new Map<string, Promise<void>>();
  /** Chats that wait, and until when. */
  const held = new Map<string, number>();
  /** The new ids of chats that were moved while something was sent there. */
  const movedTo = new Map<number, string>();
  /** Chats to which what nobody asked for goes more slowly. */
  const paced = new Map<string, number>();
  let accountHeld = 0;
  let ended: Attempt[] = [];
  let stopping = false;
  let wakeUp = () => {};
  let awake = false;
  let loop: Promise<void> = Promise.resolve();

  const now = () => clock.now().getTime();

  async function run(): Promise<void> {
    const isOver = () => stopping;
    while (!isOver()) {
      awake = false;
      let next = LOOK_EVERY_MS;
      try {
        next = await step();
      } catch (error) {
        onFault(error);
        await pause(AFTER_FAULT_MS);
      }
      if (!awake && !isOver() && next > 0) await sleep(next);
      // What ends nearly at the same time is noted with one flush to the disk.
      if (!isOver() && busy.size > 0) await pause(GATHER_MS);
    }
    await finish();
  }

  /** Replies that wait are still sent, for a while; what is being sent is always noted. */
  async function finish(): Promise<void> {
    const until = performance.now() + FINISH_WITHIN_MS;
    try {
      while (performance.now() < until) {
        const hasBegun = (await step()) === 0;
        if (!hasBegun && busy.size === 0) break;
        if (!hasBegun) await Promise.race(busy.values());
      }
      await Promise.all(busy.values());
      await flush([]);
    } catch (error) {
      // The next process takes up what was not noted.
      onFault(error);
    }
  }

  /** Notes what ended, and begins what may go. @returns milliseconds until there may be more to do */
  async function step(): Promise<number> {
    // What waits again comes before what was posted after it.
    if (ended.some(({ state }) => state === 'waiting')) await flush([]);
    const at = now();
    for (const waits of [held, paced]) for (const [chat, until] of waits) if (until <= at) waits.delete(chat);
    const free = accountHeld > at ? 0 : channel.pace.atOnce - busy.size;
    const except = { everything: [...busy.keys(), ...held.keys()], unasked: [...paced.keys()] };
    const due = free > 0 ? await store.due(account, new Date(at), free * LOOK_AHEAD, except) : [];
    const going: Delivery[] = [];
    const late = new Map<number, number[]>();
    let next = LOOK_EVERY_MS;
    for (const one of due) {
      if (going.length >= free) break;
      if (stopping && isUnasked(one.urgency)) continue;
      if (one.closed) {
        const { id, parts, sentAs, doubtful, closed: reason } = one;
        note(one, { id, state: 'failed', parts, sentAs, doubtful, reason });
        continue;
      }
      if (going.some(({ to }) => to.chat === one.to.chat)) continue;
      const until = isUnasked(one.urgency) ? await quietUntil(one, new Date(at)) : undefined;
      if (until) {
        late.set(until.getTime(), [...(late.get(until.getTime()) ?? []), one.id]);
        continue;
      }
      const counted = { chat: one.to.chat, kind: one.kind, urgency: one.urgency };
      const { ms, isOfChat } = pacer.waitFor(counted, at);
      if (ms > 0) {
        next = Math.min(next, ms);
        if (isOfChat && isUnasked(one.urgency)) paced.set(one.to.chat, at + ms);
        continue;
      }
      pacer.count(counted, at);
      going.push(one);
    }
    for (const until of [...held.values(), ...paced.values(), ...(accountHeld > at ? [accountHeld] : [])])
      next = Math.min(next, until - at);
    for (const [until, ids] of late) await store.putOff(ids, new Date(until));
    if (going.length === 0 && ended.length === 0) return next;
    if (!(await flush(going.map(({ id }) => id)))) return LOOK_EVERY_MS;
    for (const one of going) begin(one);
    return going.length > 0 ? 0 : next;
  }

  /** @returns whether the account is still ours */
  async function flush(sending: readonly number[]): Promise<boolean> {
    const noting = ended;
    ended = [];
    if (noting.length === 0 && sending.length === 0) return true;
    try {
      return await store.step(account, holder, noting, sending, clock.now());
    } catch (error) {
      ended = [...noting, ...ended];
      throw error;
    }
  }

  function note(one: Delivery, attempt: Attempt): void {
    ended.push(attempt);
    onAttempt(one, attempt);
  }

  function begin(one: Delivery): void {
    const work = attemptAt(one)
      .catch((error: unknown): Attempt => {
        // What the store could not note may have been sent.
        onFault(error);
        held.set(one.to.chat, now() + AFTER_FAULT_MS);
        const { id, parts, sentAs } = one;
        return { id, state: 'waiting', parts, sentAs, doubtful: true };
      })
      .then(attempt => note(one, attempt))
      .finally(() => {
        busy.delete(one.to.chat);
        held.delete(movedTo.get(one.id) ?? '');
        movedTo.delete(one.id);
        wake();
      });
    busy.set(one.to.chat, work);
  }

  async function attemptAt(one: Delivery): Promise<Attempt> {
    const { jitterMs = 0 } = channel.pace;
    if (jitterMs > 0) await pause(chance() * jitterMs);
    const { attempt, stoppedBy } = await deliver(one, channel, () => mayGoOn(one));
    return stoppedBy ? heed(one, attempt, stoppedBy) : attempt;
  }

  /** Does as the platform says. */
  async function heed(one: Delivery, attempt: Attempt, said: NonNullable<Delivered['stoppedBy']>): Promise<Attempt> {
    const { chat } = one.to;
    switch (said.kind) {
      case 'wait':
        await waitFor(chat, said);
        return attempt;
      case 'again':
        if (now() - one.at.getTime() > GIVE_UP_MS) return { ...attempt, state: 'failed' };
        held.set(chat, now() + Math.min(AGAIN_MS.most, AGAIN_MS.first * 2 ** Math.min(one.attempts, 10)));
        return attempt;
      case 'moved':
        // Nothing overtakes this one on its way to the new id.
        held.set(said.chat, Number.POSITIVE_INFINITY);
        movedTo.set(one.id, said.chat);
        await store.move(account, chat, said.chat, clock.now());
        return attempt;
      case 'refused':
        if (said.closes) await store.standing({ ...account, chat, kind: one.kind, closed: said.reason, since: clock.now() });
        return attempt;
    }
  }

  /** Counts one more message of a delivery, unless it would come too fast. */
  function mayGoOn({ to: { chat }, kind, urgency }: Delivery): boolean {
    const counted = { chat, kind, urgency };
    if (pacer.waitFor(counted, now()).ms > 0) return false;
    pacer.count(counted, now());
    return true;
  }

  async function waitFor(chat: string, { ms, whose }: Extract<Sent, { kind: 'wait' }>): Promise<void> {
    const until = now() + ms;
    if (whose === 'account') {
      accountHeld = Math.max(accountHeld, until);
      return;
    }
    held.set(chat, until);
    pacer.rebuked(chat, now());
    await store.hold(account, chat, new Date(until));
  }

  function wake(): void {
    awake = true;
    wakeUp();
  }

  /** Ends early when something new may be due. */
  function sleep(ms: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, ms);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    async start() {
      stopping = false;
      pacer = createPacer(channel.pace);
      const longest = Math.max(0, ...channel.pace.rules.map(({ withinMs }) => withinMs));
      const before = await store.sentSince(account, new Date(now() - longest));
      for (const { chat, at } of before) pacer.count({ chat, kind: 'group', urgency: 'bulletin' }, at.getTime());
      await store.takeBack(account);
      const standing = (await store.accounts()).find(one => one.channel === account.channel && one.account === account.account);
      if (standing?.state.kind === 'limited') accountHeld = standing.state.until.getTime();
      loop = run();
    },
    wake,
    async stop() {
      stopping = true;
      wake();
      await loop;
    },
  };
}

/** So many are looked at for each that may go: some have to wait. */
const LOOK_AHEAD = 4;
