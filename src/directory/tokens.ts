/**
 * Tokens of the API: each has one role within one scope and an end. The token itself is shown once; what is kept is its hash.
 */
import type { Clock } from '../shared/clock.ts';
import type { Ids } from '../shared/ids.ts';
import type { Random } from '../shared/random.ts';
import { GRANTED_ROLES, type Role } from './access.ts';
import type { Guard } from './guard.ts';
import type { Actor, Page, Token } from './model.ts';
import { done, type Outcome, refused } from './outcome.ts';
import { pageWhere } from './pages.ts';
import { isWithin, placeOfScope } from './places.ts';
import { isWritable, type Scope } from './scope.ts';
import type { DirectoryStore } from './store.ts';

/** A token that was just made, with its secret. */
export interface IssuedToken extends Token {
  readonly secret: string;
}

/** What may be done with tokens. */
export interface Tokens {
  issue(actor: Actor, wanted: TokenDraft): Promise<Outcome<IssuedToken>>;
  list(actor: Actor, page: Page): Promise<Outcome<readonly Token[]>>;
  revoke(actor: Actor, id: string): Promise<Outcome<Token>>;
  /** Whoever holds the secret; `undefined` where it is none, has run out or was revoked. */
  actor(secret: string, via: 'api' | 'command'): Promise<Actor | undefined>;
  /** The token that an actor is: anybody may know their own. */
  own(actor: Actor): Promise<Token | undefined>;
}

/** What a token is for. */
export interface TokenDraft {
  /** The program that will hold it. */
  readonly label: string;
  readonly role: Role;
  readonly scope: Scope;
  /** From 1 to `LONGEST_DAYS`. */
  readonly days: number;
}

/** No token lasts longer. */
export const LONGEST_DAYS = 400;

/** Secrets begin with this, so that they are recognised where they do not belong. */
const PREFIX = 'anjia_';
const SECRET_BYTES = 32;
const SECRET = /^anjia_[\w-]{43}$/;
const LONGEST_LABEL = 60;
/** When it was last used is noted no more often than this. */
const NOTED_EVERY_MS = 60_000;

export interface TokenParts {
  readonly store: DirectoryStore;
  readonly guard: Guard;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
}

export function createTokens({ store, guard, clock, random, ids }: TokenParts): Tokens {
  return {
    issue: (actor, { label, role, scope, days }) =>
      store.transact(async () => {
        const where = await placeOfScope(store, scope);
        const id = ids.row('t');
        return guard.run(actor, { action: 'token.issue', place: where ?? {}, subject: id, reason: role }, async () => {
          if (!where) return refused('unknown', { what: 'settlement' });
          if (!GRANTED_ROLES.includes(role)) return refused('invalid', { field: 'role' });
          if (!isWritable(scope)) return refused('invalid', { field: 'scope' });
          if (label.trim() === '' || [...label].length > LONGEST_LABEL) return refused('invalid', { field: 'label' });
          if (!Number.isInteger(days) || days < 1 || days > LONGEST_DAYS) return refused('invalid', { field: 'days' });
          const secret = `${PREFIX}${Buffer.from(random.bytes(SECRET_BYTES)).toString('base64url')}`;
          const now = clock.now();
          const token: Token = {
            id,
            label: label.trim(),
            role,
            scope,
            issuedBy: actor.id,
            issuedAt: now.toISOString(),
            expiresAt: new Date(now.getTime() + days * 24 * 3600 * 1000).toISOString(),
          };
          await store.tokens.add(token, secret);
          return done({ ...token, secret });
        });
      }),

    list: (actor, page) =>
      guard.anywhere(actor, 'token.view', async scopes =>
        done(await pageWhere(store.tokens.list, page, token => isWithin(store, token.scope, scopes))),
      ),

    revoke: (actor, id) =>
      store.transact(async () => {
        const token = await store.tokens.get(id);
        const where = (token && (await placeOfScope(store, token.scope))) ?? {};
        return guard.run(actor, { action: 'token.revoke', place: where, subject: id }, async () => {
          const now = clock.now();
          if (!token || !(await store.tokens.revoke(id, now))) return refused('unknown', { what: 'token' });
          return done({ ...token, revokedAt: now.toISOString() });
        });
      }),

    own: ({ id }) => store.tokens.get(id),

    async actor(secret, via) {
      const token = SECRET.test(secret) ? await store.tokens.find(secret) : undefined;
      const now = clock.now();
      if (!token || token.revokedAt !== undefined || token.expiresAt <= now.toISOString()) return undefined;
      if (now.getTime() - Date.parse(token.usedAt ?? token.issuedAt) >= NOTED_EVERY_MS) await store.tokens.used(token.id, now);
      return { id: token.id, via, rights: [{ role: token.role, scope: token.scope }] };
    },
  };
}
