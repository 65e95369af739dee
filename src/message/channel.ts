/**
 * The port of a channel: what a platform can do as data, what it tells us, and what became of what we sent. The rooms inside know platforms by
 * this alone.
 */
import type { Attachment, Choice, Incoming, OutgoingFile } from './index.ts';

/** A platform as the assistant uses it with one account. */
export interface Channel {
  /** `telegram`, as in `Incoming.channel`. */
  readonly name: string;
  /** The bot's own account: what was received and sent with another one is not ours. */
  readonly account: string;
  readonly limits: ChannelLimits;
  readonly pace: Pace;
  /**
   * Begins to receive. It resolves when the platform is connected, or when it goes on trying by itself; it never throws for a platform that
   * is away, but says so by `Inbox.state`.
   */
  start(inbox: Inbox): Promise<void>;
  /** Stops receiving, where that can be done while sending goes on. */
  quiet?(): Promise<void>;
  /** Leaves the platform. Only called when nothing is being sent. */
  stop(): Promise<void>;
  /** Sends one part. Never throws: whatever happens is an outcome. */
  send(to: Destination, part: Part): Promise<Sent>;
  /** Words a message anew, with its choices. Absent where the platform cannot. What is as it was already counts as sent. */
  edit?(chat: string, message: string, part: Part): Promise<Sent>;
  /** Takes a message away. Absent where the platform cannot. What is gone already counts as sent. */
  remove?(chat: string, message: string): Promise<Sent>;
  /** Fetches what came with a message. @throws {FetchError} */
  fetch?(attachment: Attachment, most: number): Promise<FetchedFile>;
  /** The address that leads from a group into private, with a pass; absent where the platform has none, or does not know it yet. */
  readonly privateLink?: ((pass: string) => string) | undefined;
}

/** What fits into one message. */
export interface ChannelLimits {
  /** The longest text of one message. */
  readonly text: number;
  /** The longest text beside a file: a longer one goes before it. Default: as without one. */
  readonly caption?: number | undefined;
  /** What it is counted in: characters as JavaScript counts them, or bytes of UTF-8. */
  readonly unit: 'utf16' | 'utf8';
  /** Whether choices are buttons; otherwise they are numbered lines. */
  readonly buttons: boolean;
  /** Whether files go out. */
  readonly files: boolean;
}

/** How fast an account may speak: no rule is ever exceeded. */
export interface Pace {
  readonly rules: readonly PaceRule[];
  /** So many chats are written to at the same time. */
  readonly atOnce: number;
  /** Up to so long is waited in addition, by chance, before each message. Default: not at all. */
  readonly jitterMs?: number | undefined;
}

/** At most so many messages in any stretch of so long. */
export interface PaceRule {
  readonly most: number;
  readonly withinMs: number;
  /** Counted over all chats of the account, for each chat, or for each group. */
  readonly of: 'account' | 'chat' | 'group';
  /** `unasked`: what nobody has just asked for. */
  readonly counts: 'everything' | 'unasked';
}

/** Where a message goes. */
export interface Destination {
  readonly chat: string;
  readonly kind: 'private' | 'group';
  readonly person: string;
  readonly thread?: string | undefined;
  /** `Incoming.replyable` of the message that it answers. */
  readonly replyTo?: string | undefined;
}

/** As much of a message as fits into one of the platform's. */
export interface Part {
  readonly text: string;
  readonly choices?: readonly Choice[] | undefined;
  readonly file?: OutgoingFile | undefined;
}

/** Why a message did not go out; `delivery:reason` puts it into words. */
export type Reason =
  /** The platform asks to go slower. */
  | 'rate'
  /** The platform is out of order. */
  | 'server'
  /** The connection broke, or nothing came back in time. */
  | 'network'
  /** The account is not connected. */
  | 'offline'
  /** The platform has limited the account. */
  | 'limited'
  /** The platform does not accept our token or key. */
  | 'unauthorised'
  /** Another program receives with the same account. */
  | 'conflict'
  /** The assistant was removed from the group. */
  | 'kicked'
  /** It may not write there. */
  | 'restricted'
  /** The person does not want to hear from it, or never wrote to it. */
  | 'blocked'
  /** The person's account is no more. */
  | 'deactivated'
  /** There is no such chat. */
  | 'gone'
  /** The platform does not take the message as it is. */
  | 'unfit'
  /** What was said there cannot be changed or taken away any more: it is too old, or somebody else took it away. */
  | 'past'
  /** The platform has no such function. */
  | 'unable';

/** What became of a part: it knows whether it may be tried again, and what the operator reads. */
export type Sent =
  /** @param id what the platform calls the message */
  | { readonly kind: 'sent'; readonly id?: string | undefined }
  /** To be tried again after so long; nothing else goes to the chat, or by the account, meanwhile. */
  | { readonly kind: 'wait'; readonly ms: number; readonly whose: 'chat' | 'account'; readonly reason: Reason }
  /** To be tried again. @param perhaps whether the platform may have taken it */
  | { readonly kind: 'again'; readonly reason: Reason; readonly perhaps: boolean }
  /** The chat has another id now. */
  | { readonly kind: 'moved'; readonly chat: string }
  /** Never. @param closes whether nothing can be written to the chat any more, until it opens again */
  | { readonly kind: 'refused'; readonly reason: Reason; readonly closes: boolean };

/** What a channel hands in. */
export interface Inbox {
  /** Commits all of them; once it resolves they are safe, and are answered. @throws where the database fails: nothing may be confirmed then */
  take(messages: readonly Incoming[]): Promise<void>;
  /** Commits what happened to a chat. @throws as `take` */
  note(event: ChatEvent): Promise<void>;
  /** Notes how the account is. @throws as `take` */
  state(state: AccountState): Promise<void>;
}

/** Something that happened to a chat. */
export type ChatEvent =
  /** The assistant may write there. @param joined whether it has just been brought in */
  | {
      readonly kind: 'open';
      readonly chat: Required<Pick<Incoming['chat'], 'id' | 'kind'>> & { readonly name?: string | undefined };
      readonly joined: boolean;
    }
  /** It may not. */
  | { readonly kind: 'closed'; readonly chat: string; readonly reason: Reason }
  /** The chat has another id now. */
  | { readonly kind: 'moved'; readonly chat: string; readonly to: string }
  /** These are all the groups that it is in: others that were known are no more, or have other ids now. */
  | { readonly kind: 'groups'; readonly chats: readonly string[] };

/** How an account is. */
export type AccountState =
  | { readonly kind: 'online' }
  /** @param login what is to be scanned with the account's telephone, where that is how to come back */
  | { readonly kind: 'offline'; readonly reason: Reason; readonly login?: string | undefined }
  /** The platform lets it send nothing until then. */
  | { readonly kind: 'limited'; readonly until: Date };

/** A file that came with a message. */
export interface FetchedFile {
  readonly bytes: Uint8Array;
  readonly name?: string | undefined;
}

/** Something that came with a message cannot be had. */
export class FetchError extends Error {
  override readonly name = 'FetchError';
  readonly reason: 'too-large' | 'gone' | 'network';
  constructor(reason: FetchError['reason'], cause?: unknown) {
    super(`cannot fetch an attachment: ${reason}`, { cause });
    this.reason = reason;
  }
}
