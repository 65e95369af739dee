/** Rows about cases, for tests of what looks after the database as a whole: sealed as the stores seal them. */

import { linked, NO_HEAD } from '../../src/grievance/history.ts';
import type { Day } from '../../src/shared/calendar.ts';
import { systemRandom } from '../../src/shared/random.ts';
import type { Database } from '../../src/storage/database.ts';
import { createGrievanceStore } from '../../src/storage/grievances/index.ts';
import { at, grievance, resident } from '../contracts/grievance-store/sample.ts';

/** Fills every table about cases. */
export async function fillCases(database: Database): Promise<void> {
  const store = createGrievanceStore(database);
  const number = await store.newNumber();
  await store.add({ ...grievance(1), number, reporter: resident }, ['电梯']);
  await store.append(
    linked(NO_HEAD, { case: number, by: 'p_1', action: 'report', at, data: { text: '电梯坏了' } }, systemRandom),
  );
  await store.anchor({ day: '2026-11-30' as Day, cases: 1, hash: 'x', at });
  await store.support({ grievance: number, at, to: { ...resident, person: '8' } });
  await store.link(number, number + 11);
  await store.putHandler({ actor: 'p_1' });
  await database.db
    .insertInto('hardship')
    .values({
      number: number + 11,
      state: 'reported',
      risk: 'illness',
      people: 3,
      assessors: '[]',
      received_at: at.toISOString(),
      due_at: at.toISOString(),
      alarm: 0,
      record: database.sealer.seal('hardship.record', '{}'),
      version: 1,
    })
    .execute();
}
