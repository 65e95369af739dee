/**
 * Reports of hardship. Where they are and how far they are stands in clear; what people said of themselves in the sealed record.
 */
import { type Selectable, sql } from 'kysely';
import type { Address } from '../delivery/store.ts';
import type { Hardship, HardshipRecord, HardshipState } from '../grievance/hardship/model.ts';
import type { HardshipStore } from '../grievance/hardship/store.ts';
import { ALARMS } from '../grievance/model.ts';
import type { Day } from '../shared/calendar.ts';
import type { HouseholdId, RegionId, SettlementId } from '../shared/ids.ts';
import type { Database } from './database.ts';
import { addressOf } from './employment/addressed.ts';
import { placeColumns, placedWithin } from './employment/placed.ts';
import { askable, NOWHERE } from './grievances/rows.ts';
import { sealedDocument } from './sealing/sealed-column.ts';
import { storable } from './storable.ts';
import type { Tables } from './tables.ts';

/** @param database closing it is the caller's business */
export function createHardshipStore(database: Database): HardshipStore {
  const record = sealedDocument<HardshipRecord>(database.sealer, 'hardship.record');
  const instant = (at: Date | undefined): string | null => at?.toISOString() ?? null;
  const rowOf = (report: Hardship) => ({
    state: report.state,
    risk: report.risk,
    people: report.people,
    ...placeColumns(report.place),
    ...(report.reporter ? addressOf(report.reporter) : NOWHERE),
    household: report.household ?? null,
    taken_by: report.takenBy ?? null,
    received_at: report.receivedAt.toISOString(),
    due_at: report.dueAt.toISOString(),
    alarm: ALARMS.indexOf(report.alarm),
    alarm_at: instant(report.alarmAt),
    publicised_on: report.publicised?.on ?? null,
    publicised_until: report.publicised?.until ?? null,
    assessors: JSON.stringify(report.assessors),
    decided_at: instant(report.decidedAt),
    ended_at: instant(report.endedAt),
    record: report.record ? record.seal(report.record) : null,
    version: report.version,
  });
  const dateOf = (text: string | null): Date | undefined => (text === null ? undefined : new Date(text));
  const reportOf = (row: Selectable<Tables['hardship']>): Hardship => ({
    number: row.number,
    state: row.state as HardshipState,
    risk: row.risk,
    people: row.people,
    place: {
      region: (row.region ?? '') as RegionId,
      county: row.county ?? undefined,
      settlement: (row.settlement ?? '') as SettlementId,
    },
    reporter: row.channel === null ? undefined : (addressOf(row) as Address),
    household: (row.household ?? undefined) as HouseholdId | undefined,
    takenBy: row.taken_by ?? undefined,
    receivedAt: new Date(row.received_at),
    dueAt: new Date(row.due_at),
    alarm: ALARMS[row.alarm] ?? 'none',
    alarmAt: dateOf(row.alarm_at),
    publicised:
      row.publicised_on === null || row.publicised_until === null
        ? undefined
        : { on: row.publicised_on as Day, until: row.publicised_until as Day },
    assessors: JSON.parse(row.assessors) as string[],
    decidedAt: dateOf(row.decided_at),
    endedAt: dateOf(row.ended_at),
    record: row.record === null ? undefined : record.open(row.record),
    version: row.version,
  });
  const all = () => database.db.selectFrom('hardship').selectAll();
  const by = ({ channel, account, person }: Omit<Address, 'chat'>) =>
    sql<boolean>`channel = ${channel} and account = ${account} and person = ${storable(person)}`;

  return {
    transact: work => database.transact(work),

    async add(report) {
      await database.db
        .insertInto('hardship')
        .values({ number: report.number, ...rowOf(report) })
        .execute();
    },

    async get(number) {
      const row = await all().where('number', '=', askable(number)).executeTakeFirst();
      return row && reportOf(row);
    },

    async put(report) {
      const { numUpdatedRows } = await database.db
        .updateTable('hardship')
        .set(rowOf(report))
        .where('number', '=', report.number)
        .where('version', '=', report.version - 1)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async list(scopes, { states, settlement, after, limit }) {
      if (states?.length === 0) return [];
      const beyond = after === undefined ? undefined : await this.get(after);
      const rows = await all()
        .where(placedWithin(scopes))
        .$if(states !== undefined, query => query.where('state', 'in', [...(states ?? [])]))
        .$if(settlement !== undefined, query => query.where('settlement', '=', settlement ?? null))
        .$if(beyond !== undefined, query =>
          query.where(sql<boolean>`(due_at, number) > (${beyond?.dueAt.toISOString() ?? ''}, ${beyond?.number ?? 0})`),
        )
        .orderBy('due_at')
        .orderBy('number')
        .limit(limit)
        .execute();
      return rows.map(reportOf);
    },

    async reportedBy(who, limit) {
      const rows = await all().where(by(who)).orderBy('number', 'desc').limit(limit).execute();
      return rows.map(reportOf);
    },

    async dueForClock(now, limit) {
      const rows = await all()
        .where('alarm_at', '<=', now.toISOString())
        .orderBy('alarm_at')
        .orderBy('number')
        .limit(limit)
        .execute();
      return rows.map(reportOf);
    },

    async numbersOf(whose) {
      const rows = await database.db
        .selectFrom('hardship')
        .select('number')
        .where('reporter' in whose ? by(whose.reporter) : sql<boolean>`household = ${storable(whose.household)}`)
        .where('record', 'is not', null)
        .orderBy('number')
        .execute();
      return rows.map(({ number }) => number);
    },

    async endedBefore(before, limit) {
      const rows = await database.db
        .selectFrom('hardship')
        .select('number')
        .where('ended_at', '<', before.toISOString())
        .where('record', 'is not', null)
        .orderBy('number')
        .limit(limit)
        .execute();
      return rows.map(({ number }) => number);
    },
  };
}
