/**
 * What an actor may do with bulletins, and which of them they may see.
 */
import type { Action } from '../directory/access.ts';
import type { Actor } from '../directory/model.ts';
import { type Outcome, refused } from '../directory/outcome.ts';
import { covers, type Place, type Scope } from '../directory/scope.ts';
import { placesOf } from './audience.ts';
import { MOST_PLACES } from './draft.ts';
import type { Audience, Bulletin } from './model.ts';
import type { BulletinParts } from './parts.ts';

/** What somebody wants to do. */
interface Wanted {
  readonly action: Action;
  readonly subject?: string | undefined;
  readonly reason?: string | undefined;
}

/** Work on bulletins that the actor may do. */
export interface Gate {
  /** At every place of an audience. */
  over<T>(actor: Actor, wanted: Wanted, audience: Audience, work: () => Promise<Outcome<T>>): Promise<Outcome<T>>;
  /** The same with a bulletin, which is read first. */
  on<T>(
    actor: Actor,
    wanted: Wanted & { readonly subject: string },
    work: (bulletin: Bulletin, places: readonly Place[]) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>>;
  /** With a bulletin that the actor may see: it goes to places of theirs. The work is told within which scopes they may look. */
  seeing<T>(
    actor: Actor,
    id: string,
    work: (bulletin: Bulletin, scopes: readonly Scope[]) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>>;
  /** Whether it is to be shown to whoever may look within the scopes. What was not let go yet is its writers' business alone. */
  shows(scopes: readonly Scope[], bulletin: Bulletin): Promise<boolean>;
}

export function createGate({ store, directory }: BulletinParts): Gate {
  const { guard, reach } = directory;
  const strange = async () => refused('unknown', { what: 'bulletin' });

  const shows: Gate['shows'] = async (scopes, { audience, state }) => {
    const places = await placesOf(audience, reach);
    if (places.every(place => scopes.some(scope => covers(scope, place)))) return true;
    if (state === 'draft' || state === 'proposed') return false;
    const own = await Promise.all(scopes.map(scope => reach.placeOf(scope)));
    return (
      places.some(place => scopes.some(scope => covers(scope, place))) ||
      audience.places.some(scope => own.some(place => place !== undefined && covers(scope, place)))
    );
  };

  return {
    shows,
    async over(actor, wanted, audience, work) {
      const { length } = audience.places;
      if (length === 0 || length > MOST_PLACES)
        return guard.anywhere(actor, wanted.action, async () => refused('invalid', { field: 'places' }));
      return directory.transact(async () => guard.everywhere(actor, wanted, await placesOf(audience, reach), work));
    },
    on: (actor, wanted, work) =>
      directory.transact(async () => {
        const bulletin = await store.get(wanted.subject);
        if (!bulletin) return guard.anywhere(actor, wanted.action, strange);
        const places = await placesOf(bulletin.audience, reach);
        return guard.everywhere(actor, wanted, places, () => work(bulletin, places));
      }),
    seeing: (actor, id, work) =>
      guard.anywhere(actor, 'bulletin.view', async scopes => {
        const bulletin = await store.get(id);
        if (!bulletin) return strange();
        if (!(await shows(scopes, bulletin))) return refused('out-of-scope', { action: 'bulletin.view' });
        return work(bulletin, scopes);
      }),
  };
}
