/**
 * A grievance as a row: what it is looked up by stands in clear; what is personal of it, in the sealed record.
 */
import { type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { Address } from '../../delivery/store.ts';
import { ALARMS, type Grievance, type GrievanceRecord, type GrievanceState, isUndecided } from '../../grievance/model.ts';
import type { HouseholdId, RegionId, SettlementId, UnitId } from '../../shared/ids.ts';
import type { Database } from '../database.ts';
import { addressOf } from '../employment/addressed.ts';
import { type SealedColumn, sealedDocument } from '../sealing/sealed-column.ts';
import { storable } from '../storable.ts';
import type { Tables } from '../tables.ts';

/** A row as it is read and written. */
export type GrievanceRow = Selectable<Tables['grievance']>;

/** Only the office speaks with them, or it was erased. */
export const NOWHERE = { channel: null, account: null, chat: null, person: null } as const;

/** Rows of one database. */
export interface GrievanceRows {
  grievanceOf(row: GrievanceRow): Grievance;
  rowOf(grievance: Grievance): GrievanceRow;
}

export function grievanceRows({ sealer }: Pick<Database, 'sealer'>): GrievanceRows {
  const record: SealedColumn<GrievanceRecord> = sealedDocument(sealer, 'grievance.record');
  return {
    grievanceOf: row => ({
      number: row.number,
      state: row.state as GrievanceState,
      kind: row.kind,
      danger: row.danger as Grievance['danger'],
      isSafety: row.rank === 0,
      place: {
        region: row.region as RegionId,
        ...(row.county === null ? {} : { county: row.county }),
        ...(row.settlement === null ? {} : { settlement: row.settlement as SettlementId }),
      },
      unit: (row.unit ?? undefined) as UnitId | undefined,
      holder: row.holder ?? undefined,
      leaseUntil: instantOf(row.lease_until),
      reporter: row.channel === null ? undefined : (addressOf(row) as Address),
      household: (row.household ?? undefined) as HouseholdId | undefined,
      takenBy: row.taken_by ?? undefined,
      receivedAt: new Date(row.received_at),
      dueAt: new Date(row.due_at),
      stepDueAt: instantOf(row.step_due_at),
      alarm: ALARMS[row.alarm] ?? 'none',
      alarmAt: instantOf(row.alarm_at),
      returns: row.returns,
      reopenings: row.reopenings,
      calls: row.calls,
      extensions: row.extensions,
      handlers: JSON.parse(row.handlers) as string[],
      answeredAt: instantOf(row.answered_at),
      endedAt: instantOf(row.ended_at),
      outcome: (row.outcome ?? undefined) as Grievance['outcome'],
      mergedInto: row.merged_into ?? undefined,
      supporters: row.supporters,
      record: row.record === null ? undefined : record.open(row.record),
      version: row.version,
    }),
    rowOf: grievance => ({
      number: grievance.number,
      state: grievance.state,
      kind: grievance.kind,
      danger: grievance.danger,
      rank: grievance.isSafety ? 0 : 1,
      region: grievance.place.region,
      county: grievance.place.county === undefined ? null : storable(grievance.place.county),
      settlement: grievance.place.settlement ?? null,
      unit: grievance.unit ?? null,
      holder: grievance.holder ?? null,
      lease_until: textOf(grievance.leaseUntil),
      ...(grievance.reporter ? addressOf(grievance.reporter) : NOWHERE),
      household: grievance.household ?? null,
      taken_by: grievance.takenBy ?? null,
      received_at: grievance.receivedAt.toISOString(),
      due_at: grievance.dueAt.toISOString(),
      step_due_at: textOf(grievance.stepDueAt),
      alarm: ALARMS.indexOf(grievance.alarm),
      alarm_at: textOf(grievance.alarmAt),
      returns: grievance.returns,
      reopenings: grievance.reopenings,
      calls: grievance.calls,
      extensions: grievance.extensions,
      handlers: JSON.stringify(grievance.handlers),
      answered_at: textOf(grievance.answeredAt),
      ended_at: textOf(grievance.endedAt),
      outcome: grievance.outcome ?? null,
      merged_into: grievance.mergedInto ?? null,
      supporters: grievance.supporters,
      record: grievance.record ? record.seal(grievance.record) : null,
      undecided: isUndecided(grievance) ? 1 : 0,
      version: grievance.version,
    }),
  };
}

const instantOf = (text: string | null): Date | undefined => (text === null ? undefined : new Date(text));
const textOf = (instant: Date | undefined): string | null => instant?.toISOString() ?? null;

/** Whether an actor is among the handlers of a row. */
export const wasHandledBy = (actor: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`replace(handlers, ${JSON.stringify(actor)}, '') <> handlers`;

/** PostgreSQL's integers end here, and so do the numbers that were ever given. */
const GREATEST = 2 ** 31 - 1;

/** A number as the database can look for it: one that was never given is none's. */
export const askable = (number: number): number => (Number.isInteger(number) && number > 0 && number <= GREATEST ? number : -1);
