/**
 * Answers people: what came in is committed first, then each person's messages are answered in order, different people's side by side.
 * How platforms spell messages, and how rows are kept, is left to others.
 */
import type { Incoming, Outgoing } from '../message/index.ts';
import type { Clock } from '../shared/clock.ts';
import type { ConversationStore, Exchange, SessionKey } from './store.ts';
import type { TakeTurn } from './turn.ts';

/** Everybody's conversations with the assistant. */
export interface Conversation {
  /**
   * Commits the message, answers it and commits the answer. A message that the platform delivers twice is answered once.
   * @throws where the store fails; the message, once committed, is answered by `resume`
   */
  handle(incoming: Incoming): Promise<readonly Outgoing[]>;
  /**
   * Answers what a stopped process left unanswered.
   * @returns what went wrong with each message that could not be answered; it is tried again by the next `resume`
   */
  resume(): Promise<readonly unknown[]>;
  /** The last exchanges of a person in a chat, oldest first. */
  history(key: SessionKey, limit: number): Promise<readonly Exchange[]>;
  /** Takes nothing new and waits for the turns in hand. */
  stop(): Promise<void>;
}

/** What conversations are made of. */
export interface ConversationParts {
  readonly store: ConversationStore;
  readonly takeTurn: TakeTurn;
  readonly clock: Clock;
}

/** Takes what comes in from now on; what an earlier process left is answered by `resume`. */
export function createConversation({ store, takeTurn, clock }: ConversationParts): Conversation {
  const queues = new Map<string, Promise<unknown>>();
  const inHand = new Set<Promise<unknown>>();
  let stopped = false;

  /** Runs the work after everything that the same person asked before. */
  const inOrder = <T>(key: SessionKey, work: () => Promise<T>): Promise<T> => {
    const name = JSON.stringify([key.channel, key.account, key.chat, key.person]);
    const before = queues.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    queues.set(name, mine);
    const leave = () => {
      if (queues.get(name) === mine) queues.delete(name);
    };
    mine.then(leave, leave);
    return mine;
  };

  const turn = async (id: number, incoming: Incoming): Promise<readonly Outgoing[]> => {
    const key = keyOf(incoming);
    const outcome = takeTurn(incoming, (await store.session(key)) ?? {});
    await store.complete(id, key, outcome, clock.now());
    return outcome.outgoing;
  };

  const answer = async (incoming: Incoming): Promise<readonly Outgoing[]> => {
    const { id, fresh } = await store.receive(incoming);
    return inOrder(keyOf(incoming), async () => {
      const before = fresh ? undefined : (await store.receive(incoming)).outgoing;
      return before ?? turn(id, incoming);
    });
  };

  return {
    async handle(incoming) {
      if (stopped) throw new Error('the conversation has stopped');
      const work = answer(incoming);
      inHand.add(work);
      return work.finally(() => inHand.delete(work));
    },
    async resume() {
      const left = await store.unfinished();
      const turns = left.map(({ id, incoming }) => inOrder(keyOf(incoming), () => turn(id, incoming)));
      const outcomes = await Promise.allSettled(turns);
      return outcomes.flatMap((outcome): unknown[] => (outcome.status === 'rejected' ? [outcome.reason] : []));
    },
    history: (key, limit) => store.exchanges(key, limit),
    async stop() {
      stopped = true;
      await Promise.allSettled([...inHand, ...queues.values()]);
    },
  };
}

const keyOf = ({ channel, account, chat, person }: Incoming): SessionKey => ({ channel, account, chat: chat.id, person });
