/**
 * A platform as the contract of channels sees it: people write on it, and look at what they got. Each channel brings its own.
 */

import type { Reason, Sent } from '../../../src/message/channel.ts';
import type { Incoming, Outgoing } from '../../../src/message/index.ts';

/** What somebody sees on their screen: one message. */
export interface Seen {
  readonly text: string;
  /** What can be pressed; nothing where digits are typed. */
  readonly buttons: readonly string[];
}

/** What a platform may do to what we send. */
export const FAILINGS = ['slower', 'broken', 'cut', 'forbidden', 'unfit'] as const;
/** One of `FAILINGS`. */
export type Failing = (typeof FAILINGS)[number];

/** A platform that is running, with our channel joined to it. */
export interface Platform {
  /** What came in, as the channel decoded it. */
  readonly received: readonly Incoming[];
  /** Somebody writes in private; it resolves when the channel has handed it in. Where nobody is heard it does nothing. */
  write(person: string, text: string): Promise<void>;
  /** Somebody writes in a group. @param mentions whether they mention the assistant */
  writeInGroup?(person: string, text: string, mentions: boolean): Promise<void>;
  /** The platform delivers the last message once more. */
  deliverAgain?(): Promise<void>;
  /** Presses the button with this label below the last message that they got. */
  press?(person: string, label: string): Promise<void>;
  /** We say something to somebody in private. @returns what became of its parts, where the channel sends */
  say(person: string, outgoing: Outgoing): Promise<readonly Sent[]>;
  /** What somebody sees, oldest first. */
  seen(person: string): Promise<readonly Seen[]>;
  /** We word what we said to somebody anew: the message that the platform calls so. Absent where the channel cannot. */
  edit?(person: string, message: string, outgoing: Outgoing): Promise<Sent>;
  /** We take it away. Absent where the channel cannot. */
  remove?(person: string, message: string): Promise<Sent>;
  /** The next message that we send meets this. */
  fail?(failing: Failing): Promise<void> | void;
  close(): Promise<void>;
}

/** What a channel is tried with. */
export interface ChannelUnderContract {
  readonly name: string;
  /** Why it cannot be tried here; in CI nothing may be missing. */
  readonly missing?: string | undefined;
  /** Laws that do not apply to it, each with its reason. */
  readonly exempt: Partial<Record<Law, string>>;
  /** The most that one message holds, and how it is counted; nothing where there is no limit. */
  readonly limit?: { readonly most: number; readonly unit: 'utf16' | 'utf8' } | undefined;
  readonly choices: 'buttons' | 'digits';
  /** What each failing is told as. */
  readonly failings: Partial<
    Record<Failing, { readonly kind: Sent['kind']; readonly reason: Reason; readonly closes?: boolean }>
  >;
  open(): Promise<Platform>;
}

/** What every channel keeps to. */
export type Law =
  /** A channel that hears nobody is tried with what goes out alone. */
  | 'hearing'
  | 'order'
  | 'whole'
  | 'escaping'
  | 'choices'
  | 'doubles'
  | 'groups'
  | 'mentions'
  | 'limits'
  | 'failings'
  | 'blanks'
  | 'editing'
  | 'removing';
