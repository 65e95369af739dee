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
}

/** @param db closing it is the caller's business */
export function createUnitOfWork(db: Kysely<Tables>): UnitOfWork {
  const current = new AsyncLocalStorage<Kysely<Tables>>();
  return {
    get db() {
      return current.getStore() ?? db;
    },
    transact: work => (current.getStore() ? work() : db.transaction().execute(trx => current.run(trx, work))),
  };
}
