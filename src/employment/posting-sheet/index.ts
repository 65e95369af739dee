/**
 * Postings from the tables that offices keep: what each row offers, and the template to fill in. Whether it is there already, and keeping it, is
 * left to others.
 */
export { createFigureReader, type FigureReader } from './read-figures.ts';
export { readNotice, type Said } from './read-notice.ts';
export { postingColumnsIn, readPostings, type SheetContext } from './read-postings.ts';
export { refuses } from './read-row.ts';
export { readUntil } from './read-until.ts';
export type * from './report.ts';
export { postingTemplate, type Returned, returnedTable } from './template.ts';
export { type Field, type PostingWording, wordsOf } from './wording.ts';
