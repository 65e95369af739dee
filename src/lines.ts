/**
 * Joins the platforms: each account of a channel becomes a line that hands in what comes and sends what waits.
 */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { createAccountNews } from './account-news.ts';
import type { Conversation } from './conversation/index.ts';
import { usedOf } from './delivery/budget.ts';
import { createLine, type Line } from './delivery/index.ts';
import { restEnd } from './delivery/quiet.ts';
import type { AccountKey } from './delivery/store.ts';
import { quietOf } from './directory/groups.ts';
import type { Wordbook } from './language/i18n.ts';
import type { Channel, ChatEvent, Inbox } from './message/channel.ts';
import type { Outgoing } from './message/index.ts';
import type { Metrics } from './operations/index.ts';
import type { Rooms } from './rooms.ts';
import type { Clock } from './shared/clock.ts';
import { type Log, traceOf } from './shared/log.ts';
import type { Storage } from './storage/index.ts';

/** All lines of this process. */
export interface Lines {
  readonly all: readonly Line[];
  start(): Promise<void>;
  /** Takes nothing new; what waits is still sent. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

/** What lines are made of. */
export interface LinesParts {
  readonly conversation: Conversation;
  readonly storage: Storage;
  readonly rooms: Rooms;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly channels: readonly Channel[];
  readonly wordbook: Wordbook;
  /** What is said to a group that the assistant was brought into. */
  readonly hello: Outgoing;
  readonly log: Log;
  /** Told what is to be scanned for an account to come back. */
  readonly onLogin?: ((channel: string, login: string) => void) | undefined;
}

export function createLines(parts: LinesParts): Lines {
  const { conversation, storage, rooms, clock, metrics, channels, wordbook, log, hello, onLogin } = parts;
  const { deliveries, directory, attachments } = rooms;
  const news = createAccountNews({
    deliveries,
    directory,
    wordbook,
    sessionOf: key => storage.conversation.session(key),
    clock,
    onFault: error => log.error(traceOf(error), 'nobody was told of an account'),
  });
  const holder = newHolder();
  /** Once for each time that it is brought in; where the group is bound, people know it. */
  const greet = async (account: AccountKey, { id, kind }: JoinedChat): Promise<void> => {
    const before = await deliveries.chat(account, id);
    const isIn = before !== undefined && before.closed === undefined;
    if (kind !== 'group' || isIn || (await storage.directory.groups.in(account.channel, account.account, id))) return;
    const origin = `hello:${clock.now().toISOString()}`;
    await deliveries.post(origin, { ...account, chat: id, person: '' }, hello, { urgency: 'reply', kind });
  };
  const all = channels.map(channel => {
    attachments.join(channel);
    deliveries.join(channel);
    const account = { channel: channel.name, account: channel.account };
    const inbox: Inbox = {
      async take(messages) {
        await deliveries.heardFrom(account, [...new Set(messages.map(({ chat }) => chat.id))]);
        await conversation.take(messages);
        for (const _ of messages) metrics.received(channel.name);
      },
      async note(event) {
        await storage.transact(async () => {
          if (event.kind === 'open' && event.joined) await greet(account, event.chat);
          await deliveries.note(account, event);
        });
        if (event.kind === 'groups') await news.groups(account, event.chats);
      },
      async state(state) {
        const isOther = await deliveries.state(account, state);
        if (isOther) log.info({ channel: channel.name, state: state.kind }, 'account');
        news.heard(account, state);
        if (state.kind === 'offline' && state.login !== undefined) onLogin?.(channel.name, state.login);
      },
    };
    return createLine({
      channel,
      store: storage.delivery,
      onPosted: deliveries.onPosted,
      inbox,
      clock,
      holder,
      isDead: isDead(holder),
      async quietUntil(due, now) {
        if (due.kind !== 'group' || due.evenWhenQuiet === true) return undefined;
        const group = await storage.directory.groups.in(due.to.channel, due.to.account, due.to.chat);
        return restEnd(due, quietOf(group), now);
      },
      chance: Math.random,
      onAttempt: (delivery, { state, reason }) => metrics.attempted(channel.name, delivery.urgency, state, reason),
      onFault: error => log.error(traceOf(error), 'line failed'),
      async resume() {
        for (const error of await conversation.resume(account)) log.error(traceOf(error), 'message left unanswered');
      },
    });
  });
  metrics.watchBudgets(async () => {
    const used = channels.map(async ({ name: channel, account, pace }) =>
      (await usedOf({ channel, account }, pace.rules, deliveries, clock.now())).map(rule => ({ ...rule, channel })),
    );
    return (await Promise.all(used)).flat();
  });
  return {
    all,
    async start() {
      await news.begin();
      await Promise.all(all.map(line => line.start()));
    },
    quiet: async () => void (await Promise.all(all.map(line => line.quiet()))),
    async stop() {
      await Promise.all(all.map(line => line.stop()));
      await news.stop();
    },
  };
}

type JoinedChat = Extract<ChatEvent, { kind: 'open' }>['chat'];

/** Names this process among all that work on the database. */
const newHolder = (): string => JSON.stringify([hostname(), process.pid, randomBytes(6).toString('base64url')]);

/** Whether another holder was a process of this machine that is no more. */
const isDead =
  (own: string) =>
  (holder: string): boolean => {
    if (holder === own) return false;
    const [host, pid] = JSON.parse(holder) as [string, number, string];
    if (host !== hostname()) return false;
    return pid === process.pid || !isRunning(pid);
  };

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
