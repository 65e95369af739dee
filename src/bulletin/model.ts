/**
 * What is announced to the groups of settlements: a bulletin, to whom it goes, and what became of it.
 */
import type { DeliveryState } from '../delivery/store.ts';
import type { Scope } from '../directory/scope.ts';
import type { Choice } from '../message/index.ts';
import type { ClauseId, GroupId, SettlementId } from '../shared/ids.ts';

/** What a bulletin is. */
export const BULLETIN_KINDS = [
  /** An official notice, which a second person approves; it may cite clauses. */
  'notice',
  /** A job posting, or several. */
  'jobs',
  /** Something that cannot wait: it goes in quiet hours too, and needs no approval, which is recorded. */
  'alert',
] as const;
/** One of `BULLETIN_KINDS`. */
export type BulletinKind = (typeof BULLETIN_KINDS)[number];

/** Where a bulletin stands. */
export const BULLETIN_STATES = [
  /** It is being written. */
  'draft',
  /** It waits for a second person. */
  'proposed',
  /** It waits for its time. */
  'scheduled',
  /** It comes again and again: each time is a bulletin of its own. */
  'repeating',
  'sending',
  'paused',
  /** It went wherever it could. */
  'done',
  /** Somebody stopped it, or threw it away. */
  'stopped',
  /** Taken back wherever that can be done. */
  'recalled',
] as const;
/** One of `BULLETIN_STATES`. */
export type BulletinState = (typeof BULLETIN_STATES)[number];

/** To whom a bulletin goes: the groups of all the places, less what is left out. */
export interface Audience {
  /** At least one; `all`, regions, counties, settlements. */
  readonly places: readonly Scope[];
  /** Only groups of these buildings; names as settlements write them. Default: whatever the group belongs to. */
  readonly buildings?: readonly string[] | undefined;
  /** Only settlements that bear one of these. Default: all of them. */
  readonly tags?: readonly string[] | undefined;
  readonly except?:
    | { readonly settlements?: readonly SettlementId[] | undefined; readonly groups?: readonly GroupId[] | undefined }
    | undefined;
}

/** What is kept elsewhere and announced here: `posting`, `digest`; the app knows how to put it into words. */
export interface Announced {
  readonly kind: string;
  readonly id: string;
}

/** What a bulletin says. */
export interface BulletinContent {
  readonly title: string;
  readonly text: string;
  /** What the notice rests on. */
  readonly clauses?: readonly ClauseId[] | undefined;
  /** Whether people are asked to confirm that they have read it (收到). */
  readonly receipts?: boolean | undefined;
  /** What may be pressed below it, besides confirming. */
  readonly choices?: readonly Choice[] | undefined;
}

/** When a bulletin comes again, by the clock of Asia/Shanghai. */
export type Repeat =
  | { readonly every: 'day'; readonly at: string }
  /** @param on from 1, Monday, to 7 */
  | { readonly every: 'week'; readonly on: number; readonly at: string }
  /** @param on from 1 to 28 */
  | { readonly every: 'month'; readonly on: number; readonly at: string };

/** When a bulletin goes. */
export interface When {
  /** Not before; default at once. */
  readonly at?: Date | undefined;
  readonly repeat?: Repeat | undefined;
}

/** What somebody did with a bulletin. */
export interface LifeEvent {
  readonly what:
    | 'written'
    | 'changed'
    | 'proposed'
    | 'approved'
    | 'sent-back'
    | 'bypassed'
    | 'scheduled'
    | 'begun'
    | 'paused'
    | 'resumed'
    | 'stopped'
    | 'retried'
    | 'corrected'
    | 'recalled'
    | 'done'
    | 'expired'
    | 'skipped';
  /** An actor's id. */
  readonly by: string;
  readonly at: string;
  /** Why it was sent back. */
  readonly why?: string | undefined;
}

/** A bulletin as it is kept. */
export interface Bulletin {
  /** `b_01k9…` */
  readonly id: string;
  readonly kind: BulletinKind;
  readonly state: BulletinState;
  readonly content: BulletinContent;
  readonly audience: Audience;
  readonly announces?: Announced | undefined;
  /** Who wrote it. */
  readonly by: string;
  readonly at: Date;
  readonly startAt?: Date | undefined;
  readonly repeat?: Repeat | undefined;
  /** The repeating bulletin that it comes from. */
  readonly series?: string | undefined;
  readonly life: readonly LifeEvent[];
  /** Whether copies that went are still to be taken back, or worded anew: that is gone on with until it is done. */
  readonly unsettled?: boolean | undefined;
  /** Counts changes: whoever edits says which one they saw. */
  readonly version: number;
}

/** A bulletin as somebody writes it. */
export type BulletinDraft = Pick<Bulletin, 'kind' | 'content' | 'audience' | 'announces'>;

/** What a bulletin will look like, and how long it will take. */
export interface Preview {
  readonly bulletin: Bulletin;
  /** For each channel that it goes to. */
  readonly channels: readonly ChannelPreview[];
  readonly groups: number;
  /** Those of the groups to which nothing can be written now. */
  readonly unreachable: number;
  readonly settlements: number;
  /** Settlements of the audience without a group. */
  readonly unreached: readonly { readonly id: SettlementId; readonly name: string }[];
  /** How many colleagues may approve it; nothing where it needs none. */
  readonly approvers?: number | undefined;
  /** When the last copy will have been sent, if it begins as it is to; nothing where no account is there that would send it. */
  readonly finish?: Date | undefined;
  /** A number for the audience as it is: whoever submits says which one they saw, so that nobody sends to others than they think. */
  readonly digest: string;
}

/** How it looks on a channel. */
export interface ChannelPreview {
  readonly channel: string;
  readonly groups: number;
  /** Message by message; what is pressed stands in brackets below. */
  readonly looks: readonly string[];
  /** Whether it can be worded anew, and taken away, afterwards. */
  readonly canEdit: boolean;
  readonly canRemove: boolean;
  /** Whether an account is there that sends it. */
  readonly isJoined: boolean;
}

/** How far a bulletin is. */
export interface Progress {
  readonly bulletin: Bulletin;
  readonly total: number;
  readonly waiting: number;
  readonly sent: number;
  readonly failed: number;
  readonly stopped: number;
  /** Sent, and perhaps shown twice: in flight when a process was killed. */
  readonly doubtful: number;
  readonly retried: number;
  /** Taken away, or corrected by a message of its own. */
  readonly recalled: number;
  readonly receipts: number;
  /** When the last copy will have been sent, by the pace of the accounts. */
  readonly finish?: Date | undefined;
}

/** One line of the ledger: what became of it in a group. */
export interface LedgerLine {
  /** The number of the delivery. */
  readonly delivery: number;
  readonly group: GroupId;
  readonly groupName?: string | undefined;
  readonly channel: string;
  readonly settlement?: SettlementId | undefined;
  readonly settlementName?: string | undefined;
  readonly building?: string | undefined;
  readonly state: DeliveryState;
  /** Taken away there, worded anew there, or taken back or put right by a message of its own. */
  readonly after?: 'removed' | 'edited' | 'followed' | 'waiting' | 'failed' | undefined;
  readonly attempts: number;
  readonly doubtful: boolean;
  /** Why it was not sent; `delivery:reason` puts it into words. */
  readonly reason?: string | undefined;
  readonly endedAt?: Date | undefined;
}

/** Which lines of a ledger are looked for. */
export interface LedgerFilter {
  readonly states?: readonly DeliveryState[] | undefined;
  /** Only those that may have been shown twice. */
  readonly doubtful?: boolean | undefined;
  readonly settlement?: SettlementId | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
}

/** Somebody who confirmed. */
export interface Receipt {
  readonly bulletin: string;
  readonly group: GroupId;
  readonly settlement: SettlementId;
  readonly building?: string | undefined;
  readonly household?: string | undefined;
  /** What the directory, or else the platform, calls them. */
  readonly name?: string | undefined;
  readonly at: Date;
}

/** Who has confirmed in a settlement, and who has not. */
export interface Receipts {
  readonly settlement: SettlementId;
  readonly confirmed: readonly Receipt[];
  /** For each building: who confirmed, and how many households there are. */
  readonly buildings: readonly {
    readonly building: string;
    readonly people: number;
    readonly households: number;
    readonly ofHouseholds: number;
  }[];
  /** Households of which nobody that is known has confirmed; names as lists show them. */
  readonly missing: readonly {
    readonly household: string;
    /** Whether anybody of theirs is known on a platform: of the others it cannot be told. */
    readonly isKnown: boolean;
    readonly building: string;
    readonly door: string;
    readonly name: string;
  }[];
}
