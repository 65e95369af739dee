/**
 * Imports of postings, with what became of each row.
 */
import type { EmploymentStore, StoredPostingImport } from '../../employment/store.ts';
import type { Database } from '../database.ts';
import { startOf } from '../directory/listing.ts';
import { sealedText } from '../sealing/sealed-column.ts';
import { storable } from '../storable.ts';
import { belongsOf, placeColumns, placedWithin } from './placed.ts';

export function postingImportStore(database: Database): EmploymentStore['imports'] {
  const report = sealedText(database.sealer, 'posting_import.report');
  return {
    async get(id) {
      const row = await database.db.selectFrom('posting_import').selectAll().where('id', '=', storable(id)).executeTakeFirst();
      return (
        row && {
          id: row.id,
          of: belongsOf(row),
          by: row.by_actor,
          at: row.at,
          state: row.state as StoredPostingImport['state'],
          report: report.open(row.report),
        }
      );
    },

    async put({ id, of, by, at, state, report: told }) {
      const row = { ...placeColumns(of), by_actor: by, at, state, report: report.seal(told) };
      await database.db
        .insertInto('posting_import')
        .values({ id, ...row })
        .onConflict(conflict => conflict.column('id').doUpdateSet({ state, report: row.report }))
        .execute();
    },

    async list(scopes, page) {
      const rows = await database.db
        .selectFrom('posting_import')
        .select(['id', 'region', 'county', 'settlement', 'by_actor', 'at', 'state'])
        .where(placedWithin(scopes))
        .where('id', '>', startOf(page))
        .orderBy('id')
        .limit(page.limit)
        .execute();
      return rows.map(row => ({
        id: row.id,
        of: belongsOf(row),
        by: row.by_actor,
        at: row.at,
        state: row.state as StoredPostingImport['state'],
      }));
    },
  };
}
