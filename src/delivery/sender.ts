/**
 * Sends what is due through one account: the most urgent first, each chat in its order, many chats side by side, no faster than the platform
 * likes. What is being sent is on disk before it is sent, so that a killed process leaves nothing unknown.
 */
import { setTimeout as timer } from 'node:timers/promises';
import type { Channel, Sent } from '../message/channel.ts';
import type { Clock } from '../shared/clock.ts';
import { type Delivered, deliver } from './deliver.ts';
import { createPacer, type Paced, type Pacer } from './pace.ts';
import { type AccountKey, type Attempt, type Delivery, type DeliveryStore, type Due, isUnasked } from './store.ts';

/** What a sender is made of. */
export interface SenderParts {
  readonly channel: Channel;
  readonly store: DeliveryStore;
  readonly clock: Clock;
  /** Names this process to the others. */
  readonly holder: string;
  /** Until when a chat is not to be disturbed by what nobody asked for; nothing where it may be now. */
  readonly quietUntil: (due: Due, now: Date) => Promise<Date | undefined>;
  /** From 0 to 1. */
  readonly chance: () => number;
  /** Comes true after so many milliseconds of `clock`, or as soon as the signal says. Default: the machine's timers. */
  readonly pause?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Told of every attempt. */
  readonly onAttempt: (due: Due, attempt: Attempt) => void;
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
const GATHER_MS = 15;
/** What was sent is noted after so long at the latest: mostly together with what goes next, by one flush to the disk. */
const NOTE_WITHIN_MS = 100;
/** So long before it may go something is taken up at most: what the disk takes meanwhile is not lost to the pace. */
const MOST_LEAD_MS = 100;
/** After a fault of the store. */
const AFTER_FAULT_MS = 1_000;
/** So long replies are still sent once it is to stop. */
const FINISH_WITHIN_MS = 3_000;
/** What the platform could not take is tried again after so long, twice as long each time, up to the second. */
const AGAIN_MS = { first: 1_000, most: 60_000 };
/** It is given up when it is this old. */
const GIVE_UP_MS = 24 * 3600 * 1000;

export function createSender(parts: SenderParts): Sender {
  const { channel, store, clock, holder, quietUntil, chance, pause = realPause, onAttempt, onFault } = parts;
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
  /** Nothing that was looked at may go before: it is not looked at again, unless something was posted. */
  let restUntil = 0;
  let isPosted = false;
  /** How long it took lately from looking at something until it went. */
  let lead = 0;
  /** Until then a reply waits for the account's pace. */
  let replyAt = 0;
  let ended: Attempt[] = [];
  /** When the first of them ended. */
  let endedAt = 0;
  /** Whether it is rested until what ended is to be noted, and whether that was done undisturbed: then it is noted, whatever the clock says. */
  let restsToNote = false;
  let hasRested = false;
  let stopping = false;
  let wakeUp = () => {};
  let awake = false;
  let loop: Promise<void> = Promise.resolve();

  const now = () => clock.now().getTime();

  async function run(): Promise<void> {
    const isOver = () => stopping;
    while (!isOver()) {
      awake = false;
      restsToNote = false;
      let next = LOOK_EVERY_MS;
      try {
        next = await step();
      } catch (error) {
        onFault(error);
        await pause(AFTER_FAULT_MS);
      }
      if (!awake && !isOver() && next > 0) await sleep(next);
      hasRested = restsToNote && !awake;
      // What ends nearly at the same time is looked at together; what may go is not kept waiting for that.
      const rest = restUntil - now();
      if (awake && !isOver() && busy.size > 0) await pause(rest > 0 ? Math.min(rest, GATHER_MS) : GATHER_MS);
    }
    await finish();
  }

  /** Replies that wait are still sent, for a while; what is being sent is always noted. */
  async function finish(): Promise<void> {
    const until = performance.now() + FINISH_WITHIN_MS;
    try {
      while (performance.now() < until) {
        const hasBegun = (await step()) === 0;
        if (hasBegun) continue;
        if (busy.size > 0) await Promise.race(busy.values());
        else if (replyAt <= now()) break;
        else await pause(replyAt - now());
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
    const rests = accountHeld > at || (restUntil > at && !isPosted);
    const free = rests ? 0 : channel.pace.atOnce - busy.size;
    if (free > 0) [isPosted, replyAt] = [false, 0];
    const except = { everything: [...busy.keys(), ...held.keys()], unasked: [...paced.keys()] };
    const due = free > 0 ? await store.due(account, new Date(at), free * LOOK_AHEAD, except) : [];
    const goes = at + lead;
    const going: Due[] = [];
    const late = new Map<number, number[]>();
    let next = LOOK_EVERY_MS;
    let isFailed = false;
    for (const one of due) {
      if (going.length >= free) break;
      if (stopping && isUnasked(one.urgency)) continue;
      if (one.closed) {
        const { id, parts, sentAs, doubtful, closed: reason } = one;
        note(one, { id, state: 'failed', parts, sentAs, doubtful, reason });
        isFailed = true;
        continue;
      }
      if (going.some(({ to }) => to.chat === one.to.chat)) continue;
      const { ms, accountMs } = pacer.waitFor(pacedOf(one), goes);
      if (accountMs > 0) {
        // What follows is no more urgent: it has to wait as well.
        restUntil = at + Math.min(accountMs, LOOK_EVERY_MS);
        if (!isUnasked(one.urgency)) replyAt = at + accountMs;
        break;
      }
      if (ms > 0) {
        next = Math.min(next, ms);
        if (isUnasked(one.urgency)) paced.set(one.to.chat, at + ms);
        continue;
      }
      const until = isUnasked(one.urgency) ? await quietUntil(one, new Date(at)) : undefined;
      if (until) {
        late.set(until.getTime(), [...(late.get(until.getTime()) ?? []), one.id]);
        continue;
      }
      pacer.count(pacedOf(one), goes);
      going.push(one);
    }
    for (const until of [...held.values(), ...paced.values(), accountHeld, restUntil])
      if (until > at) next = Math.min(next, until - at);
    for (const [until, ids] of late) await store.putOff(ids, new Date(until));
    const noteIn = ended.length > 0 && !isFailed && !stopping && !hasRested ? endedAt + NOTE_WITHIN_MS - at : 0;
    if (going.length === 0 && noteIn > 0) {
      restsToNote = noteIn <= next;
      return left(Math.min(next, noteIn), at);
    }
    if (going.length > 0 || ended.length > 0) {
      const sending = await flush(going.map(({ id }) => id));
      if (!sending) return LOOK_EVERY_MS;
      const took = now() - at;
      if (sending.length > 0) lead = Math.min(MOST_LEAD_MS, Math.max(took, lead - 1));
      if (going.length > 0 && took < goes - at) await pause(goes - now());
      // They go now, and count from now.
      for (const one of going) pacer.discount(pacedOf(one), goes);
      for (const one of sending) begin(one);
    }
    // There may be more behind what goes, and behind what was put off.
    return (going.length > 0 || late.size > 0) && restUntil <= at ? 0 : left(next, at);
  }

  /** What is left of a time that began earlier; not nothing. */
  function left(ms: number, since: number): number {
    return Math.max(1, ms - (now() - since));
  }

  /** @returns what is to be sent of it; nothing where the account is not ours any more */
  async function flush(sending: readonly number[]): Promise<readonly Delivery[] | undefined> {
    const noting = ended;
    ended = [];
    if (noting.length === 0 && sending.length === 0) return [];
    try {
      return await store.step(account, holder, noting, sending, clock.now());
    } catch (error) {
      ended = [...noting, ...ended];
      throw error;
    }
  }

  function note(one: Due, attempt: Attempt): void {
    if (ended.length === 0) endedAt = now();
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
        goOn();
      });
    busy.set(one.to.chat, work);
  }

  async function attemptAt(one: Delivery): Promise<Attempt> {
    let counted = now();
    pacer.count(pacedOf(one), counted);
    const { jitterMs = 0 } = channel.pace;
    if (jitterMs > 0) await pause(chance() * jitterMs);
    /** Counts one more message, unless it would come too fast. */
    const mayGoOn = (): boolean => {
      if (pacer.waitFor(pacedOf(one), now()).ms > 0) return false;
      counted = now();
      pacer.count(pacedOf(one), counted);
      return true;
    };
    const { attempt, stoppedBy } = await deliver(one, channel, mayGoOn);
    if (!stoppedBy) return attempt;
    if (stoppedBy.kind !== 'again') pacer.discount(pacedOf(one), counted);
    return heed(one, attempt, stoppedBy);
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
        held.set(chat, now() + Math.min(AGAIN_MS.most, AGAIN_MS.first * 2 ** Math.min(one.attempts - 1, 10)));
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

  function goOn(): void {
    awake = true;
    wakeUp();
  }

  /** Ends early when there is something to do. */
  function sleep(ms: number): Promise<void> {
    const waking = new AbortController();
    wakeUp = () => waking.abort();
    return pause(ms, waking.signal);
  }

  return {
    async start() {
      stopping = false;
      pacer = createPacer(channel.pace);
      const longest = Math.max(0, ...channel.pace.rules.map(({ withinMs }) => withinMs));
      const before = await store.sentSince(account, new Date(now() - longest));
      for (const { chat, at } of before) pacer.count({ chat, kind: 'group', urgency: 'bulletin' }, at.getTime());
      await store.takeBack(account, clock.now());
      const standing = (await store.accounts()).find(one => one.channel === account.channel && one.account === account.account);
      if (standing?.state.kind === 'limited') accountHeld = standing.state.until.getTime();
      loop = run();
    },
    wake() {
      isPosted = true;
      goOn();
    },
    async stop() {
      stopping = true;
      isPosted = true;
      goOn();
      await loop;
    },
  };
}

/** What the pace of something depends on. */
const pacedOf = ({ to: { chat }, kind, urgency }: Due): Paced => ({ chat, kind, urgency });

const realPause = (ms: number, signal?: AbortSignal): Promise<void> => timer(ms, undefined, signal && { signal }).catch(() => {});

/** So many are looked at for each that may go: some have to wait. */
const LOOK_AHEAD = 4;
