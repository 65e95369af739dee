/**
 * Keeps grievances on both databases, a file for each part of it. What a method means is said by the port in `grievance/store.ts`.
 */
import type { GrievanceStore } from '../../grievance/store.ts';
import type { Database } from '../database.ts';
import { erasing } from './erasing.ts';
import { handlerStore } from './handlers.ts';
import { historyStore } from './history.ts';
import { grievanceLists } from './listing.ts';
import { linkedPut } from './put-linked.ts';
import { queueStore } from './queue.ts';
import { askable, grievanceRows } from './rows.ts';
import { supporterStore } from './supporters.ts';
import { grievanceWords } from './words.ts';

/** @param database closing it is the caller's business */
export function createGrievanceStore(database: Database): GrievanceStore {
  const { grievanceOf, rowOf } = grievanceRows(database);
  const history = historyStore(database);
  const wordsOf = grievanceWords(database);
  return {
    ...history,
    ...queueStore(database),
    ...linkedPut(database, history),
    ...grievanceLists(database),
    ...supporterStore(database),
    ...handlerStore(database),
    ...erasing(database, history),

    add: (grievance, words) =>
      database.transact(async () => {
        await database.db.insertInto('grievance').values(rowOf(grievance)).execute();
        await wordsOf.add(grievance.number, words);
      }),

    async get(number) {
      const row = await database.db.selectFrom('grievance').selectAll().where('number', '=', askable(number)).executeTakeFirst();
      return row && grievanceOf(row);
    },

    async put(grievance) {
      const { numUpdatedRows } = await database.db
        .updateTable('grievance')
        .set(rowOf(grievance))
        .where('number', '=', askable(grievance.number))
        .where('version', '=', grievance.version - 1)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}
