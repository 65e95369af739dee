/**
 * One-time codes. Of their letters the digest alone is kept.
 */
import type { DirectoryStore } from '../../directory/store.ts';
import type { Database } from '../database.ts';
import { digestColumn } from '../sealing/columns.ts';
import { sealedText } from '../sealing/sealed-column.ts';
import { storable } from '../storable.ts';

export function codeStore(database: Database): DirectoryStore['codes'] {
  const { sealer } = database;
  const payload = sealedText(sealer, 'code.payload');
  const digested = digestColumn('code', 'digest');
  return {
    async add({ id, kind, issuedBy, expiresAt, usedBy, ...code }, letters, at) {
      await database.db
        .insertInto('code')
        .values({
          id,
          digest: sealer.digest(digested, letters),
          kind,
          payload: payload.seal(code.payload),
          issued_by: issuedBy,
          issued_at: at.toISOString(),
          expires_at: expiresAt,
          used_by: usedBy ?? null,
        })
        .execute();
    },

    async find(letters) {
      const row = await database.db
        .selectFrom('code')
        .selectAll()
        .where('digest', 'in', sealer.digests(digested, letters))
        .executeTakeFirst();
      return (
        row && {
          id: row.id,
          kind: row.kind,
          payload: payload.open(row.payload),
          issuedBy: row.issued_by,
          expiresAt: row.expires_at,
          usedBy: row.used_by ?? undefined,
        }
      );
    },

    async use(id, by, at) {
      const { numUpdatedRows } = await database.db
        .updateTable('code')
        .set({ used_by: by, used_at: at.toISOString() })
        .where('id', '=', id)
        .where('used_by', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async release(id) {
      await database.db.updateTable('code').set({ used_by: null, used_at: null }).where('id', '=', id).execute();
    },

    async forget(kind, issuedBy) {
      await database.db.deleteFrom('code').where('kind', '=', kind).where('issued_by', '=', storable(issuedBy)).execute();
    },
  };
}
