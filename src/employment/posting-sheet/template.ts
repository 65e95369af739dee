/**
 * The table that offices download, fill in and send back, and the one in which they get back what was not taken.
 */
import { writeSpreadsheet, writeTemplate } from '../../spreadsheet/index.ts';
import type { Field, PostingWording } from './wording.ts';

/** Rows with formats and choices. */
const PREPARED = 300;
const AS_TEXT: readonly Field[] = ['openings', 'wage', 'age', 'phone', 'valid_until'];

/** An .xlsx file, with lists to choose from and a sheet that explains. */
export const postingTemplate = ({ template }: Pick<PostingWording, 'template'>): Promise<Uint8Array> =>
  writeTemplate(template, AS_TEXT, PREPARED);

/** Rows that were not taken, as they stood, with why. */
export interface Returned {
  /** By cell. */
  readonly headings: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly why: string }[];
}

/** The same table with what was not taken alone, and why in front: whoever mends it sends it again as it is. */
export const returnedTable = ({ headings, rows }: Returned, { columns, template }: PostingWording): Promise<Uint8Array> =>
  writeSpreadsheet({
    name: template.sheet,
    columns: [
      { heading: columns.find(({ field }) => field === 'returned')?.names[0] ?? '', width: 50 },
      ...headings.map(heading => ({ heading, width: 16, text: true })),
    ],
    rows: rows.map(({ cells, why }) => [why, ...cells]),
  });
