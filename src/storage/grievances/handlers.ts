/**
 * How handlers work: for which units, and whether they are away.
 */
import { type Selectable, sql } from 'kysely';
import type { GrievanceStore } from '../../grievance/store.ts';
import type { UnitId } from '../../shared/ids.ts';
import type { Database } from '../database.ts';
import { createKeptQueries, slot } from '../kept-query.ts';
import { KEPT_READY } from '../postgres/ready-client.ts';
import type { Tables } from '../tables.ts';

export function handlerStore(database: Database): Pick<GrievanceStore, 'handler' | 'putHandler'> {
  const kept = createKeptQueries<Selectable<Tables['handler']>>();
  const one = () =>
    database.db.selectFrom('handler').selectAll().where('actor', '=', slot('actor')).modifyEnd(sql.raw(KEPT_READY));
  return {
    async handler(actor) {
      const { rows } = await kept.run(database.db, 'one', one, { actor });
      const [row] = rows;
      return (
        row && {
          actor,
          units: row.units === null ? undefined : (JSON.parse(row.units) as UnitId[]),
          awayUntil: row.away_until === null ? undefined : new Date(row.away_until),
        }
      );
    },

    async putHandler({ actor, units, awayUntil }) {
      const row = { units: units ? JSON.stringify(units) : null, away_until: awayUntil?.toISOString() ?? null };
      await database.db
        .insertInto('handler')
        .values({ actor, ...row })
        .onConflict(conflict => conflict.column('actor').doUpdateSet(row))
        .execute();
    },
  };
}
