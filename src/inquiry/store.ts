/**
 * The store that questions to cadres and local knowledge need; `storage` implements it on each database. Each method throws where the database
 * fails.
 */
import type { Address } from '../delivery/store.ts';
import type { Reason } from '../message/channel.ts';
import type { Day } from '../shared/calendar.ts';
import type { PersonId, RegionId, SettlementId } from '../shared/ids.ts';

/** A question as somebody asked it. */
export interface Inquiry {
  /** Short, as people say it. */
  readonly number: number;
  readonly settlement: SettlementId;
  readonly region: RegionId;
  /** Like questions have the same. */
  readonly topic: string;
  readonly question: string;
  readonly askedAt: Date;
  /** The last day for an answer. */
  readonly due: Day;
  readonly asker: Address;
  /** The id of its answer. */
  readonly answer?: string | undefined;
}

/** Like questions of a settlement that wait for an answer, the one due first in front. */
export interface InquiryGroup {
  /** The number of the oldest one: names the group. */
  readonly number: number;
  readonly settlement: SettlementId;
  readonly question: string;
  readonly times: number;
  readonly askedAt: Date;
  readonly due: Day;
}

/** A question whose answer could not be sent to who asked. */
export interface Unreached {
  readonly inquiry: Inquiry;
  /** Why not; nothing where that is not known. */
  readonly reason?: Reason | undefined;
  /** When it was given up. */
  readonly at: Date;
}

/** What a cadre answered. */
export interface InquiryAnswer {
  readonly id: string;
  readonly settlement: SettlementId;
  readonly says: string;
  /** A person of the directory, a token or the operator. */
  readonly by: string;
  readonly name: string;
  readonly at: Date;
}

/** What only the settlement knows (本点信息): hours, fees, contacts. */
export interface LocalInfo {
  readonly id: string;
  readonly settlement: SettlementId;
  /** What it is about, in the words people ask with: 物业费. */
  readonly topic: string;
  readonly says: string;
  /** Where it is from: 社区办公室, 干部答复. */
  readonly source: string;
  readonly recordedBy: PersonId | string;
  readonly recordedOn: Day;
}

/** Keeps questions, answers and local knowledge. */
export interface InquiryStore {
  /** @returns its number */
  ask(inquiry: Omit<Inquiry, 'number' | 'answer'>): Promise<number>;
  get(number: number): Promise<Inquiry | undefined>;
  /** Like questions that wait, in any of the settlements; those due first in front. */
  waiting(settlements: readonly SettlementId[] | 'all', limit: number): Promise<readonly InquiryGroup[]>;
  /** Like questions of a settlement that wait. */
  alike(settlement: SettlementId, topic: string): Promise<readonly Inquiry[]>;
  /** Keeps the answer and gives it to the questions that have none yet. @returns the numbers of those */
  answer(answer: InquiryAnswer, numbers: readonly number[]): Promise<readonly number[]>;
  answered(id: string): Promise<InquiryAnswer | undefined>;
  /** Questions of the settlements whose answer could not be sent, oldest first. */
  unreached(settlements: readonly SettlementId[] | 'all', limit: number): Promise<readonly Unreached[]>;
  /** The questions of somebody, newest first. */
  of(asker: Omit<Address, 'chat'>, limit: number): Promise<readonly Inquiry[]>;
  /** The questions of somebody that wait, oldest first. */
  waitingOf(asker: Omit<Address, 'chat'>): Promise<readonly Inquiry[]>;
  /** Deletes a question that waits. @returns false where it was answered or is not theirs */
  withdraw(number: number, asker: Omit<Address, 'chat'>): Promise<boolean>;
  /** Deletes all that somebody asked. */
  erase(asker: Omit<Address, 'chat'>): Promise<void>;

  /** What holds today, by topic. */
  info(settlement: SettlementId): Promise<readonly LocalInfo[]>;
  infoOf(id: string): Promise<LocalInfo | undefined>;
  addInfo(info: LocalInfo): Promise<void>;
  /** It holds no longer. @returns false where it did not */
  endInfo(id: string, at: Date): Promise<boolean>;
}
