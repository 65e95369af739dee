/**
 * Gathers rows into households: by the household's number where there is one, else by its head and door, else by what stands above.
 */

import { addFacts, addMember, draftOf, type Gathered, type GatheredRow, type Heading, headOf, isSame } from './gathered.ts';
import type { HouseholdFacts, MemberFacts, RowFacts } from './read-row.ts';
import type { HouseholdDraft, RowPlace, RowReason, RowReasonCode, RowReport } from './report.ts';

/** Takes rows one by one, in the order of the file. */
export interface Gathering {
  /** A new table begins: what stands above a row is no longer its household. */
  begin(heading: Heading): void;
  add(place: RowPlace, facts: RowFacts): void;
  end(): { readonly households: HouseholdDraft[]; readonly rows: RowReport[] };
}

/** An empty gathering. */
export function createGathering(): Gathering {
  const households = new Set<Gathered>();
  const rows: GatheredRow[] = [];
  const byCode = new Map<string, Gathered>();
  const byHead = new Map<string, Gathered>();
  const byDoor = new Map<string, Gathered>();
  const byIdentity = new Map<string, { household: Gathered; row: GatheredRow }>();
  let heading: Heading = () => undefined;
  let current: Gathered | undefined;

  const open = (): Gathered => ({ facts: {}, members: [], is: new Set(), not: new Set(), rows: [], heading });

  const headedBy = (identity: string | undefined): Gathered | undefined => {
    const found = identity === undefined ? undefined : byIdentity.get(identity)?.household;
    return found && headOf(found)?.facts.identityNumber === identity ? found : undefined;
  };

  /** The household that a row belongs to, which may be new; `undefined` where nothing tells. */
  const householdOf = ({ household, head, member }: RowFacts): Gathered | undefined => {
    if (household.code !== undefined) return byCode.get(household.code) ?? open();
    const above = current && fits(current, household) ? current : undefined;
    const name = head.name ?? (member.relation === 'head' ? member.name : undefined);
    if (name !== undefined) {
      const identity = head.identityNumber ?? (member.relation === 'head' ? member.identityNumber : undefined);
      const known = headedBy(identity) ?? byHead.get(headKey(name, household) ?? '');
      if (known && agree(headOf(known)?.facts.identityNumber, identity)) return known;
      const goesOn =
        above && (headOf(above) === undefined || (head.name !== undefined && headOf(above)?.facts.name === head.name));
      return goesOn ? above : open();
    }
    if (!hasDoor(household)) return above;
    return above ?? byDoor.get(doorKey(household) ?? '') ?? open();
  };

  const refuse = (row: GatheredRow, facts: RowFacts, code: RowReasonCode, params: RowReason['params'] = {}): void => {
    row.reasons.push({ code, params });
    // The rows below a household whose first row was refused do not belong to the one above it.
    if (facts.member.relation === 'head' || (current && !fits(current, facts.household))) current = undefined;
  };

  const remember = (household: Gathered, row: GatheredRow, identities: readonly (string | undefined)[]): void => {
    const { code } = household.facts;
    if (code !== undefined) byCode.set(code, household);
    const headAt = headKey(headOf(household)?.facts.name, household.facts);
    if (headAt !== undefined) byHead.set(headAt, household);
    const door = doorKey(household.facts);
    if (door !== undefined) byDoor.set(door, household);
    for (const identity of identities)
      if (identity !== undefined && !byIdentity.has(identity)) byIdentity.set(identity, { household, row });
  };

  return {
    begin(next) {
      heading = next;
      current = undefined;
    },
    add(place, facts) {
      const row: GatheredRow = { ...place, reasons: [...facts.reasons] };
      rows.push(row);
      const { head, member, nameless } = facts;
      // A row may name the head alone.
      if (nameless === 'name-wrong' || (nameless && head.name === undefined)) return refuse(row, facts, nameless);
      const household = householdOf(facts);
      if (!household) return refuse(row, facts, 'household-missing');
      const identities = [head.identityNumber, member.identityNumber];
      const elsewhere = identities
        .flatMap(identity => byIdentity.get(identity ?? '') ?? [])
        .find(known => known.household !== household);
      if (elsewhere) return refuse(row, facts, 'identity-elsewhere', { sheet: elsewhere.row.sheet, row: elsewhere.row.row });
      current = household;
      households.add(household);
      row.household = household;
      household.rows.push(row);
      addFacts(household, facts, row, heading);
      if (head.name !== undefined) addMember(household, { ...head, relation: 'head' }, row, heading, false);
      if (member.name !== undefined) addMember(household, placed(household, facts, heading, row), row, heading, true);
      remember(household, row, identities);
    },
    end() {
      const index = new Map([...households].map((household, at) => [household, at]));
      const drafts = [...households].map(draftOf);
      return { households: drafts, rows: rows.map(row => reportOf(row, row.household && index.get(row.household))) };
    },
  };
}

const DOOR = ['building', 'entrance', 'room'] as const;
const hasDoor = (facts: HouseholdFacts): boolean => DOOR.some(part => facts[part] !== undefined);
/** A door is known from its room on; a building alone is no door. */
const doorKey = (facts: HouseholdFacts): string | undefined =>
  facts.room === undefined ? undefined : DOOR.map(part => facts[part]).join('/');
const headKey = (name: string | undefined, facts: HouseholdFacts): string | undefined => {
  const door = doorKey(facts);
  return name === undefined || door === undefined ? undefined : `${name}@${door}`;
};
const agree = (a: string | undefined, b: string | undefined): boolean => a === undefined || b === undefined || a === b;
/** Whether what a row says of its household is not against a household. A building may be merged over many. */
const fits = ({ facts }: Gathered, { code, ...row }: HouseholdFacts): boolean =>
  (code === undefined || code === facts.code) && DOOR.every(part => row[part] === undefined || row[part] === facts[part]);

/** The member with a relation, and with the warnings that its lack deserves. */
function placed(household: Gathered, { member, head, reasons }: RowFacts, heading: Heading, row: GatheredRow): MemberFacts {
  const present = headOf(household);
  if (member.relation === 'head' && present && !isSame(present.facts, member)) {
    row.reasons.push({ code: 'second-head', params: {} });
    return { ...member, relation: 'other' };
  }
  if (member.relation !== undefined) return member;
  if (member.name === (head.name ?? present?.facts.name)) return { ...member, relation: 'head' };
  const column = heading('relation');
  if (column === undefined && !present) {
    row.reasons.push({ code: 'head-assumed', params: {} });
    return { ...member, relation: 'head' };
  }
  const isTold = reasons.some(({ params }) => params['column'] === column);
  if (!isTold) row.reasons.push({ code: 'relation-missing', params: {} });
  return { ...member, relation: 'other' };
}

function reportOf({ sheet, row, reasons }: GatheredRow, household: number | undefined): RowReport {
  if (household === undefined) return { sheet, row, outcome: 'refused', reasons };
  return { sheet, row, outcome: reasons.length > 0 ? 'warned' : 'taken', reasons, household };
}
