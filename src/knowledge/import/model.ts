/**
 * What an official document becomes on import.
 */

/** One line as it was read. */
export interface Line {
  readonly text: string;
  /** The line was full: its end is where the page wrapped, not where the author broke. */
  readonly wrapped?: boolean;
  /** Navigation, page numbers, running titles: never part of a clause. */
  readonly furniture?: boolean;
}

/** Called now and then while a long document is read. */
export type Progress = (done: number, total: number) => void;

/** A clause as printed. Nothing is corrected. */
export interface ImportedClause {
  /** The printed numbering in Arabic figures, from the outermost part in: `3.1.4`. */
  readonly path: string;
  /** What a reader looks for: `三(一)4`. */
  readonly label: string;
  readonly heading: string;
  /** All its words, from the heading to the unit tail, without the white space of layout. */
  readonly text: string;
  /** Units as printed. */
  readonly lead: readonly string[];
  readonly supporting: readonly string[];
}

/** What a person should look at. `code` is a key of `import:warning`. */
export interface ImportWarning {
  /** `null` where it is in no clause. */
  readonly path: string | null;
  /** The few characters that it is about. */
  readonly text: string;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** A document as imported. */
export interface Import {
  readonly document: string;
  /** In printed order. */
  readonly clauses: readonly ImportedClause[];
  /** What belongs to no clause, the printed numbers included, in order: with the clauses it makes up the whole document. */
  readonly dropped: readonly string[];
  readonly warnings: readonly ImportWarning[];
}
