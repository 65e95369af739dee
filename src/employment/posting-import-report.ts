/**
 * What becomes of everything in a table of postings that is taken in, for whoever sends it and for whoever looks later.
 */
import type { Brought } from './bring.ts';
import type { Belongs } from './model.ts';
import type { ReadPostings, ReadRow, Returned, RowPlace, RowReason } from './posting-sheet/index.ts';
import type { StoredPostingImport } from './store.ts';

/** What became of a row of data. */
export interface RowReport extends RowPlace {
  /** `warned`: taken, and somebody should look at what the reasons name. */
  readonly outcome: 'taken' | 'warned' | 'refused';
  readonly reasons: readonly RowReason[];
}

/** An import with what became of everything in the file. */
export interface PostingReport {
  /** Absent for a preview. */
  readonly id?: string | undefined;
  readonly of: Belongs;
  readonly state: StoredPostingImport['state'] | 'preview';
  /** Postings: those that are new, those that were there and say something new, those that were there as they are; of all of them, those that are held. */
  readonly counts: Readonly<Record<'new' | 'renewed' | 'same' | 'held', number>>;
  readonly rows: Readonly<Record<RowReport['outcome'], number>>;
  readonly sheets: ReadPostings['sheets'];
  /** Rows that somebody should look at. */
  readonly notable: readonly RowReport[];
  /** Rows that were refused, as they stood in the file, to be mended and sent again. */
  readonly returned: { readonly headings: readonly string[]; readonly rows: readonly ReturnedRow[] };
}

/** A row that was refused. */
export interface ReturnedRow {
  /** By heading. */
  readonly cells: readonly string[];
  readonly reasons: readonly RowReason[];
}

/** What came of the rows so far: of each that was no longer refused when it was read, in their order. */
export type Came = ReadonlyMap<ReadRow, Brought | 'changed'>;

/** All of it, with its sums. */
export function postingReport(read: ReadPostings, came: Came, of: Belongs, state: PostingReport['state']): PostingReport {
  const first = new Map<string, ReadRow>();
  const counts = { new: 0, renewed: 0, same: 0, held: 0 };
  const reports = read.rows.flatMap((row): (RowReport & { readonly from: ReadRow })[] => {
    const brought = came.get(row);
    // It was stopped before this one.
    if (row.job && !brought) return [];
    const reasons = [...row.reasons];
    if (brought === 'changed') reasons.push({ code: 'changed', params: {} });
    else if (brought?.posting.state === 'refused') reasons.push({ code: 'refused-before', params: {} });
    else if (brought) {
      const { posting, was } = brought;
      const before = first.get(posting.id);
      if (before) reasons.push({ code: 'again', params: { sheet: before.sheet, row: before.row } });
      else {
        first.set(posting.id, row);
        counts[was]++;
        if (posting.state === 'held') counts.held++;
      }
      if (posting.state === 'held')
        reasons.push({ code: 'held', params: { signs: posting.signs.map(({ sign }) => sign).join(' ') } });
    }
    const isTaken = brought !== undefined && brought !== 'changed' && brought.posting.state !== 'refused';
    const outcome = !isTaken ? 'refused' : reasons.length > 0 ? 'warned' : 'taken';
    return [{ sheet: row.sheet, row: row.row, outcome, reasons, from: row }];
  });
  const count = (outcome: RowReport['outcome']) => reports.filter(one => one.outcome === outcome).length;
  return {
    of,
    state,
    counts,
    rows: { taken: count('taken'), warned: count('warned'), refused: count('refused') },
    sheets: read.sheets,
    notable: reports.filter(({ outcome }) => outcome !== 'taken').map(({ from: _from, ...report }) => report),
    returned: returnedOf(
      read.tables,
      reports.filter(({ outcome }) => outcome === 'refused'),
    ),
  };
}

/** Rows of several tables in one, under the headings of all of them. */
function returnedOf(
  tables: ReadPostings['tables'],
  refused: readonly (RowReport & { readonly from: ReadRow })[],
): PostingReport['returned'] {
  const used = tables.filter((_, table) => refused.some(({ from }) => from.table === table));
  const headings = [...new Set(used.flat())].filter(heading => heading !== '');
  return {
    headings,
    rows: refused.map(({ from, reasons }) => {
      const own = tables[from.table] ?? [];
      return { cells: headings.map(heading => from.cells[own.indexOf(heading)] ?? ''), reasons };
    }),
  };
}

/** What is given back, with the reasons in words. */
export const returnedIn = ({ returned: { headings, rows } }: PostingReport, words: (reason: RowReason) => string): Returned => ({
  headings,
  rows: rows.map(({ cells, reasons }) => ({ cells, why: reasons.map(words).join('') })),
});
