/**
 * What comes of reading household tables: drafts, and a report of every row.
 */
import type { Household, Mark } from '../model.ts';

/** A household as a table tells of it. What the table does not mention is absent, which does not mean that it is not so. */
export interface HouseholdDraft extends Pick<Household, 'code' | 'entrance' | 'room' | 'members' | 'origin' | 'movedIn'> {
  /** Absent where no row says it: enough to find a household that is known, too little to add one. */
  readonly building?: string | undefined;
  readonly marks: {
    readonly is: readonly Mark[];
    /** What the table denies. */
    readonly not: readonly Mark[];
  };
  /** Where it stands. */
  readonly rows: readonly RowPlace[];
}

/** A row of a spreadsheet, counted from 1. */
export interface RowPlace {
  readonly sheet: string;
  readonly row: number;
}

/** What became of a row of data. */
export interface RowReport extends RowPlace {
  /** `warned`: taken but for what the reasons name. */
  readonly outcome: 'taken' | 'warned' | 'refused';
  readonly reasons: readonly RowReason[];
  /** Index of the draft that it went into, where it was not refused. */
  readonly household?: number;
}

/**
 * Why something of a row was not taken as it stands: `locales/<language>/directory-import.json` says it below `reason`. `column` is the heading,
 * `value` what stands there: personal, so for whoever sent the file and for no log.
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
  | 'too-long'
  | 'unknown-value'
  | 'identity-length'
  | 'identity-check'
  | 'identity-birth'
  | 'identity-old'
  | 'phone-wrong'
  /** The first is taken. */
  | 'phone-several'
  | 'day-wrong'
  | 'day-month'
  | 'day-unclear'
  | 'day-future'
  /** The identity number says otherwise, and is believed. */
  | 'sex-differs'
  | 'birth-differs'
  | 'age-differs'
  | 'name-remark'
  | 'relation-missing'
  /** The first of a household where no column says who is its head. */
  | 'head-assumed'
  | 'no-head'
  | 'second-head'
  /** The same member as in another row: what that one lacked is added. */
  | 'member-again'
  /** Another row says otherwise, and came first. */
  | 'differs'
  | 'size-differs'
  | 'building-missing'
  | 'row-hidden'
  // Refused:
  | 'name-missing'
  | 'name-wrong'
  | 'household-missing'
  | 'identity-elsewhere';

/** What became of a sheet. */
export interface SheetReport {
  readonly sheet: string;
  /** `no-table`: it lacks the columns named in `lacking`. Hidden sheets are not read. */
  readonly outcome: 'read' | 'hidden' | 'no-table';
  /** Fields of needed columns. */
  readonly lacking: readonly string[];
  /** Headings of columns that were not read: unknown ones, and those that came a second time. */
  readonly unread: readonly string[];
  readonly repeated: readonly string[];
  /** Rows below the header that hold no data: sums, notes, examples. */
  readonly skipped: number;
}

/** All that was read: as many row reports as there were rows of data. */
export interface ReadHouseholds {
  readonly households: readonly HouseholdDraft[];
  readonly rows: readonly RowReport[];
  readonly sheets: readonly SheetReport[];
}
