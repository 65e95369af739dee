import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { valueIn } from '../directory/subjects.ts';
import { databases } from '../support/databases.ts';
import { type Caseworld, openCaseworld } from '../support/grievances.ts';
import { withDatabase } from '../support/opened.ts';

const DAY_MS = 24 * 3600 * 1000;

describe.each(databases.map(database => [database.name, database] as const))('the history of cases on %s', (_, database) => {
  let world: Caseworld;
  let number: number;
  beforeAll(async () => {
    if (database.missing) return;
    world = await openCaseworld(database);
    number = await world.reported();
    const handler = await world.staff('handler', '王经办');
    valueIn(await world.grievances.queue.claim(handler, number));
    valueIn(await world.grievances.queue.note(handler, number, '配件没到'));
    valueIn(await world.grievances.queue.answer(handler, number, { says: '修好了' }));
    world.clock.pass(3 * DAY_MS);
    await world.grievances.anchor();
  });
  afterAll(() => (database.missing ? undefined : world.close()));

  /** What shows while the database is changed; it is put back afterwards. */
  const shownAfter = (statement: string): Promise<readonly string[]> =>
    withDatabase(world.options, async ({ db }) => {
      const links = await db.selectFrom('case_link').selectAll().execute();
      const anchors = await db.selectFrom('case_anchor').selectAll().execute();
      await sql.raw(statement).execute(db);
      const { faults } = await world.grievances.verify();
      await db.deleteFrom('case_link').execute();
      await db.deleteFrom('case_anchor').execute();
      await db
        .insertInto('case_link')
        .values(links.map(({ id: _id, ...link }) => link))
        .execute();
      await db.insertInto('case_anchor').values(anchors).execute();
      return faults.map(({ kind }) => kind);
    });

  it.skipIf(database.missing)('has no fault as it was written, with a proof of each day that is over', async () => {
    expect(await world.grievances.verify()).toMatchObject({ faults: [], anchors: 3, cases: 1 });
  });

  it.skipIf(database.missing).each([
    ['another action', "update case_link set action = 'decline' where seq = 2"],
    ['another actor', "update case_link set by_actor = 'p_other' where seq = 2"],
    ['another time', "update case_link set at = '2026-11-23T02:22:22.000Z' where seq = 2"],
    ['another digest', "update case_link set digest = 'x' where seq = 3"],
    ['another hash', "update case_link set hash = 'x' where seq = 2"],
    ['a link taken out', 'delete from case_link where seq = 2'],
    ['the first link taken out', 'delete from case_link where seq = 1'],
    ['every link taken out', 'delete from case_link'],
    ['an order changed', 'update case_link set seq = 9 where seq = 2'],
    [
      'what was said put in place of something else',
      'update case_link set payload = (select payload from case_link where seq = 4) where seq = 3',
    ],
  ])('shows %s', async (_what, statement) => {
    expect(await shownAfter(statement)).toContain('chain');
  });

  it.skipIf(database.missing).each([
    ['the last link taken out after its day', 'delete from case_link where seq = 4'],
    ['another proof', "update case_anchor set hash = 'x' where day = '2026-11-24'"],
    ['another count', "update case_anchor set cases = 7 where day = '2026-11-23'"],
    ['the first proof taken out', "delete from case_anchor where day = '2026-11-23'"],
    ['a proof between taken out', "delete from case_anchor where day = '2026-11-24'"],
  ])('shows %s', async (_what, statement) => {
    expect(await shownAfter(statement)).toContain('anchor');
  });

  it.skipIf(database.missing).each([
    ['the last proof taken out', "delete from case_anchor where day = '2026-11-25'"],
    ['all proofs taken out', 'delete from case_anchor'],
  ])('shows %s, by what was noted of it', async (_what, statement) => {
    expect(await shownAfter(statement)).toContain('noted');
  });

  it.skipIf(database.missing)(
    'shows proofs that were made anew over another history, and by one noted elsewhere too',
    async () => {
      const { last } = await world.grievances.verify();
      const changed = 'delete from case_link where seq = 4';
      const forgetful = "delete from audit where action = 'history.anchor'";
      await withDatabase(world.options, async ({ db }) => {
        const [links, anchors] = [
          await db.selectFrom('case_link').selectAll().execute(),
          await db.selectFrom('case_anchor').selectAll().execute(),
        ];
        const audit = await db.selectFrom('audit').selectAll().execute();
        await sql.raw(changed).execute(db);
        await sql.raw('delete from case_anchor').execute(db);
        await world.grievances.anchor();
        const anew = await world.grievances.verify();
        expect(new Set(anew.faults.map(({ kind }) => kind))).toEqual(new Set(['noted']));
        // Whoever changes the record as well is found out by an anchor that was noted outside.
        await sql.raw(forgetful).execute(db);
        expect((await world.grievances.verify()).faults).toEqual([]);
        expect((await world.grievances.verify({ noted: [last!] })).faults).toEqual([{ kind: 'noted', day: last!.day }]);
        for (const table of ['case_link', 'case_anchor', 'audit'] as const) await db.deleteFrom(table).execute();
        await db
          .insertInto('case_link')
          .values(links.map(({ id: _id, ...link }) => link))
          .execute();
        await db.insertInto('case_anchor').values(anchors).execute();
        await db
          .insertInto('audit')
          .values(audit.map(({ id: _id, ...entry }) => entry))
          .execute();
      });
      // Made anew over the same history they are the same: nothing was changed.
      await withDatabase(world.options, ({ db }) => db.deleteFrom('case_anchor').execute());
      await world.grievances.anchor();
      expect((await world.grievances.verify({ noted: [last!] })).faults).toEqual([]);
    },
  );

  it.skipIf(database.missing)('verifies when it was erased, and says so', async () => {
    await world.grievances.erase({ channel: 'web', account: 'anjia', person: '罗世珍' });
    const report = await world.grievances.verify();
    expect(report.faults).toEqual([]);
    expect(report.erased).toBeGreaterThan(0);
    expect((await world.storage.grievances.get(number))?.record).toBeUndefined();
  });
});
