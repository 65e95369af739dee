/**
 * The table that offices download, fill in and send back.
 */
import { writeSpreadsheet } from '../../spreadsheet/index.ts';
import type { Field, HouseholdWording } from './wording.ts';

/** Rows with formats and choices: as many as fit a building. */
const PREPARED = 500;
const AS_TEXT: readonly Field[] = ['code', 'building', 'entrance', 'room', 'identity', 'birth', 'phone', 'moved_in'];

/** An .xlsx file: the columns in the usual order, one row that shows how, lists to choose from, and a sheet that explains. */
export const householdTemplate = ({ template }: Pick<HouseholdWording, 'template'>): Promise<Uint8Array> =>
  writeSpreadsheet({
    name: template.sheet,
    title: template.title,
    columns: template.columns.map(({ field, heading, width, choices }) => ({
      heading,
      width,
      text: AS_TEXT.includes(field),
      ...(choices ? { choices } : {}),
    })),
    rows: [template.columns.map(({ example }) => example)],
    prepared: PREPARED,
    guide: {
      name: template.guide,
      lines: [
        ...template.lines,
        ...template.columns.flatMap(({ heading, hint }) => (hint === undefined ? [] : [`${heading}: ${hint}`])),
      ],
    },
  });
