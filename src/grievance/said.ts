/**
 * What people write to a case: trimmed, not empty, no longer than may be.
 */
import { done, type Outcome, refused } from '../directory/outcome.ts';
import type { Addition, GrievanceRecord } from './model.ts';

/** Characters of what is reported, or added to it. */
export const LONGEST_REPORT = 2000;
/** Characters of what staff say to a case. */
export const LONGEST_SAID = 1000;

/** The text, fit to be kept; `invalid` with its field where it is empty or too long. */
export function fitting(text: string, field: string, longest = LONGEST_SAID): Outcome<string> {
  const trimmed = text.trim();
  return trimmed === '' || [...trimmed].length > longest ? refused('invalid', { field }) : done(trimmed);
}

/** The record with one more note. @param by an actor's id */
export const withNote = (record: GrievanceRecord, by: string, at: Date, text: string): GrievanceRecord => ({
  ...record,
  notes: [...record.notes, { by, at: at.toISOString(), text }],
});

/** The record with what came in after it was reported; what was asked is told with it. */
export const withAddition = (record: GrievanceRecord, at: Date, text: string, photos?: Addition['photos']): GrievanceRecord => ({
  ...record,
  asked: undefined,
  additions: [...record.additions, { at: at.toISOString(), text, photos }],
});

/** The record of a case that was not erased. @throws where it was: no move is made with it then */
export function recordOf({
  number,
  record,
}: {
  readonly number: number;
  readonly record?: GrievanceRecord | undefined;
}): GrievanceRecord {
  if (!record) throw new Error(`case ${number} was erased`);
  return record;
}
