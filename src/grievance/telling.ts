/**
 * Who hears of a move: whoever reported the case, those who have it too, and whoever has it in hand, each where they did not make it themselves.
 */
import type { Address, Way } from '../delivery/store.ts';
import type { Outgoing } from '../message/index.ts';
import { parsePersonId } from '../shared/ids.ts';
import { handledWith } from './handled-with.ts';
import { type MoveName, moveOf } from './life.ts';
import type { Grievance } from './model.ts';
import type { GrievanceParts } from './parts.ts';
import { forOwner, forStaff, forSupporter } from './views.ts';

/** A move that was made, and its place in the history. */
interface Made {
  readonly before: Grievance;
  readonly after: Grievance;
  readonly name: MoveName;
  /** An actor's id. */
  readonly by: string;
  readonly seq: number;
  /** The case of whoever made it, where that is handled with this one. */
  readonly part?: number | undefined;
}

/** What those hear of who have it too: what was answered, and that nothing more comes of it. */
const NEWS_FOR_ALL: readonly MoveName[] = [
  'answer',
  'decline',
  'withdraw',
  'confirm',
  'callConfirmed',
  'callDenied',
  'closeUnreached',
  'object',
];

type Telling = Pick<GrievanceParts, 'store' | 'directory' | 'deliveries' | 'voice'>;

/** What goes out of a case, as delivery knows it. @param what one news of it */
export const originOf = (number: number, what: string | number): string => `case:${number}:${what}`;

/** Tells of it. Within a transaction of the caller. */
export async function tellOf(parts: Telling, made: Made): Promise<void> {
  const { after, name, seq, part } = made;
  const { voice, deliveries } = parts;
  const post = async (to: Address, words: Outgoing | undefined, origin = originOf(after.number, seq)) => {
    if (words) await deliveries.post(origin, to, words, BY_ITSELF);
  };
  if (after.reporter && (moveOf(name).by !== 'reporter' || part !== undefined))
    await post(after.reporter, await voice.moved(after.reporter, forOwner(after), name, part && after.number));
  if (NEWS_FOR_ALL.includes(name))
    for (const { to, own } of await alsoTold(parts, after))
      if (part === undefined || own !== part) await post(to, await voice.moved(to, forSupporter(after), name, own));
  for (const to of await holdersChats(parts, made))
    await post(to, await voice.held(to, forStaff(after), name), originOf(after.number, `${seq}:held`));
}

const BY_ITSELF: Way = { urgency: 'case', kind: 'private' };

/** Somebody who hears of it beside its reporter; with the number of their own case, where that is handled with it. */
interface Told {
  readonly to: Address;
  readonly own?: number;
}

/** Whose case is handled with it, then who has one of them too: whoever is both hears of their own. */
async function alsoTold({ store }: Telling, grievance: Grievance): Promise<readonly Told[]> {
  const merged = await handledWith(store, grievance.number);
  const told = merged.flatMap(({ reporter: to, number: own }): Told[] => (to ? [{ to, own }] : []));
  for (const { number } of [grievance, ...merged]) told.push(...(await store.supporters(number)).map(({ to }) => ({ to })));
  return told.filter(({ to }) => to.person !== '');
}

/** The chats of those who have it in hand, or had until now, and did not make the move themselves. */
async function holdersChats({ directory }: Telling, { before, after, by }: Made): Promise<readonly Address[]> {
  const holders = new Set([before.holder, after.holder].filter(holder => holder !== undefined && holder !== by));
  const chats: Address[] = [];
  for (const holder of holders) {
    const person = parsePersonId(holder ?? '');
    if (person) chats.push(...(await directory.reach.chatsWith(person)));
  }
  return chats;
}

/**
 * Tells those who decide on cases at its place that one waits for them; where none of them can be told, the administrators, who can change that.
 * Within a transaction of the caller.
 */
export async function tellUndecided({ directory, deliveries, voice }: Telling, grievance: Grievance): Promise<void> {
  const { number, place, version } = grievance;
  const shown = forStaff(grievance);
  const origin = originOf(number, `undecided:${version}`);
  const deciding: Address[] = [];
  for (const person of await directory.reach.holders('grievance.supervise', [place]))
    deciding.push(...(await directory.reach.chatsWith(person)));
  for (const to of deciding) await deliveries.post(origin, to, await voice.undecided(to, shown), BY_ITSELF);
  if (deciding.length > 0) return;
  for (const to of await directory.adminsOf()) await deliveries.post(origin, to, await voice.unsupervised(to, shown), BY_ITSELF);
}
