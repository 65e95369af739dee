/**
 * The store that webhooks need; `storage` implements it on each database. Each method throws where the database fails.
 */
import type { Page } from '../directory/model.ts';
import type { Scope } from '../directory/scope.ts';
import type { CallFault, CallState, Webhook, WebhookCall } from './model.ts';

/** A call that is being sent, with where to and what it is signed with. */
export interface TakenCall {
  readonly call: WebhookCall;
  readonly url: string;
  readonly secret: string;
}

/** What an attempt came to: done, or to be tried again, or given up where neither is said. */
export interface CallAttempt {
  readonly doneAt?: Date | undefined;
  readonly dueAt?: Date | undefined;
  readonly fault?: CallFault | undefined;
  readonly status?: number | undefined;
}

/** Keeps webhooks and their calls. */
export interface WebhookStore {
  add(webhook: Webhook, secret: string): Promise<void>;
  get(id: string): Promise<Webhook | undefined>;
  /** In the order of their ids, those that were removed too. */
  list(page: Page): Promise<readonly Webhook[]>;
  /** Removes it: its secret is forgotten, what waits is given up. @returns false where it was removed before */
  end(id: string, at: Date): Promise<boolean>;
  /** Those that are told of an event, wherever it happens. */
  wanting(event: string): Promise<readonly { readonly id: string; readonly scope: Scope }[]>;
  /** Adds a call to each of the webhooks, due at once. */
  call(webhooks: readonly string[], event: string, data: string, at: Date): Promise<readonly number[]>;
  getCall(id: number): Promise<WebhookCall | undefined>;
  /** Newest first; a page begins after a call's number. */
  calls(webhook: string, page: Page & { readonly state?: CallState | undefined }): Promise<readonly WebhookCall[]>;
  /** Webhooks with calls that are due. */
  due(now: Date): Promise<readonly string[]>;
  /**
   * Takes the call that has been due longest, counts the attempt, and keeps others from it: exactly one takes it.
   * @param until it is due again then, should whoever took it never say what came of it
   */
  take(webhook: string, now: Date, until: Date): Promise<TakenCall | undefined>;
  /** What came of an attempt; nothing where there was another one since, or the webhook was removed. */
  note({ id, attempts }: Pick<WebhookCall, 'id' | 'attempts'>, attempt: CallAttempt): Promise<void>;
  /** Makes a call due that is not done. @returns false where it is done, or its webhook was removed */
  again(id: number, at: Date): Promise<boolean>;
}
