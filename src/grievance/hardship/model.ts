/**
 * A report of hardship (防返贫自主申报) as it is kept: what a household says, that it let its data be checked, and how far the check is.
 */
import type { Address } from '../../delivery/store.ts';
import type { Place } from '../../directory/scope.ts';
import type { HARDSHIP_STATES } from '../../knowledge/hardship.ts';
import type { Day } from '../../shared/calendar.ts';
import type { HouseholdId, RegionId, SettlementId } from '../../shared/ids.ts';
import type { Alarm } from '../model.ts';

/** Where a report stands; `knowledge/hardship.yaml` says what each means. */
export type HardshipState = (typeof HARDSHIP_STATES)[number];

/** Those in which it is not decided yet. */
export const UNDECIDED: readonly HardshipState[] = ['reported', 'checking', 'assessed', 'publicised'];

/** That a household lets its data be checked: a consent of its own, beside any that its file holds. */
export interface Authorisation {
  readonly how: 'chat' | 'written' | 'spoken';
  readonly on: Day;
  /** Who agreed for them: a guardian, for those under 14. */
  readonly guardian?: string | undefined;
  /** Who was there when it was written down for somebody who cannot write. */
  readonly witness?: string | undefined;
  /** An actor's id. */
  readonly recordedBy: string;
}

/** What somebody said or found, when. */
export interface Remark {
  /** An actor's id; nothing for whoever reported it. */
  readonly by?: string | undefined;
  /** ISO instant. */
  readonly at: string;
  readonly text: string;
}

/** What is personal of a report; all of it is erased together. */
export interface HardshipRecord {
  readonly name: string;
  readonly building?: string | undefined;
  readonly door?: string | undefined;
  readonly phone?: string | undefined;
  /** What happened, in the words of whoever reported it. */
  readonly text: string;
  readonly authorisation: Authorisation;
  readonly additions: readonly Remark[];
  /** What was found at the household. */
  readonly checks: readonly Remark[];
  /** Papers, or facts, that are still missing. */
  readonly missing?: string | undefined;
  /** What was assessed, and whether the household is proposed to be included. */
  readonly assessment?: (Remark & { readonly isProposed: boolean }) | undefined;
  /** Against what was publicised. */
  readonly objections: readonly Remark[];
  readonly decision?: (Remark & { readonly isIncluded: boolean }) | undefined;
  /** Why the person does not agree with the decision. */
  readonly disagreement?: string | undefined;
}

/** A report. */
export interface Hardship {
  /** From the same sequence as grievances. */
  readonly number: number;
  readonly state: HardshipState;
  /** An id of `knowledge/hardship.yaml`. */
  readonly risk: string;
  /** How many belong to the household. */
  readonly people: number;
  readonly place: Place & { readonly region: RegionId; readonly settlement: SettlementId };
  /** Where whoever reported it is told of it; nothing where only the office speaks with them. */
  readonly reporter?: Address | undefined;
  readonly household?: HouseholdId | undefined;
  /** Who wrote it down for them: an actor's id. */
  readonly takenBy?: string | undefined;
  readonly receivedAt: Date;
  /** When it has to be decided: counted from `receivedAt`, never moved. */
  readonly dueAt: Date;
  readonly alarm: Alarm;
  /** When the next one is told. */
  readonly alarmAt?: Date | undefined;
  /** The day on which the notice was posted, and the last full day that it has to hang. */
  readonly publicised?: { readonly on: Day; readonly until: Day } | undefined;
  /** Who assessed it at some time: none of them decides. */
  readonly assessors: readonly string[];
  readonly decidedAt?: Date | undefined;
  /** When nothing more was to come of it. */
  readonly endedAt?: Date | undefined;
  /** Nothing once it was erased: the figures stay. */
  readonly record?: HardshipRecord | undefined;
  /** Counts changes. */
  readonly version: number;
}

/** A report as it is made. */
export interface HardshipDraft {
  readonly settlement: SettlementId;
  readonly risk: string;
  readonly people: number;
  readonly text: string;
  readonly name: string;
  readonly building?: string | undefined;
  readonly door?: string | undefined;
  readonly phone?: string | undefined;
  /** Where somebody under 14 reports. */
  readonly guardian?: string | undefined;
}

/** A report that a cadre writes down for somebody who cannot write. */
export interface HardshipForm extends HardshipDraft {
  readonly consent: 'written' | 'spoken';
  readonly witness: string;
  readonly household?: HouseholdId | undefined;
}

/** A report in a list: nothing of who they are, or in which words. */
export type HardshipSummary = Omit<Hardship, 'record' | 'reporter' | 'household'>;
