/**
 * The table that offices download, fill in and send back.
 */
import { writeTemplate } from '../../spreadsheet/index.ts';
import type { Field, HouseholdWording } from './wording.ts';

/** Rows with formats and choices: as many as fit a building. */
const PREPARED = 500;
const AS_TEXT: readonly Field[] = ['code', 'building', 'entrance', 'room', 'identity', 'birth', 'phone', 'moved_in'];

/** An .xlsx file, with lists to choose from and a sheet that explains. */
export const householdTemplate = ({ template }: Pick<HouseholdWording, 'template'>): Promise<Uint8Array> =>
  writeTemplate(template, AS_TEXT, PREPARED);
