/**
 * What people look for. Whose it is and to whom it belongs stands in clear; what they want and what they agreed to, in the sealed record.
 */
import { type Selectable, sql } from 'kysely';
import type { Wish } from '../../employment/model.ts';
import type { EmploymentStore } from '../../employment/store.ts';
import type { Database } from '../database.ts';
import { parts, startOf } from '../directory/listing.ts';
import { sealedDocument } from '../sealing/sealed-column.ts';
import { storable } from '../storable.ts';
import type { Tables } from '../tables.ts';
import { belongsOf, placeColumns, placedWithin } from './placed.ts';

/** What of a wish is sealed. */
type Record = Pick<Wish, 'wants' | 'consent' | 'household' | 'member' | 'language'>;

export function wishStore(database: Database): EmploymentStore['wishes'] {
  const record = sealedDocument<Record>(database.sealer, 'job_wish.record');
  const wishOf = (row: Selectable<Tables['job_wish']>): Wish => {
    const { channel, account, chat, person } = row;
    return {
      id: row.id,
      of: belongsOf(row),
      to: { channel, account, chat, person },
      state: row.state as Wish['state'],
      ...record.open(row.record),
      updatedAt: new Date(row.updated_at),
    };
  };
  const all = () => database.db.selectFrom('job_wish').selectAll();

  return {
    async get(id) {
      const row = await all().where('id', '=', storable(id)).executeTakeFirst();
      return row && wishOf(row);
    },

    async of({ channel, account, person }) {
      const row = await all()
        .where('channel', '=', channel)
        .where('account', '=', account)
        .where('person', '=', storable(person))
        .executeTakeFirst();
      return row && wishOf(row);
    },

    async put({ id, of, to, state, updatedAt, wants, consent, household, member, language }) {
      const changing = {
        ...placeColumns(of),
        chat: storable(to.chat),
        state,
        record: record.seal({ wants, consent, household, member, language }),
        updated_at: updatedAt.toISOString(),
      };
      await database.db
        .insertInto('job_wish')
        .values({ id, channel: to.channel, account: to.account, person: storable(to.person), ...changing })
        .onConflict(conflict =>
          conflict
            .columns(['channel', 'account', 'person'])
            .doUpdateSet({ ...changing, version: sql<number>`job_wish.version + 1` }),
        )
        .execute();
    },

    async remove(id) {
      await database.db.deleteFrom('job_wish').where('id', '=', storable(id)).execute();
    },

    async list({ scopes, states, ...page }) {
      if (states?.length === 0) return [];
      const rows = await all()
        .where('id', '>', startOf(page))
        .$if(scopes !== undefined, query => query.where(placedWithin(scopes ?? [])))
        .$if(states !== undefined, query => query.where('state', 'in', [...(states ?? [])]))
        .orderBy('id')
        .limit(page.limit)
        .execute();
      return rows.map(wishOf);
    },

    async versions() {
      const rows = await database.db.selectFrom('job_wish').select(['id', 'version']).where('state', '=', 'active').execute();
      return new Map(rows.map(({ id, version }) => [id, version]));
    },

    async getAll(ids) {
      const found: Wish[] = [];
      for (const part of parts(ids, 1))
        for (const row of await all()
          .where('id', 'in', [...part])
          .orderBy('id')
          .execute())
          found.push(wishOf(row));
      return found;
    },

    // Every change counts a version up; what is added has the last id.
    async mark() {
      const { count, versions, last } = await database.db
        .selectFrom('job_wish')
        .select(({ fn }) => [
          fn.countAll<number>().as('count'),
          fn.sum<number | null>('version').as('versions'),
          fn.max('id').as('last'),
        ])
        .executeTakeFirstOrThrow();
      return `${count}/${versions ?? 0}/${last ?? ''}`;
    },
  };
}
