/**
 * Who has read a bulletin (收到): heard in groups, by a button, a reply or the bare word, counted once for each person, and never answered there.
 */
import type { Delivery } from '../delivery/store.ts';
import type { Group } from '../directory/model.ts';
import { done, refused } from '../directory/outcome.ts';
import type { Sender, Visitor } from '../directory/visitors.ts';
import type { Gate } from './gate.ts';
import { correctionsOf } from './life.ts';
import type { Bulletin, Receipt, Receipts } from './model.ts';
import { bulletinIn, correctionOf, originOf } from './origins.ts';
import type { BulletinParts } from './parts.ts';
import type { Bulletins } from './service.ts';

type Confirming = Pick<Bulletins, 'confirm' | 'receipts' | 'erase' | 'eraseHousehold'>;

/** So long the bare word is meant for the last bulletin that asked for it. */
const MEANT_FOR_MS = 3 * 24 * 3600 * 1000;
/** So many of the last messages to a group are looked through for the one that is meant. */
const LOOKED_THROUGH = 100;

export function createConfirming(parts: BulletinParts, gate: Gate): Confirming {
  const { store, directory, deliveries, clock } = parts;

  /** The bulletin, where it asks for receipts. */
  const asking = async (id: string): Promise<Bulletin | undefined> => {
    const bulletin = await store.get(id);
    return bulletin?.content.receipts ? bulletin : undefined;
  };
  /** Whether a copy or a correction of it went to a group. */
  const went = async (bulletin: Bulletin, group: Group): Promise<boolean> => {
    const origins = [originOf(bulletin.id)];
    for (let n = 1; n <= correctionsOf(bulletin); n++) origins.push(correctionOf(bulletin.id, n));
    for (const origin of origins) {
      const [copy] = await deliveries.copies(origin, { targets: [group.id], limit: 1 });
      if (copy && (copy.state === 'sent' || copy.state === 'sending')) return true;
    }
    return false;
  };
  /** The last ones that went to a group, newest first. */
  const lastIn = async ({ channel, account, chat }: Group): Promise<readonly Delivery[]> => {
    const all = await deliveries.list({ channel, account, chat, person: '' }, LOOKED_THROUGH);
    return all.filter(({ state }) => state === 'sent').toReversed();
  };
  const meant = async (group: Group, what: string | undefined): Promise<Bulletin | undefined> => {
    if (what !== undefined && /^b_[0-9a-z]+$/.test(what)) {
      const bulletin = await asking(what);
      return bulletin && (await went(bulletin, group)) ? bulletin : undefined;
    }
    const since = clock.now().getTime() - MEANT_FOR_MS;
    for (const { origin, sentAs, endedAt } of await lastIn(group)) {
      const id = bulletinIn(origin);
      const isMeant = what === undefined ? (endedAt?.getTime() ?? 0) >= since : sentAs.includes(what);
      const bulletin = id !== undefined && isMeant ? await asking(id) : undefined;
      if (bulletin && (what !== undefined || bulletin.state !== 'recalled')) return bulletin;
    }
    return undefined;
  };

  return {
    confirm: ({ actor, link, group }: Visitor, { channel, account, chat, person }: Sender, what, name) =>
      store.transact(async () => {
        const bulletin = group && (await meant(group, what));
        if (!bulletin) return false;
        const own = link && (await directory.reach.nameOf(link));
        const called = own?.name ?? (actor.person?.name || name?.trim() || undefined);
        await store.addReceipt({
          bulletin: bulletin.id,
          group: group.id,
          settlement: group.settlement,
          building: own?.building ?? group.building,
          household: link?.household,
          name: called,
          at: clock.now(),
          by: { channel, account, chat: chat.id, person },
        });
        return true;
      }),

    receipts: (actor, id, settlement) =>
      directory.guard.within(actor, { action: 'receipt.view', subject: id }, settlement, async place => {
        const bulletin = await store.get(id);
        if (!bulletin || !(await gate.shows([{ kind: 'settlement', settlement }], bulletin)))
          return refused('unknown', { what: 'bulletin' });
        const confirmed = await store.receipts(id, place.id);
        return done({ settlement: place.id, confirmed, ...(await byHousehold(parts, bulletin, place.id, confirmed)) });
      }),

    erase: who => store.erase(who),
    eraseHousehold: household => store.eraseHousehold(household),
  };
}

/** Buildings and households against those who confirmed; those alone whom the bulletin was for. */
async function byHousehold(
  { directory: { reach } }: BulletinParts,
  { audience }: Bulletin,
  settlement: Receipts['settlement'],
  confirmed: readonly Receipt[],
): Promise<Pick<Receipts, 'buildings' | 'missing'>> {
  const { households: all, known } = await reach.roll(settlement);
  const households = all.filter(({ building }) => audience.buildings?.includes(building) ?? true);
  const have = new Set(confirmed.flatMap(({ household }) => household ?? []));
  const names = new Set([...households.map(({ building }) => building), ...confirmed.flatMap(({ building }) => building ?? [])]);
  return {
    buildings: [...names].toSorted(inOrder).map(building => {
      const there = households.filter(one => one.building === building);
      return {
        building,
        people: confirmed.filter(one => one.building === building).length,
        households: there.filter(({ id }) => have.has(id)).length,
        ofHouseholds: there.length,
      };
    }),
    missing: households
      .filter(({ id }) => !have.has(id))
      .map(({ id, building, door, head }) => ({
        household: id,
        isKnown: known.has(id),
        building,
        door: door.slice(1).join(' '),
        name: head,
      })),
  };
}

/** 2栋 before 10栋. */
const inOrder = new Intl.Collator('zh-CN', { numeric: true }).compare;
