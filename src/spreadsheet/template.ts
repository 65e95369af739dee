/**
 * Tables that offices download, fill in and send back.
 */
import { writeSpreadsheet } from './write-spreadsheet.ts';

/** What a template says, as the knowledge has it. */
export interface Template<F extends string> {
  readonly sheet: string;
  readonly title: string;
  readonly columns: readonly TemplateColumn<F>[];
  /** The sheet that explains, and what stands there first. */
  readonly guide: string;
  readonly lines: readonly string[];
}

/** One column of it. */
export interface TemplateColumn<F extends string> {
  readonly field: F;
  readonly heading: string;
  readonly width: number;
  readonly example: string;
  /** What the column is, for the sheet that explains. */
  readonly hint?: string | undefined;
  readonly choices?: readonly string[] | undefined;
}

/**
 * An .xlsx file: the columns in the usual order, one row that shows how, lists to choose from, and a sheet that explains.
 * @param asText columns in which numbers stay as they are written @param prepared so many rows have formats and choices
 */
export const writeTemplate = <F extends string>(
  template: Template<F>,
  asText: readonly F[],
  prepared: number,
): Promise<Uint8Array> =>
  writeSpreadsheet({
    name: template.sheet,
    title: template.title,
    columns: template.columns.map(({ field, heading, width, choices }) => ({
      heading,
      width,
      text: asText.includes(field),
      ...(choices ? { choices } : {}),
    })),
    rows: [template.columns.map(({ example }) => example)],
    prepared,
    guide: {
      name: template.guide,
      lines: [
        ...template.lines,
        ...template.columns.flatMap(({ heading, hint }) => (hint === undefined ? [] : [`${heading}: ${hint}`])),
      ],
    },
  });
