/**
 * A grievance as it is kept: what somebody reported, where it stands, who holds it, and by when it has to be settled.
 */
import type { Address } from '../delivery/store.ts';
import type { Place } from '../directory/scope.ts';
import type { DangerKind } from '../knowledge/load-language.ts';
import type { ClauseId, HouseholdId, RegionId, UnitId } from '../shared/ids.ts';

/** Where a grievance stands. */
export const STATES = [
  /** On disk and in the queue; nobody has looked at it. */
  'received',
  /** In the queue; somebody looked at it before, and let it go or had to. */
  'accepted',
  /** In the queue of another unit than before. */
  'forwarded',
  /** In somebody's hands. */
  'working',
  /** Sent back twice: a supervisor decides whose it is. */
  'ruling',
  /** Answered; whoever reported it says whether that settles it. */
  'answered',
  /** Answered; somebody other than the handlers calls and asks whether that settles it. */
  'calling-back',
  /** In the queue once more, since the answer did not settle it. */
  'reopened',
  /** Settled, and confirmed to be (已销号); `outcome` says how. */
  'closed',
  /** Not taken on (不予受理), with the reason and where to go instead. */
  'declined',
  /** Handled with another one. */
  'merged',
  /** Taken back by whoever reported it. */
  'withdrawn',
] as const;
/** One of `STATES`. */
export type GrievanceState = (typeof STATES)[number];

/** Those from which it is claimed. */
export const QUEUED: readonly GrievanceState[] = ['received', 'accepted', 'forwarded', 'reopened'];
/** Those in which the case's clock can still run out: it is not answered yet. */
export const RUNNING: readonly GrievanceState[] = [...QUEUED, 'working', 'ruling'];
/** Those in which something is still to come of it. */
export const OPEN: readonly GrievanceState[] = [...RUNNING, 'answered', 'calling-back'];

/** How late it is: what has been told of it so far. */
export const ALARMS = [
  'none',
  /** At 80 % of its time: whoever holds it, or those who could, were warned. */
  'warned',
  /** At 100 %: its supervisors were told. */
  'supervisor',
  /** At 150 %: those of its county were. */
  'county',
] as const;
/** One of `ALARMS`. */
export type Alarm = (typeof ALARMS)[number];

/** What came in after it was reported. */
export interface Addition {
  /** ISO instant. */
  readonly at: string;
  readonly text: string;
  /** Ids of attachments. */
  readonly photos?: readonly string[] | undefined;
}

/** What a handler said to it. */
export interface Answer {
  readonly says: string;
  /** What it rests on. */
  readonly clauses: readonly ClauseId[];
  /** An actor's id. */
  readonly by: string;
  readonly unit?: UnitId | undefined;
  /** ISO instant. */
  readonly at: string;
}

/** That a handler asks for more time. */
export interface Extension {
  readonly why: string;
  readonly by: string;
  /** ISO instant. */
  readonly at: string;
  readonly decision?: { readonly granted: boolean; readonly by: string; readonly at: string } | undefined;
}

/** What is personal of a grievance; all of it is erased together. */
export interface GrievanceRecord {
  readonly text: string;
  /** Where it is, in the words of whoever reported it: 3栋2单元电梯. */
  readonly where?: string | undefined;
  /** Ids of attachments. */
  readonly photos?: readonly string[] | undefined;
  /** Whether nobody but the assistant is to know who reported it. */
  readonly isAnonymous: boolean;
  /** Who reported it, as far as they said or their household's file does. */
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  /** Whose matter it is, where somebody else reported it, and how they agreed. */
  readonly onBehalf?: { readonly name: string; readonly consent: 'written' | 'spoken' } | undefined;
  readonly additions: readonly Addition[];
  /** What the handler asked and was not told yet. */
  readonly asked?: string | undefined;
  readonly answer?: Answer | undefined;
  /** Why it was not taken on, and where to go instead. */
  readonly declined?: { readonly why: string; readonly instead: string } | undefined;
  readonly extension?: Extension | undefined;
  /** What the handlers noted of it for each other. */
  readonly notes: readonly { readonly by: string; readonly at: string; readonly text: string }[];
}

/** A grievance. */
export interface Grievance {
  /** Short, with a check digit, so that a number that was misheard is noticed; `number.ts` reads it. */
  readonly number: number;
  readonly state: GrievanceState;
  /** An id of `knowledge/categories.yaml`. */
  readonly kind: string;
  /** Present danger in what was reported. */
  readonly danger: DangerKind | 'none';
  /** Whether life or limb is at stake: goes first among those due at the same time. */
  readonly isSafety: boolean;
  readonly place: Place & { readonly region: RegionId };
  /** Who is to settle it. */
  readonly unit?: UnitId | undefined;
  /** The actor who has it in hand. */
  readonly holder?: string | undefined;
  /** When it goes back to the queue if the holder does nothing with it. */
  readonly leaseUntil?: Date | undefined;
  /** Where whoever reported it is told of it; nothing where only the office speaks with them. */
  readonly reporter?: Address | undefined;
  readonly household?: HouseholdId | undefined;
  /** Who wrote it down, where that was not whoever reported it: an actor's id. */
  readonly takenBy?: string | undefined;
  readonly receivedAt: Date;
  /** When the case has to be settled: counted from `receivedAt`, moved by a granted extension alone. */
  readonly dueAt: Date;
  /** When the step that it is in has to be over. */
  readonly stepDueAt?: Date | undefined;
  readonly alarm: Alarm;
  /** When the next one is told, or that its step took too long; `timesOf` in `clocks.ts` sets it with the step. */
  readonly alarmAt?: Date | undefined;
  /** How often it was sent back, reopened, called about in vain, extended. */
  readonly returns: number;
  readonly reopenings: number;
  readonly calls: number;
  readonly extensions: number;
  /** Who had it in hand at some time: none of them calls back. */
  readonly handlers: readonly string[];
  readonly answeredAt?: Date | undefined;
  /** When nothing more was to come of it. */
  readonly endedAt?: Date | undefined;
  /** How it was closed: by a call, by whoever reported it, or without reaching anybody. */
  readonly outcome?: 'called' | 'confirmed' | 'unreached' | undefined;
  /** The number of the one that it is handled with. */
  readonly mergedInto?: number | undefined;
  /** How many more households said that they have it too. */
  readonly supporters: number;
  /** Nothing once it was erased: the figures stay. */
  readonly record?: GrievanceRecord | undefined;
  /** Counts changes. */
  readonly version: number;
}

/** Whether a supervisor has to decide on it: whose it is, or whether it may take longer. */
export const isUndecided = ({ state, record }: Pick<Grievance, 'state' | 'record'>): boolean =>
  state === 'ruling' || (RUNNING.includes(state) && record?.extension !== undefined && record.extension.decision === undefined);

/** A grievance as it is reported. */
export interface GrievanceDraft {
  readonly place: Place & { readonly region: RegionId };
  readonly kind: string;
  readonly text: string;
  readonly where?: string | undefined;
  readonly photos?: readonly string[] | undefined;
  readonly isAnonymous?: boolean | undefined;
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly onBehalf?: GrievanceRecord['onBehalf'];
  /** Whether those on the spot were told of the danger in it before: they are not told twice. */
  readonly isPassedOn?: boolean | undefined;
}

/** What people are told of where it stands (已收到 … 已撤回). */
export const PUBLIC_STATES = [
  'received',
  'accepted',
  'declined',
  'forwarded',
  'working',
  'extended',
  'answered',
  'calling-back',
  'closed',
  'reopened',
  'merged',
  'withdrawn',
] as const;
/** One of `PUBLIC_STATES`. */
export type PublicState = (typeof PUBLIC_STATES)[number];

/** Where it stands, as people are told. */
export function publicState({ state, extensions }: Pick<Grievance, 'state' | 'extensions'>): PublicState {
  if (state === 'ruling') return 'forwarded';
  return extensions > 0 && RUNNING.includes(state) ? 'extended' : state;
}
