/**
 * Forgets what is personal of grievances: the figures and the chain stay.
 */
import { sql } from 'kysely';
import type { GrievanceStore, HistoryStore } from '../../grievance/store.ts';
import type { Database } from '../database.ts';
import { askable, NOWHERE } from './rows.ts';
import { forgetSupporters } from './supporters.ts';

export const erasing = (
  database: Database,
  { erasePayloads }: Pick<HistoryStore, 'erasePayloads'>,
): Pick<GrievanceStore, 'erase' | 'numbersOf' | 'endedBefore'> => ({
  erase: number =>
    database.transact(async () => {
      await forgetSupporters(database, sql`grievance = ${askable(number)}`);
      await database.db
        .updateTable('grievance')
        // Whoever read it before does not bring it back.
        .set(({ eb }) => ({ ...NOWHERE, household: null, record: null, version: eb('version', '+', 1) }))
        .where('number', '=', askable(number))
        .execute();
      await database.db.deleteFrom('attachment').where('case_number', '=', askable(number)).execute();
      await database.db.deleteFrom('grievance_word').where('grievance', '=', askable(number)).execute();
      await erasePayloads(number);
    }),

  async numbersOf(whose) {
    const numbers = database.db.selectFrom('grievance').select('number').orderBy('number');
    const rows = await ('household' in whose
      ? numbers.where('household', '=', whose.household)
      : numbers
          .where('channel', '=', whose.reporter.channel)
          .where('account', '=', whose.reporter.account)
          .where('person', '=', whose.reporter.person)
    ).execute();
    return rows.map(({ number }) => number);
  },

  async endedBefore(kind, instant, limit) {
    const rows = await database.db
      .selectFrom('grievance')
      .select('number')
      .where(({ eb }) => (typeof kind === 'string' ? eb('kind', '=', kind) : eb('kind', 'not in', [...kind.otherThan])))
      .where('ended_at', '<', instant.toISOString())
      .where('record', 'is not', null)
      .orderBy('ended_at')
      .orderBy('number')
      .limit(limit)
      .execute();
    return rows.map(({ number }) => number);
  },
});
