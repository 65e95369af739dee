/**
 * A second person lets an official notice go. Whoever may is told in private, and whoever wrote it hears what came of it.
 */

import type { Address } from '../delivery/store.ts';
import type { Place } from '../directory/scope.ts';
import type { Outgoing } from '../message/index.ts';
import { type PersonId, parsePersonId } from '../shared/ids.ts';
import { authorsOf } from './life.ts';
import type { Bulletin } from './model.ts';
import type { BulletinParts } from './parts.ts';

type Words = (to: Address) => Promise<Outgoing>;

/** Those who may approve it, at all of its places: whoever had a hand in it is none of them. */
export async function approversOf(
  { directory }: Pick<BulletinParts, 'directory'>,
  bulletin: Bulletin,
  places: readonly Place[],
): Promise<readonly PersonId[]> {
  const authors = authorsOf(bulletin);
  return (await directory.reach.holders('bulletin.approve', places)).filter(person => !authors.has(person));
}

/** Tells them. */
export async function askApprovers(parts: BulletinParts, bulletin: Bulletin, places: readonly Place[]): Promise<void> {
  for (const person of await approversOf(parts, bulletin, places))
    await tell(parts, bulletin, 'asked', person, to => parts.words.toApprove(bulletin, to));
}

/** Tells whoever wrote it. @param what names the news, once for each version */
export const tellAuthor = (parts: BulletinParts, bulletin: Bulletin, what: string, words: Words): Promise<void> =>
  tell(parts, bulletin, what, bulletin.by, words);

/** Only people can be told: tokens and the operator look for themselves. */
async function tell(
  { directory, deliveries }: BulletinParts,
  { id, version }: Bulletin,
  what: string,
  actor: string,
  words: Words,
): Promise<void> {
  const person = parsePersonId(actor);
  if (!person) return;
  for (const chat of await directory.reach.chatsWith(person))
    await deliveries.post(`approval:${id}:${version}:${what}`, chat, await words(chat));
}
