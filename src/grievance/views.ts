/**
 * A case as it is shown: to those who work on it without who reported it, to whoever reported it without what handlers note for each other, to
 * those who have it too with the answer alone.
 */
import type { Grievance, GrievanceRecord } from './model.ts';

/** Without who reported it, where they are, and whose matter it is. Words that somebody wrote themselves stay as they wrote them. */
export function forStaff({ reporter: _reporter, household: _household, takenBy: _taker, record, ...rest }: Grievance): Grievance {
  return { ...rest, record: record && nameless(record) };
}

function nameless({ name: _name, phone: _phone, onBehalf: _behalf, ...rest }: GrievanceRecord): GrievanceRecord {
  return rest;
}

/** Without notes, and without who works on it. */
export function forOwner({ holder: _holder, takenBy: _taker, record, ...rest }: Grievance): Grievance {
  return { ...rest, handlers: [], record: record && { ...record, notes: [] } };
}

/** With the answer, and nothing that whoever reported it wrote. */
export function forSupporter(grievance: Grievance): Grievance {
  const { record, ...rest } = forStaff(forOwner(grievance));
  const { answer, declined } = record ?? {};
  return { ...rest, record: record && { text: '', isAnonymous: true, additions: [], notes: [], answer, declined } };
}
