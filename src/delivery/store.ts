/**
 * The store that delivery needs; `storage` implements it on each database. Each method throws where the database fails.
 */
import type { AccountState, Reason } from '../message/channel.ts';
import type { Outgoing } from '../message/index.ts';

/** The assistant's account on a platform. */
export interface AccountKey {
  readonly channel: string;
  readonly account: string;
}

/** Somebody in a chat. */
export interface Address extends AccountKey {
  readonly chat: string;
  readonly person: string;
}

/** What goes first: nothing waits behind something less urgent. */
export const URGENCIES = ['danger', 'reply', 'case', 'bulletin'] as const;
/** One of `URGENCIES`. */
export type Urgency = (typeof URGENCIES)[number];

/** Whether nobody has just asked for it. */
export const isUnasked = (urgency: Urgency): boolean => urgency === 'case' || urgency === 'bulletin';

/** How something goes out. */
export interface Way {
  readonly urgency: Urgency;
  readonly kind: 'private' | 'group';
  readonly thread?: string | undefined;
  /** What the platform calls the message that it answers. */
  readonly replyTo?: string | undefined;
  /** The number of the inbox message that it answers: it is blanked with it. */
  readonly message?: number | undefined;
  /** Whether it goes in quiet hours too, where nobody has asked for it. Default: it waits. */
  readonly evenWhenQuiet?: boolean | undefined;
}

/** Where one of many copies goes, and what whoever posts them calls that: nothing that a platform may change. */
export interface Target {
  readonly to: Address;
  readonly name: string;
}

/** Where a copy goes, and what this one says. */
export interface WordedTarget extends Target {
  readonly outgoing: Outgoing;
}

/** Where something stands: it waits, it waits until it is let go on, it is being sent, it was sent, it cannot be sent, it is not to be sent any more. */
export const DELIVERY_STATES = ['waiting', 'paused', 'sending', 'sent', 'failed', 'stopped'] as const;
/** One of `DELIVERY_STATES`. */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Why all of an origin is held back: for a while, or for good. */
export type Halt = 'paused' | 'stopped';

/** A message that goes out of itself, as it is kept. */
export interface Delivery extends Way {
  readonly id: number;
  /** What it comes from: `answer:a_01k9…`. */
  readonly origin: string;
  readonly to: Address;
  readonly outgoing: Outgoing;
  readonly at: Date;
  readonly state: DeliveryState;
  /** When it was shown, or given up. */
  readonly endedAt?: Date | undefined;
  readonly attempts: number;
  /** So many of its parts were sent. */
  readonly parts: number;
  /** What the platform calls them. */
  readonly sentAs: readonly string[];
  /** Whether it was being sent when a process was killed: it may have been shown twice. */
  readonly doubtful: boolean;
  /** Why it was not sent, the last time. */
  readonly reason?: Reason | undefined;
  /** `Target.name`, where it is one of many copies. */
  readonly target?: string | undefined;
}

/** How far the copies of an origin are. */
export interface Tally extends Readonly<Record<DeliveryState, number>> {
  /** Those that may have been shown twice. */
  readonly doubtful: number;
  /** Those that were tried more than once. */
  readonly retried: number;
}

/** Which copies of an origin are looked for. */
export interface CopyFilter {
  readonly states?: readonly DeliveryState[] | undefined;
  readonly doubtful?: boolean | undefined;
  /** `Target.name`s; without them all. */
  readonly targets?: readonly string[] | undefined;
  /** Only those with a greater id. */
  readonly after?: number | undefined;
  readonly limit: number;
}

/** So many copies that wait, for groups with the same quiet hours; nothing where nobody set them. */
export interface CopyLoad extends AccountKey {
  readonly quiet?: string | undefined;
  readonly count: number;
}

/** Something that may be sent now, without its words: most of what is looked at has to wait. */
export interface Due extends Omit<Delivery, 'outgoing'> {
  /** Why nothing can be written to its chat; nothing where something can. */
  readonly closed?: Reason | undefined;
}

/** What became of a delivery at one attempt. */
export interface Attempt {
  readonly id: number;
  /** `waiting`: it is to be tried again. */
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly parts: number;
  readonly sentAs: readonly string[];
  /** Whether it may have been shown though we were not told so. */
  readonly doubtful: boolean;
  readonly reason?: Reason | undefined;
}

/** A chat as the platform lets us write to it. */
export interface ChatStanding extends AccountKey {
  readonly chat: string;
  readonly kind: 'private' | 'group';
  readonly name?: string | undefined;
  /** Why nothing can be written there; nothing where something can. */
  readonly closed?: Reason | undefined;
  /** When it was opened or closed. */
  readonly since: Date;
}

/** An account as it is. */
export interface AccountStanding extends AccountKey {
  readonly state: AccountState;
  readonly since: Date;
}

/** How much of something waits, or went out. */
export interface Counted extends AccountKey {
  readonly state: DeliveryState;
  readonly urgency: Urgency;
  readonly times: number;
}

/** What an account sent. */
export interface Used {
  readonly everything: number;
  /** Of it, what nobody had asked for. */
  readonly unasked: number;
}

/** Chats to which nothing is looked for now. */
export interface Except {
  readonly everything: readonly string[];
  /** Those to which only what nobody has asked for has to wait. */
  readonly unasked: readonly string[];
}

/** Keeps what goes out. */
export interface DeliveryStore {
  /** Runs the work once what goes on now is committed; at once where nothing goes on. */
  whenCommitted(work: () => void): void;
  /** Adds it once for each origin and address. @returns false where it is there already */
  add(origin: string, to: Address, outgoing: Outgoing, way: Way, at: Date): Promise<boolean>;
  /** Adds a copy for each address, all alike, once for each origin and address; held back where the origin is. @returns how many are new */
  addAll(origin: string, targets: readonly Target[], outgoing: Outgoing, way: Way, at: Date): Promise<number>;
  /** The same with copies that differ. */
  addEach(origin: string, copies: readonly WordedTarget[], way: Way, at: Date): Promise<number>;
  /**
   * Words anew what is to stand in a chat: what was not sent yet goes as it is now; what was is to take its own place there, as `replaces` says.
   * What is being sent just now, or was stopped, is left alone. @returns whether it will stand there; nothing is where it was never added
   */
  revise(origin: string, to: Address, outgoing: Outgoing, at: Date): Promise<boolean>;
  /** Words anew what an origin has still to send; what was begun, or may have been shown, is left as it is. */
  reword(origin: string, outgoing: Outgoing): Promise<void>;
  /** What an origin has still to send, by the account and by the quiet hours that were set for the groups. */
  loads(origin: string): Promise<readonly CopyLoad[]>;
  /** How many messages wait for an account, whatever they come from. */
  backlog(account: AccountKey): Promise<number>;
  /** Holds back all of an origin, what is being sent just now included where it comes back. What was stopped stays so. */
  halt(origin: string, as: Halt, at: Date): Promise<void>;
  /** Lets what was paused go on. */
  goOn(origin: string): Promise<void>;
  tally(origin: string): Promise<Tally>;
  /** Copies of an origin, oldest first. */
  copies(origin: string, filter: CopyFilter): Promise<readonly Delivery[]>;
  /** The last ones to an address, oldest first; what was blanked is left out. */
  list(to: Address, limit: number): Promise<readonly Delivery[]>;
  /** Those to an address that were not sent, oldest first. */
  waiting(to: Address): Promise<readonly Delivery[]>;
  sent(ids: readonly number[], at: Date): Promise<void>;
  /** Deletes all that goes, or went, to somebody. */
  erase(to: Omit<Address, 'chat'>): Promise<void>;

  /** What may be sent now, the most urgent first, then the oldest; nothing to chats that are held, nor to those named. */
  due(account: AccountKey, now: Date, limit: number, except: Except): Promise<readonly Due[]>;
  /**
   * Notes what became of some and that others are being sent, as one.
   * @param sending those that are to be sent
   * @returns those of them that are, as they read now: not what was held back since; nothing where the account is somebody else's now, and
   * nothing was noted
   */
  step(
    account: AccountKey,
    holder: string,
    attempts: readonly Attempt[],
    sending: readonly number[],
    at: Date,
  ): Promise<readonly Delivery[] | undefined>;
  /** What a killed process was sending waits again, in doubt, or is held back where its origin is. @returns how many */
  takeBack(account: AccountKey, at: Date): Promise<number>;
  /** Nothing goes to a chat until then. */
  hold(account: AccountKey, chat: string, until: Date): Promise<void>;
  /** What was sent of itself since then: when, and to which chat; once for each part. */
  sentSince(account: AccountKey, since: Date): Promise<readonly { readonly chat: string; readonly at: Date }[]>;
  /** Puts off what is not urgent to a chat. */
  putOff(ids: readonly number[], until: Date): Promise<void>;
  /** Failed ones wait again, or are held back where their origin is for a while; not those of an origin that was stopped. @returns how many */
  retry(ids: readonly number[]): Promise<number>;
  /** What waits or failed within some chats of an account, oldest first. */
  unsent(account: AccountKey, chats: readonly string[], limit: number): Promise<readonly Delivery[]>;
  /** How much there is of what. */
  count(): Promise<readonly Counted[]>;
  /** How much of an account's budget went since then. */
  used(account: AccountKey, since: Date): Promise<Used>;
  /** What somebody passed on by hand counts as sent. @returns false where it was sent, or is being sent, or is no more */
  passedOn(account: AccountKey, chat: string, id: number, at: Date): Promise<boolean>;

  /** Notes that a chat can be written to, or not. What waits for a closed one fails. */
  standing(chat: ChatStanding): Promise<void>;
  /** Something came from chats: closed ones are open again. */
  heardFrom(account: AccountKey, chats: readonly string[], at: Date): Promise<void>;
  chat(account: AccountKey, chat: string): Promise<ChatStanding | undefined>;
  chats(account: AccountKey): Promise<readonly ChatStanding[]>;
  /** A chat has another id now: it is renamed wherever it is known. */
  move(account: AccountKey, from: string, to: string, at: Date): Promise<void>;

  /** Takes or renews an account for a holder. @returns who holds it, and whether it was taken anew */
  lease(account: AccountKey, holder: string, until: Date, now: Date, isDead: (holder: string) => boolean): Promise<Lease>;
  /** Lets an account go. */
  release(account: AccountKey, holder: string): Promise<void>;
  noteAccount(standing: AccountStanding): Promise<void>;
  accounts(): Promise<readonly AccountStanding[]>;
}

/** Whose an account is. */
export interface Lease {
  readonly isOurs: boolean;
  readonly isNew: boolean;
}
