/**
 * What is remembered of reporting between two messages, so that any process can go on with it.
 */

import type { SettlementId } from '../../shared/ids.ts';

/** Photos that may belong to what is reported next, and the case that was reported last. */
export interface GrievanceState {
  /** Photos that were sent and belong to no case yet. */
  readonly photos?: { readonly ids: readonly string[]; readonly at: string } | undefined;
  /** A photo that comes soon after belongs to it. */
  readonly last?: { readonly number: number; readonly at: string } | undefined;
  readonly alarm?: ToldDanger | undefined;
}

/** That those on the spot were told of present danger. */
export interface ToldDanger {
  /** The last time. */
  readonly at: string;
  /** What was written. */
  readonly words: string;
  /** What they were told of shortly before. */
  readonly earlier?: readonly string[] | undefined;
  readonly settlement: SettlementId;
}

/** A photo belongs to what is reported within so long, before or after. */
const NEAR_MS = 30 * 60_000;

/** Whether something that was noted at an instant is still near. */
export const isNear = (noted: { readonly at: string } | undefined, now: Date): boolean =>
  noted !== undefined && now.getTime() - Date.parse(noted.at) < NEAR_MS;
