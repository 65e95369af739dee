/**
 * Takes postings in from what was read of a spreadsheet, stretch by stretch, so that others can work meanwhile. A preview changes nothing; an
 * import can be stopped, and taken back.
 */
import type { Directory } from '../directory/index.ts';
import type { Actor, Page } from '../directory/model.ts';
import { done, type Outcome, refused } from '../directory/outcome.ts';
import { allPages } from '../directory/pages.ts';
import { dayAt } from '../shared/calendar.ts';
import type { Clock } from '../shared/clock.ts';
import type { Row, Sheet } from '../spreadsheet/index.ts';
import type { Brought } from './bring.ts';
import { createCountyOf } from './county-of.ts';
import type { Before, Intake } from './intake.ts';
import type { Belongs, Posting } from './model.ts';
import { digestOf } from './posting-digest.ts';
import { type PostingReport, postingReport } from './posting-import-report.ts';
import { type Field, type PostingWording, type ReadPostings, type ReadRow, readPostings } from './posting-sheet/index.ts';
import { belongsOf } from './postings.ts';
import type { EmploymentStore, StoredPostingImport } from './store.ts';

/** How an import is run. */
export interface PostingImportOptions {
  /** Told the number of the import, in the transaction that begins it. */
  readonly onBegun?: ((id: string) => Promise<void>) | undefined;
  /** Told after every stretch: how many rows are through. */
  readonly onProgress?: ((through: number, total: number) => void) | undefined;
  /** Stops the import after the stretch in hand; what was written stays, and can be taken back. */
  readonly signal?: AbortSignal | undefined;
}

/** What became of taking an import back. */
export interface UndonePostings {
  /** Postings that are gone, or as they were before. */
  readonly restored: number;
  /** Ids of postings that somebody changed since: they stay as they are. */
  readonly kept: readonly string[];
}

/** Takes postings in. */
export interface PostingImports {
  /** How offices write their tables. */
  wording(): PostingWording;
  /** The postings of a file. @param of to whom they will belong: what a table does not say of a place is meant to be there */
  read(of: Belongs, sheets: readonly Sheet[]): Promise<ReadPostings>;
  /** One posting as somebody says it, field by field, as a table would. */
  readOne(of: Belongs, said: Partial<Readonly<Record<Field, string>>>): Promise<Pick<ReadRow, 'job' | 'reasons'>>;
  preview(actor: Actor, of: Belongs, read: ReadPostings): Promise<Outcome<PostingReport>>;
  run(actor: Actor, of: Belongs, read: ReadPostings, options?: PostingImportOptions): Promise<Outcome<PostingReport>>;
  /** Takes an import back as far as nobody changed its postings since; also one that was stopped or cut off. */
  undo(actor: Actor, id: string): Promise<Outcome<UndonePostings>>;
  list(actor: Actor, page: Page): Promise<Outcome<readonly Omit<StoredPostingImport, 'report'>[]>>;
  get(actor: Actor, id: string): Promise<Outcome<PostingReport>>;
  /** Whether there is such an import. */
  has(id: string): Promise<boolean>;
  /** Notes that an import that was running when its process was killed is stopped. @returns how it stands; nothing where it is unknown */
  cutOff(id: string): Promise<Pick<StoredPostingImport, 'state'> | undefined>;
}

/** What it is made of. */
export interface PostingImportParts {
  readonly store: Pick<EmploymentStore, 'transact' | 'postings' | 'imports'>;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly intake: Intake;
  /** Read when the first table comes. */
  readonly wording: () => PostingWording;
  /** Ids of the skills that a text names. */
  readonly skillsIn: (text: string) => readonly string[];
  readonly onOpened: (ids: readonly string[]) => Promise<void>;
  readonly onEnded: (ids: readonly string[]) => Promise<void>;
}

/** What is kept of an import. */
interface Kept {
  readonly report?: PostingReport | undefined;
  /** Postings that were there before it, as they were. */
  readonly befores: readonly Before[];
}

/** So many rows are written in one transaction. */
const STRETCH = 500;

/** Makes the imports. */
export function createPostingImports(parts: PostingImportParts): PostingImports {
  const { store, directory, clock, intake, wording, skillsIn, onOpened, onEnded } = parts;
  const { guard, gazetteer, ids } = directory;

  const at = <T>(
    actor: Actor,
    of: Belongs,
    reason: string,
    subject: string | undefined,
    work: (of: Belongs) => Promise<Outcome<T>>,
  ) =>
    store.transact(async () => {
      const place = await belongsOf(directory, of);
      return guard.run(actor, { action: 'posting.edit', place: place ?? of, subject, reason }, async () =>
        place ? work(place) : refused('unknown', { what: 'settlement' }),
      );
    });

  const withImport = <T>(actor: Actor, id: string, reason: string, work: (entry: StoredPostingImport) => Promise<Outcome<T>>) =>
    store.transact(async () => {
      const entry = await store.imports.get(id);
      return guard.run(actor, { action: 'posting.edit', place: entry?.of ?? {}, subject: id, reason }, async () =>
        entry ? work(entry) : refused('unknown', { what: 'import' }),
      );
    });

  /** Brings the rows stretch by stretch. */
  const through = async (
    actor: Actor,
    entry: StoredPostingImport,
    read: ReadPostings,
    { onProgress, signal }: PostingImportOptions,
  ) => {
    const came = new Map<ReadRow, Brought | 'changed'>();
    const befores: Before[] = [];
    const isStopped = () => signal?.aborted ?? false;
    for (let from = 0; from < read.rows.length && !isStopped(); from += STRETCH) {
      const rows = read.rows.slice(from, from + STRETCH).filter(({ job }) => job !== undefined);
      await store.transact(async () => {
        const drafts = rows.flatMap(({ job }) => (job ? [{ of: entry.of, job }] : []));
        const lot = await intake.bring(actor, drafts, entry.id);
        for (const [i, row] of rows.entries()) came.set(row, lot.brought[i] ?? 'changed');
        befores.push(...lot.befores);
        // Who takes it back after a kill has to know what was there.
        if (lot.befores.length > 0) await store.imports.put({ ...entry, report: written({ befores }) });
      });
      onProgress?.(Math.min(from + STRETCH, read.rows.length), read.rows.length);
    }
    return { came, befores };
  };

  const read = async (of: Belongs, sheets: readonly Sheet[]): Promise<ReadPostings> => {
    const settlement = of.settlement === undefined ? undefined : await gazetteer.get(of.settlement);
    const counties = (await gazetteer.in(of.region)).map(({ county }) => county);
    const county = settlement?.county ?? of.county;
    return readPostings(sheets, wording(), {
      on: dayAt(clock.now()),
      place: `${county ?? ''}${settlement?.name ?? ''}`,
      countyOf: createCountyOf(counties, county),
      skillsIn: remembering(skillsIn),
    });
  };

  return {
    wording,
    read,

    async readOne(of, said) {
      const { columns } = wording();
      const fields = columns.map(({ field }) => field);
      const rowOf = (number: number, cells: readonly string[]): Row => ({ number, hidden: false, cells, notes: new Map() });
      const header = rowOf(
        1,
        columns.map(({ names }) => names[0] ?? ''),
      );
      const row = rowOf(
        2,
        fields.map(field => said[field]?.trim() ?? ''),
      );
      const { rows } = await read(of, [{ name: '', hidden: false, rows: [header, row] }]);
      return rows[0] ?? { reasons: [{ code: 'title-missing', params: { column: header.cells[fields.indexOf('title')] ?? '' } }] };
    },

    preview: (actor, of, read) =>
      at(actor, of, 'preview', undefined, async place => {
        const rows = read.rows.filter(({ job }) => job !== undefined);
        const { brought } = await intake.plan(
          actor,
          rows.flatMap(({ job }) => (job ? [{ of: place, job }] : [])),
        );
        const came = new Map(rows.map((row, i) => [row, brought[i] ?? ('changed' as const)]));
        return done(postingReport(read, came, place, 'preview'));
      }),

    async run(actor, of, read, options = {}) {
      const id = ids.row('m');
      const begun = await at(actor, of, 'import', id, async place => {
        const entry: StoredPostingImport = {
          id,
          of: place,
          by: actor.id,
          at: clock.now().toISOString(),
          state: 'running',
          report: written({ befores: [] }),
        };
        await store.imports.put(entry);
        await options.onBegun?.(id);
        return done(entry);
      });
      if (!begun.ok) return begun;
      const entry = begun.value;
      const { came, befores } = await through(actor, entry, read, options);
      const state = options.signal?.aborted ? 'stopped' : 'done';
      const report = { ...postingReport(read, came, entry.of, state), id };
      await store.imports.put({ ...entry, state, report: written({ report, befores }) });
      return done(report);
    },

    undo: (actor, id) =>
      withImport(actor, id, 'undo', async entry => {
        if (entry.state === 'undone') return refused('unknown', { what: 'import' });
        const { report, befores } = JSON.parse(entry.report) as Kept;
        const undone = await takeBack(entry, firstToLast(befores));
        await store.imports.put({ ...entry, state: 'undone', report: written({ report, befores: [] }) });
        return done(undone);
      }),

    list: (actor, page) => guard.anywhere(actor, 'posting.view', async scopes => done(await store.imports.list(scopes, page))),

    get: (actor, id) =>
      withImport<PostingReport>(actor, id, 'report', async ({ of, state, report }) => {
        const kept =
          (JSON.parse(report) as Kept).report ?? postingReport({ rows: [], sheets: [], tables: [] }, new Map(), of, state);
        return done({ ...kept, id, state });
      }),

    has: async id => (await store.imports.get(id)) !== undefined,

    cutOff: id =>
      store.transact(async () => {
        const entry = await store.imports.get(id);
        if (entry?.state !== 'running') return entry;
        await store.imports.put({ ...entry, state: 'stopped' });
        return { state: 'stopped' };
      }),
  };

  async function takeBack(entry: StoredPostingImport, befores: readonly Before[]): Promise<UndonePostings> {
    const restored: string[] = [];
    const kept: string[] = [];
    const changed = new Map(befores.map(before => [before.posting.id, before]));
    const own = await allPages(page => store.postings.list({ ...page, import: entry.id }));
    // What the import added, and changed again where it came twice.
    const isOwn = ({ id }: Posting) => changed.get(id)?.posting.import === entry.id || !changed.has(id);
    const asAdded = own.filter(isOwn);
    const gone = asAdded.filter(({ id, version }) => version === (changed.get(id)?.version ?? 1));
    restored.push(...gone.map(({ id }) => id));
    kept.push(...asAdded.filter(posting => !gone.includes(posting)).map(({ id }) => id));
    await endShown(gone);
    await store.postings.remove(gone.map(({ id }) => id));
    for (const { posting, version } of befores.filter(before => before.posting.import !== entry.id)) {
      const now = await store.postings.get(posting.id);
      if (now?.version !== version) {
        kept.push(posting.id);
        continue;
      }
      const back: Posting = { ...posting, version: version + 1 };
      if (!(await store.postings.put(back, digestOf(back)))) {
        kept.push(posting.id);
        continue;
      }
      restored.push(posting.id);
      if (back.state === 'open') await onOpened([back.id]);
      else await endShown([now]);
    }
    return { restored: restored.length, kept };
  }

  async function endShown(postings: readonly Posting[]): Promise<void> {
    const shown = postings.flatMap(({ id, state }) => (state === 'open' ? [id] : []));
    if (shown.length > 0) await onEnded(shown);
  }
}

/** The work, done once for each text: a table says the same in many rows. */
function remembering<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return text => {
    const found = known.get(text) ?? work(text);
    known.set(text, found);
    return found;
  };
}

const written = (kept: Kept): string => JSON.stringify(kept);

/** A posting that came in several stretches goes back to where it was before the first, unless it changed after the last. */
function firstToLast(befores: readonly Before[]): Before[] {
  const byId = new Map<string, Before>();
  for (const { posting, version } of befores)
    byId.set(posting.id, { posting: byId.get(posting.id)?.posting ?? posting, version });
  return [...byId.values()].map(({ posting, version }) => ({
    posting: { ...posting, addedAt: new Date(posting.addedAt) },
    version,
  }));
}
