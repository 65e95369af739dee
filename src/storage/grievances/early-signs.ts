/**
 * Counts what gathers in settlements: a household once, however often it came, and from however many accounts.
 */
import { type SqlBool, sql } from 'kysely';
import type { EarlySignStore, Gathered } from '../../grievance/early-signs.ts';
import type { Database } from '../database.ts';
import { householdOf } from './supporters.ts';

/** @param database closing it is the caller's business */
export const earlySignStore = (database: Database): EarlySignStore => ({
  async gathered(since) {
    // What was merged is of the kind of the case that it is handled with, and is over with that one.
    const from = sql`grievance left join grievance as whole on whole.number = grievance.merged_into`;
    const kind = sql`coalesce(whole.kind, grievance.kind) as kind`;
    const counts = sql<SqlBool>`grievance.received_at >= ${since.toISOString()} and grievance.settlement is not null
      and coalesce(whole.state, grievance.state) <> 'withdrawn'`;
    const { rows } = await sql<Gathered>`
      select settlement, kind, count(distinct who) as households from (
        select grievance.settlement, ${kind}, ${householdOf('grievance', 'number')} as who from ${from} where ${counts}
        union all
        select grievance.settlement, ${kind}, ${householdOf('grievance_supporter', 'id')} as who from ${from}
          inner join grievance_supporter on grievance_supporter.grievance = grievance.number where ${counts}
      ) as found
      group by settlement, kind order by settlement, kind`.execute(database.db);
    return rows;
  },
});
