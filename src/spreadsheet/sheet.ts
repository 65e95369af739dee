/**
 * A spreadsheet as it is read: rows of text, and what is known of a cell beyond its text.
 */

/** One sheet of a workbook. */
export interface Sheet {
  readonly name: string;
  /** Whether its keeper hid it. */
  readonly hidden: boolean;
  /** Rows that hold something, from the top. */
  readonly rows: readonly Row[];
}

/** One row. */
export interface Row {
  /** As the spreadsheet program counts it, from 1. */
  readonly number: number;
  readonly hidden: boolean;
  /** Trimmed; an empty cell is empty text. What lies right of the last filled cell is left out. */
  readonly cells: readonly string[];
  /** By index of the cell, where there is something to know. */
  readonly notes: ReadonlyMap<number, CellNote>;
}

/** What is known of a cell beyond its text. */
export interface CellNote {
  /** The text stands in the first cell of a merge, of which this is another cell. */
  readonly merged?: boolean;
  readonly problem?: CellProblem;
}

/** Why a cell's text is not what its keeper meant. */
export type CellProblem =
  /** A number of more digits than a spreadsheet keeps: its last ones became zeros. */
  | 'digits-lost'
  /** A formula that came to an error, such as `#REF!`. */
  | 'formula-error'
  /** A formula whose value the file does not hold. */
  | 'not-computed';

/** How much is read. */
export interface Limits {
  /** Size of the file. Default 20 MiB. */
  readonly bytes: number;
  /** Size of what is packed in it. Default 200 MiB. */
  readonly unpacked: number;
  /** Rows that hold something, of all sheets together. Default 100,000. */
  readonly rows: number;
  /** Columns of a sheet. Default 300. */
  readonly columns: number;
}

/** Why a file is not read, for people: `locales/<language>/spreadsheet.json` says it below `fault`, with the parameters. */
export interface SpreadsheetFault {
  readonly code: SpreadsheetFaultCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** The kinds of fault. */
export type SpreadsheetFaultCode =
  | 'empty'
  | 'not-a-spreadsheet'
  | 'encrypted'
  | 'damaged'
  /** A quotation mark of a text file is never closed: `line`, where it opens. */
  | 'unclosed-quote'
  /** More bytes than `most` MiB. */
  | 'too-large'
  /** What is packed in it has more than `most` MiB. */
  | 'zip-bomb'
  | 'too-many-rows'
  | 'too-many-columns'
  /** A web page that was named .xls and holds no table. */
  | 'html-as-xls';

/** A spreadsheet, or why it is none that can be read. */
export type ReadSpreadsheet =
  | { readonly ok: true; readonly sheets: readonly Sheet[] }
  | { readonly ok: false; readonly fault: SpreadsheetFault };

/** It cannot be read. */
export const faulty = (
  code: SpreadsheetFaultCode,
  params: SpreadsheetFault['params'] = {},
): { ok: false; fault: SpreadsheetFault } => ({
  ok: false,
  fault: { code, params },
});

/** Of a row in which there is nothing to know. */
const NO_NOTES: ReadonlyMap<number, CellNote> = new Map();

/** A row of cells, without the empty ones at its end; `undefined` where all are empty. */
export function rowOf(
  number: number,
  hidden: boolean,
  cells: readonly string[],
  notes: ReadonlyMap<number, CellNote>,
): Row | undefined {
  const last = cells.findLastIndex(text => text !== '');
  const known = notes.size === 0 ? NO_NOTES : notes;
  return last < 0
    ? undefined
    : { number, hidden, cells: last === cells.length - 1 ? cells : cells.slice(0, last + 1), notes: known };
}
