/**
 * Who was brought to which job, and what became of it. Who it is, and where they work, stands in the sealed record.
 */
import type { Selectable } from 'kysely';
import type { Address } from '../../delivery/store.ts';
import type { Placement, PlacementState } from '../../employment/model.ts';
import type { EmploymentStore } from '../../employment/store.ts';
import type { Day } from '../../shared/calendar.ts';
import type { Database } from '../database.ts';
import { startOf } from '../directory/listing.ts';
import { sealedDocument } from '../sealing/sealed-column.ts';
import type { Tables } from '../tables.ts';
import { addressOf } from './addressed.ts';
import { belongsOf, placeColumns, placedWithin } from './placed.ts';

/** Only the office speaks with them. */
const NOWHERE = { channel: null, account: null, chat: null, person: null };

export function placementStore(database: Database): EmploymentStore['placements'] {
  const record = sealedDocument<Placement['record']>(database.sealer, 'placement.record');
  const placementOf = (row: Selectable<Tables['placement']>): Placement => ({
    id: row.id,
    of: belongsOf(row),
    to: row.channel === null ? undefined : (addressOf(row) as Address),
    household: row.household ?? undefined,
    member: row.member ?? undefined,
    posting: row.posting ?? undefined,
    state: row.state as PlacementState,
    record: record.open(row.record),
    begunOn: row.begun_on as Day,
    nextOn: (row.next_on ?? undefined) as Day | undefined,
  });
  const all = () => database.db.selectFrom('placement').selectAll();
  return {
    async get(id) {
      const row = await all().where('id', '=', id).executeTakeFirst();
      return row && placementOf(row);
    },

    async put({ id, of, to, household, member, posting, state, record: words, begunOn, nextOn }, at) {
      const row = {
        ...placeColumns(of),
        ...(to ? addressOf(to) : NOWHERE),
        household: household ?? null,
        member: member ?? null,
        posting: posting ?? null,
        state,
        record: record.seal(words),
        begun_on: begunOn,
        next_on: nextOn ?? null,
        updated_at: at.toISOString(),
      };
      await database.db
        .insertInto('placement')
        .values({ id, ...row })
        .onConflict(conflict => conflict.column('id').doUpdateSet(row))
        .execute();
    },

    async of({ channel, account, person }) {
      const rows = await all()
        .where('channel', '=', channel)
        .where('account', '=', account)
        .where('person', '=', person)
        .orderBy('id')
        .execute();
      return rows.map(placementOf);
    },

    async due(on, page) {
      const rows = await all()
        .where('next_on', '<=', on)
        .where('id', '>', startOf(page))
        .orderBy('id')
        .limit(page.limit)
        .execute();
      return rows.map(placementOf);
    },

    async list({ scopes, ...page }) {
      const rows = await all()
        .where(placedWithin(scopes))
        .where('id', '>', startOf(page))
        .orderBy('id')
        .limit(page.limit)
        .execute();
      return rows.map(placementOf);
    },

    // Writing nothing new takes the row's lock on either database.
    async hold(id) {
      const row = await database.db
        .updateTable('placement')
        .set(({ ref }) => ({ state: ref('state') }))
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst();
      return row && placementOf(row);
    },
  };
}
