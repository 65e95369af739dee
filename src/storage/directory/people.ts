/**
 * People, who they are on platforms, and the household that each belongs to.
 */
import type { ExpressionBuilder, Selectable } from 'kysely';
import type { Identity, Link, Person } from '../../directory/model.ts';
import type { DirectoryStore } from '../../directory/store.ts';
import type { HouseholdId, PersonId } from '../../shared/ids.ts';
import type { Database } from '../database.ts';
import { sealedText } from '../sealing/sealed-column.ts';
import { storable } from '../storable.ts';
import type { Tables } from '../tables.ts';

export function personStore(database: Database): DirectoryStore['people'] {
  const name = sealedText(database.sealer, 'person.name');
  const personOf = (row: { id: string; name: string }): Person => ({ id: row.id as PersonId, name: name.open(row.name) });
  return {
    async get(id) {
      const row = await database.db.selectFrom('person').select(['id', 'name']).where('id', '=', id).executeTakeFirst();
      return row && personOf(row);
    },

    async behind({ channel, account, person }) {
      const row = await database.db
        .selectFrom('person')
        .innerJoin('identity', 'identity.person', 'person.id')
        .select(['person.id', 'person.name'])
        .where('identity.channel', '=', channel)
        .where('identity.account', '=', account)
        .where('identity.platform_person', '=', storable(person))
        .executeTakeFirst();
      return row && personOf(row);
    },

    async identities(id) {
      const rows = await database.db.selectFrom('identity').selectAll().where('person', '=', id).orderBy('id').execute();
      return rows.map(({ channel, account, platform_person }): Identity => ({ channel, account, person: platform_person }));
    },

    async put(person, at) {
      const sealed = name.seal(person.name);
      await database.db
        .insertInto('person')
        .values({ id: person.id, name: sealed, created_at: at.toISOString() })
        .onConflict(conflict => conflict.column('id').doUpdateSet({ name: sealed }))
        .execute();
    },

    // An identity that is somebody's stays theirs: of two who come with it at once, one fails with all that they did.
    async identify(id, { channel, account, person }, at) {
      await database.db
        .insertInto('identity')
        .values({ channel, account, platform_person: storable(person), person: id, since: at.toISOString() })
        .execute();
    },

    async seenAt(identity) {
      const row = await database.db.selectFrom('identity').select(['since', 'seen_at']).where(is(identity)).executeTakeFirst();
      return row && new Date(row.seen_at ?? row.since);
    },

    async seen(identity, at) {
      await database.db.updateTable('identity').set({ seen_at: at.toISOString() }).where(is(identity)).execute();
    },

    async forgetIdentity(identity) {
      await database.db.deleteFrom('identity').where(is(identity)).execute();
    },

    async link({ person, household, member, linkedBy, linkedAt }) {
      const place = { household, member, linked_by: linkedBy, linked_at: linkedAt };
      await database.db
        .insertInto('household_person')
        .values({ person, ...place })
        .onConflict(conflict => conflict.column('person').doUpdateSet(place))
        .execute();
    },

    async unlink(id) {
      await database.db.deleteFrom('household_person').where('person', '=', id).execute();
    },

    async linkOf(id) {
      const row = await database.db.selectFrom('household_person').selectAll().where('person', '=', id).executeTakeFirst();
      return row && linkOf(row);
    },

    async linked(household) {
      const rows = await database.db
        .selectFrom('household_person')
        .selectAll()
        .where('household', '=', household)
        .orderBy('person')
        .execute();
      return rows.map(linkOf);
    },

    async linkedIn(settlement) {
      const rows = await database.db
        .selectFrom('household_person')
        .innerJoin('household', 'household.id', 'household_person.household')
        .select('household_person.household')
        .distinct()
        .where('household.settlement', '=', settlement)
        .execute();
      return rows.map(({ household }) => household as HouseholdId);
    },

    async remove(id) {
      await database.db.deleteFrom('person').where('id', '=', id).execute();
    },
  };
}

/** The row of an identity. */
const is =
  ({ channel, account, person }: Identity) =>
  ({ and }: ExpressionBuilder<Tables, 'identity'>) =>
    and({ channel, account, platform_person: storable(person) });

const linkOf = (row: Selectable<Tables['household_person']>): Link => ({
  person: row.person as PersonId,
  household: row.household as HouseholdId,
  member: row.member,
  linkedBy: row.linked_by,
  linkedAt: row.linked_at,
});
