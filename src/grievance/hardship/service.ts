/**
 * What the track of hardship reports does, for those who report, for the cadres who check, and for the supervisors who decide. What is refused
 * comes with why: `state` (from where it stands that is not done), `too-early`, `too-late`, `own`, `invalid`, `changed`.
 */
import type { Actor } from '../../directory/model.ts';
import type { Outcome } from '../../directory/outcome.ts';
import type { HardshipKnowledge } from '../../knowledge/hardship.ts';
import type { HouseholdId } from '../../shared/ids.ts';
import type { Entry } from '../history.ts';
import type { Reporter } from '../service.ts';
import type { HardshipMove } from './life.ts';
import type { Hardship, HardshipDraft, HardshipForm, HardshipSummary } from './model.ts';
import type { HardshipFilter } from './store.ts';

/** A report with what whoever looks at it may do now. */
export interface HardshipView {
  readonly report: Hardship;
  readonly can: readonly HardshipMove[];
}

/** What those who assess found. */
export interface AssessmentDraft {
  readonly says: string;
  /** Whether the household is proposed to be included. */
  readonly isProposed: boolean;
}

/** What was decided, and why. */
export interface DecisionDraft {
  readonly isIncluded: boolean;
  readonly why: string;
}

/** For those who report. What is not theirs is `unknown`, as what there is not. */
export interface OwnHardships {
  /** Only once they have agreed to the check: `authorisation` is recorded with it. On disk when it returns. */
  report(reporter: Reporter, draft: HardshipDraft): Promise<Outcome<Hardship>>;
  /** Newest first; withdrawn ones are erased. */
  mine(reporter: Reporter, limit: number): Promise<readonly HardshipView[]>;
  own(reporter: Reporter, number: number): Promise<Outcome<HardshipView>>;
  add(reporter: Reporter, number: number, text: string): Promise<Outcome<HardshipView>>;
  /** Takes back the report and the authorisation: what was collected is erased. */
  withdraw(reporter: Reporter, number: number): Promise<Outcome<HardshipView>>;
  object(reporter: Reporter, number: number, why: string): Promise<Outcome<HardshipView>>;
}

/** For cadres and supervisors. */
export interface HardshipDesk {
  /** Writes one down for somebody who cannot write. */
  reportFor(actor: Actor, form: HardshipForm): Promise<Outcome<Hardship>>;
  /** Those within the actor's reach, due first in front; who they are is shown one by one, and each look is recorded. */
  list(actor: Actor, filter: HardshipFilter): Promise<Outcome<readonly HardshipSummary[]>>;
  get(actor: Actor, number: number): Promise<Outcome<HardshipView>>;
  history(actor: Actor, number: number): Promise<Outcome<readonly Entry[]>>;
  check(actor: Actor, number: number, found: string): Promise<Outcome<HardshipView>>;
  missing(actor: Actor, number: number, what: string): Promise<Outcome<HardshipView>>;
  assess(actor: Actor, number: number, assessment: AssessmentDraft): Promise<Outcome<HardshipView>>;
  /**
   * What the notice says, without personal data. Refused as `invalid` where that cannot be made sure.
   * @param on the day on which it is posted; default: today
   */
  notice(actor: Actor, number: number, on?: string): Promise<Outcome<string>>;
  /** Notes that the notice hangs. @param on the day on which it was posted, not before the assessment; default: today */
  publicise(actor: Actor, number: number, on?: string): Promise<Outcome<HardshipView>>;
  dispute(actor: Actor, number: number, text: string): Promise<Outcome<HardshipView>>;
  withdrawFor(actor: Actor, number: number, why: string): Promise<Outcome<HardshipView>>;
  decide(actor: Actor, number: number, decision: DecisionDraft): Promise<Outcome<HardshipView>>;
  recheck(actor: Actor, number: number, why: string): Promise<Outcome<HardshipView>>;
  end(actor: Actor, number: number, why: string): Promise<Outcome<HardshipView>>;
}

/** Reports of hardship. */
export interface Hardships extends OwnHardships, HardshipDesk {
  /** What the track goes by: kinds, steps, days, and what is agreed to. Read when it is first needed. */
  readonly knowledge: HardshipKnowledge;
  /** Tells what is late. */
  tick(): Promise<void>;
  /** Forgets what is personal of reports that ended long enough ago. @returns how many */
  forget(): Promise<number>;
  /** Erases what somebody reported; what is open is withdrawn. */
  erase(who: { readonly channel: string; readonly account: string; readonly person: string }): Promise<void>;
  eraseHousehold(household: HouseholdId): Promise<void>;
  /** What a household's file held belongs to the one that it was joined with. */
  moveHousehold(from: HouseholdId, into: HouseholdId): Promise<void>;
}
