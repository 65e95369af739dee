/**
 * Two files of the same household become one: what the second one says wins where both say something, links and consents come along, and the
 * second file is gone.
 */
import type { Clock } from '../shared/clock.ts';
import type { HouseholdId } from '../shared/ids.ts';
import type { Guard } from './guard.ts';
import { isSameName, keysOf } from './household-keys.ts';
import { type MergedHousehold, mergeHousehold } from './merge-household.ts';
import type { Actor, Household, Member } from './model.ts';
import { done, type Outcome, refused } from './outcome.ts';
import type { DirectoryStore } from './store.ts';

/** Joins doubles. */
export interface Doubles {
  /** @returns the joined file, and what the two said differently */
  merge(actor: Actor, into: HouseholdId, from: HouseholdId): Promise<Outcome<MergedHousehold>>;
}

export interface DoubleParts {
  readonly store: DirectoryStore;
  readonly guard: Guard;
  readonly clock: Clock;
  /** What other rooms hold of the second file is the first one's now, in the same transaction. */
  readonly onMerged: (from: HouseholdId, into: HouseholdId) => Promise<void>;
}

export function createDoubles({ store, guard, clock, onMerged }: DoubleParts): Doubles {
  return {
    merge: (actor, into, from) =>
      store.transact(async () => {
        const [kept, double] = [await store.households.get(into), await store.households.get(from)];
        const request = { action: 'household.edit', subject: into, reason: 'merge' } as const;
        if (!kept || !double || into === from)
          return guard.run(actor, { ...request, place: {} }, async () => refused('unknown', { what: 'household' }));
        return guard.within(actor, request, kept.settlement, async () => {
          if (double.settlement !== kept.settlement) return refused('out-of-scope', { action: request.action });
          const merged = mergeHousehold(kept, draftOf(double));
          const household: Household = {
            ...merged.household,
            consents: [
              ...kept.consents,
              ...double.consents.map(consent => ({ ...consent, member: memberIn(merged, double, consent.member) })),
            ],
            version: kept.version + 1,
          };
          const lost = await store.households.put([{ household, keys: keysOf(household) }], clock.now());
          if (lost.length > 0) return refused('changed');
          const links = await store.people.linked(from);
          await store.households.remove(from);
          for (const link of links) {
            const member = memberIn(merged, double, link.member);
            await store.people.unlink(link.person);
            if (member !== undefined) await store.people.link({ ...link, household: into, member });
          }
          await onMerged(from, into);
          return done({ household, changes: merged.changes });
        });
      }),
  };
}

const draftOf = ({ marks, ...household }: Household) => ({ ...household, marks: { is: marks, not: [] }, rows: [] });

/** The member of the joined file who was a member of the double. */
function memberIn({ household }: MergedHousehold, double: Household, id: string | undefined): string | undefined {
  const before = double.members.find(member => member.id === id);
  return before && household.members.find(member => isSame(member, before))?.id;
}

const isSame = (a: Member, b: Member): boolean =>
  a.identityNumber === undefined || b.identityNumber === undefined
    ? isSameName(a.name, b.name)
    : a.identityNumber === b.identityNumber;
