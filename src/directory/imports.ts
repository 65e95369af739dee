/**
 * Takes households in from what was read of a spreadsheet: each is matched with those that the settlement has, added or joined with the one it
 * is, stretch by stretch, so that others can work meanwhile. A preview changes nothing; an import can be stopped, and undone.
 */
import { dayAt } from '../shared/calendar.ts';
import type { Clock } from '../shared/clock.ts';
import type { HouseholdId, Ids, SettlementId } from '../shared/ids.ts';
import type { Guard } from './guard.ts';
import { householdFault } from './household-faults.ts';
import { buildingIn, keysOf } from './household-keys.ts';
import type { HouseholdDraft, ReadHouseholds } from './household-sheet/index.ts';
import { type HouseholdReport, type ImportReport, refusedReport, reportOf, withoutValues } from './import-report.ts';
import { mergeHousehold } from './merge-household.ts';
import type { Actor, Household, HouseholdKey, Page } from './model.ts';
import { done, type Outcome, refused } from './outcome.ts';
import type { DirectoryStore, StoredBefore, StoredImport } from './store.ts';

/** How an import is run. */
export interface ImportOptions {
  /** What the files are kept for; stands in each file that is added. */
  readonly purpose: string;
  /** Told the number of the import, in the transaction that begins it. */
  readonly onBegun?: ((id: string) => Promise<void>) | undefined;
  /** Told after every stretch: how many households are through. */
  readonly onProgress?: ((through: number, total: number) => void) | undefined;
  /** Stops the import after the stretch in hand; what was written stays, and can be undone. */
  readonly signal?: AbortSignal | undefined;
}

/** What became of undoing an import. */
export interface Undone {
  /** Households as they were before, or gone again. */
  readonly restored: number;
  /** Households that somebody changed since: they stay as they are. */
  readonly kept: readonly HouseholdId[];
}

/** Takes households in. */
export interface Imports {
  preview(actor: Actor, settlement: SettlementId, read: ReadHouseholds, options: ImportOptions): Promise<Outcome<ImportReport>>;
  run(actor: Actor, settlement: SettlementId, read: ReadHouseholds, options: ImportOptions): Promise<Outcome<ImportReport>>;
  /** Takes an import back as far as nobody changed its households since; also one that was stopped or cut off. */
  undo(actor: Actor, id: string): Promise<Outcome<Undone>>;
  list(actor: Actor, settlement: SettlementId, page: Page): Promise<Outcome<readonly Omit<StoredImport, 'report'>[]>>;
  /** Notes that an import that was running when its process was killed is stopped. @returns how it stands; nothing where it is unknown */
  cutOff(id: string): Promise<Pick<StoredImport, 'state' | 'written'> | undefined>;
  /** The report of an import, without what stood in the file. */
  get(actor: Actor, id: string): Promise<Outcome<ImportReport>>;
}

export interface ImportParts {
  readonly store: DirectoryStore;
  readonly guard: Guard;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** So many households are written in one transaction. */
const STRETCH = 200;

export function createImports({ store, guard, clock, ids }: ImportParts): Imports {
  /** Goes through the drafts; `write` says whether anything is changed. */
  async function through(
    settlement: SettlementId,
    read: ReadHouseholds,
    { purpose, onProgress, signal }: ImportOptions,
    write?: string,
  ): Promise<readonly HouseholdReport[]> {
    const reports: HouseholdReport[] = [];
    const { households } = read;
    const isStopped = () => signal?.aborted ?? false;
    for (let at = 0; at < households.length && !isStopped(); at += STRETCH) {
      const drafts = households.slice(at, at + STRETCH);
      reports.push(...(await store.transact(() => stretch(settlement, drafts, purpose, write))));
      onProgress?.(reports.length, households.length);
    }
    return reports;
  }

  async function stretch(
    settlement: SettlementId,
    rowsOfFile: readonly HouseholdDraft[],
    purpose: string,
    write: string | undefined,
  ): Promise<HouseholdReport[]> {
    const today = dayAt(clock.now());
    if (write !== undefined) await store.settlements.hold(settlement);
    const place = await store.settlements.get(settlement);
    const drafts = rowsOfFile.map(draft =>
      place && draft.building !== undefined ? { ...draft, building: buildingIn(place, draft.building) } : draft,
    );
    const keys = drafts.map(draft => keysOf(draft).filter(({ kind }) => kind !== 'phone'));
    const found = await store.households.findAny(settlement, keys.flat());
    const before = new Map<HouseholdId, Household>();
    const resolved = drafts.map((draft, i) => ({ draft, matches: matching(keys[i] ?? [], found) }));
    for (const id of new Set(resolved.flatMap(({ matches }) => matches))) {
      const household = await store.households.get(id);
      if (household) before.set(id, household);
    }
    const original = new Map(before);
    const written = new Map<HouseholdId, Household>();
    const reports = resolved.map(({ draft, matches }): HouseholdReport => {
      const { rows } = draft;
      if (matches.length > 1) {
        const doors = matches.map(id => doorOf(before.get(id))).join(' / ');
        return refusedReport(draft, 'several-households', { doors });
      }
      const [match] = matches;
      const known = match && before.get(match);
      const { household, changes } = mergeHousehold(known ?? blank(ids.household(), settlement, purpose), draft);
      const next = { ...household, version: (original.get(household.id)?.version ?? 0) + 1 };
      const field = householdFault(next, today);
      if (field) return refusedReport(draft, 'invalid', { field });
      const conflicts = known ? changes.filter(({ kind }) => kind === 'conflict') : [];
      if (known && changes.every(({ kind }) => kind === 'same')) return { rows, outcome: 'same', household: known.id, conflicts };
      // Another draft of this stretch may be the same household.
      before.set(next.id, next);
      written.set(next.id, next);
      return { rows, outcome: known ? 'changed' : 'added', household: next.id, conflicts };
    });
    if (write === undefined || written.size === 0) return reports;
    const entries = Array.from(written.values(), household => ({ household, keys: keysOf(household) }));
    const lost = new Set(await store.households.put(entries, clock.now()));
    const kept = [...written.values()].filter(({ id }) => !lost.has(id));
    await store.imports.remember(
      write,
      kept.map(({ id, version }) => ({ household: id, before: original.get(id), version })),
    );
    await store.imports.note(write, 'running', kept.length);
    return reports.map(report =>
      report.household && lost.has(report.household) ? refusedReport(report, 'changed', {}) : report,
    );
  }

  const withImport = <T>(
    actor: Actor,
    id: string,
    reason: string,
    work: (entry: StoredImport) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> =>
    store.transact(async () => {
      const entry = await store.imports.get(id);
      const request = { action: 'household.import', subject: id, reason } as const;
      if (!entry)
        return guard.run(actor, { ...request, place: {} }, () => Promise.resolve(refused('unknown', { what: 'import' })));
      return guard.within(actor, request, entry.settlement, () => work(entry));
    });

  return {
    preview: async (actor, settlement, read, options) => {
      const allowed = await guard.within(actor, { action: 'household.import', reason: 'preview' }, settlement, async () =>
        done(0),
      );
      if (!allowed.ok) return allowed;
      return done(reportOf(read, await through(settlement, read, options), 'preview'));
    },

    async run(actor, settlement, read, options) {
      const id = ids.row('m');
      const begun = await guard.within(actor, { action: 'household.import', subject: id }, settlement, async () => {
        if (options.purpose.trim() === '') return refused('invalid', { field: 'purpose' });
        const at = clock.now().toISOString();
        await store.imports.add({ id, settlement, by: actor.id, at, state: 'running', written: 0, report: '' });
        await options.onBegun?.(id);
        return done(id);
      });
      if (!begun.ok) return begun;
      const households = await through(settlement, read, options, id);
      const state = options.signal?.aborted ? 'stopped' : 'done';
      const report = { ...reportOf(read, households, state), id };
      await store.imports.note(id, state, 0, JSON.stringify(withoutValues(report)));
      return done(report);
    },

    async undo(actor, id) {
      const befores = await withImport(actor, id, 'undo', async ({ state }) =>
        state === 'undone' ? refused('unknown', { what: 'import' }) : done(await store.imports.befores(id)),
      );
      if (!befores.ok) return befores;
      const kept: HouseholdId[] = [];
      const all = firstToLast(befores.value);
      for (let at = 0; at < all.length; at += STRETCH) {
        const part = all.slice(at, at + STRETCH);
        await store.transact(async () => {
          for (const { household, before, version } of part) {
            const current = await store.households.get(household);
            if (current?.version !== version) kept.push(household);
            else if (!before) await store.households.remove(household);
            else {
              const restored = { ...before, version: version + 1 };
              await store.households.put([{ household: restored, keys: keysOf(restored) }], clock.now());
            }
          }
          await store.imports.restored(
            id,
            part.map(({ household }) => household),
          );
        });
      }
      await store.imports.note(id, 'undone', 0);
      return done({ restored: all.length - kept.length, kept });
    },

    cutOff: id =>
      store.transact(async () => {
        const entry = await store.imports.get(id);
        if (entry?.state === 'running') await store.imports.note(id, 'stopped', 0);
        return entry && { state: entry.state === 'running' ? 'stopped' : entry.state, written: entry.written };
      }),

    list: (actor, settlement, page) =>
      guard.within(actor, { action: 'household.import', reason: 'list' }, settlement, async () =>
        done((await store.imports.list(settlement, page)).map(entryOf)),
      ),

    get: (actor, id) =>
      withImport<ImportReport>(actor, id, 'report', async ({ report, state }) => {
        if (report === '') return done({ ...reportOf({ households: [], rows: [], sheets: [] }, [], state), id });
        return done({ ...(JSON.parse(report) as ImportReport), state });
      }),
  };
}

/** A household that stood in several stretches goes back to where it was before the first, unless it changed after the last. */
function firstToLast(befores: readonly StoredBefore[]): StoredBefore[] {
  const byHousehold = new Map<HouseholdId, StoredBefore>();
  for (const one of befores) {
    const first = byHousehold.get(one.household);
    byHousehold.set(one.household, first ? { ...first, version: one.version } : one);
  }
  return [...byHousehold.values()];
}

/** An import without its report. */
const entryOf = ({ id, settlement, by, at, state, written }: StoredImport): Omit<StoredImport, 'report'> => ({
  id,
  settlement,
  by,
  at,
  state,
  written,
});

/**
 * The households that a draft is: those that share a member's identity number; else the office's own number; else the door and a name. Several
 * households are one only when somebody says so.
 */
function matching(keys: readonly HouseholdKey[], found: ReadonlyMap<HouseholdId, readonly HouseholdKey[]>): HouseholdId[] {
  const own = new Set(keys.map(nameOfKey));
  const having = (...kinds: readonly HouseholdKey['kind'][]) =>
    [...found].flatMap(([id, theirs]) => {
      const shared = theirs.filter(key => own.has(nameOfKey(key))).map(({ kind }) => kind);
      return kinds.every(kind => shared.includes(kind)) ? [id] : [];
    });
  const [byIdentity, byCode, byDoor] = [having('identity'), having('code'), having('door', 'name')];
  return [byIdentity, byCode, byDoor].find(({ length }) => length > 0) ?? [];
}

const nameOfKey = ({ kind, value }: HouseholdKey): string => `${kind} ${value}`;

const blank = (id: HouseholdId, settlement: SettlementId, purpose: string): Household => ({
  id,
  settlement,
  building: '',
  members: [],
  marks: [],
  purpose: purpose.trim(),
  consents: [],
  version: 0,
});

const doorOf = (household: Household | undefined): string =>
  [household?.building, household?.entrance, household?.room].filter(Boolean).join('-');
