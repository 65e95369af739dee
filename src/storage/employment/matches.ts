/**
 * Which postings were found for which wishes, and whether that was told. Reasons are fixed words and ids: nothing in them is sealed.
 */
import type { Selectable } from 'kysely';
import type { EmploymentStore, StoredMatch } from '../../employment/store.ts';
import type { Database } from '../database.ts';
import { parts, startOf } from '../directory/listing.ts';
import type { Tables } from '../tables.ts';

/** How many values a row binds. */
const COLUMNS = 5;

export function matchStore(database: Database): EmploymentStore['matches'] {
  const found = () => database.db.selectFrom('job_match').selectAll('job_match');
  /** Neither told nor answered, of a posting that is open. */
  const untold = (on: string) =>
    database.db
      .selectFrom('job_match')
      .innerJoin('posting', 'posting.id', 'job_match.posting')
      .where('job_match.told_at', 'is', null)
      .where('job_match.answer', 'is', null)
      .where('posting.state', '=', 'open')
      .where('posting.valid_until', '>=', on);
  return {
    async seek(postings) {
      for (const part of parts(postings, 1))
        await database.db
          .updateTable('posting')
          .set({ sought: 0 })
          .where('id', 'in', [...part])
          .execute();
    },

    async unsought(on, limit) {
      const rows = await database.db
        .selectFrom('posting')
        .select('id')
        .where('sought', '=', 0)
        .where('state', '=', 'open')
        .where('valid_until', '>=', on)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },

    async sought(postings) {
      for (const { id, version } of postings)
        await database.db.updateTable('posting').set({ sought: 1 }).where('id', '=', id).where('version', '=', version).execute();
    },

    add: (matches, at) =>
      database.transact(async () => {
        const rows = matches.map(({ wish, posting, score, reasons }) => ({
          wish,
          posting,
          score,
          reasons: JSON.stringify(reasons),
          found_at: at.toISOString(),
        }));
        for (const part of parts(rows, COLUMNS))
          await database.db
            .insertInto('job_match')
            .values(part)
            .onConflict(conflict =>
              conflict
                .columns(['wish', 'posting'])
                .doUpdateSet(({ ref }) => ({ score: ref('excluded.score'), reasons: ref('excluded.reasons') }))
                .where('job_match.told_at', 'is', null)
                .where('job_match.answer', 'is', null),
            )
            .execute();
      }),

    of: async (wish, limit) =>
      (await found().where('wish', '=', wish).orderBy('score', 'desc').orderBy('posting', 'desc').limit(limit).execute()).map(
        matchOf,
      ),

    for: async (posting, limit) =>
      (await found().where('posting', '=', posting).orderBy('score', 'desc').orderBy('wish').limit(limit).execute()).map(matchOf),

    async untold(since, on, page) {
      const rows = await untold(on)
        .innerJoin('job_wish', 'job_wish.id', 'job_match.wish')
        .where('job_wish.state', '=', 'active')
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('job_match as told')
                .select('told.id')
                .whereRef('told.wish', '=', 'job_wish.id')
                .where('told.told_at', '>', since.toISOString()),
            ),
          ),
        )
        .where('job_wish.id', '>', startOf(page))
        .select('job_wish.id')
        .distinct()
        .orderBy('job_wish.id')
        .limit(page.limit)
        .execute();
      return rows.map(({ id }) => id);
    },

    untoldOf: async (wish, on, limit) =>
      (
        await untold(on)
          .selectAll('job_match')
          .where('job_match.wish', '=', wish)
          .orderBy('job_match.score', 'desc')
          .orderBy('job_match.posting', 'desc')
          .limit(limit)
          .execute()
      ).map(matchOf),

    // Writing nothing new takes the row's lock on either database.
    async hold(wish) {
      const held = await database.db
        .updateTable('job_wish')
        .set(({ ref }) => ({ state: ref('state') }))
        .where('id', '=', wish)
        .returning('state')
        .executeTakeFirst();
      return held?.state === 'active';
    },

    async told(ids, at) {
      if (ids.length === 0) return;
      await database.db
        .updateTable('job_match')
        .set({ told_at: at.toISOString() })
        .where('id', 'in', [...ids])
        .execute();
    },

    async toldSince(wish, since) {
      const rows = await database.db
        .selectFrom('job_match')
        .select('told_at')
        .distinct()
        .where('wish', '=', wish)
        .where('told_at', '>', since.toISOString())
        .orderBy('told_at')
        .execute();
      return rows.flatMap(({ told_at }) => (told_at === null ? [] : [new Date(told_at)]));
    },

    async answer(wish, posting, answer) {
      await database.db
        .updateTable('job_match')
        .set({ answer })
        .where('wish', '=', wish)
        .where('posting', '=', posting)
        .execute();
    },

    async drop(of) {
      await database.db
        .deleteFrom('job_match')
        .where('told_at', 'is', null)
        .where('answer', 'is', null)
        .where(({ eb }) => ('posting' in of ? eb('posting', '=', of.posting) : eb('wish', '=', of.wish)))
        .execute();
    },
  };
}

const matchOf = ({
  id,
  wish,
  posting,
  score,
  reasons,
  found_at,
  told_at,
  answer,
}: Selectable<Tables['job_match']>): StoredMatch => ({
  id,
  wish,
  posting,
  score,
  reasons: JSON.parse(reasons) as StoredMatch['reasons'],
  foundAt: new Date(found_at),
  toldAt: told_at === null ? undefined : new Date(told_at),
  answer: (answer ?? undefined) as StoredMatch['answer'],
});
