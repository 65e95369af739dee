import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endsAt, RETENTION, RETENTION_KINDS } from '../../src/operations/retention.ts';
import { type Database, openDatabase } from '../../src/storage/database.ts';
import { countServed, createRetention } from '../../src/storage/retention.ts';
import { databases, type FreshDatabase } from '../support/databases.ts';
import { fillDatabase } from '../support/rows.ts';

const DAY_MS = 24 * 3600 * 1000;
/** When everything in the filled database has served. */
const served = new Date('2026-11-22T04:00:00.000Z');
const daysLater = (days: number) => new Date(served.getTime() + days * DAY_MS + 1);

describe.each(databases.filter(({ missing }) => missing === undefined).map(kind => [kind.name, kind] as const))(
  'records that have served on %s',
  (_, kind) => {
    let place: FreshDatabase;
    let database: Database;
    beforeEach(async () => {
      place = await kind.make();
      database = await openDatabase(place.options);
      await fillDatabase(database, 3);
      const { db } = database;
      const at = served.toISOString();
      await db.updateTable('code').set({ used_at: at }).execute();
      await db.updateTable('token').set({ revoked_at: at }).execute();
      await db.updateTable('delivery').set({ ended_at: at }).execute();
      await db.updateTable('local_info').set({ ended_at: at }).execute();
    });
    afterEach(async () => {
      await database.close();
      await place.drop();
    });
    const forget = (now: Date) => createRetention(database).forget(endsAt(RETENTION, now));

    it.each(RETENTION_KINDS)('of the kind %s stay to their last day and go the day after', async kindOf => {
      const days = RETENTION[kindOf];
      expect((await forget(daysLater(days - 1)))[kindOf]).toBe(0);
      expect((await countServed(database, endsAt(RETENTION, daysLater(days))))[kindOf]).toBeGreaterThan(0);
      expect((await forget(daysLater(days)))[kindOf]).toBeGreaterThan(0);
      expect((await countServed(database, endsAt(RETENTION, daysLater(days))))[kindOf]).toBe(0);
    });

    it('go without what nobody has dealt with yet: open questions, codes and tokens in use, what was not shown, running imports, bulletins that come again', async () => {
      const { db } = database;
      await db.updateTable('code').set({ used_at: null }).execute();
      await db.updateTable('token').set({ revoked_at: null }).execute();
      await db.updateTable('delivery').set({ ended_at: null }).execute();
      await db.updateTable('local_info').set({ ended_at: null }).execute();
      await db.updateTable('inquiry').set({ answer: null }).execute();
      await db.updateTable('household_import').set({ state: 'running' }).execute();
      await db.updateTable('bulletin').set({ state: 'repeating' }).execute();
      const { audit, requests, questions, attachments, bulletins, postings, wishes, placements, webhooks, ...kept } =
        await forget(daysLater(5000));
      expect(Object.values(kept).every(rows => rows === 0)).toBe(true);
      expect({ audit, requests, attachments }).toEqual({ audit: 1, requests: 1, attachments: 1 });
      // What was held back for good long ago is no more.
      expect(bulletins).toBe(1);
      // The placement, and the training with who signed up.
      expect({ postings, wishes, placements }).toEqual({ postings: 2, wishes: 1, placements: 3 });
      // The call, and whom it told: nobody any more.
      expect(webhooks).toBe(2);
      // The answer that no question refers to any more.
      expect(questions).toBe(1);
      expect(await db.selectFrom('inquiry').select('id').execute()).toHaveLength(1);
    });

    it('leave settlements, households, people and their rights alone', async () => {
      await forget(daysLater(5000));
      for (const table of ['settlement', 'household', 'household_key', 'person', 'identity', 'role_grant', 'chat_group'] as const)
        expect(await database.db.selectFrom(table).selectAll().execute(), table).toHaveLength(1);
    });
  },
);
