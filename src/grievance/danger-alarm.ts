/**
 * That somebody is in danger now, to those who can do something about it.
 */
import type { Address, Way } from '../delivery/store.ts';
import type { Action } from '../directory/access.ts';
import type { Directory } from '../directory/index.ts';
import type { Place } from '../directory/scope.ts';
import type { Grievance } from './model.ts';
import type { GrievanceParts } from './parts.ts';
import { originOf } from './telling.ts';
import { forStaff } from './views.ts';

/** It wakes people. */
const AT_ONCE: Way = { urgency: 'danger', kind: 'private', evenWhenQuiet: true };

type Alarming = Pick<GrievanceParts, 'directory' | 'deliveries' | 'voice'>;

/**
 * Tells them, each once. Within the transaction that keeps what was said.
 * @param words as they were written
 * @param news where it is not the report itself: its place in the history
 */
export async function alarm(parts: Alarming, grievance: Grievance, words: string, news?: number): Promise<void> {
  const { deliveries, voice } = parts;
  const origin = originOf(grievance.number, news === undefined ? 'danger' : `danger:${news}`);
  const who = await whoIsThere(parts, grievance);
  for (const to of (await whoHears(parts.directory, grievance.place, grievance.reporter)).chats)
    await deliveries.post(origin, to, await voice.danger(to, forStaff(grievance), words, who), AT_ONCE);
}

/** Who hears of danger: those on the spot; where there are none, those above them; nobody where there is nobody at all. */
export type Hearing = 'near' | 'above' | 'nobody';

/**
 * Whom danger at a place is told to, each chat once: its handlers and cadres; where none of them can be written to, whoever supervises or calls there,
 * and else its administrators.
 * @param but who wrote of it: they are not told of themselves
 */
export async function whoHears(
  directory: Directory,
  place: Place,
  but?: Pick<Address, 'channel' | 'person'>,
): Promise<{ readonly hearing: Hearing; readonly chats: readonly Address[] }> {
  const { reach } = directory;
  const distinct = (chats: readonly Address[]): readonly Address[] =>
    [...new Map(chats.map(chat => [JSON.stringify([chat.channel, chat.account, chat.chat]), chat])).values()].filter(
      ({ channel, person }) => channel !== but?.channel || person !== but.person,
    );
  const chatsOf = async (action: Action): Promise<readonly Address[]> => {
    const chats: Address[] = [];
    for (const person of await reach.holders(action, [place])) chats.push(...(await reach.chatsWith(person)));
    return chats;
  };
  const cadres = place.settlement ? await directory.cadresOf(place.settlement) : [];
  const near = distinct([...(await chatsOf('grievance.handle')), ...cadres]);
  if (near.length > 0) return { hearing: 'near', chats: near };
  for (const action of ['grievance.call', 'role.grant'] as const) {
    const above = distinct(await chatsOf(action));
    if (above.length > 0) return { hearing: 'above', chats: above };
  }
  return { hearing: 'nobody', chats: [] };
}

/** Name and door, as far as they are known; nothing of somebody who reported without a name. */
async function whoIsThere({ directory }: Alarming, { record, household: id }: Grievance): Promise<string> {
  if (!record || record.isAnonymous) return '';
  const household = id && (await directory.reach.household(id));
  const door = household ? [household.building, household.entrance, household.room] : [];
  return [record.onBehalf?.name, record.name, record.phone, ...door].filter(part => part !== undefined).join(' ');
}
