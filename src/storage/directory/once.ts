/**
 * Keys under which something is done once.
 */
import type { DirectoryStore } from '../../directory/store.ts';
import type { Database } from '../database.ts';
import { sealedText } from '../sealing/sealed-column.ts';
import { storable } from '../storable.ts';

export function onceStore(database: Database): DirectoryStore['once'] {
  const kept = sealedText(database.sealer, 'once.result');
  return {
    // Adding comes first: of two who claim at once, the later waits for the earlier and then reads what it committed.
    async claim(key, request, at) {
      const { db } = database;
      const claimed = await db
        .insertInto('once')
        .values({ key: storable(key), request, result: kept.seal(''), at: at.toISOString() })
        .onConflict(conflict => conflict.column('key').doNothing())
        .returning('key')
        .executeTakeFirst();
      if (claimed) return undefined;
      const before = await db
        .selectFrom('once')
        .select(['request', 'result'])
        .where('key', '=', storable(key))
        .executeTakeFirstOrThrow();
      return { request: before.request, result: kept.open(before.result) };
    },

    async keep(key, result) {
      await database.db
        .updateTable('once')
        .set({ result: kept.seal(result) })
        .where('key', '=', storable(key))
        .execute();
    },
  };
}
