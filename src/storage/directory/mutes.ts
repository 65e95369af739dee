/**
 * Whom the assistant does not listen to.
 */
import type { Selectable } from 'kysely';
import type { Mute } from '../../directory/model.ts';
import type { DirectoryStore } from '../../directory/store.ts';
import type { GroupId, SettlementId } from '../../shared/ids.ts';
import type { Database } from '../database.ts';
import { storable } from '../storable.ts';
import type { Tables } from '../tables.ts';
import { startOf } from './listing.ts';

export function muteStore(database: Database): DirectoryStore['mutes'] {
  const lasting = (now: Date) =>
    database.db
      .selectFrom('mute')
      .selectAll()
      .where(({ or, eb }) => or([eb('until', 'is', null), eb('until', '>', now.toISOString())]));
  return {
    async put(mute) {
      const { who, settlement } = mute;
      await database.transact(async () => {
        await database.db.deleteFrom('mute').where('who', '=', who).where('settlement', '=', settlement).execute();
        await database.db
          .insertInto('mute')
          .values({
            id: mute.id,
            who,
            settlement,
            chat_group: mute.group ?? null,
            by_actor: mute.by,
            at: mute.at,
            until: mute.until ?? null,
          })
          .execute();
      });
    },

    async get(id) {
      const row = await database.db.selectFrom('mute').selectAll().where('id', '=', storable(id)).executeTakeFirst();
      return row && muteOf(row);
    },

    async list(settlement, now, page) {
      const rows = await lasting(now)
        .where('settlement', '=', settlement)
        .where('id', '>', startOf(page))
        .orderBy('id')
        .limit(page.limit)
        .execute();
      return rows.map(muteOf);
    },

    async of(who, now) {
      return (await lasting(now).where('who', '=', who).orderBy('id').execute()).map(muteOf);
    },

    async remove(id) {
      await database.db.deleteFrom('mute').where('id', '=', storable(id)).execute();
    },

    async forget(now) {
      await database.db.deleteFrom('mute').where('until', '<=', now.toISOString()).execute();
    },
  };
}

const muteOf = (row: Selectable<Tables['mute']>): Mute => ({
  id: row.id,
  who: row.who,
  settlement: row.settlement as SettlementId,
  group: (row.chat_group ?? undefined) as GroupId | undefined,
  by: row.by_actor,
  at: row.at,
  until: row.until ?? undefined,
});
