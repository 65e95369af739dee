/**
 * What comes of reading tables of postings: one for each row, or why there is none.
 */
import type { SheetReport } from '../../directory/household-sheet/index.ts';
import type { Job } from '../model.ts';

/** A row of a spreadsheet, counted from 1. */
export interface RowPlace {
  readonly sheet: string;
  readonly row: number;
}

/**
 * Why something of a row was not taken as it stands: `locales/<language>/employment-import.json` says it below `reason`. `column` is the heading,
 * `value` what stands there.
 */
export interface RowReason {
  readonly code: RowReasonCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** The kinds of reason. Those of the second group refuse the row. */
export type RowReasonCode =
  | 'digits-lost'
  | 'formula-error'
  | 'not-computed'
  | 'unknown-value'
  | 'phone-wrong'
  | 'phone-missing'
  | 'place-assumed'
  | 'wage-guessed'
  | 'wage-unclear'
  | 'skills-unknown'
  | 'until-month'
  | 'until-year'
  | 'until-this-year'
  | 'until-cut'
  | 'until-wrong'
  | 'row-hidden'
  /** The same as another row: one posting. */
  | 'again'
  /** It has to be looked at before anybody is shown it: `signs`. */
  | 'held'
  // Refused:
  | 'title-missing'
  | 'until-over'
  /** A field is wrong, or longer than it may be: `column`. */
  | 'invalid'
  /** Somebody looked at the same posting, and refused it. */
  | 'refused-before'
  /** Somebody changed it meanwhile. */
  | 'changed';

/** A row of data as it was read. */
export interface ReadRow extends RowPlace {
  /** What it offers; nothing where it is refused. */
  readonly job?: Job | undefined;
  readonly reasons: readonly RowReason[];
  /** As it stands in the file, to be given back. */
  readonly cells: readonly string[];
  /** Which table of `ReadPostings.tables` it stands in. */
  readonly table: number;
}

/** All that was read: as many rows as there were rows of data. */
export interface ReadPostings {
  readonly rows: readonly ReadRow[];
  readonly sheets: readonly SheetReport[];
  /** The headings of each table, by cell. */
  readonly tables: readonly (readonly string[])[];
}
