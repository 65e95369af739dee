/**
 * Everything outgoing: kept until the channel has shown it, once for each origin and chat, sent in the order of its urgency and at the pace of
 * its platform. What is said, and why, is the business of the room that posts it.
 */
import type { AccountState, Channel, ChatEvent } from '../message/channel.ts';
import type { Outgoing } from '../message/index.ts';
import type { Clock } from '../shared/clock.ts';
import type {
  AccountKey,
  AccountStanding,
  Address,
  ChatStanding,
  CopyFilter,
  CopyLoad,
  Counted,
  Delivery,
  DeliveryStore,
  Halt,
  Tally,
  Target,
  Used,
  Way,
  WordedTarget,
} from './store.ts';

export { createLine, type Line, type LineParts } from './line.ts';

/** Takes what is to be said, and hands it to the channel that says it. */
export interface Deliveries {
  /**
   * Keeps it for the address; a second posting from the same origin changes nothing.
   * @param way default: a case, in private
   * @returns whether it is new
   */
  post(origin: string, to: Address, outgoing: Outgoing, way?: Way): Promise<boolean>;
  /** Keeps a copy for each target, all alike and unasked. @returns how many are new */
  postAll(origin: string, targets: readonly Target[], outgoing: Outgoing, way: Way): Promise<number>;
  /** The same with copies that differ. @returns how many are new */
  postEach(origin: string, copies: readonly WordedTarget[], way: Way): Promise<number>;
  /**
   * Keeps one message of a chat up to date: words anew what was posted there from the origin, or posts it.
   * @returns whether it will stand there: not where it is being sent just now
   */
  show(origin: string, to: Address, outgoing: Outgoing, way: Way): Promise<boolean>;
  /** Words anew what an origin has still to send; what was begun, or may have been shown, is left as it is. */
  reword(origin: string, outgoing: Outgoing): Promise<void>;
  /** What an origin has still to send, by the account and by the quiet hours that were set for the groups. */
  loads(origin: string): Promise<readonly CopyLoad[]>;
  /** How many messages wait for an account, whatever they come from. */
  backlog(account: AccountKey): Promise<number>;
  /** Holds back what an origin still has to send: until it is let go on, or for good. */
  halt(origin: string, as: Halt): Promise<void>;
  /** Lets what was paused go on. */
  goOn(origin: string): Promise<void>;
  /** How far the copies of an origin are. */
  tally(origin: string): Promise<Tally>;
  /** Copies of an origin, oldest first. */
  copies(origin: string, filter: CopyFilter): Promise<readonly Delivery[]>;
  /** A channel as far as it is known here: what it takes, and how fast; nothing where it was not joined. */
  shape(account: AccountKey): ChannelShape | undefined;
  /** Tells of a channel that is there. */
  join(channel: ChannelShape): void;
  /** What was posted to an address last, shown or not, oldest first. */
  list(to: Address, limit: number): Promise<readonly Delivery[]>;
  /** What waits for an address; it counts as sent from now on. */
  collect(to: Address): Promise<readonly Delivery[]>;
  /** Deletes all that goes, or went, to somebody. */
  erase(to: Omit<Address, 'chat'>): Promise<void>;
  /** Failed ones are tried again. @returns how many */
  retry(ids: readonly number[]): Promise<number>;
  /** What could not be sent yet, or at all, to some chats, oldest first. */
  unsent(account: AccountKey, chats: readonly string[], limit: number): Promise<readonly Delivery[]>;
  count(): Promise<readonly Counted[]>;
  /** How much of an account's budget went since then. */
  used(account: AccountKey, since: Date): Promise<Used>;
  /** What somebody passed on by hand counts as sent. @returns false where it was sent, or is being sent, or is no more */
  passedOn(account: AccountKey, chat: string, id: number): Promise<boolean>;

  /** Notes what happened to a chat. */
  note(account: AccountKey, event: ChatEvent): Promise<void>;
  /** Something came from chats: they can be written to, whatever was known of them. */
  heardFrom(account: AccountKey, chats: readonly string[]): Promise<void>;
  chat(account: AccountKey, chat: string): Promise<ChatStanding | undefined>;
  chats(account: AccountKey): Promise<readonly ChatStanding[]>;
  /** Notes how an account is. @returns whether that is another state than before */
  state(account: AccountKey, state: AccountState): Promise<boolean>;
  accounts(): Promise<readonly AccountStanding[]>;

  /** A group is in another chat now: what waits for it goes there, and what failed for the old one today. */
  follow(account: AccountKey, from: string, to: string): Promise<void>;
  /** Calls the work whenever something new may be due; once the posting is committed. */
  onPosted(work: (account: AccountKey) => void): void;
}

/** As much of a channel as whoever posts may want to know. */
export type ChannelShape = Pick<Channel, 'name' | 'account' | 'limits' | 'pace' | 'edit' | 'remove'>;

/** So many are looked through for what failed. */
const MOST_FOLLOWING = 1_000;
const DAY_MS = 24 * 3600 * 1000;

const AS_CASE: Way = { urgency: 'case', kind: 'private' };

export function createDeliveries(store: DeliveryStore, clock: Clock): Deliveries {
  const listeners: ((account: AccountKey) => void)[] = [];
  const shapes = new Map<string, ChannelShape>();
  const tell = (account: AccountKey) =>
    store.whenCommitted(() => {
      for (const listener of listeners) listener(account);
    });
  return {
    async post(origin, to, outgoing, way = AS_CASE) {
      const isNew = await store.add(origin, to, outgoing, way, clock.now());
      if (isNew) tell(to);
      return isNew;
    },
    async postAll(origin, targets, outgoing, way) {
      const added = await store.addAll(origin, targets, outgoing, way, clock.now());
      for (const account of accountsOf(targets)) tell(account);
      return added;
    },
    async postEach(origin, copies, way) {
      const added = await store.addEach(origin, copies, way, clock.now());
      for (const account of accountsOf(copies)) tell(account);
      return added;
    },
    async show(origin, to, outgoing, way) {
      const isNew = await store.add(origin, to, outgoing, way, clock.now());
      const stands = isNew || (await store.revise(origin, to, outgoing, clock.now()));
      if (stands) tell(to);
      return stands;
    },
    reword: (origin, outgoing) => store.reword(origin, outgoing),
    loads: origin => store.loads(origin),
    backlog: account => store.backlog(account),
    halt: (origin, as) => store.halt(origin, as, clock.now()),
    async goOn(origin) {
      await store.goOn(origin);
      for (const { name: channel, account } of shapes.values()) tell({ channel, account });
    },
    tally: origin => store.tally(origin),
    copies: (origin, filter) => store.copies(origin, filter),
    shape: ({ channel, account }) => shapes.get(JSON.stringify([channel, account])),
    join: channel => void shapes.set(JSON.stringify([channel.name, channel.account]), channel),
    list: (to, limit) => store.list(to, limit),
    async collect(to) {
      const waiting = await store.waiting(to);
      if (waiting.length > 0)
        await store.sent(
          waiting.map(({ id }) => id),
          clock.now(),
        );
      return waiting;
    },
    erase: to => store.erase(to),
    retry: ids => store.retry(ids),
    unsent: (account, chats, limit) => store.unsent(account, chats, limit),
    count: () => store.count(),
    used: (account, since) => store.used(account, since),
    passedOn: (account, chat, id) => store.passedOn(account, chat, id, clock.now()),

    async note(account, event) {
      const since = clock.now();
      switch (event.kind) {
        case 'open': {
          const { id: chat, kind, name } = event.chat;
          await store.standing({ ...account, chat, kind, name, since });
          tell(account);
          return;
        }
        case 'closed': {
          const { chat, reason: closed } = event;
          const kind = (await store.chat(account, chat))?.kind ?? 'group';
          return store.standing({ ...account, chat, kind, closed, since });
        }
        case 'moved':
          return store.move(account, event.chat, event.to, since);
        case 'groups': {
          const there = new Set(event.chats);
          const known = (await store.chats(account)).filter(({ kind }) => kind === 'group');
          for (const { chat, kind, closed } of known) {
            if (there.has(chat) && closed === 'gone') await store.standing({ ...account, chat, kind, since });
            if (!there.has(chat) && closed === undefined) await store.standing({ ...account, chat, kind, closed: 'gone', since });
          }
          return tell(account);
        }
      }
    },
    heardFrom: (account, chats) => store.heardFrom(account, chats, clock.now()),
    chat: (account, chat) => store.chat(account, chat),
    chats: account => store.chats(account),
    async state(account, state) {
      const before = (await store.accounts()).find(one => one.channel === account.channel && one.account === account.account);
      // A connection that is there again does not end what the platform has limited.
      const lasts = before?.state.kind === 'limited' && before.state.until > clock.now();
      if (lasts && state.kind === 'online') return false;
      const isOther = before === undefined ? state.kind !== 'online' : before.state.kind !== state.kind;
      await store.noteAccount({ ...account, state, since: isOther || !before ? clock.now() : before.since });
      return isOther;
    },
    accounts: () => store.accounts(),
    async follow({ channel, account }, from, to) {
      const key = { channel, account };
      const now = clock.now();
      await store.move(key, from, to, now);
      const failed = (await store.unsent(key, [to], MOST_FOLLOWING)).filter(
        ({ state, reason, at }) => state === 'failed' && reason === 'gone' && now.getTime() - at.getTime() < DAY_MS,
      );
      await store.retry(failed.map(({ id }) => id));
      tell(key);
    },
    onPosted: work => {
      listeners.push(work);
    },
  };
}

/** The accounts through which something goes, each once. */
const accountsOf = (targets: readonly Target[]): readonly AccountKey[] => [
  ...new Map(targets.map(({ to: { channel, account } }) => [JSON.stringify([channel, account]), { channel, account }])).values(),
];
