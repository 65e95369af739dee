/**
 * What becomes of everything in a spreadsheet that is taken in, for whoever sends it and for whoever looks later.
 */
import type { HouseholdId } from '../shared/ids.ts';
import type { HouseholdDraft, ReadHouseholds } from './household-sheet/index.ts';
import type { FieldChange } from './merge-household.ts';
import type { StoredImport } from './store.ts';

/** What became of a household of the spreadsheet. */
export interface HouseholdReport {
  /** Where it stands in the file. */
  readonly rows: HouseholdDraft['rows'];
  readonly outcome: 'added' | 'changed' | 'same' | 'refused';
  readonly household?: HouseholdId | undefined;
  /** What the file says otherwise than the directory did: personal, for whoever imports. */
  readonly conflicts: readonly FieldChange[];
  /** Why it was refused. */
  readonly reason?: RefusedHousehold | undefined;
}

/** Why a household was not taken in. */
export interface RefusedHousehold {
  readonly code: /** Members of several households of the directory stand in it: `doors` of them; they have to be merged first. */
    | 'several-households'
    /** A field is missing or wrong: `field`. */
    | 'invalid'
    /** Somebody changed it meanwhile. */
    | 'changed';
  readonly params: Readonly<Record<string, string | number>>;
}

/** An import with what became of everything in the file. */
export interface ImportReport {
  /** Absent for a preview. */
  readonly id?: string | undefined;
  readonly state: StoredImport['state'] | 'preview';
  readonly counts: Readonly<Record<HouseholdReport['outcome'], number>>;
  readonly rows: Readonly<Record<'taken' | 'warned' | 'refused', number>>;
  readonly sheets: ReadHouseholds['sheets'];
  /** Rows that somebody should look at. */
  readonly notable: ReadHouseholds['rows'];
  /** Households that somebody should look at: refused, or with conflicts. */
  readonly households: readonly HouseholdReport[];
}

/** A household that was refused, and why. */
export const refusedReport = (
  { rows }: Pick<HouseholdDraft, 'rows'>,
  code: RefusedHousehold['code'],
  params: RefusedHousehold['params'],
): HouseholdReport => ({ rows, outcome: 'refused', conflicts: [], reason: { code, params } });

/** All of it, with its sums. */
export function reportOf(
  { rows, sheets }: ReadHouseholds,
  households: readonly HouseholdReport[],
  state: ImportReport['state'],
): ImportReport {
  const count = <T extends string>(all: readonly { readonly outcome: T }[], outcome: T) =>
    all.filter(one => one.outcome === outcome).length;
  return {
    state,
    counts: {
      added: count(households, 'added'),
      changed: count(households, 'changed'),
      same: count(households, 'same'),
      refused: count(households, 'refused'),
    },
    rows: { taken: count(rows, 'taken'), warned: count(rows, 'warned'), refused: count(rows, 'refused') },
    sheets,
    notable: rows.filter(({ outcome }) => outcome !== 'taken'),
    households: households.filter(({ outcome, conflicts }) => outcome === 'refused' || conflicts.length > 0),
  };
}

/** What stands in place of what somebody wrote. */
const HIDDEN = '***';

/** A report as it is kept: where somebody should look, and nothing of what stood there, so that erasing a file leaves nothing of it here. */
export const withoutValues = (report: ImportReport): ImportReport => ({
  ...report,
  notable: report.notable.map(row => ({
    ...row,
    reasons: row.reasons.map(({ code, params }) => ({ code, params: hidden(params, ['value', 'birth']) })),
  })),
  households: report.households.map(household => ({
    ...household,
    conflicts: household.conflicts.map(conflict => ({ ...conflict, ...hidden(conflict, ['before', 'after']) })),
    ...(household.reason ? { reason: { ...household.reason, params: hidden(household.reason.params, ['doors']) } } : {}),
  })),
});

const hidden = <T extends object>(values: T, names: readonly string[]): T =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, names.includes(name) ? HIDDEN : value])) as T;
