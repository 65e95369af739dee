/**
 * Settlements. What they are looked up by stands in clear; all else, names and numbers of the office's people too, in the sealed record.
 */
import { sql } from 'kysely';
import type { Settlement } from '../../directory/model.ts';
import type { DirectoryStore } from '../../directory/store.ts';
import type { Database } from '../database.ts';
import { createKeptQueries, slot } from '../kept-query.ts';
import { KEPT_READY } from '../postgres/ready-client.ts';
import { putVersion } from '../put-version.ts';
import { sealedDocument } from '../sealing/sealed-column.ts';
import { storable } from '../storable.ts';
import { startOf, within } from './listing.ts';

export function settlementStore(database: Database): DirectoryStore['settlements'] {
  const record = sealedDocument<Settlement>(database.sealer, 'settlement.record');
  const kept = createKeptQueries<{ readonly record: string }>();
  const one = () =>
    database.db.selectFrom('settlement').select('record').where('id', '=', slot('id')).modifyEnd(sql.raw(KEPT_READY));
  return {
    async get(id) {
      const { rows } = await kept.run(database.db, 'one', one, { id });
      const [row] = rows;
      return row && record.open(row.record);
    },

    async named(region, county, name) {
      const row = await database.db
        .selectFrom('settlement')
        .select('record')
        .where('region', '=', storable(region))
        .where('county', '=', storable(county))
        .where('name', '=', storable(name))
        .executeTakeFirst();
      return row && record.open(row.record);
    },

    async list(scopes, page) {
      const rows = await database.db
        .selectFrom('settlement')
        .select('record')
        .where(within(scopes))
        .where('id', '>', startOf(page))
        .orderBy('id')
        .limit(page.limit)
        .execute();
      return rows.map(row => record.open(row.record));
    },

    async put(settlement, at) {
      const { id, version } = settlement;
      const row = {
        id,
        region: settlement.region,
        county: storable(settlement.county),
        name: storable(settlement.name),
        record: record.seal(settlement),
        version,
        updated_at: at.toISOString(),
      };
      return putVersion(database.db, 'settlement', row);
    },

    // Writing nothing new takes the row's lock on either database.
    async hold(id) {
      await database.db
        .updateTable('settlement')
        .set(({ ref }) => ({ version: ref('version') }))
        .where('id', '=', id)
        .execute();
    },

    remove: id =>
      database.transact(async () => {
        const { db } = database;
        const { count } = await db
          .selectFrom('household')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('settlement', '=', id)
          .executeTakeFirstOrThrow();
        const groups = await db.selectFrom('chat_group').select('id').where('settlement', '=', id).execute();
        const left = count + groups.length;
        if (left === 0) await db.deleteFrom('settlement').where('id', '=', id).execute();
        return left;
      }),
  };
}
