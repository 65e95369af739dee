/**
 * Who is behind a message: somebody with roles, a resident of a household, or nobody whom the directory knows; and which settlement the chat
 * belongs to. Codes are taken here too, since they make somebody known.
 */
import type { Incoming } from '../message/index.ts';
import type { Clock } from '../shared/clock.ts';
import { parsePersonId } from '../shared/ids.ts';
import { type Action, allows, type Right, type Role } from './access.ts';
import { nobody, OPERATOR, SYSTEM } from './actors.ts';
import { type Codes, REDEEM, type Taken } from './codes.ts';
import type { BoundGroup, Groups } from './groups.ts';
import type { Guard } from './guard.ts';
import type { Households, Linked } from './households.ts';
import type { Lapses } from './lapse.ts';
import { type Actor, type Group, type Identity, type Link, placeOf, type Settlement } from './model.ts';
import { done, type Outcome, refused } from './outcome.ts';
import { type People, topAdmins } from './people.ts';
import { placeOfScope } from './places.ts';
import type { Place, Scope } from './scope.ts';
import type { DirectoryStore } from './store.ts';

/** Somebody who wrote a message, as far as the directory knows. */
export interface Visitor {
  readonly actor: Actor;
  /** Their place in a household. */
  readonly link?: Link | undefined;
  /** The group that the message was written in, where it is bound. */
  readonly group?: Group | undefined;
  /** The settlement that the group or the household belongs to. */
  readonly settlement?: Settlement | undefined;
  /** Whether they are not listened to: in a group by its settlement, in private by any. */
  readonly muted?: boolean | undefined;
}

/** What a code made of somebody, or of a chat. */
export type Redeemed =
  | { readonly kind: 'role'; readonly role: Role; readonly scope: Scope; readonly settlement?: Settlement | undefined }
  | ({ readonly kind: 'group' } & BoundGroup)
  | ({ readonly kind: 'household' } & Linked);

/** Knows people by what they write. */
export interface Visitors {
  behind(message: Sender): Promise<Visitor>;
  /** Takes a code that somebody typed. @param groupName what the platform calls the group */
  redeem(message: Sender, letters: string, groupName?: string): Promise<Outcome<Redeemed>>;
}

/** As much of a message as says who wrote it, and where. */
export type Sender = Pick<Incoming, 'channel' | 'account' | 'chat' | 'person'>;

export interface VisitorParts {
  readonly store: DirectoryStore;
  readonly guard: Guard;
  readonly codes: Codes;
  readonly people: People;
  readonly groups: Groups;
  readonly households: Households;
  readonly clock: Clock;
  readonly lapses: Lapses;
}

export function createVisitors({ store, guard, codes, people, groups, households, clock, lapses }: VisitorParts): Visitors {
  const behind = (message: Sender): Promise<Visitor> =>
    store.transact(async () => {
      const { channel, account, chat } = message;
      const group = chat.kind === 'group' ? await store.groups.in(channel, account, chat.id) : undefined;
      const person = await store.people.behind(identityOf(message));
      const link = person && (await store.people.linkOf(person.id));
      const household = link && (await store.households.get(link.household));
      const at = group?.settlement ?? household?.settlement;
      const settlement = at && (await store.settlements.get(at));
      const muted = await isMuted(message, group);
      if (!person) return { actor: nobody(identityOf(message)), group, settlement, muted };
      const grants = await lapses.grantsOf(person.id, identityOf(message));
      const granted = grants.map(({ role, scope }): Right => ({ role, scope }));
      const resident: Right[] = household
        ? [{ role: 'resident', scope: { kind: 'settlement', settlement: household.settlement } }]
        : [];
      const actor: Actor = { id: person.id, via: 'chat', rights: [...granted, ...resident], person };
      return { actor, link, group, settlement, muted: muted && granted.length === 0 };
    });

  const isMuted = async (message: Sender, group: Group | undefined): Promise<boolean> => {
    const mutes = await store.mutes.of(nobody(identityOf(message)).id, clock.now());
    return mutes.some(({ settlement }) => message.chat.kind === 'private' || settlement === group?.settlement);
  };

  return {
    behind,

    redeem: (message, letters, groupName) =>
      store.transact(async () => {
        const { actor } = await behind(message);
        const inGroup = message.chat.kind === 'group';
        const kinds = inGroup ? (['group'] as const) : (['role', 'household'] as const);
        const outcome = await codes.take(actor, letters, kinds, taken => open(message, actor, taken, groupName));
        await guard.record(actor, { action: REDEEM, place: {} }, outcome);
        return outcome;
      }),
  };

  /** Whether whoever handed the code out could do so today. */
  async function mayStill(issuer: string, action: Action, place: Place | undefined): Promise<boolean> {
    if (issuer === OPERATOR.id) return true;
    if (issuer === SYSTEM.id) return (await topAdmins(store)) === 0;
    const person = parsePersonId(issuer);
    return place !== undefined && allows(person ? await store.grants.held(person) : await rightsOfToken(issuer), action, place);
  }

  async function rightsOfToken(id: string): Promise<readonly Right[]> {
    const token = await store.tokens.get(id);
    return token && token.revokedAt === undefined && token.expiresAt > clock.now().toISOString() ? [token] : [];
  }

  async function open(
    message: Sender,
    actor: Actor,
    { payload, issuedBy }: Taken,
    groupName: string | undefined,
  ): Promise<Outcome<Redeemed>> {
    switch (payload.kind) {
      case 'group': {
        const { channel, account, chat } = message;
        const bound = await groups.bind(actor, payload, { channel, account, chat: chat.id, name: groupName });
        return bound.ok ? done({ kind: 'group', ...bound.value }) : bound;
      }
      case 'role': {
        const { role, scope } = payload;
        if (!(await mayStill(issuedBy, 'role.grant', await placeOfScope(store, scope)))) return refused('code-expired');
        const identity = identityOf(message);
        const person = await people.ensure(identity, payload.name);
        await lapses.renew(person.id, identity);
        await people.grant(person.id, role, scope, issuedBy);
        const settlement = scope.kind === 'settlement' ? await store.settlements.get(scope.settlement) : undefined;
        return done({ kind: 'role', role, scope, settlement });
      }
      case 'household': {
        const household = await store.households.get(payload.household);
        const settlement = household && (await store.settlements.get(household.settlement));
        if (settlement && !(await mayStill(issuedBy, 'household.link', placeOf(settlement)))) return refused('code-expired');
        const person = await people.ensure(identityOf(message), '');
        const linked = await households.link(person.id, payload.household, payload.member, issuedBy);
        return linked.ok ? done({ kind: 'household', ...linked.value }) : linked;
      }
      // A pass is taken by `Passes`; `redeem` asks for no such kind.
      case 'pass':
        return refused('code-elsewhere', { kind: payload.kind });
    }
  }
}

/** Who wrote, wherever they wrote. */
export const identityOf = ({ channel, account, person }: Sender): Identity => ({ channel, account, person });
