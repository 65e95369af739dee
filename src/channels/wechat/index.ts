/**
 * WeChat: an account behind any puppet, kept connected, spoken through at the pace that its budget allows; an account that is away or limited is a
 * normal state. What is said, and to whom an account's state matters, is left to the rooms inside.
 */
import {
  type AccountState,
  type Channel,
  type Destination,
  FetchError,
  type Inbox,
  type Part,
  type Sent,
} from '../../message/channel.ts';
import { type Clock, systemClock } from '../../shared/clock.ts';
import { type Budget, rulesOf, WECHAT } from './account.ts';
import { boxOf, fetchFile } from './files.ts';
import { AWAY_MS, isLineLost, LIMITED_MS, outcomeOf } from './outcome.ts';
import { createRecall } from './recall.ts';
import { createReceiver } from './receive.ts';
import { type Heartbeat, inTime, openSession, type Puppet, type PuppetAddress } from './session.ts';
import { type Backoff, createSupervisor } from './supervise.ts';

/** What the channel is made of. */
export interface WechatParts extends PuppetAddress {
  readonly budget: Budget;
  /** Whether what a stranger says with a request to be friends is meant for the assistant. */
  readonly welcomes: (hello: string) => boolean;
  /** Told of errors; none of them ends anything. Default: nobody is. */
  readonly onFault?: (error: unknown) => void;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Default 4 seconds. */
  readonly jitterMs?: number;
  /** Default: from a second to a minute. */
  readonly backoff?: Backoff;
  readonly heartbeat?: Heartbeat;
  /** So long after a login the groups are counted, where the puppet does not say that it has loaded them. Default a minute. */
  readonly settleMs?: number;
  /** A file that takes longer is not had. Default half a minute. */
  readonly fetchWithinMs?: number;
}

const MINUTE_MS = 60_000;
/** A puppet that does not say in this time whether it took a message may have taken it. */
const SEND_WITHIN_MS = 30_000;
/** How the account is told again so often: a limit may have ended. */
const TELL_EVERY_MS = 5 * MINUTE_MS;
/** Longer texts are hard to read on a telephone, and not every puppet takes them. */
const LONGEST_TEXT = 2_000;

/** The channel; nothing is connected before `start`. */
export function createWechat(parts: WechatParts): Channel {
  const { clock = systemClock, onFault = () => {}, settleMs = MINUTE_MS } = parts;
  let inbox: Inbox | undefined;
  let limitedUntil = 0;
  let telling: Promise<void> = Promise.resolve();
  let ticking: NodeJS.Timeout | undefined;
  let settling: NodeJS.Timeout | undefined;
  const recall = createRecall(clock);
  const receiver = createReceiver({ clock, welcomes: parts.welcomes, onFault });

  function tell(state: AccountState): void {
    const isLimited = state.kind === 'online' && limitedUntil > clock.now().getTime();
    const told: AccountState = isLimited ? { kind: 'limited', until: new Date(limitedUntil) } : state;
    telling = telling.then(() => inbox?.state(told)).catch(onFault);
  }

  const supervisor = createSupervisor({
    open: events => openSession(parts, events, parts.heartbeat),
    events: { ...receiver.events, ready: settled, fault: onFault },
    state: tell,
    login(puppet) {
      clearTimeout(settling);
      settling = setTimeout(() => settled(puppet), settleMs);
      settling.unref();
    },
    backoff: parts.backoff,
  });

  /** The groups are known by now. */
  function settled(puppet: Puppet): void {
    if (puppet !== supervisor.puppet) return;
    clearTimeout(settling);
    receiver.listGroups(puppet);
  }

  /** An error of sending as an outcome, with what follows from it for the account. */
  function take(puppet: Puppet, error: unknown): Sent {
    const outcome = outcomeOf(error);
    if (isLineLost(error)) supervisor.lose(puppet);
    if (outcome.kind === 'wait' && outcome.reason === 'limited') {
      limitedUntil = clock.now().getTime() + LIMITED_MS;
      tell({ kind: 'limited', until: new Date(limitedUntil) });
    }
    return outcome;
  }

  async function sendBy(puppet: Puppet, to: Destination, { text, file }: Part): Promise<Sent> {
    let id: string | undefined;
    if (text.trim() !== '') {
      const called = to.kind === 'group' && to.replyTo !== undefined ? await calledIn(puppet, to) : undefined;
      const words = called === undefined ? text : `@${called}\u2005${text}`;
      id = wordOf(await inTime(puppet.messageSendText(to.chat, words, called === undefined ? [] : [to.person]), SEND_WITHIN_MS));
    }
    if (!file) return sentAs(id, [id]);
    try {
      const sent = wordOf(await inTime(puppet.messageSendFile(to.chat, boxOf(file)), SEND_WITHIN_MS));
      return sentAs(sent ?? id, [id, sent]);
    } catch (error) {
      const outcome = take(puppet, error);
      // The words above it are out: they go out once more with it.
      return outcome.kind === 'again' ? { ...outcome, perhaps: text.trim() !== '' || outcome.perhaps } : outcome;
    }
  }

  /** @param all the messages that it came to */
  function sentAs(id: string | undefined, all: readonly (string | undefined)[]): Sent {
    if (id !== undefined)
      recall.remember(
        id,
        all.flatMap(one => (one === undefined ? [] : [one])),
      );
    return { kind: 'sent', id };
  }

  return {
    name: WECHAT.channel,
    account: WECHAT.account,
    limits: { text: LONGEST_TEXT, unit: 'utf16', buttons: false, files: true },
    pace: { rules: rulesOf(parts.budget), atOnce: 1, jitterMs: parts.jitterMs ?? 4_000 },
    async start(into) {
      inbox = into;
      receiver.begin(into);
      supervisor.start();
      ticking = setInterval(() => {
        if (supervisor.puppet) tell({ kind: 'online' });
      }, TELL_EVERY_MS);
      ticking.unref();
    },
    quiet: () => receiver.end(),
    async stop() {
      clearInterval(ticking);
      clearTimeout(settling);
      await supervisor.stop();
      await receiver.end();
      await telling;
      inbox = undefined;
    },
    async send(to, part) {
      const rest = limitedUntil - clock.now().getTime();
      if (rest > 0) return { kind: 'wait', ms: rest, whose: 'account', reason: 'limited' };
      const { puppet } = supervisor;
      if (!puppet) return AWAY;
      try {
        return await sendBy(puppet, to, part);
      } catch (error) {
        return take(puppet, error);
      }
    },
    async remove(_, message) {
      const { puppet } = supervisor;
      return puppet ? recall.take(puppet, message) : AWAY;
    },
    async fetch({ ref }, most) {
      const { puppet } = supervisor;
      if (!puppet) throw new FetchError('network');
      return fetchFile(puppet, ref, most, parts.fetchWithinMs);
    },
  };
}

const AWAY: Sent = { kind: 'wait', ms: AWAY_MS, whose: 'account', reason: 'offline' };

/** How somebody is called in a group, to be called by it; nothing where that is not known. */
async function calledIn(puppet: Puppet, { chat, person }: Destination): Promise<string | undefined> {
  const member = await inTime(puppet.roomMemberPayload(chat, person), AWAY_MS).catch(() => undefined);
  return wordOf(member?.roomAlias) ?? wordOf(member?.name);
}

const wordOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
