/**
 * What many callers have to commit at the same time.
 */
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { databases } from '../support/databases.ts';

for (const { name, missing, make } of databases) {
  const on = (sentence: string, work: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<void>) =>
    it.skipIf(missing)(sentence, async () => {
      const fresh = await make();
      const database = await openDatabase(fresh.options);
      await work(database);
      await database.close();
      await fresh.drop();
    });

  describe(`work of many callers on ${name}`, () => {
    on('is all done, each told its own outcome, and told on only once it is committed', async database => {
      const told: number[] = [];
      const outcomes = await Promise.all(
        Array.from({ length: 40 }, (_, n) =>
          database.together(async () => {
            await note(database, n);
            database.whenCommitted(() => told.push(n));
            return n;
          }),
        ),
      );
      expect(outcomes).toEqual(Array.from({ length: 40 }, (_, n) => n));
      expect(told.toSorted((a, b) => a - b)).toEqual(outcomes);
      expect(await noted(database)).toEqual(outcomes);
    });

    on('is kept once, and that of a caller who fails is not', async database => {
      const told: number[] = [];
      const settled = await Promise.allSettled(
        Array.from({ length: 20 }, (_, n) =>
          database.together(async () => {
            await note(database, n);
            database.whenCommitted(() => told.push(n));
            if (n % 7 === 3) throw new Error(`number ${n}`);
          }),
        ),
      );
      const failed = [3, 10, 17];
      const kept = Array.from({ length: 20 }, (_, n) => n).filter(n => !failed.includes(n));
      expect(settled.flatMap(({ status }, n) => (status === 'rejected' ? [n] : []))).toEqual(failed);
      expect(settled[3]).toMatchObject({ reason: { message: 'number 3' } });
      expect(await noted(database)).toEqual(kept);
      expect(told.toSorted((a, b) => a - b)).toEqual(kept);
    });

    on('within a transaction belongs to it', async database => {
      const broken = database.transact(async () => {
        await database.together(() => note(database, 1));
        throw new Error('after all');
      });
      await expect(broken).rejects.toThrow('after all');
      expect(await noted(database)).toEqual([]);
    });
  });
}

type Database = Awaited<ReturnType<typeof openDatabase>>;

const note = async ({ db }: Database, number: number): Promise<void> => {
  await db
    .insertInto('feedback')
    .values({ region: 'guizhou', target: String(number), useful: 1, at: '2026-11-22' })
    .execute();
};

const noted = async ({ db }: Database): Promise<readonly number[]> =>
  (await db.selectFrom('feedback').select('target').execute()).map(({ target }) => Number(target)).toSorted((a, b) => a - b);
