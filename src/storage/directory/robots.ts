/**
 * Group robots with their keys: sealed, and known again by a digest.
 */
import type { DirectoryStore } from '../../directory/store.ts';
import type { Database } from '../database.ts';
import { digestColumn } from '../sealing/columns.ts';
import { sealedText } from '../sealing/sealed-column.ts';
import { storable } from '../storable.ts';

export function robotStore(database: Database): DirectoryStore['robots'] {
  const { sealer } = database;
  const secret = sealedText(sealer, 'robot.secret');
  const column = digestColumn('robot', 'digest');
  return {
    async add(id, key, at) {
      const known = await database.db
        .selectFrom('robot')
        .select('id')
        .where('digest', 'in', sealer.digests(column, storable(key)))
        .executeTakeFirst();
      if (known) return false;
      const added = await database.db
        .insertInto('robot')
        .values({ id, digest: sealer.digest(column, storable(key)), secret: secret.seal(key), added_at: at.toISOString() })
        .onConflict(conflict => conflict.column('digest').doNothing())
        .executeTakeFirst();
      return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    async key(id) {
      const row = await database.db.selectFrom('robot').select('secret').where('id', '=', storable(id)).executeTakeFirst();
      return row && secret.open(row.secret);
    },

    async remove(id) {
      await database.db.deleteFrom('robot').where('id', '=', storable(id)).execute();
    },
  };
}
