/**
 * Job postings. What they are looked up by stands in clear; what they say, with whom to call, in the sealed record.
 */
import { type Selectable, sql } from 'kysely';
import type { FraudSign, Job, Posting, PostingState } from '../../employment/model.ts';
import type { DigestedPosting, EmploymentStore } from '../../employment/store.ts';
import type { Database } from '../database.ts';
import { parts, startOf } from '../directory/listing.ts';
import { sealedDocument } from '../sealing/sealed-column.ts';
import { storable } from '../storable.ts';
import type { Tables } from '../tables.ts';
import { belongsOf, placeColumns, placedWithin } from './placed.ts';

/** What of a posting is sealed. */
interface Record {
  readonly job: Job;
  readonly signs: readonly FraudSign[];
  readonly by: string;
}

/** A row as it is written. */
type Row = Omit<Selectable<Tables['posting']>, 'sought'>;

/** How many values a row binds. */
const COLUMNS = 11;

/** So many rows are changed by a statement: its values stand in it one by one. */
const MOST_CHANGED = 1000;

export function postingStore(database: Database): EmploymentStore['postings'] {
  const record = sealedDocument<Record>(database.sealer, 'posting.record');
  const postingOf = (row: Selectable<Tables['posting']>): Posting => {
    const { job, signs, by } = record.open(row.record);
    return {
      id: row.id,
      of: belongsOf(row),
      job,
      state: row.state as PostingState,
      signs,
      by,
      addedAt: new Date(row.added_at),
      import: row.import ?? undefined,
      version: row.version,
    };
  };
  const rowOf = ({ posting, digest }: DigestedPosting): Row => ({
    id: posting.id,
    ...placeColumns(posting.of),
    state: posting.state,
    record: record.seal({ job: posting.job, signs: posting.signs, by: posting.by }),
    digest,
    valid_until: posting.job.validUntil,
    added_at: posting.addedAt.toISOString(),
    import: posting.import ?? null,
    version: posting.version,
  });
  const add = async (postings: readonly DigestedPosting[]) => {
    const added = new Set<string>();
    // In the order of their digests, so that two who add the same ones do not wait for each other forever.
    const rows = postings.map(rowOf).sort((a, b) => (a.digest < b.digest ? -1 : 1));
    for (const part of parts(rows, COLUMNS)) {
      const ids = await database.db
        .insertInto('posting')
        .values([...part])
        .onConflict(conflict => conflict.doNothing())
        .returning('id')
        .execute();
      for (const { id } of ids) added.add(id);
    }
    return postings.map(({ posting }) => posting.id).filter(id => !added.has(id));
  };
  const change = async (postings: readonly DigestedPosting[]) => {
    const changed = new Set<string>();
    const rows = postings.map(rowOf).sort((a, b) => (a.id < b.id ? -1 : 1));
    for (let start = 0; start < rows.length; start += MOST_CHANGED)
      for (const id of await replace(rows.slice(start, start + MOST_CHANGED), database)) changed.add(id);
    return postings.map(({ posting }) => posting.id).filter(id => !changed.has(id));
  };
  const all = () => database.db.selectFrom('posting').selectAll();

  return {
    async get(id) {
      const row = await all().where('id', '=', storable(id)).executeTakeFirst();
      return row && postingOf(row);
    },

    async alike(digest) {
      const row = await all().where('digest', '=', digest).executeTakeFirst();
      return row && postingOf(row);
    },

    async alikeAll(digests) {
      const found = new Map<string, Posting>();
      for (const part of parts(digests, 1))
        for (const row of await all()
          .where('digest', 'in', [...part])
          .execute())
          found.set(row.digest, postingOf(row));
      return found;
    },

    async list(filter) {
      const { states, scopes, import: from } = filter;
      if (states?.length === 0) return [];
      const rows = await all()
        .where('id', '>', startOf(filter))
        .$if(states !== undefined, query => query.where('state', 'in', [...(states ?? [])]))
        .$if(scopes !== undefined, query => query.where(placedWithin(scopes ?? [])))
        .$if(from !== undefined, query => query.where('import', '=', from ?? ''))
        .orderBy('id')
        .limit(filter.limit)
        .execute();
      return rows.map(postingOf);
    },

    async open(on) {
      const rows = await all().where('state', '=', 'open').where('valid_until', '>=', on).orderBy('id').execute();
      return rows.map(postingOf);
    },

    // Every change counts a version up; what is added has the last id.
    async mark() {
      const { count, versions, last } = await database.db
        .selectFrom('posting')
        .select(({ fn }) => [
          fn.countAll<number>().as('count'),
          fn.sum<number | null>('version').as('versions'),
          fn.max('id').as('last'),
        ])
        .executeTakeFirstOrThrow();
      return `${count}/${versions ?? 0}/${last ?? ''}`;
    },

    async put(posting, digest) {
      const left = posting.version === 1 ? await add([{ posting, digest }]) : await change([{ posting, digest }]);
      return left.length === 0;
    },

    addAll: postings => database.transact(() => add(postings)),
    changeAll: postings => database.transact(() => change(postings)),

    async overdue(on, limit) {
      const rows = await all()
        .where('state', 'in', ['open', 'held'])
        .where('valid_until', '<', on)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(postingOf);
    },

    remove: ids =>
      database.transact(async () => {
        for (const part of parts(ids, 1))
          await database.db
            .deleteFrom('posting')
            .where('id', 'in', [...part])
            .execute();
      }),
  };
}

/** Replaces the versions before in one statement, except where another posting has the digest. @returns the ids of those that were there */
async function replace(rows: readonly Row[], { db }: Database): Promise<readonly string[]> {
  const values = rows.map(
    row =>
      sql`(${row.id}, ${row.region}, ${row.county}, ${row.settlement}, ${row.state}, ${row.record}, ${row.digest}, ${row.valid_until}, ${row.import}, cast(${row.version} as integer))`,
  );
  const result = await sql<{ id: string }>`
    with changed (id, region, county, settlement, state, record, digest, valid_until, import, version) as (values ${sql.join(values)})
    update posting set
      region = changed.region, county = changed.county, settlement = changed.settlement, state = changed.state,
      record = changed.record, digest = changed.digest, valid_until = changed.valid_until, import = changed.import,
      version = changed.version
    from changed
    where posting.id = changed.id and posting.version = changed.version - 1
      and not exists (select 1 from posting other where other.digest = changed.digest and other.id <> changed.id)
    returning posting.id`.execute(db);
  return result.rows.map(({ id }) => id);
}
