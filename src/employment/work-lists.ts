/**
 * What cadres see of work in a settlement: households in which nobody works and who comes first, each with the clause, and the rows of the ledgers.
 * Of a household that has not agreed to be helped to work nothing is said but where it lives.
 */

import { ageOn } from '../directory/facts.ts';
import { agreesTo, summaryOf } from '../directory/households.ts';
import type { Directory } from '../directory/index.ts';
import type { Actor, Household, Member, Settlement } from '../directory/model.ts';
import { done, type Outcome } from '../directory/outcome.ts';
import { allPages } from '../directory/pages.ts';
import type { Priorities } from '../knowledge/priorities.ts';
import { type Day, dayAt } from '../shared/calendar.ts';
import type { Clock } from '../shared/clock.ts';
import type { HouseholdId, SettlementId } from '../shared/ids.ts';
import { type Employed, employedIn, type First, firstIn } from './households.ts';
import type { Placement, Training, Wish } from './model.ts';
import type { EmploymentStore, KeptSignup } from './store.ts';

/** A household on the list of those to be helped first. */
export interface FirstHousehold {
  readonly id: HouseholdId;
  /** Building, entrance, room. */
  readonly door: readonly string[];
  /** The head's family name: 张**. */
  readonly head: string;
  /** Whether it agreed to be helped to work; where it did not, it has to be asked first. */
  readonly agreed: boolean;
  readonly employed: Employed;
  readonly first: readonly First[];
}

/** The list of a settlement. */
export interface FirstList {
  readonly settlement: Settlement;
  readonly households: readonly FirstHousehold[];
  /** Of so many the file does not say whether anybody works. */
  readonly unknown: number;
}

/** Somebody of working age in the employment ledger (就业台账). */
export interface LedgerRow {
  readonly door: readonly string[];
  readonly member: Member;
  readonly age?: number | undefined;
  readonly marks: Household['marks'];
  readonly wish?: Wish | undefined;
  /** The latest. */
  readonly placement?: Placement | undefined;
  readonly first: readonly First[];
}

/** A training with who signed up (培训台账). */
export interface TrainingRow {
  readonly training: Training;
  readonly signup: KeptSignup;
}

/** What may be looked at. */
export interface WorkLists {
  /** Those in front who come first by policy, then those in which nobody works. */
  first(actor: Actor, settlement: SettlementId): Promise<Outcome<FirstList>>;
  ledger(actor: Actor, settlement: SettlementId): Promise<Outcome<readonly LedgerRow[]>>;
  trainings(actor: Actor, settlement: SettlementId): Promise<Outcome<readonly TrainingRow[]>>;
}

/** What the lists are made from. */
export interface WorkListParts {
  readonly store: Pick<EmploymentStore, 'wishes' | 'placements' | 'trainings'>;
  readonly directory: Directory;
  readonly priorities: () => Priorities;
  /** From which age to which somebody stands in the ledger, both included. */
  readonly workingAge: { readonly from: number; readonly to: number };
  readonly clock: Clock;
}

export function createWorkLists({ store, directory, priorities, workingAge, clock }: WorkListParts): WorkLists {
  const today = (): Day => dayAt(clock.now());

  const prioritiesOf = ({ region }: Settlement) => priorities().first.get(region) ?? [];

  return {
    async first(actor, id) {
      const found = await directory.households.filesForWork(actor, id, 'first');
      if (!found.ok) return found;
      const { settlement, households } = found.value;
      const order = prioritiesOf(settlement);
      const listed = households.flatMap((household): FirstHousehold[] => {
        const first = firstIn(household, order, today());
        const employed = employedIn(household);
        if (first.length === 0 && employed !== 'nobody') return [];
        const agreed = agreesTo(household, 'employment');
        const { door, head } = summaryOf(household);
        return [{ id: household.id, door, head, agreed, employed, first: agreed ? first : first.filter(one => !one.member) }];
      });
      const rank = ({ first }: FirstHousehold) => Math.min(order.length, ...first.map(one => order.indexOf(one.priority)));
      return done({
        settlement,
        households: listed.sort((one, other) => rank(one) - rank(other) || (one.id < other.id ? -1 : 1)),
        unknown: households.filter(household => employedIn(household) === 'unknown').length,
      });
    },

    async ledger(actor, id) {
      const found = await directory.households.filesForWork(actor, id, 'ledger');
      if (!found.ok) return found;
      const scopes = [{ kind: 'settlement', settlement: id }] as const;
      const placements = latest(await allPages(page => store.placements.list({ ...page, scopes })));
      const wishes = latest(await allPages(page => store.wishes.list({ ...page, scopes })));
      const order = prioritiesOf(found.value.settlement);
      const agreed = found.value.households.filter(household => agreesTo(household, 'employment'));
      return done(
        agreed.flatMap(household => {
          const first = firstIn(household, order, today());
          return household.members.flatMap((member): LedgerRow[] => {
            const age = member.birth && ageOn(member.birth, today());
            if (age !== undefined && (age < workingAge.from || age > workingAge.to)) return [];
            const key = keyOf({ household: household.id, member: member.id });
            return [
              {
                door: summaryOf(household).door,
                member,
                age,
                marks: household.marks,
                wish: wishes.get(key),
                placement: placements.get(key),
                first: first.filter(one => one.member === undefined || one.member.id === member.id),
              },
            ];
          });
        }),
      );
    },

    trainings: (actor, id) =>
      directory.guard.within(actor, { action: 'training.edit', reason: 'ledger' }, id, async () => {
        const scopes = [{ kind: 'settlement', settlement: id }] as const;
        const rows: TrainingRow[] = [];
        for (const training of await allPages(page => store.trainings.list({ ...page, scopes })))
          for (const signup of await store.trainings.signups(training.id)) rows.push({ training, signup });
        return done(rows);
      }),
  };
}

const keyOf = ({
  household = '',
  member = '',
}: {
  readonly household?: string | undefined;
  readonly member?: string | undefined;
}) => `${household} ${member}`;

/** By household and member, the last one of each. */
const latest = <T extends { readonly household?: string | undefined; readonly member?: string | undefined }>(
  all: readonly T[],
): ReadonlyMap<string, T> => new Map(all.filter(({ member }) => member !== undefined).map(one => [keyOf(one), one]));
