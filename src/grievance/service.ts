/**
 * What the room of grievances does for others. Whatever changes a case is one transaction with its link in the chain, and with what its reporter is
 * told of it.
 */
import type { Address } from '../delivery/store.ts';
import type { Actor, Page } from '../directory/model.ts';
import type { Outcome } from '../directory/outcome.ts';
import type { Visitor } from '../directory/visitors.ts';
import type { DangerKind } from '../knowledge/load-language.ts';
import type { Day } from '../shared/calendar.ts';
import type { ClauseId, HouseholdId, RegionId, SettlementId, UnitId } from '../shared/ids.ts';
import type { NotedAnchor } from './anchor-notes.ts';
import type { Entry, Verdict } from './history.ts';
import type { MoveName } from './life.ts';
import type { Grievance, GrievanceDraft, PublicState } from './model.ts';
import type { GrievanceFilter } from './store.ts';

/** Who somebody is who reports: where they are on their platform, and what the directory knows of them. */
export interface Reporter {
  readonly at: Address;
  readonly visitor: Visitor;
}

/** What a text seems to be about. */
export interface Suggestion {
  /** An id of `knowledge/categories.yaml`. */
  readonly kind: string;
  /** Other kinds that may be meant, best first. */
  readonly alternatives: readonly string[];
  readonly danger: DangerKind | 'none';
}

/** A case like another one, as anybody in the settlement may see it: nothing of who reported it or in which words. */
export interface Alike {
  readonly number: number;
  readonly kind: string;
  readonly building?: string | undefined;
  readonly receivedOn: Day;
  readonly state: PublicState;
  /** How many households have it, the reporter's included. */
  readonly households: number;
}

/** A case as whoever reported it sees it. */
export interface OwnCase {
  readonly grievance: Grievance;
  readonly state: PublicState;
  /** What they may do now. */
  readonly can: readonly MoveName[];
  /** The case that it is handled with: where that stands, with its answer, and nothing that somebody else wrote. */
  readonly whole?: Grievance | undefined;
}

/** What becomes of a case that is reported now. */
export interface Expectation {
  /** Who is to settle it; nothing where the documents name nobody. */
  readonly unit?: UnitId | undefined;
  readonly dueAt: Date;
}

/** For residents, by their own chat; and for cadres who report for somebody. */
export interface Intake {
  suggest(text: string, region: RegionId): Suggestion;
  /** Open ones of a kind that everybody can see in the settlement (lift, water, rubbish, …); none of a kind that is a household's own matter. */
  alike(settlement: SettlementId, kind: string): Promise<readonly Alike[]>;
  /** Who a case of a kind would go to now, and by when it would have to be settled. */
  expect(kind: string, region: RegionId): Expectation;
  /** Takes it into the queue; on disk when it returns. Danger is passed to a person at once as well, unless it was already. */
  report(reporter: Reporter, draft: GrievanceDraft): Promise<Outcome<Grievance>>;
  /** The same for somebody who does not write themselves, at the office or on the telephone. */
  reportFor(actor: Actor, draft: GrievanceDraft, household?: HouseholdId): Promise<Outcome<Grievance>>;
  /** That they have it too (我家也是): they are told what becomes of it. */
  support(reporter: Reporter, number: number): Promise<Outcome<Alike>>;
  /** Those of others that they said they have too, newest first. */
  supported(reporter: Reporter, limit: number): Promise<readonly Alike[]>;
  /** Their own, newest first. */
  mine(reporter: Reporter, limit: number): Promise<readonly OwnCase[]>;
  /** `unknown` where it is not theirs, as where there is none. */
  own(reporter: Reporter, number: number): Promise<Outcome<OwnCase>>;
  add(reporter: Reporter, number: number, text: string, photos?: readonly string[]): Promise<Outcome<OwnCase>>;
  withdraw(reporter: Reporter, number: number): Promise<Outcome<OwnCase>>;
  confirm(reporter: Reporter, number: number): Promise<Outcome<OwnCase>>;
  /** Of one that is handled with another: that the answer to that one settles nothing; it is taken up again. */
  object(reporter: Reporter, number: number, why: string): Promise<Outcome<OwnCase>>;
}

/** A case as its handlers see it: who reported it is for `identity` alone. */
export interface CaseView {
  readonly grievance: Grievance;
  readonly can: readonly MoveName[];
  readonly linked: readonly number[];
  /** What the settlement calls the desk that answers for the unit, and how it is reached. */
  readonly desk?: { readonly name: string; readonly phone?: string | undefined } | undefined;
}

/** Why somebody has to know who reported a case. */
export const IDENTITY_REASONS = ['visit', 'call', 'payment', 'verification', 'safety'] as const;
/** One of `IDENTITY_REASONS`. */
export type IdentityReason = (typeof IDENTITY_REASONS)[number];

/** Who reported a case; each look is recorded. */
export interface ReporterIdentity {
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly building?: string | undefined;
  readonly door?: string | undefined;
  /** Whose matter it is, where somebody else reported it. */
  readonly onBehalf?: string | undefined;
}

/** What a handler says to a case. */
export interface AnswerDraft {
  readonly says: string;
  readonly clauses?: readonly ClauseId[] | undefined;
}

/** For handlers. */
export interface Queue {
  /** The most urgent one within reach (领下一件), now in the actor's hands; nothing where none waits. */
  next(actor: Actor): Promise<Outcome<CaseView | undefined>>;
  claim(actor: Actor, number: number): Promise<Outcome<CaseView>>;
  release(actor: Actor, number: number, why: string): Promise<Outcome<CaseView>>;
  note(actor: Actor, number: number, text: string): Promise<Outcome<CaseView>>;
  /** Asks whoever reported it; the clock goes on. */
  ask(actor: Actor, number: number, text: string): Promise<Outcome<CaseView>>;
  answer(actor: Actor, number: number, draft: AnswerDraft): Promise<Outcome<CaseView>>;
  decline(actor: Actor, number: number, why: string, instead: string): Promise<Outcome<CaseView>>;
  forward(actor: Actor, number: number, unit: UnitId, why: string): Promise<Outcome<CaseView>>;
  sendBack(actor: Actor, number: number, unit: UnitId, why: string): Promise<Outcome<CaseView>>;
  askExtension(actor: Actor, number: number, why: string): Promise<Outcome<CaseView>>;
  merge(actor: Actor, number: number, into: number): Promise<Outcome<CaseView>>;
  link(actor: Actor, number: number, other: number): Promise<Outcome<CaseView>>;
  /** How many wait within the actor's reach. */
  waiting(actor: Actor): Promise<Outcome<number>>;
  get(actor: Actor, number: number): Promise<Outcome<CaseView>>;
  list(actor: Actor, filter: GrievanceFilter): Promise<Outcome<readonly Grievance[]>>;
  /** Who reported it; `no-consent` where they reported without a name. */
  identity(actor: Actor, number: number, reason: IdentityReason): Promise<Outcome<ReporterIdentity>>;
  history(actor: Actor, number: number): Promise<Outcome<readonly Entry[]>>;
  /** Until when the actor is away; what they hold goes back to its place, with their notes. @param until nothing: they are back */
  away(actor: Actor, until: Date | undefined): Promise<Outcome<number>>;
}

/** For those who call and ask whether an answer settled it: never one who handled it. */
export interface CallBacks {
  /** Those to call, the oldest answer first. */
  waiting(actor: Actor, limit: number): Promise<Outcome<readonly CaseView[]>>;
  inVain(actor: Actor, number: number): Promise<Outcome<CaseView>>;
  confirmed(actor: Actor, number: number): Promise<Outcome<CaseView>>;
  denied(actor: Actor, number: number, why: string): Promise<Outcome<CaseView>>;
}

/** For supervisors. */
export interface Supervision {
  /** What they have to decide: cases sent back twice, and extensions asked for. */
  undecided(actor: Actor, page: Page): Promise<Outcome<readonly Grievance[]>>;
  /** To a unit's queue, or into a colleague's hands. */
  assign(
    actor: Actor,
    number: number,
    to: { readonly unit: UnitId } | { readonly holder: string },
    why: string,
  ): Promise<Outcome<CaseView>>;
  decideExtension(actor: Actor, number: number, granted: boolean): Promise<Outcome<CaseView>>;
  unmerge(actor: Actor, number: number): Promise<Outcome<CaseView>>;
  closeUnreached(actor: Actor, number: number): Promise<Outcome<CaseView>>;
  /** For which units a handler takes cases; none named: all. */
  assignUnits(actor: Actor, handler: string, units: readonly UnitId[]): Promise<Outcome<void>>;
  /** The same as a handler's own `away`. */
  handlerAway(actor: Actor, handler: string, until: Date | undefined): Promise<Outcome<number>>;
}

/** What is wrong with the history of cases. */
export interface HistoryReport {
  readonly cases: number;
  readonly links: number;
  readonly erased: number;
  readonly anchors: number;
  readonly faults: readonly (
    | { readonly kind: 'chain'; readonly number: number; readonly verdict: Verdict & { readonly ok: false } }
    | { readonly kind: 'anchor'; readonly day: Day }
    /** Another anchor was noted for the day than there is now, or there is none any more. */
    | { readonly kind: 'noted'; readonly day: string }
  )[];
  /** The newest anchor; whoever notes it elsewhere can have it held against the history later. */
  readonly last?: NotedAnchor | undefined;
}

/** How a check of all histories is watched and stopped, and what it is held against. */
export interface Verifying {
  /** Stops it; it then throws the reason of the signal. */
  readonly signal?: AbortSignal | undefined;
  /** Told now and then how many cases were looked at. */
  readonly progress?: (cases: number) => void;
  /** Anchors that were noted outside of the database. */
  readonly noted?: readonly NotedAnchor[];
}

/** The room. */
export interface Grievances {
  readonly intake: Intake;
  readonly queue: Queue;
  readonly callBacks: CallBacks;
  readonly supervision: Supervision;
  /** Gives back what was held too long, and tells what is late. */
  tick(): Promise<void>;
  /** Anchors the heads of all days that are over. */
  anchor(): Promise<void>;
  /** Holds every chain and every anchor against itself, and every anchor against what was noted of it. */
  verify(verifying?: Verifying): Promise<HistoryReport>;
  /** Forgets what is personal of cases that ended longer ago than their kind is kept. @returns how many */
  forget(): Promise<number>;
  erase(who: Omit<Address, 'chat'>): Promise<void>;
  eraseHousehold(household: HouseholdId): Promise<void>;
  /** What a household's file held belongs to the one that it was joined with. */
  moveHousehold(from: HouseholdId, into: HouseholdId): Promise<void>;
}
