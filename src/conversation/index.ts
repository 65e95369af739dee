/**
 * Answers people: what came in is committed first, then each person's messages are answered in order, different people's side by side.
 * How platforms spell messages, and how rows are kept, is left to others.
 */
import type { Arrived } from '../attachments/index.ts';
import type { Way } from '../delivery/store.ts';
import type { Sender } from '../directory/visitors.ts';
import type { Wordbook } from '../language/i18n.ts';
import type { Incoming, Outgoing } from '../message/index.ts';
import { legible } from '../message/legible.ts';
import type { Clock } from '../shared/clock.ts';
import { mayImport, recordRefused } from './arrivals.ts';
import { isStaff } from './before-others.ts';
import type { Desk, Turn } from './desk/desk.ts';
import { labelPressed } from './desk/menu.ts';
import { type Admission, type ChatLimits, createChatLimiter } from './limits.ts';
import { arrivedIn, createPrivateWays, turnedAway } from './private-way.ts';
import type { ConversationStore, Received, Session, SessionKey } from './store.ts';
import type { TakeTurn } from './turn.ts';
import { offering } from './turn-context.ts';
import type { Links } from './way.ts';

/** Everybody's conversations with the assistant. */
export interface Conversation {
  /**
   * Commits the message, answers it and commits the answer. A message that the platform delivers twice is answered once.
   * @returns what is said; nothing where the channel sends what waits for it by itself
   * @throws where the store fails; the message, once committed, is answered by `resume`
   */
  handle(incoming: Incoming): Promise<readonly Outgoing[]>;
  /**
   * Commits messages, all of them or none; they are answered afterwards.
   * @throws where the store fails: none was taken
   */
  take(incoming: readonly Incoming[]): Promise<void>;
  /**
   * Answers what a stopped process left unanswered.
   * @param where the account that it came through; without it all of them
   * @returns what went wrong with each message that could not be answered; it is tried again by the next `resume`
   */
  resume(where?: Pick<SessionKey, 'channel' | 'account'>): Promise<readonly unknown[]>;
  /** What was last said in a person's chat, either way, oldest first; what had waited to be said counts as said now. */
  history(key: SessionKey, limit: number): Promise<readonly HistoryEntry[]>;
  /** Takes nothing new and waits for the turns in hand. */
  stop(): Promise<void>;
}

/** An exchange, or something that the assistant said of itself. */
export interface HistoryEntry {
  /** Unique within the chat. */
  readonly id: string;
  /** What the person said; absent where the assistant began. */
  readonly text?: string | undefined;
  readonly at: Date;
  readonly outgoing: readonly Outgoing[];
}

/** What conversations are made of. */
export interface ConversationParts {
  readonly store: ConversationStore;
  readonly takeTurn: TakeTurn;
  readonly clock: Clock;
  /** The rooms that a turn may ask for something. */
  readonly rooms: Omit<Desk, 'erase' | 'signOut' | 'message' | 'links'>;
  readonly links: Links;
  readonly wordbook: Wordbook;
  /** Whether a channel sends what waits for it by itself, instead of showing what `handle` returns. */
  readonly sends: (channel: string) => boolean;
  /** Whether a message is for the assistant: in a group nothing else that was sent is fetched. */
  readonly isCalled: (incoming: Incoming) => boolean;
  /** Whether a message tells of danger: its reply goes first. */
  readonly isDanger: (text: string) => boolean;
  /** How much is answered on channels that send what waits for them: the others look after themselves. Default: all. */
  readonly limits?: ChatLimits;
  /** Told where a message that was taken could not be answered. */
  readonly onFault: (error: unknown) => void;
}

/** Takes what comes in from now on; what an earlier process left is answered by `resume`. */
export function createConversation(parts: ConversationParts): Conversation {
  const { store, takeTurn, clock, rooms, links, wordbook, sends, isCalled, isDanger, limits, onFault } = parts;
  const ways = createPrivateWays({ directory: rooms.directory, wordbook, links });
  const limiter = limits && createChatLimiter(limits, clock);
  const receiving = createQueues();
  const answering = createQueues();
  let stopped = false;

  /** Photos and files take their time: they are fetched before the turn, outside of its transaction, once. */
  const arrivals = async (id: number, incoming: Incoming): Promise<readonly Arrived[]> => {
    if (!incoming.attachments?.length || !isCalled(incoming) || !(await store.open(id))) return [];
    // They were fetched with the message that this is a later wording of.
    if (incoming.edits !== undefined) return [];
    const visitor = await rooms.directory.visitors.behind(incoming);
    const arrived = await rooms.attachments.take(id, incoming, mayImport(visitor));
    await recordRefused(rooms.directory.guard, visitor, arrived);
    return arrived;
  };

  /** Platforms report as edited what only got a preview; what came with a message was looked at already. */
  const saysNothingNew = async (incoming: Incoming): Promise<boolean> =>
    incoming.edits !== undefined && (incoming.text === '' || (await store.wording(incoming, incoming.edits)) === incoming.text);

  const turn = async (id: number, incoming: Incoming): Promise<readonly Outgoing[]> => {
    const arrived = await arrivals(id, incoming);
    return store.together(async () => {
      if (!(await store.open(id))) return [];
      const key = keyOf(incoming);
      const before = (await store.session(key)) ?? {};
      if (await saysNothingNew(incoming)) {
        await store.complete(id, key, { session: before, outgoing: [] }, clock.now());
        return [];
      }
      // A pass may make the person somebody: who they are is asked after it was taken.
      const arrival = await ways.arrive(incoming);
      const session = arrival?.kind === 'in' ? arrivedIn(before, arrival) : await offeredSince(incoming, before);
      const visitor = await rooms.directory.visitors.behind(incoming);
      const settlement = visitor.settlement?.id ?? session.settlement;
      const local = settlement ? await rooms.localKnowledge.list(settlement) : [];
      const said = labelPressed(session, incoming.text);
      const heard = arrival?.kind === 'in' ? { ...incoming, text: arrival.topic } : incoming;
      const { errand, ...atOnce }: Turn =
        arrival?.kind === 'refused'
          ? turnedAway(session, arrival.refusal, wordbook.in(session.language ?? 'zh-CN'))
          : takeTurn(heard, session, visitor, local, arrived);
      const worked = errand ? await errand({ ...rooms, links, ...leavingWith(id), message: id }) : atOnce;
      const outcome = await ways.lead(incoming, visitor, { ...worked, said: said ?? worked.said ?? atOnce.said });
      if (!sends(incoming.channel)) {
        await store.complete(id, key, outcome, clock.now());
        return outcome.outgoing;
      }
      await post(id, incoming, outcome.outgoing);
      if (outcome.outgoing.length > 0) limiter?.answered(incoming);
      await store.complete(id, key, { ...outcome, outgoing: [] }, clock.now());
      return [];
    });
  };

  /** A number is meant for what stands last in the chat, also where that came of itself. */
  const offeredSince = async (incoming: Incoming, session: Session): Promise<Session> => {
    const isNumber = incoming.chat.kind === 'private' && /^\s*\d{1,2}\s*$/.test(incoming.text);
    if (!isNumber || !sends(incoming.channel)) return session;
    const [last] = await rooms.deliveries.list(keyOf(incoming), 1);
    const choices = last?.message === undefined && last?.state === 'sent' ? (last.outgoing.choices ?? []) : [];
    return choices.length > 0 ? { ...session, ...offering(choices), asksNumber: undefined } : session;
  };

  /** Danger is never counted, nor what comes by a channel where people come and look: it counts itself. */
  const admitted = async (incoming: Incoming): Promise<Admission> => {
    if (!limiter || !sends(incoming.channel) || isDanger(incoming.text)) return 'answered';
    return limiter.admit(incoming, async () => isStaff((await rooms.directory.visitors.behind(incoming)).actor));
  };

  /** Nothing comes of a message too many, and it is not kept. */
  const putAside = (id: number, incoming: Incoming, isTold: boolean): Promise<readonly Outgoing[]> =>
    rooms.directory.transact(async () => {
      if (!(await store.open(id))) return [];
      const key = keyOf(incoming);
      const session = (await store.session(key)) ?? {};
      const t = wordbook.in(session.language ?? 'zh-CN');
      if (isTold) await post(id, incoming, [{ text: t('conversation:too_much') }]);
      await store.complete(id, key, { session, outgoing: [], private: true }, clock.now());
      return [];
    });

  /** What comes now counts, once; what an earlier process took is answered in any case. */
  const countedTurn = async ({ id, fresh }: Received, incoming: Incoming): Promise<readonly Outgoing[]> => {
    const admission = fresh ? await admitted(incoming) : 'answered';
    return admission === 'answered' ? turn(id, incoming) : putAside(id, incoming, admission === 'told');
  };

  /** What is said waits for the channel that sends it. */
  const post = async (id: number, incoming: Incoming, outgoing: readonly Outgoing[]): Promise<void> => {
    const { chat, replyable } = incoming;
    const way: Way = {
      urgency: isDanger(incoming.text) ? 'danger' : 'reply',
      kind: chat.kind,
      thread: chat.thread,
      replyTo: chat.kind === 'group' ? replyable : undefined,
      message: id,
    };
    for (const [i, one] of outgoing.entries()) await rooms.deliveries.post(`reply:${id}:${i}`, keyOf(incoming), one, way);
  };

  /** The ways to go; the message at hand is left to be answered. */
  const leavingWith = (message: number): Pick<Desk, 'erase' | 'signOut'> => {
    const clear = async (sender: Sender) => {
      rooms.tables.leave(sender);
      await rooms.attachments.erase(sender);
      await rooms.deliveries.erase(sender);
      await rooms.directory.passes.erase(sender);
      await store.erase(sender, message);
    };
    return {
      async erase({ actor }, sender) {
        const left = await rooms.directory.people.leave(actor, sender);
        if (!left.ok) return left;
        await rooms.inquiries.erase(sender);
        await rooms.bulletins.erase(sender);
        await rooms.employment.erase(sender);
        await rooms.grievances.erase(sender);
        await rooms.hardships.erase(sender);
        await clear(sender);
        return left;
      },
      async signOut({ actor }, sender) {
        const left = await rooms.directory.people.signOut(actor, sender);
        await clear(sender);
        return left;
      },
    };
  };

  return {
    async handle(said) {
      if (stopped) throw new Error('the conversation has stopped');
      const incoming = shown(said);
      const received = receiving.run(nameOf(incoming), () => store.receive(incoming));
      return answering.run(nameOf(incoming), async () => {
        const { id, fresh } = await received;
        const before = fresh ? undefined : (await store.receive(incoming)).outgoing;
        return before ?? countedTurn({ id, fresh }, incoming);
      });
    },
    async take(said) {
      const messages = said.map(shown);
      const received = receiving.run('', () => store.receiveAll(messages));
      for (const [i, incoming] of messages.entries())
        answering
          .run(nameOf(incoming), async () => {
            // Where it was not received, whoever handed it in knows, and nothing is answered.
            const one = await received.then(all => all[i]).catch(() => undefined);
            if (one && !stopped) await countedTurn(one, incoming);
          })
          .catch(onFault);
      await received;
    },
    async resume(where) {
      const unfinished = await store.unfinished(where);
      // What is still on a platform that is not joined yet waits for it.
      const isThere = (incoming: Incoming) => !incoming.attachments?.length || rooms.attachments.canFetch(incoming);
      const left = where ? unfinished : unfinished.filter(({ incoming }) => !sends(incoming.channel) || isThere(incoming));
      const turns = left.map(({ id, incoming }) => answering.run(nameOf(incoming), () => turn(id, incoming)));
      const outcomes = await Promise.allSettled(turns);
      return outcomes.flatMap((outcome): unknown[] => (outcome.status === 'rejected' ? [outcome.reason] : []));
    },
    async history(key, limit) {
      const exchanges = await store.exchanges(key, limit);
      await rooms.deliveries.collect(key);
      const deliveries = await rooms.deliveries.list(key, limit);
      const entries: readonly HistoryEntry[] = [
        ...exchanges.map(({ id, ...exchange }) => ({ ...exchange, id: `m${id}` })),
        ...deliveries.map(({ id, at, outgoing }) => ({ id: `d${id}`, at, outgoing: [outgoing] })),
      ];
      return entries.toSorted((a, b) => a.at.getTime() - b.at.getTime()).slice(-limit);
    },
    async stop() {
      stopped = true;
      rooms.attachments.stop();
      await answering.idle();
    },
  };
}

interface Queues {
  /** Runs the work after everything of the same name that was handed in before. */
  run<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Waits for everything that was handed in. */
  idle(): Promise<void>;
}

function createQueues(): Queues {
  const last = new Map<string, Promise<unknown>>();
  return {
    run(name, work) {
      const mine = (last.get(name) ?? Promise.resolve()).then(work, work);
      last.set(name, mine);
      const leave = () => {
        if (last.get(name) === mine) last.delete(name);
      };
      mine.then(leave, leave);
      return mine;
    },
    async idle() {
      await Promise.allSettled(last.values());
    },
  };
}

/** What one person says, others may read. */
const shown = (said: Incoming): Incoming => ({ ...said, text: legible(said.text) });

const keyOf = ({ channel, account, chat, person }: Incoming): SessionKey => ({ channel, account, chat: chat.id, person });

/** One person in one chat. */
const nameOf = (incoming: Incoming): string => JSON.stringify(Object.values(keyOf(incoming)));
