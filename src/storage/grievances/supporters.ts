/**
 * Who has the same trouble, and which grievances belong together.
 */
import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { GrievanceStore } from '../../grievance/store.ts';
import type { HouseholdId } from '../../shared/ids.ts';
import type { Database } from '../database.ts';
import { addressOf } from '../employment/addressed.ts';
import { createKeptQueries, slot } from '../kept-query.ts';
import { KEPT_READY } from '../postgres/ready-client.ts';
import type { Tables } from '../tables.ts';
import { askable, grievanceRows } from './rows.ts';

export function supporterStore(
  database: Database,
): Pick<
  GrievanceStore,
  'support' | 'supporters' | 'households' | 'supportedBy' | 'link' | 'linkedTo' | 'moveSupporters' | 'eraseSupporter'
> {
  const { grievanceOf } = grievanceRows(database);
  const kept = createKeptQueries<Pick<Selectable<Tables['grievance_pair']>, 'one' | 'other'>>();
  const pairsOf = () =>
    database.db
      .selectFrom('grievance_pair')
      .select(['one', 'other'])
      .where(({ eb, or }) => or([eb('one', '=', slot('number')), eb('other', '=', slot('number'))]))
      .modifyEnd(sql.raw(KEPT_READY));
  return {
    async support({ grievance, at, to, household }) {
      const { numInsertedOrUpdatedRows = 0n } = await database.db
        .insertInto('grievance_supporter')
        .values({ grievance, ...addressOf(to), household: household ?? null, at: at.toISOString() })
        .onConflict(conflict => conflict.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows > 0n;
    },

    async supporters(number) {
      const rows = await database.db
        .selectFrom('grievance_supporter')
        .selectAll()
        .where('grievance', '=', askable(number))
        .where('person', '<>', '')
        .orderBy('id')
        .execute();
      return rows.map(row => ({
        grievance: row.grievance,
        at: new Date(row.at),
        to: addressOf(row),
        household: (row.household ?? undefined) as HouseholdId | undefined,
      }));
    },

    async households(numbers) {
      const among = sql.join(numbers.map(askable));
      const { rows } = await sql<{ households: number }>`
        select count(distinct who) as households from (
          select ${householdOf('grievance', 'number')} as who from grievance where number in (${among})
          union all
          select ${householdOf('grievance_supporter', 'id')} as who from grievance_supporter where grievance in (${among})
        ) as found`.execute(database.db);
      return rows[0]?.households ?? 0;
    },

    async supportedBy({ channel, account, person }, limit) {
      const rows = await database.db
        .selectFrom('grievance')
        .selectAll()
        .where('number', 'in', ({ selectFrom }) =>
          selectFrom('grievance_supporter')
            .select('grievance')
            .where('channel', '=', channel)
            .where('account', '=', account)
            .where('person', '=', person),
        )
        .orderBy('number', 'desc')
        .limit(limit)
        .execute();
      return rows.map(grievanceOf);
    },

    async link(one, other) {
      await database.db
        .insertInto('grievance_pair')
        .values({ one: Math.min(one, other), other: Math.max(one, other) })
        .onConflict(conflict => conflict.doNothing())
        .execute();
    },

    async linkedTo(number) {
      const { rows } = await kept.run(database.db, 'pairs', pairsOf, { number: askable(number) });
      return rows.map(({ one, other }) => (one === number ? other : one)).sort((a, b) => a - b);
    },

    async moveSupporters(from, into) {
      await database.db.updateTable('grievance_supporter').set({ household: into }).where('household', '=', from).execute();
    },

    eraseSupporter: who =>
      'household' in who
        ? forgetSupporters(database, sql`household = ${who.household}`)
        : forgetSupporters(
            database,
            sql`channel = ${who.channel} and account = ${who.account} and person = ${who.person}`,
            sql`other.id <> grievance_supporter.id`,
          ),
  };
}

/** Whose household a row speaks of: nobody knows of some more than that it is one. @param id what tells the rows of the table apart */
export const householdOf = (table: 'grievance' | 'grievance_supporter', id: 'number' | 'id'): RawBuilder<string> => {
  const of = (column: string) => sql.ref(`${table}.${column}`);
  return sql<string>`coalesce(${of('household')},
    case when ${of('person')} <> '' then ${of('channel')} || ' ' || ${of('account')} || ' ' || ${of('person')} end,
    ${sql.lit(table)} || ' ' || ${of(id)})`;
};

/**
 * Forgets where some supporters are; that their households have it still counts, and each counts once.
 * @param beside which `other` of the same household stays to count for it. Default: the first of them
 */
export async function forgetSupporters(
  { db }: Database,
  which: RawBuilder<unknown>,
  beside: RawBuilder<unknown> = sql`other.id < grievance_supporter.id`,
): Promise<void> {
  await sql`delete from grievance_supporter where ${which} and household is not null and (
      exists (select 1 from grievance where number = grievance_supporter.grievance and grievance.household = grievance_supporter.household)
      or exists (select 1 from grievance_supporter as other where other.grievance = grievance_supporter.grievance
        and other.household = grievance_supporter.household and ${beside}))`.execute(db);
  await sql`update grievance_supporter set channel = '', account = '', chat = '', person = '', household = null where ${which}`.execute(
    db,
  );
}
