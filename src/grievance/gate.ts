/**
 * Who may do what with a case: the table of rights at its place, then the table of moves. What is refused says why.
 */

import type { Address } from '../delivery/store.ts';
import type { Action } from '../directory/access.ts';
import type { Actor } from '../directory/model.ts';
import { done, type Outcome, refused } from '../directory/outcome.ts';
import { CALLS_IN_VAIN, type Hindrance, hindrance, type MoveName, moveOf, OBJECTION_DAYS } from './life.ts';
import type { Grievance } from './model.ts';
import { type PublicState, publicState } from './model.ts';
import type { GrievanceParts } from './parts.ts';

/** What somebody wants to do with which case. */
interface Wanted {
  readonly action: Action;
  readonly number: number;
  /** One of the fixed words for why. */
  readonly reason?: string | undefined;
}

/** That there is no such case, or none that whoever asks may know of. */
export const strange = (): Outcome<never> => refused('unknown', { what: 'grievance' });

/** Work on a case that the actor may do at its place; all in one transaction. */
export const onCase = <T>(
  { store, directory }: Pick<GrievanceParts, 'store' | 'directory'>,
  actor: Actor,
  { action, number, reason }: Wanted,
  work: (grievance: Grievance) => Promise<Outcome<T>>,
): Promise<Outcome<T>> =>
  directory.transact(async () => {
    const grievance = await store.get(number);
    if (!grievance) return directory.guard.anywhere(actor, action, async () => strange());
    const request = { action, place: grievance.place, subject: String(number), reason };
    return directory.guard.run(actor, request, () => work(grievance));
  });

/** Somebody's own case, by the account through which they reported it; `unknown` in any other case. */
export async function ownCase(
  { store }: Pick<GrievanceParts, 'store'>,
  { channel, account, person }: Omit<Address, 'chat'>,
  number: number,
): Promise<Outcome<Grievance>> {
  const grievance = await store.get(number);
  const { reporter } = grievance ?? {};
  const isTheirs = reporter?.channel === channel && reporter.account === account && reporter.person === person;
  return grievance && isTheirs ? done(grievance) : strange();
}

/** Whether a move may be made now; refused with why it may not. @param actor an actor's id */
export function permitted(grievance: Grievance, name: MoveName, actor: string, now: Date): Outcome<void> {
  if (!grievance.record) return refused('state', { what: 'grievance-erased' });
  const why = hindrance(grievance, name, actor, now);
  return why ? refusalOf(why, grievance, name, actor) : done(undefined);
}

function refusalOf(why: Hindrance, grievance: Grievance, name: MoveName, actor: string): Outcome<never> {
  switch (why) {
    case 'state': {
      // Whoever comes second hears that it is in other hands, not merely that it waits no more.
      const isTaken = moveOf(name).by === 'grievance.handle' && grievance.holder !== undefined && grievance.holder !== actor;
      return isTaken ? refused('held') : refused('state', { what: STANDS[publicState(grievance)] });
    }
    case 'held':
    case 'own':
      return refused(why);
    case 'too-late':
      return refused(why, { days: OBJECTION_DAYS });
    case 'too-early':
      return refused(why, { days: OBJECTION_DAYS, calls: CALLS_IN_VAIN });
  }
}

/** Where it stands, as `directory:what` says it. */
const STANDS: Readonly<Record<PublicState, string>> = {
  received: 'grievance-received',
  accepted: 'grievance-accepted',
  declined: 'grievance-declined',
  forwarded: 'grievance-forwarded',
  working: 'grievance-working',
  extended: 'grievance-extended',
  answered: 'grievance-answered',
  'calling-back': 'grievance-calling-back',
  closed: 'grievance-closed',
  reopened: 'grievance-reopened',
  merged: 'grievance-merged',
  withdrawn: 'grievance-withdrawn',
};
