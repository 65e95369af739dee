/**
 * Imports of households, and the households as they were before, as long as an import can be undone.
 */
import type { Selectable } from 'kysely';
import type { Household } from '../../directory/model.ts';
import type { DirectoryStore, StoredImport } from '../../directory/store.ts';
import type { HouseholdId, SettlementId } from '../../shared/ids.ts';
import type { Database } from '../database.ts';
import { sealedDocument, sealedText } from '../sealing/sealed-column.ts';
import { storable } from '../storable.ts';
import type { Tables } from '../tables.ts';
import { parts, startOf } from './listing.ts';

export function importStore(database: Database): DirectoryStore['imports'] {
  const report = sealedText(database.sealer, 'household_import.report');
  const record = sealedDocument<Household>(database.sealer, 'household_before.record');
  const importOf = (row: Selectable<Tables['household_import']>): StoredImport => ({
    id: row.id,
    settlement: row.settlement as SettlementId,
    by: row.by_actor,
    at: row.at,
    state: row.state as StoredImport['state'],
    written: row.written,
    report: report.open(row.report),
  });
  return {
    async add({ by, ...entry }) {
      await database.db
        .insertInto('household_import')
        .values({ ...entry, by_actor: by, report: report.seal(entry.report) })
        .execute();
    },

    async get(id) {
      const row = await database.db.selectFrom('household_import').selectAll().where('id', '=', storable(id)).executeTakeFirst();
      return row && importOf(row);
    },

    async list(settlement, page) {
      const rows = await database.db
        .selectFrom('household_import')
        .selectAll()
        .where('settlement', '=', settlement)
        .where('id', '>', startOf(page))
        .orderBy('id')
        .limit(page.limit)
        .execute();
      return rows.map(importOf);
    },

    async note(id, state, written, told) {
      await database.db
        .updateTable('household_import')
        .set(({ eb }) => ({
          state,
          written: eb('written', '+', written),
          ...(told === undefined ? {} : { report: report.seal(told) }),
        }))
        .where('id', '=', id)
        .execute();
    },

    async remember(id, befores) {
      const rows = befores.map(({ household, before, version }) => ({
        import: id,
        household,
        record: before === undefined ? null : record.seal(before),
        version,
      }));
      for (const part of parts(rows, 4)) await database.db.insertInto('household_before').values(part).execute();
    },

    async befores(id) {
      const rows = await database.db.selectFrom('household_before').selectAll().where('import', '=', id).orderBy('id').execute();
      return rows.map(row => ({
        household: row.household as HouseholdId,
        before: row.record === null ? undefined : record.open(row.record),
        version: row.version,
      }));
    },

    async restored(id, households) {
      for (const part of parts(households, 1))
        await database.db.deleteFrom('household_before').where('import', '=', id).where('household', 'in', part).execute();
    },
  };
}
