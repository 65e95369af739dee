/**
 * Group chats and the settlement that each is bound to.
 */
import type { Selectable } from 'kysely';
import type { Manner } from '../../directory/manner.ts';
import type { Group } from '../../directory/model.ts';
import type { DirectoryStore } from '../../directory/store.ts';
import type { GroupId, SettlementId } from '../../shared/ids.ts';
import type { Database } from '../database.ts';
import { sealedText } from '../sealing/sealed-column.ts';
import { storable } from '../storable.ts';
import type { Tables } from '../tables.ts';
import { startOf } from './listing.ts';

export function groupStore(database: Database): DirectoryStore['groups'] {
  const name = sealedText(database.sealer, 'chat_group.name');
  const groupOf = (row: Selectable<Tables['chat_group']>): Group => ({
    id: row.id as GroupId,
    channel: row.channel,
    account: row.account,
    chat: row.chat,
    settlement: row.settlement as SettlementId,
    building: row.building ?? undefined,
    name: row.name === null ? undefined : name.open(row.name),
    boundBy: row.bound_by,
    boundAt: row.bound_at,
    manner: row.manner as Manner,
    quiet: row.quiet ?? undefined,
  });
  return {
    async get(id) {
      const row = await database.db.selectFrom('chat_group').selectAll().where('id', '=', id).executeTakeFirst();
      return row && groupOf(row);
    },

    async in(channel, account, chat) {
      const row = await database.db
        .selectFrom('chat_group')
        .selectAll()
        .where('channel', '=', channel)
        .where('account', '=', account)
        .where('chat', '=', storable(chat))
        .executeTakeFirst();
      return row && groupOf(row);
    },

    async list(settlements, page) {
      if (settlements.length === 0) return [];
      const rows = await database.db
        .selectFrom('chat_group')
        .selectAll()
        .$if(settlements !== 'all', query => query.where('settlement', 'in', settlements as readonly SettlementId[]))
        .where('id', '>', startOf(page))
        .orderBy('id')
        .limit(page.limit)
        .execute();
      return rows.map(groupOf);
    },

    async put(group) {
      const row = {
        channel: group.channel,
        account: group.account,
        chat: storable(group.chat),
        settlement: group.settlement,
        building: group.building === undefined ? null : storable(group.building),
        name: group.name === undefined ? null : name.seal(group.name),
        bound_by: group.boundBy,
        bound_at: group.boundAt,
        manner: group.manner,
        quiet: group.quiet ?? null,
      };
      await database.db
        .insertInto('chat_group')
        .values({ id: group.id, ...row })
        .onConflict(conflict => conflict.column('id').doUpdateSet(row))
        .execute();
    },

    async remove(id) {
      await database.db.deleteFrom('chat_group').where('id', '=', id).execute();
    },
  };
}
