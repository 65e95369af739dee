/**
 * What a conversation keeps, and the store that it needs. `storage` implements it on each database.
 */
import type { Language } from '../language/i18n.ts';
import type { Incoming, Outgoing } from '../message/index.ts';
import type { Day } from '../shared/calendar.ts';
import type { RegionId, SettlementId } from '../shared/ids.ts';
import type { OpenForm } from './desk/state.ts';
import type { Interview, Kept } from './eligibility/state.ts';
import type { GrievanceState } from './grievances/state.ts';
import type { JobSearchState } from './jobs/state.ts';

/** One person in one chat of one channel. */
export interface SessionKey {
  readonly channel: string;
  readonly account: string;
  readonly chat: string;
  readonly person: string;
}

/** What the assistant remembers of a conversation between two messages. */
export interface Session {
  readonly region?: RegionId | undefined;
  readonly language?: Language | undefined;
  /** The settlement that somebody said they live in. */
  readonly settlement?: SettlementId | undefined;
  /** A question that waits for the region to be chosen. */
  readonly waiting?: string | undefined;
  /** What the numbers under the last message stand for. */
  readonly choices?: readonly string[] | undefined;
  /** What the same choices were called, for those who type the words. */
  readonly labels?: readonly string[] | undefined;
  /** Whether the last message asked for a number, so that a number is no choice. */
  readonly asksNumber?: boolean | undefined;
  /** What was answered last, for follow-ups, more and the original. */
  readonly topic?: Topic | undefined;
  /** A check that is going on, or whose result was just told. */
  readonly interview?: Interview | undefined;
  /** A form that is being filled in. */
  readonly form?: OpenForm | undefined;
  /** The search for jobs whose page was shown last. */
  readonly jobs?: JobSearchState | undefined;
  /** What may belong to a case that is reported next, or was last. */
  readonly grievances?: GrievanceState | undefined;
  /** When somebody was last told that a message should not stand before others, and what their platform calls it. */
  readonly warned?: { readonly at: string; readonly message?: string | undefined } | undefined;
  /** The day on which somebody who is muted was last told so. */
  readonly mutedToldOn?: Day | undefined;
  /** Facts that the person agreed to have kept. */
  readonly kept?: Kept | undefined;
}

/** An answer as the next message may refer to it. */
export interface Topic {
  readonly question: string;
  /** `<clause>/<provision>` of what was answered, most relevant first. */
  readonly answered: readonly string[];
  /** The same with what was told since, on request for more. */
  readonly told: readonly string[];
  /** Whether the answer was said to be useful or not. */
  readonly rated?: boolean | undefined;
  /** Whether the settlement's cadres may be asked, since nothing answered. */
  readonly forCadre?: boolean | undefined;
  /** Clauses shown as near, where nothing answered. */
  readonly nearby: readonly string[];
  /** ISO instant. */
  readonly at: string;
}

/** A question that the documents did not answer or whose answer did not help; never who asked. */
export interface Gap {
  readonly region: RegionId;
  /** As asked, with long numbers masked. */
  readonly question: string;
  /** Questions with the same key are one. */
  readonly key: string;
  /** `local`: no document answered, but what the settlement knows did. */
  readonly reason: 'no_answer' | 'useless' | 'local';
  readonly nearest?: string | undefined;
}

/** Whether an answer helped; never who said so. */
export interface Feedback {
  readonly region: RegionId;
  readonly target: string;
  readonly useful: boolean;
}

/** What a turn changed: committed as one. */
export interface TurnOutcome {
  readonly session: Session;
  readonly outgoing: readonly Outgoing[];
  readonly gap?: Gap | undefined;
  readonly feedback?: Feedback | undefined;
  /** What is kept and shown as the person's words, where they pressed a button or wrote a secret. */
  readonly said?: string | undefined;
  /** Whether the message and the reply hold facts about the person: they are blanked once the interview is over. */
  readonly private?: boolean | undefined;
}

/** A message in the inbox; `fresh` is false where the platform delivered it before. */
export interface Received {
  readonly id: number;
  readonly fresh: boolean;
  /** The replies, where the message was done before. */
  readonly outgoing?: readonly Outgoing[] | undefined;
}

/** One message of a person and what was said to it. */
export interface Exchange {
  readonly id: number;
  readonly text: string;
  readonly at: Date;
  /** Empty until the message is done, and where the assistant stayed silent. Blanked messages are left out. */
  readonly outgoing: readonly Outgoing[];
}

/** Like questions together, the most frequent first. */
export interface GapGroup {
  readonly region: RegionId;
  readonly reason: Gap['reason'];
  readonly question: string;
  readonly nearest?: string | undefined;
  readonly times: number;
  /** ISO instant of the last one. */
  readonly lastAt: string;
}

/** Keeps the inbox, sessions, gaps and feedback. Each method throws where the database fails. */
export interface ConversationStore {
  /** Commits a turn, and all that the stores did in it, or nothing where it throws; many turns may be committed with one flush. It may be done again. */
  together<T>(turn: () => Promise<T>): Promise<T>;
  /** Commits a message to the inbox; unique on channel, account and the platform's id. */
  receive(incoming: Incoming): Promise<Received>;
  /** The same with several, all of them or none. */
  receiveAll(incoming: readonly Incoming[]): Promise<readonly Received[]>;
  /** Whether a message still waits to be answered; nobody else answers it until the transaction ends. */
  open(id: number): Promise<boolean>;
  /** The words of a message that was received; nothing where it was not. */
  wording(account: Pick<SessionKey, 'channel' | 'account'>, platformId: string): Promise<string | undefined>;
  session(key: SessionKey): Promise<Session | undefined>;
  /**
   * Commits what a turn changed and marks its message done, in one transaction. A message that was done before stays as it is. Where no question
   * of an interview or a form is open any more, the private messages before this one are blanked.
   * @returns false where it was done before
   */
  complete(id: number, key: SessionKey, outcome: TurnOutcome, at: Date): Promise<boolean>;
  /** Messages that were received and not done, oldest first, of one account or all: what a stopped process left. */
  unfinished(
    where?: Pick<SessionKey, 'channel' | 'account'>,
  ): Promise<readonly { readonly id: number; readonly incoming: Incoming }[]>;
  /** The last exchanges of a person in a chat, oldest first. */
  exchanges(key: SessionKey, limit: number): Promise<readonly Exchange[]>;
  /** Of some regions or all. */
  gaps(limit: number, regions?: readonly RegionId[] | 'all'): Promise<readonly GapGroup[]>;
  /**
   * Ends interviews that nobody went on with: their facts are dropped, their messages blanked.
   * @param abandoned those with an open question, since then
   * @param over those whose result was told, and what else was private, since then
   */
  endInterviews(abandoned: Date, over: Date): Promise<void>;
  /** Ends, for everybody, what is open or was just told about something that is erased: what was said there is blanked. @param id its id */
  endAbout(id: string): Promise<void>;
  /** Deletes all that somebody said and what is remembered of them, in every chat, but for one message. */
  erase(person: Omit<SessionKey, 'chat'>, except: number): Promise<void>;
  /** Deletes messages, sessions and what only one person asked, before an instant; questions of several people and feedback stay. */
  forget(before: Date): Promise<void>;
}
