/**
 * Settlements: added by administrators, kept by their cadres.
 */
import type { Clock } from '../shared/clock.ts';
import type { Ids, SettlementId } from '../shared/ids.ts';
import type { Action } from './access.ts';
import type { Guard } from './guard.ts';
import { isPhone } from './household-faults.ts';
import { type Actor, type Page, placeOf, type Settlement } from './model.ts';
import { done, type Outcome, refused } from './outcome.ts';
import type { DirectoryStore } from './store.ts';

/** A settlement as somebody describes it. */
export type SettlementDraft = Omit<Settlement, 'id' | 'version'>;

/** What may be changed of it: region and county stay as they are, since roles hang on them. */
export type SettlementChange = Omit<SettlementDraft, 'region' | 'county'>;

/** What may be done with settlements. */
export interface Settlements {
  /** Those in which the actor may do something. Default: see their record. */
  list(actor: Actor, page: Page, action?: Action): Promise<Outcome<readonly Settlement[]>>;
  get(actor: Actor, id: SettlementId): Promise<Outcome<Settlement>>;
  add(actor: Actor, draft: SettlementDraft): Promise<Outcome<Settlement>>;
  /** Replaces what may be changed, at the version that was seen. */
  change(actor: Actor, id: SettlementId, version: number, change: SettlementChange): Promise<Outcome<Settlement>>;
  /** The same for part of the record, as it is now. @param version the one that the actor saw; without it whichever there is */
  amend(
    actor: Actor,
    id: SettlementId,
    change: (before: Settlement) => SettlementChange,
    version?: number,
  ): Promise<Outcome<Settlement>>;
  /** Only where no household and no group is left in it. */
  remove(actor: Actor, id: SettlementId): Promise<Outcome<Settlement>>;
}

export interface SettlementParts {
  readonly store: DirectoryStore;
  readonly guard: Guard;
  readonly clock: Clock;
  readonly ids: Ids;
}

export function createSettlements({ store, guard, clock, ids }: SettlementParts): Settlements {
  const write = async (settlement: Settlement): Promise<Outcome<Settlement>> =>
    (await store.settlements.put(settlement, clock.now())) ? done(settlement) : refused('changed');
  const taken = async ({ region, county, name }: SettlementDraft): Promise<SettlementId | undefined> =>
    (await store.settlements.named(region, county, name))?.id;

  const amend: Settlements['amend'] = (actor, id, change, version) =>
    guard.within(actor, { action: 'settlement.edit', subject: id }, id, async before => {
      const { region, county } = before;
      const settlement: Settlement = { ...tidy({ ...change(before), region, county }), id, version: before.version + 1 };
      const field = fault(settlement);
      if (field) return refused('invalid', { field });
      const other = await taken(settlement);
      if (other !== undefined && other !== id) return refused('exists', { field: 'name' });
      return version === undefined || version === before.version ? write(settlement) : refused('changed');
    });

  return {
    list: (actor, page, action = 'settlement.view') =>
      guard.anywhere(actor, action, async scopes => done(await store.settlements.list(scopes, page))),

    get: (actor, id) =>
      guard.within(actor, { action: 'settlement.view', subject: id }, id, settlement => Promise.resolve(done(settlement))),

    add: (actor, draft) => {
      const settlement: Settlement = { ...tidy(draft), id: ids.settlement(), version: 1 };
      return guard.run(actor, { action: 'settlement.add', place: placeOf(settlement), subject: settlement.id }, async () => {
        const field = fault(settlement);
        if (field) return refused('invalid', { field });
        if (await taken(settlement)) return refused('exists', { field: 'name' });
        return write(settlement);
      });
    },

    change: (actor, id, version, change) => amend(actor, id, () => change, version),
    amend,

    remove: (actor, id) =>
      guard.within(actor, { action: 'settlement.remove', subject: id }, id, async settlement =>
        (await store.settlements.remove(id)) > 0 ? refused('in-use') : done(settlement),
      ),
  };
}

const tidy = (draft: SettlementDraft): SettlementDraft => ({
  ...draft,
  county: draft.county.trim(),
  name: draft.name.trim(),
  tags: [...new Set(draft.tags.map(tag => tag.trim()).filter(Boolean))],
});

/** Characters of a name; of what else is written on a line. */
const LONGEST = { name: 60, line: 200 } as const;
/** So many buildings, desks, contacts and tags a settlement has. */
const MOST = 500;

const isLine = (text: string, longest: number): boolean => text !== '' && [...text].length <= longest && !/\p{Cc}/u.test(text);
const isName = (text: string): boolean => isLine(text, LONGEST.name);
const isCount = (number: number): boolean => Number.isInteger(number) && number >= 0 && number <= 200_000;

/** The field that is wrong, if any. */
function fault({
  county,
  name,
  population = 0,
  poorPopulation = 0,
  buildings,
  office,
  desks,
  tags,
}: SettlementDraft): string | undefined {
  if (!isName(county) || county.includes('/')) return 'county';
  if (!isName(name)) return 'name';
  if (!isCount(population)) return 'population';
  if (!isCount(poorPopulation) || (population > 0 && poorPopulation > population)) return 'poorPopulation';
  const names = buildings.map(building => building.name.trim());
  if (!names.every(isName) || new Set(names).size < names.length) return 'buildings';
  if (!buildings.flatMap(({ entrances = [] }) => entrances).every(isName)) return 'entrance';
  const lines = [office?.address, office?.hours, ...desks.map(({ hours }) => hours)];
  if (!lines.every(line => line === undefined || isLine(line, LONGEST.line))) return 'hours';
  const contacts = [...(office?.contacts ?? []), ...desks];
  if (!contacts.every(one => isName(one.name))) return 'name';
  if (!contacts.every(({ phone }) => phone === undefined || isPhone(phone))) return 'phone';
  if (!tags.every(isName)) return 'tags';
  return [buildings, desks, contacts, tags].some(({ length }) => length > MOST) ? 'buildings' : undefined;
}
