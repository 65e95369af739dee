/**
 * Households' files with the keys that they are found by.
 */
import { sql } from 'kysely';
import type { Household, HouseholdKey } from '../../directory/model.ts';
import type { DirectoryStore } from '../../directory/store.ts';
import type { HouseholdId } from '../../shared/ids.ts';
import type { Database } from '../database.ts';
import { sealedDocument } from '../sealing/sealed-column.ts';
import { storable } from '../storable.ts';
import { createHouseholdKeys } from './household-keys.ts';
import { parts, startOf } from './listing.ts';

export function householdStore(database: Database): DirectoryStore['households'] {
  const record = sealedDocument<Household>(database.sealer, 'household.record');
  const keys = createHouseholdKeys(database);
  const rowOf = (household: Household, at: Date): Row => ({
    id: household.id,
    settlement: household.settlement,
    building: storable(household.building),
    record: record.seal(household),
    version: household.version,
    updated_at: at.toISOString(),
  });
  return {
    async get(id) {
      const row = await database.db.selectFrom('household').select('record').where('id', '=', id).executeTakeFirst();
      return row && record.open(row.record);
    },

    async list(settlement, page) {
      const { building } = page;
      const rows = await database.db
        .selectFrom('household')
        .select('record')
        .where('settlement', '=', settlement)
        .$if(building !== undefined, query => query.where('building', '=', storable(building ?? '')))
        .where('id', '>', startOf(page))
        .orderBy('id')
        .limit(page.limit)
        .execute();
      return rows.map(row => record.open(row.record));
    },

    async count(settlement) {
      const { count } = await database.db
        .selectFrom('household')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('settlement', '=', settlement)
        .executeTakeFirstOrThrow();
      return count;
    },

    find: keys.find,
    findAny: keys.findAny,

    put: (households, at) =>
      database.transact(async () => {
        const { db } = database;
        // In the order of their ids, so that two who write the same ones do not wait for each other forever.
        const rows = households.map(({ household }) => rowOf(household, at)).sort((a, b) => (a.id < b.id ? -1 : 1));
        const written = new Set<string>();
        const fresh = rows.filter(({ version }) => version === 1);
        for (const part of parts(fresh, COLUMNS)) {
          const added = await db
            .insertInto('household')
            .values(part)
            .onConflict(conflict => conflict.column('id').doNothing())
            .returning('id')
            .execute();
          for (const { id } of added) written.add(id);
        }
        const changed = rows.filter(({ version }) => version !== 1);
        for (const part of parts(changed, COLUMNS)) for (const { id } of await update(part, database)) written.add(id);
        await keys.clear(changed.map(({ id }) => id).filter(id => written.has(id)));
        await keys.add(households.filter(({ household }) => written.has(household.id)).map(entryOf));
        return households.map(({ household: { id } }) => id).filter(id => !written.has(id));
      }),

    remove: id =>
      database.transact(async () => {
        await database.db.deleteFrom('household_before').where('household', '=', id).execute();
        await database.db.deleteFrom('household').where('id', '=', id).execute();
      }),
  };
}

interface Row {
  readonly id: HouseholdId;
  readonly settlement: string;
  readonly building: string;
  readonly record: string;
  readonly version: number;
  readonly updated_at: string;
}
/** How many values a row binds. */
const COLUMNS = 6;

const entryOf = ({ household, keys }: { household: Household; keys: readonly HouseholdKey[] }) => ({
  household: household.id,
  keys,
});

/** Replaces the versions before in one statement. @returns the ids of those that were there */
async function update(rows: readonly Row[], { db }: Database): Promise<readonly { readonly id: string }[]> {
  const values = rows.map(
    ({ id, settlement, building, record, version, updated_at }) =>
      sql`(${id}, ${settlement}, ${building}, ${record}, cast(${version} as integer), ${updated_at})`,
  );
  const result = await sql<{ id: string }>`
    with changed (id, settlement, building, record, version, updated_at) as (values ${sql.join(values)})
    update household set
      settlement = changed.settlement, building = changed.building, record = changed.record,
      version = changed.version, updated_at = changed.updated_at
    from changed
    where household.id = changed.id and household.version = changed.version - 1
    returning household.id`.execute(db);
  return result.rows;
}
