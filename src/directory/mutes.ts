/**
 * Whom the assistant does not listen to: an abusive sender, in the groups of a settlement, for a week or for good. What is kept of them is a
 * digest, so that it outlasts the erasure of all else that is known of them.
 */
import { ANONYMOUS } from '../message/index.ts';
import type { Clock } from '../shared/clock.ts';
import type { Ids, SettlementId } from '../shared/ids.ts';
import { nobody } from './actors.ts';
import type { Guard } from './guard.ts';
import type { Actor, Group, Identity, Mute, Page } from './model.ts';
import { done, type Outcome, refused } from './outcome.ts';
import type { DirectoryStore } from './store.ts';

/** What may be done about abusive senders. */
export interface Mutes {
  /** Mutes somebody for a week, counted anew where they are muted already. Nobody with a role can be. */
  mute(actor: Actor, group: Pick<Group, 'id' | 'settlement'>, who: Identity): Promise<Outcome<Mute>>;
  /** Listens to them again. */
  unmute(actor: Actor, settlement: SettlementId, who: Identity): Promise<Outcome<Mute>>;
  /** The same by its id. */
  lift(actor: Actor, id: string): Promise<Outcome<Mute>>;
  /** It does not run out any more. */
  keep(actor: Actor, id: string): Promise<Outcome<Mute>>;
  /** Those of a settlement that still last. */
  list(actor: Actor, settlement: SettlementId, page: Page): Promise<Outcome<readonly Mute[]>>;
  /** Forgets those that have run out. */
  forget(): Promise<void>;
}

/** A mute lasts so long. */
const LASTS_MS = 7 * 24 * 3600 * 1000;

export interface MuteParts {
  readonly store: DirectoryStore;
  readonly guard: Guard;
  readonly clock: Clock;
  readonly ids: Ids;
}

export function createMutes({ store, guard, clock, ids }: MuteParts): Mutes {
  const isStaff = async (who: Identity): Promise<boolean> => {
    const person = await store.people.behind(who);
    return person !== undefined && (await store.grants.held(person.id)).length > 0;
  };
  /** The work on a mute within its settlement; an unknown one is nowhere. */
  const on = (actor: Actor, id: string, reason: string, work: (mute: Mute) => Promise<Mute>): Promise<Outcome<Mute>> =>
    store.transact(async () => {
      const mute = await store.mutes.get(id);
      const request = { action: 'person.mute', subject: mute?.who ?? id, reason } as const;
      if (!mute) return guard.run(actor, { ...request, place: {} }, () => Promise.resolve(refused('unknown', { what: 'mute' })));
      return guard.within(actor, request, mute.settlement, async () => done(await work(mute)));
    });
  const remove = async (mute: Mute): Promise<Mute> => {
    await store.mutes.remove(mute.id);
    return mute;
  };

  return {
    mute: (actor, { id: group, settlement }, identity) => {
      const who = nobody(identity).id;
      return guard.within(actor, { action: 'person.mute', subject: who, reason: 'mute' }, settlement, async () => {
        // Under this name any of a group's administrators speaks.
        if (identity.person === ANONYMOUS) return refused('unknown', { what: 'person' });
        if (await isStaff(identity)) return refused('is-staff');
        const now = clock.now();
        const until = new Date(now.getTime() + LASTS_MS).toISOString();
        const mute: Mute = { id: ids.row('u'), who, settlement, group, by: actor.id, at: now.toISOString(), until };
        await store.mutes.put(mute);
        return done(mute);
      });
    },

    unmute: (actor, settlement, identity) => {
      const who = nobody(identity).id;
      return guard.within(actor, { action: 'person.mute', subject: who, reason: 'lift' }, settlement, async () => {
        const mute = (await store.mutes.of(who, clock.now())).find(one => one.settlement === settlement);
        return mute ? done(await remove(mute)) : refused('unknown', { what: 'mute' });
      });
    },

    lift: (actor, id) => on(actor, id, 'lift', remove),

    keep: (actor, id) =>
      on(actor, id, 'keep', async mute => {
        const kept: Mute = { ...mute, by: actor.id, until: undefined };
        await store.mutes.put(kept);
        return kept;
      }),

    list: (actor, settlement, page) =>
      guard.within(actor, { action: 'group.view' }, settlement, async ({ id }) =>
        done(await store.mutes.list(id, clock.now(), page)),
      ),

    forget: () => store.mutes.forget(clock.now()),
  };
}
