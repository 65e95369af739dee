/**
 * Who looks after a settlement, or after the whole assistant, as far as they can be written to: the cadres whose role reaches it, and the
 * administrators of everything, each in their private chats.
 */
import type { PersonId, SettlementId } from '../shared/ids.ts';
import { type Grant, type Identity, placeOf } from './model.ts';
import { allPages } from './pages.ts';
import { covers } from './scope.ts';
import type { DirectoryStore } from './store.ts';

/** Where somebody is written to alone. */
export interface PrivateChat extends Identity {
  readonly chat: string;
}

/** The private chats of a settlement's cadres; empty where it has none, or does not exist. */
export async function cadresOf(store: DirectoryStore, id: SettlementId): Promise<readonly PrivateChat[]> {
  const settlement = await store.settlements.get(id);
  if (!settlement) return [];
  const place = placeOf(settlement);
  return chatsOf(store, ({ role, scope }) => role === 'cadre' && covers(scope, place));
}

/** The private chats of the administrators of everything. */
export const adminsOf = (store: DirectoryStore): Promise<readonly PrivateChat[]> =>
  chatsOf(store, ({ role, scope }) => role === 'admin' && scope.kind === 'all');

/** The private chats of somebody. */
export const chatsWith = async (store: DirectoryStore, person: PersonId): Promise<readonly PrivateChat[]> =>
  (await store.people.identities(person)).map(privateChatOf);

async function chatsOf(store: DirectoryStore, holds: (grant: Grant) => boolean): Promise<readonly PrivateChat[]> {
  const held = await allPages(page => store.grants.list({ ...page, revoked: false }));
  const people = held.filter(holds).map(({ person }) => person);
  const chats: PrivateChat[] = [];
  for (const person of new Set(people)) chats.push(...(await chatsWith(store, person)));
  return chats;
}

/** On the web and in the terminal somebody's private chat has their own id. */
const privateChatOf = (identity: Identity): PrivateChat => ({ ...identity, chat: identity.person });
