/**
 * Work: job postings, what people look for, what was found for whom, what became of it, and trainings.
 */
import type { Address } from '../delivery/store.ts';
import type { Day } from '../shared/calendar.ts';
import type { ClauseId, RegionId, SettlementId } from '../shared/ids.ts';

/** How a wage is reckoned. */
export const WAGE_FORMS = ['monthly', 'daily', 'hourly', 'piece'] as const;
export type WageForm = (typeof WAGE_FORMS)[number];

/** What a job is like. */
export const JOB_KINDS = ['full-time', 'part-time', 'casual', 'home'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** Whom a job suits: who looks after children (带娃), who cannot work hard (弱劳力), who has to stay at home (居家). */
export const SUITS = ['childcare', 'light', 'home'] as const;
export type Suit = (typeof SUITS)[number];

/** Yuan; what is empty is open. By the piece there may be a text alone. */
export interface Wage {
  readonly form: WageForm;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** As it was written, where that says more: 计件,每件0.8元. */
  readonly text?: string | undefined;
}

/** Where on the earth, in degrees (WGS 84). */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** What a posting says. */
export interface Job {
  readonly employer: string;
  readonly title: string;
  /** How many are wanted; nothing where it is not said. */
  readonly openings?: number | undefined;
  /** Where the work is, as it was written. */
  readonly place: string;
  /** The county of it, as settlements call theirs; nothing where it is not known. */
  readonly county?: string | undefined;
  readonly coordinates?: Coordinates | undefined;
  readonly wage?: Wage | undefined;
  readonly kind?: JobKind | undefined;
  readonly hours?: string | undefined;
  /** Ids of `knowledge/employment/skills.yaml`; empty where anybody can do it. */
  readonly skills: readonly string[];
  readonly age?: { readonly from?: number | undefined; readonly to?: number | undefined } | undefined;
  readonly suits: readonly Suit[];
  readonly contact: { readonly name?: string | undefined; readonly phone?: string | undefined };
  readonly validUntil: Day;
  /** Whatever else was written. */
  readonly more?: string | undefined;
}

/** Where a posting stands. */
export const POSTING_STATES = [
  'open',
  /** Something about it looks like fraud: nobody is shown it until a person has looked. */
  'held',
  /** A person looked, and it is not to be shown. */
  'refused',
  'filled',
  'withdrawn',
  'expired',
] as const;
export type PostingState = (typeof POSTING_STATES)[number];

/** Why a posting is held; `posting:sign` puts it into words. */
export interface FraudSign {
  /** An id of `knowledge/employment/fraud.yaml`. */
  readonly sign: string;
  /** The words that it was seen by. */
  readonly words?: string | undefined;
}

/** How far something belongs to whom: a region, a county or a settlement. */
export interface Belongs {
  readonly region: RegionId;
  readonly county?: string | undefined;
  readonly settlement?: SettlementId | undefined;
}

/** A job posting as it is kept. */
export interface Posting {
  /** `j_01k9…` */
  readonly id: string;
  /** Who brought it: people of other places are shown it too, those nearby first. */
  readonly of: Belongs;
  readonly job: Job;
  readonly state: PostingState;
  readonly signs: readonly FraudSign[];
  /** Who added it. */
  readonly by: string;
  readonly addedAt: Date;
  /** The import that it came with. */
  readonly import?: string | undefined;
  readonly version: number;
}

/** Stands for the platform of those whom nobody can write to: their cadre tells them. */
export const OFFICE = 'office';

/** What somebody looks for. */
export interface Wish {
  /** `w_01k9…` */
  readonly id: string;
  readonly of: Belongs;
  /** Where they are told. */
  readonly to: Address;
  readonly state: 'active' | 'resting';
  readonly wants: Wants;
  /** What they agreed to, in the words that were shown, and when. */
  readonly consent: { readonly on: Day; readonly how: 'chat' | 'spoken' | 'written' };
  readonly household?: string | undefined;
  readonly member?: string | undefined;
  /** The region's language; for what is told. */
  readonly language: string;
  readonly updatedAt: Date;
}

/** The wish itself. Empty lists say that anything will do. */
export interface Wants {
  readonly skills: readonly string[];
  /** Counties; empty where anywhere will do. */
  readonly places: readonly string[];
  /** Whether it has to be near: the county of the settlement, or so many kilometres where both ends have coordinates. */
  readonly near?: boolean | undefined;
  readonly kinds: readonly JobKind[];
  /** Yuan a month, at least. */
  readonly wageFrom?: number | undefined;
  /** What hinders: 带娃, 弱劳力, 居家. */
  readonly limits: readonly Suit[];
  readonly age?: number | undefined;
  readonly coordinates?: Coordinates | undefined;
  /** In their own words. */
  readonly said?: string | undefined;
}

/** Why a posting suits a wish, or what speaks against it; `employment:reason` puts it into words. */
export type Reason =
  | { readonly kind: 'skill'; readonly skills: readonly string[] }
  /** Something like what they can do. */
  | { readonly kind: 'related-skill'; readonly skills: readonly string[]; readonly to: string }
  /** Nothing needs to be known. */
  | { readonly kind: 'no-skill-needed' }
  | { readonly kind: 'same-settlement' | 'same-county' | 'wanted-place' | 'same-region' }
  | { readonly kind: 'distance'; readonly km: number }
  | { readonly kind: 'wage'; readonly from: number }
  | { readonly kind: 'job-kind'; readonly is: JobKind }
  | { readonly kind: 'suits'; readonly limits: readonly Suit[] }
  | { readonly kind: 'age' };

/** That a posting suits a wish. */
export interface Match {
  readonly posting: string;
  readonly wish: string;
  /** Higher is better; nothing else is meant by it. */
  readonly score: number;
  /** The strongest first; at least one. */
  readonly reasons: readonly Reason[];
}

/** Where somebody stands whom a job was found for. */
export const PLACEMENT_STATES = ['interested', 'started', 'staying', 'left', 'not-started'] as const;
export type PlacementState = (typeof PLACEMENT_STATES)[number];

/** Why somebody left, or did not begin; `employment:left` puts it into words. */
export const LEAVING = ['wage', 'hard', 'far', 'family', 'health', 'dismissed', 'unpaid', 'other-job', 'other'] as const;
export type Leaving = (typeof LEAVING)[number];

/** That somebody was asked what became of it, or told it. */
export interface Asked {
  readonly on: Day;
  /** After so many days. */
  readonly after: number;
  readonly answer?: PlacementState | undefined;
}

/** Somebody was brought to a job. */
export interface Placement {
  /** `k_01k9…` */
  readonly id: string;
  readonly of: Belongs;
  /** Where they are asked; nothing where only the office speaks with them. */
  readonly to?: Address | undefined;
  readonly household?: string | undefined;
  readonly member?: string | undefined;
  readonly posting?: string | undefined;
  readonly state: PlacementState;
  readonly record: {
    readonly name?: string | undefined;
    readonly employer: string;
    readonly title: string;
    readonly why?: Leaving | undefined;
    /** What was said when they were asked, with the day. */
    readonly asked: readonly Asked[];
    readonly language: string;
  };
  /** From when days are counted. */
  readonly begunOn: Day;
  /** When they are asked next; nothing where they are not. */
  readonly nextOn?: Day | undefined;
}

/** A training that people can sign up for. */
export interface Training {
  /** `x_01k9…` */
  readonly id: string;
  readonly of: Belongs;
  readonly state: 'open' | 'closed' | 'withdrawn';
  readonly record: {
    readonly title: string;
    readonly place: string;
    /** When it is, as it was written. */
    readonly time: string;
    readonly seats?: number | undefined;
    readonly skills: readonly string[];
    readonly contact: { readonly name?: string | undefined; readonly phone?: string | undefined };
    readonly more?: string | undefined;
    /** What it rests on. */
    readonly clauses: readonly ClauseId[];
  };
  readonly closesOn: Day;
  readonly version: number;
}
