/**
 * What households are found by: a digest to look for, and the sealed value that it is made from, so that a new key can make it anew.
 */
import type { HouseholdKey } from '../../directory/model.ts';
import type { DirectoryStore } from '../../directory/store.ts';
import type { HouseholdId, SettlementId } from '../../shared/ids.ts';
import type { Database } from '../database.ts';
import { digestColumn } from '../sealing/columns.ts';
import { sealedText } from '../sealing/sealed-column.ts';
import { storable } from '../storable.ts';
import { parts } from './listing.ts';

/** The keys of households; whoever writes does so within a transaction. */
export interface HouseholdKeys extends Pick<DirectoryStore['households'], 'find' | 'findAny'> {
  /** Adds each key once. */
  add(entries: readonly { readonly household: HouseholdId; readonly keys: readonly HouseholdKey[] }[]): Promise<void>;
  /** Removes all keys of the households. */
  clear(households: readonly HouseholdId[]): Promise<void>;
}

export function createHouseholdKeys(database: Database): HouseholdKeys {
  const { sealer } = database;
  const value = sealedText(sealer, 'household_key.value');
  const digestsOf = (key: HouseholdKey) => sealer.digests(columnOf(key), storable(key.value));
  /** Sorted here: asked to, the database would rather go through the households in order than through the few keys. */
  const having = async (digests: readonly string[], settlement?: SettlementId) => {
    const rows = await database.db
      .selectFrom('household_key')
      .innerJoin('household', 'household.id', 'household_key.household')
      .select(['household.id', 'household_key.digest'])
      .where('household_key.digest', 'in', digests)
      .$if(settlement !== undefined, query => query.where('household.settlement', '=', settlement ?? ''))
      .execute();
    return rows.map(({ id, digest }) => ({ id: id as HouseholdId, digest }));
  };
  return {
    async find(key, settlement) {
      const found = await having(digestsOf(key), settlement);
      return [...new Set(found.map(({ id }) => id))].sort();
    },

    async findAny(settlement, keys) {
      const byDigest = new Map(keys.flatMap(key => digestsOf(key).map(digest => [digest, key] as const)));
      const found: Awaited<ReturnType<typeof having>> = [];
      for (const part of parts([...byDigest.keys()], 1)) found.push(...(await having(part, settlement)));
      const households = new Map<HouseholdId, HouseholdKey[]>();
      for (const { id, digest } of found.sort((a, b) => (a.id < b.id ? -1 : 1))) {
        households.set(id, [...(households.get(id) ?? []), byDigest.get(digest)!]);
      }
      return households;
    },

    async add(entries) {
      const rows = entries.flatMap(({ household, keys }) => {
        const byDigest = new Map(keys.map(key => [sealer.digest(columnOf(key), storable(key.value)), key]));
        return Array.from(byDigest, ([digest, key]) => ({ household, kind: key.kind, digest, value: value.seal(key.value) }));
      });
      for (const part of parts(rows, 4)) await database.db.insertInto('household_key').values(part).execute();
    },

    async clear(households) {
      for (const part of parts(households, 1)) {
        await database.db.deleteFrom('household_key').where('household', 'in', part).execute();
      }
    },
  };
}

const columnOf = ({ kind }: HouseholdKey): string => digestColumn('household_key', 'digest', kind);
