/**
 * The one gate to the directory: whoever asks for something is held against the table of rights; what is not allowed is refused with a reason,
 * and refusals, changes and looks at personal data are recorded in the transaction that does the work.
 */
import type { Clock } from '../shared/clock.ts';
import type { SettlementId } from '../shared/ids.ts';
import { type Action, allows, isRecorded, rolesFor, scopesFor } from './access.ts';
import { type Actor, placeOf, type Settlement } from './model.ts';
import { type Outcome, type Refusal, refused } from './outcome.ts';
import type { Place, Scope } from './scope.ts';
import type { DirectoryStore } from './store.ts';

/** What somebody wants to do, and where. */
export interface Request {
  readonly action: Action;
  readonly place: Place;
  /** The id of what it is about. */
  readonly subject?: string | undefined;
  /** One of the fixed words for why; never free text. */
  readonly reason?: string | undefined;
}

/** Runs what is allowed. */
export interface Guard {
  /** Does the work where the actor may, and records it; all in one transaction. */
  run<T>(actor: Actor, request: Request, work: () => Promise<Outcome<T>>): Promise<Outcome<T>>;
  /** The same within a settlement, which is read first. */
  within<T>(
    actor: Actor,
    request: Omit<Request, 'place'>,
    settlement: SettlementId,
    work: (settlement: Settlement) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>>;
  /** The same for a list: the work is told within which scopes the actor may look. */
  anywhere<T>(actor: Actor, action: Action, work: (scopes: readonly Scope[]) => Promise<Outcome<T>>): Promise<Outcome<T>>;
  /** The same at several places: nothing is done where the actor may not at one of them. It is recorded at each. */
  everywhere<T>(
    actor: Actor,
    request: Omit<Request, 'place'>,
    places: readonly Place[],
    work: () => Promise<Outcome<T>>,
  ): Promise<Outcome<T>>;
  /** Records what was done or refused beside the table of rights. */
  record(actor: Actor, what: Omit<Request, 'action'> & { readonly action: string }, outcome: Outcome<unknown>): Promise<void>;
}

/** Makes the gate of a directory. */
export function createGuard(store: DirectoryStore, clock: Clock): Guard {
  const record: Guard['record'] = (actor, { action, place, subject, reason }, outcome) =>
    store.audit.add({
      at: clock.now().toISOString(),
      actor: actor.id,
      via: actor.via,
      action,
      subject,
      place: place.settlement && `settlement:${place.settlement}`,
      outcome: outcome.ok ? 'done' : outcome.refusal.code,
      reason,
    });
  const run: Guard['run'] = (actor, request, work) =>
    store.transact(async () => {
      const refusal = refusalOf(actor, request);
      const outcome = refusal ? { ok: false as const, refusal } : await work();
      if (!outcome.ok || isRecorded(request.action)) await record(actor, request, outcome);
      return outcome;
    });
  return {
    run,
    record,
    everywhere: (actor, request, places, work) =>
      store.transact(async () => {
        const forbidden = places.find(place => refusalOf(actor, { ...request, place }));
        if (forbidden) return run(actor, { ...request, place: forbidden }, work);
        const outcome = await work();
        if (!outcome.ok || isRecorded(request.action))
          for (const place of places) await record(actor, { ...request, place }, outcome);
        return outcome;
      }),
    anywhere: (actor, action, work) =>
      store.transact(async () => {
        const scopes = scopesFor(actor.rights, action);
        const outcome = scopes.length > 0 ? await work(scopes) : refused('not-allowed', { action });
        if (!outcome.ok) await record(actor, { action, place: {} }, outcome);
        return outcome;
      }),
    within: (actor, request, id, work) =>
      store.transact(async () => {
        const settlement = await store.settlements.get(id);
        const place: Place = settlement ? placeOf(settlement) : { settlement: id };
        return run(actor, { ...request, place }, () =>
          settlement ? work(settlement) : Promise.resolve(refused('unknown', { what: 'settlement' })),
        );
      }),
  };
}

/** Why the actor may not, or nothing: no role of theirs does it, or a role does it elsewhere. */
function refusalOf({ rights }: Actor, { action, place }: Request): Refusal | undefined {
  if (allows(rights, action, place)) return undefined;
  const elsewhere = rights.some(({ role }) => rolesFor(action).includes(role));
  return { code: elsewhere ? 'out-of-scope' : 'not-allowed', params: { action } };
}
