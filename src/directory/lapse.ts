/**
 * Roles lapse where an identity is out of use for too long, since a browser may be somebody else's by then; and in any case after a year. A new
 * code begins anew; what has lapsed does not come back with it.
 */
import type { Clock } from '../shared/clock.ts';
import type { PersonId } from '../shared/ids.ts';
import { SYSTEM } from './actors.ts';
import type { Guard } from './guard.ts';
import type { Grant, Identity } from './model.ts';
import { done } from './outcome.ts';
import type { DirectoryStore } from './store.ts';

/** On these channels roles lapse: after so many days without a message, and a year after they were given. */
export type IdleDays = Readonly<Record<string, number>>;

/** Knows which roles are still in use. */
export interface Lapses {
  /** The grants that count where a person comes with an identity; that they came is noted. */
  grantsOf(person: PersonId, identity: Identity): Promise<readonly Grant[]>;
  /** A code gives a role to an identity: it counts as in use from now on, and grants that had lapsed are revoked. */
  renew(person: PersonId, identity: Identity): Promise<void>;
  /** Whether roles lapse at all where an identity is: in a browser, not on a platform that looks after its accounts itself. */
  happenOn(channel: string): boolean;
  /** Whether whoever comes with the identity has no roles any more. */
  isLapsed(identity: Identity): Promise<boolean>;
}

export interface LapseParts {
  readonly store: DirectoryStore;
  readonly guard: Guard;
  readonly clock: Clock;
  readonly idleDays: IdleDays;
}

/** That somebody came is noted no more often than this. */
const NOTED_EVERY_MS = 3600 * 1000;
const DAY_MS = 24 * 3600 * 1000;
const YEAR_MS = 365 * DAY_MS;

export function createLapses({ store, guard, clock, idleDays }: LapseParts): Lapses {
  const idleMs = async (identity: Identity): Promise<number> => {
    const now = clock.now();
    return now.getTime() - ((await store.people.seenAt(identity)) ?? now).getTime();
  };
  const mostMs = ({ channel }: Identity): number => (idleDays[channel] ?? Number.POSITIVE_INFINITY) * DAY_MS;
  return {
    happenOn: channel => idleDays[channel] !== undefined,
    isLapsed: async identity => (await idleMs(identity)) > mostMs(identity),
    async grantsOf(person, identity) {
      const held = await store.grants.held(person);
      if (held.length === 0 || mostMs(identity) === Number.POSITIVE_INFINITY) return held;
      const idle = await idleMs(identity);
      if (idle > mostMs(identity)) return [];
      if (idle >= NOTED_EVERY_MS) await store.people.seen(identity, clock.now());
      return held.filter(({ grantedAt }) => clock.now().getTime() - Date.parse(grantedAt) <= YEAR_MS);
    },
    async renew(person, identity) {
      const now = clock.now();
      const lapsed = (await idleMs(identity)) > mostMs(identity) ? await store.grants.held(person) : [];
      for (const { id } of lapsed) {
        await store.grants.revoke(id, SYSTEM.id, now);
        await guard.record(SYSTEM, { action: 'role.revoke', place: {}, subject: id, reason: 'lapsed' }, done(undefined));
      }
      await store.people.seen(identity, now);
    },
  };
}
