/**
 * Settlements. What they are looked up by stands in clear; all else, names and numbers of the office's people too, in the sealed record.
 */
import type { Settlement } from '../../directory/model.ts';
import type { DirectoryStore } from '../../directory/store.ts';
import type { Database } from '../database.ts';
import { sealedDocument } from '../sealing/sealed-column.ts';
import { storable } from '../storable.ts';
import { startOf, within } from './listing.ts';

export function settlementStore(database: Database): DirectoryStore['settlements'] {
  const record = sealedDocument<Settlement>(database.sealer, 'settlement.record');
  return {
    async get(id) {
      const row = await database.db.selectFrom('settlement').select('record').where('id', '=', id).executeTakeFirst();
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
        region: settlement.region,
        county: storable(settlement.county),
        name: storable(settlement.name),
        record: record.seal(settlement),
        version,
        updated_at: at.toISOString(),
      };
      if (version === 1) {
        // Of two that add a settlement of the same name at once, the later is told that it changed.
        const added = await database.db
          .insertInto('settlement')
          .values({ id, ...row })
          .onConflict(conflict => conflict.doNothing())
          .returning('id')
          .executeTakeFirst();
        return added !== undefined;
      }
      const { numUpdatedRows } = await database.db
        .updateTable('settlement')
        .set(row)
        .where('id', '=', id)
        .where('version', '=', version - 1)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
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
