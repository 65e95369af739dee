/**
 * People and their roles: invited by a code, known by their identity on a platform, and rid of a role at any time. Each grant says who gave it.
 */
import type { Clock } from '../shared/clock.ts';
import type { Ids, PersonId } from '../shared/ids.ts';
import { GRANTED_ROLES, type Role } from './access.ts';
import type { Code, Codes } from './codes.ts';
import type { Guard } from './guard.ts';
import type { Actor, Grant, Identity, Page, Person } from './model.ts';
import { done, type Outcome, refused } from './outcome.ts';
import { allPages, pageWhere } from './pages.ts';
import { isWithin, placeOfScope } from './places.ts';
import { isWritable, type Scope } from './scope.ts';
import type { DirectoryStore } from './store.ts';

/** A grant with whom it belongs to. */
export interface HeldRole extends Grant {
  readonly name: string;
}

/** An invitation into a role. */
export interface Invitation {
  readonly role: Role;
  readonly scope: Scope;
  /** What the person is called: stands under their answers. */
  readonly name: string;
}

/** What may be done with people. */
export interface People {
  /** A code that makes whoever types it, in private, what it says. */
  invite(actor: Actor, invitation: Invitation): Promise<Outcome<Code>>;
  /** Roles that are held, with names; those within the actor's scopes. */
  roles(actor: Actor, page: Page): Promise<Outcome<readonly HeldRole[]>>;
  /** Takes a role away at once. */
  revoke(actor: Actor, grant: string): Promise<Outcome<Grant>>;
  /** The person behind an identity, made where there is none. */
  ensure(identity: Identity, name: string): Promise<Person>;
  /** Erases somebody at their own wish: identities, household link and roles. The last administrator stays. */
  leave(actor: Actor, identity: Identity): Promise<Outcome<void>>;
  /**
   * Lets an identity go, as when somebody leaves a browser that others use too: whoever comes with it is nobody. Roles stay with the person until
   * they are taken away; somebody without any, whom nothing leads to any more, is forgotten.
   */
  signOut(actor: Actor, identity: Identity): Promise<Outcome<void>>;
  /** Gives a role that a code opened. */
  grant(person: PersonId, role: Role, scope: Scope, by: string): Promise<Grant>;
}

export interface PeopleParts {
  readonly store: DirectoryStore;
  readonly guard: Guard;
  readonly codes: Codes;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** A name is no longer than this. */
const LONGEST_NAME = 40;

export function createPeople({ store, guard, codes, clock, ids }: PeopleParts): People {
  const withName = async (grant: Grant): Promise<HeldRole> => ({
    ...grant,
    name: (await store.people.get(grant.person))?.name ?? '',
  });

  /** Counts them for somebody who takes one away: two who do so at once come one after the other. */
  const holdTopAdmins = (): Promise<number> => store.grants.hold('admin', { kind: 'all' });

  return {
    invite: (actor, { role, scope, name }) =>
      store.transact(async () => {
        const place = await placeOfScope(store, scope);
        const called = name.trim();
        return guard.run(actor, { action: 'role.grant', place: place ?? {}, reason: role }, async () => {
          if (!place) return refused('unknown', { what: 'settlement' });
          if (!GRANTED_ROLES.includes(role)) return refused('invalid', { field: 'role' });
          if (!isWritable(scope)) return refused('invalid', { field: 'scope' });
          if (called === '' || [...called].length > LONGEST_NAME) return refused('invalid', { field: 'name' });
          return done(await codes.issue(actor, { kind: 'role', role, scope, name: called }));
        });
      }),

    roles: (actor, page) =>
      guard.anywhere(actor, 'role.view', async scopes => {
        const held = await pageWhere(
          stretch => store.grants.list({ ...stretch, revoked: false }),
          page,
          grant => isWithin(store, grant.scope, scopes),
        );
        const named: HeldRole[] = [];
        for (const grant of held) named.push(await withName(grant));
        return done(named);
      }),

    revoke: (actor, id) =>
      store.transact(async () => {
        const grant = await store.grants.get(id);
        const place = (grant && (await placeOfScope(store, grant.scope))) ?? {};
        return guard.run(actor, { action: 'role.revoke', place, subject: id }, async () => {
          if (!grant || grant.revokedAt !== undefined) return refused('unknown', { what: 'grant' });
          if (isTop(grant) && (await holdTopAdmins()) <= 1) return refused('last-admin');
          const at = clock.now();
          if (!(await store.grants.revoke(id, actor.id, at))) return refused('unknown', { what: 'grant' });
          return done({ ...grant, revokedBy: actor.id, revokedAt: at.toISOString() });
        });
      }),

    async ensure(identity, name) {
      const known = await store.people.behind(identity);
      const at = clock.now();
      if (known) {
        if (known.name !== '' || name === '') return known;
        const named = { ...known, name };
        await store.people.put(named, at);
        return named;
      }
      const person: Person = { id: ids.person(), name };
      await store.people.put(person, at);
      await store.people.identify(person.id, identity, at);
      return person;
    },

    leave: (actor, identity) =>
      store.transact(async () => {
        const person = await store.people.behind(identity);
        if (!person) return done(undefined);
        const isLast = (await store.grants.held(person.id)).some(isTop) && (await holdTopAdmins()) <= 1;
        const outcome = isLast ? refused('last-admin') : done(undefined);
        if (outcome.ok) await store.people.remove(person.id);
        await guard.record(actor, { action: 'person.leave', place: {}, subject: person.id }, outcome);
        return outcome;
      }),

    signOut: (actor, identity) =>
      store.transact(async () => {
        const person = await store.people.behind(identity);
        if (!person) return done(undefined);
        await store.people.forgetIdentity(identity);
        const isLost = (await store.people.identities(person.id)).length === 0;
        if (isLost && (await store.grants.held(person.id)).length === 0) await store.people.remove(person.id);
        await guard.record(actor, { action: 'person.sign-out', place: {}, subject: person.id }, done(undefined));
        return done(undefined);
      }),

    async grant(person, role, scope, by) {
      const grant: Grant = {
        id: ids.row('r'),
        person,
        role,
        scope,
        grantedBy: by,
        grantedAt: clock.now().toISOString(),
      };
      await store.grants.add(grant);
      return grant;
    },
  };
}

/** Whether somebody administers everything. */
const isTop = ({ role, scope }: Grant): boolean => role === 'admin' && scope.kind === 'all';

/** How many administrators of everything there are. */
export const topAdmins = async (store: DirectoryStore): Promise<number> =>
  (await allPages(page => store.grants.list({ ...page, revoked: false }))).filter(isTop).length;
