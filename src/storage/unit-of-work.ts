/**
 * The database as the stores see it: within `transact` all of them speak through the same transaction, whatever room they belong to.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** What every store is given. */
export interface UnitOfWork {
  /** The transaction that is going on, or the database. */
  readonly db: Kysely<Tables>;
  /** Commits all that the work did, or nothing where it throws. Work within work belongs to the outer one. */
  transact<T>(work: () => Promise<T>): Promise<T>;
  /** Runs the work once the transaction that is going on is committed; at once where none is. */
  whenCommitted(work: () => void): void;
}

/** @param db closing it is the caller's business */
export function createUnitOfWork(db: Kysely<Tables>): UnitOfWork {
  const current = new AsyncLocalStorage<{ readonly trx: Kysely<Tables>; readonly after: (() => void)[] }>();
  return {
    get db() {
      return current.getStore()?.trx ?? db;
    },
    async transact(work) {
      if (current.getStore()) return work();
      const after: (() => void)[] = [];
      const outcome = await db.transaction().execute(trx => current.run({ trx, after }, work));
      for (const told of after) told();
      return outcome;
    },
    whenCommitted(work) {
      const going = current.getStore();
      if (going) going.after.push(work);
      else work();
    },
  };
}
