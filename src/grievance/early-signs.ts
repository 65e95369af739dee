/**
 * Early signs (苗头): several households of a settlement with the same trouble within a few days. Those who look after it are told while it is small.
 */
import type { Deliveries } from '../delivery/index.ts';
import type { Address } from '../delivery/store.ts';
import type { Directory } from '../directory/index.ts';
import { type Actor, placeOf, type Settlement } from '../directory/model.ts';
import { done, type Outcome } from '../directory/outcome.ts';
import type { EarlySignFigures } from '../knowledge/early-signs.ts';
import type { Outgoing } from '../message/index.ts';
import { dayAt } from '../shared/calendar.ts';
import type { Clock } from '../shared/clock.ts';
import type { SettlementId } from '../shared/ids.ts';

/** How many households of a settlement came with a kind of grievance: those who reported, and those who have it too. */
export interface Gathered {
  readonly settlement: SettlementId;
  readonly kind: string;
  readonly households: number;
}

/** Counts what gathers; `storage` implements it. Throws where the database fails. */
export interface EarlySignStore {
  /** Of what was reported since and still hurts: merged ones count with the one that they were merged into, withdrawn ones do not. */
  gathered(since: Date): Promise<readonly Gathered[]>;
}

/** A sign of something larger. */
export interface EarlySign {
  readonly settlement: Settlement;
  readonly kind: string;
  readonly households: number;
  /** Within so many days. */
  readonly days: number;
}

/** Watches for early signs. */
export interface EarlySigns {
  /** Those at places whose cases the actor decides on, most households first. */
  list(actor: Actor): Promise<Outcome<readonly EarlySign[]>>;
  /** Tells of each one, once a stretch of its days. */
  tell(): Promise<void>;
}

export interface EarlySignParts {
  readonly store: EarlySignStore;
  readonly directory: Directory;
  readonly deliveries: Deliveries;
  readonly figures: () => EarlySignFigures;
  /** Puts a sign into words. */
  readonly words: (to: Address, sign: EarlySign) => Promise<Outgoing>;
  readonly clock: Clock;
}

const DAY_MS = 24 * 3600 * 1000;

export function createEarlySigns({ store, directory, deliveries, figures, words, clock }: EarlySignParts): EarlySigns {
  const { reach, guard } = directory;

  async function signs(): Promise<readonly EarlySign[]> {
    const now = clock.now().getTime();
    const found: EarlySign[] = [];
    const lengths = new Map<number, Promise<readonly Gathered[]>>();
    const within = (days: number) => {
      const known = lengths.get(days) ?? store.gathered(new Date(now - days * DAY_MS));
      lengths.set(days, known);
      return known;
    };
    // What gathered within the longest stretch names all that may have within a shorter one.
    for (const { settlement: id, kind } of await within(figures().days)) {
      const { days, households: most } = figures().of(kind);
      const households = (await within(days)).find(one => one.settlement === id && one.kind === kind)?.households ?? 0;
      const settlement = households >= most ? await reach.settlement(id) : undefined;
      if (settlement) found.push({ settlement, kind, households, days });
    }
    return found.toSorted((a, b) => b.households - a.households);
  }

  return {
    list: actor =>
      guard.anywhere(actor, 'grievance.supervise', async scopes => {
        const within = new Set((await reach.settlementsIn(scopes)).map(({ id }) => id));
        return done((await signs()).filter(({ settlement }) => within.has(settlement.id)));
      }),

    async tell() {
      const day = dayAt(clock.now());
      for (const sign of await signs()) {
        const { settlement, kind, days } = sign;
        const stretch = Math.floor(Date.parse(day) / (days * DAY_MS));
        const chats: Address[] = [...(await directory.cadresOf(settlement.id))];
        for (const person of await reach.holders('grievance.supervise', [placeOf(settlement)]))
          chats.push(...(await reach.chatsWith(person)));
        const origin = `early:${settlement.id}:${kind}:${days}:${stretch}`;
        for (const to of chats) await deliveries.post(origin, to, await words(to, sign));
      }
    },
  };
}
