/**
 * Keeps what employment knows on both databases, a file for each part of it. What a method means is said by the port in `employment/store.ts`.
 */
import { OFFICE } from '../../employment/model.ts';
import type { EmploymentStore } from '../../employment/store.ts';
import type { Database } from '../database.ts';
import { postingImportStore } from './imports.ts';
import { matchStore } from './matches.ts';
import { placementStore } from './placements.ts';
import { postingStore } from './postings.ts';
import { trainingStore } from './trainings.ts';
import { wishStore } from './wishes.ts';

/** @param database closing it is the caller's business */
export const createEmploymentStore = (database: Database): EmploymentStore => ({
  transact: database.transact,
  postings: postingStore(database),
  imports: postingImportStore(database),
  matches: matchStore(database),
  placements: placementStore(database),
  trainings: trainingStore(database),
  wishes: wishStore(database),
  erase: ({ channel, account, person }) =>
    database.transact(async () => {
      for (const table of ['job_wish', 'placement', 'training_signup'] as const)
        await database.db
          .deleteFrom(table)
          .where('channel', '=', channel)
          .where('account', '=', account)
          .where('person', '=', person)
          .execute();
    }),
  eraseHousehold: household =>
    database.transact(async () => {
      for (const table of ['placement', 'training_signup'] as const)
        await database.db.deleteFrom(table).where('household', '=', household).execute();
      // What cadres registered for its people.
      await database.db.deleteFrom('job_wish').where('channel', '=', OFFICE).where('chat', '=', household).execute();
    }),
});
