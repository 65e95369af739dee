/**
 * Other programs that are told of what becomes of cases, and each call that tells them.
 */
import type { Scope } from '../directory/scope.ts';

/** Where another program is told. */
export interface Webhook {
  /** `y_01k9…` */
  readonly id: string;
  readonly url: string;
  /** What it is told of; empty for everything. */
  readonly events: readonly string[];
  /** It hears of what lies within. */
  readonly scope: Scope;
  /** Who added it: an actor's id. */
  readonly by: string;
  readonly at: Date;
  /** It was removed then: nothing is sent to it any more. */
  readonly endedAt?: Date | undefined;
}

/** A webhook that was just added, with the secret that its calls are signed with: shown this once. */
export interface AddedWebhook extends Webhook {
  readonly secret: string;
}

/** A webhook as somebody wants it. */
export interface WebhookDraft {
  readonly url: string;
  readonly events: readonly string[];
  readonly scope: Scope;
}

/** How far a call is. */
export const CALL_STATES = ['waiting', 'done', 'given-up'] as const;
/** One of `CALL_STATES`. */
export type CallState = (typeof CALL_STATES)[number];

/** Why a call came to nothing. */
export const CALL_FAULTS = [
  /** It answered, but not that it has it: `status` says what. */
  'status',
  /** It did not answer in time. */
  'timeout',
  /** Nobody listens there, or what answers does not speak HTTP. */
  'unreachable',
  /** Its name leads nowhere. */
  'no-address',
  /** Its name leads into a network that calls do not go to. */
  'forbidden-address',
  /** Its certificate is not to be trusted. */
  'certificate',
  /** The webhook was removed. */
  'removed',
] as const;
/** One of `CALL_FAULTS`. */
export type CallFault = (typeof CALL_FAULTS)[number];

/** One call. It holds nothing personal. */
export interface WebhookCall {
  /** The same each time that it is sent: who has seen it throws it away. */
  readonly id: number;
  readonly webhook: string;
  readonly event: string;
  /** What is told, as JSON. */
  readonly data: string;
  /** When it happened. */
  readonly at: Date;
  /** When it is tried next; nothing once it is done or given up. */
  readonly dueAt?: Date | undefined;
  readonly attempts: number;
  readonly doneAt?: Date | undefined;
  /** What the last attempt came to, where it failed. */
  readonly fault?: CallFault | undefined;
  /** Of HTTP, where it answered. */
  readonly status?: number | undefined;
}

/** How far a call is. */
export const callState = ({ dueAt, doneAt }: WebhookCall): CallState => (doneAt ? 'done' : dueAt ? 'waiting' : 'given-up');
