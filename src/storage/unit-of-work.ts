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
  /**
   * As `transact`, for work that many callers have at the same time: what waits is committed with one flush to the disk. Where one of them throws,
   * nothing of any is kept, and each is done alone: work may be done twice, but what it did is kept once.
   */
  together<T>(work: () => Promise<T>): Promise<T>;
  /** Runs the work once the transaction that is going on is committed; at once where none is. */
  whenCommitted(work: () => void): void;
}

/** What may be committed together: whoever comes first must not wait for too many others. */
const MOST_TOGETHER = 16;

/** A transaction that goes on. */
interface Going {
  /** The database that it is of. */
  readonly of: Kysely<Tables>;
  readonly trx: Kysely<Tables>;
  readonly after: (() => void)[];
  /** One of another database that it is within. */
  readonly within: Going | undefined;
}

/** Of all databases together: what is kept along with work costs something at every promise of the process, once for each that keeps something. */
const going = new AsyncLocalStorage<Going>();

function goingOf(db: Kysely<Tables>): Going | undefined {
  let one = going.getStore();
  while (one && one.of !== db) one = one.within;
  return one;
}

/**
 * @param db closing it is the caller's business
 * @param hasOneConnection whether work waits for other work anyway; otherwise it is done side by side
 */
export function createUnitOfWork(db: Kysely<Tables>, hasOneConnection: boolean): UnitOfWork {
  const waiting: Waiting[] = [];
  let isWorking = false;

  async function transact<T>(work: () => Promise<T>): Promise<T> {
    if (goingOf(db)) return work();
    const after: (() => void)[] = [];
    const outcome = await db.transaction().execute(trx => going.run({ of: db, trx, after, within: going.getStore() }, work));
    for (const told of after) told();
    return outcome;
  }

  /** Commits what waits, as much as may go together at a time, until nothing waits. */
  async function workOff(): Promise<void> {
    isWorking = true;
    // Whoever has something at the same moment joins.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting.splice(0, MOST_TOGETHER);
      const isDone = batch.length > 1 && (await commitAll(batch));
      if (!isDone) for (const one of batch) await transact(one.work).then(one.resolve, one.reject);
    }
    isWorking = false;
  }

  /** @returns whether all of it was done */
  async function commitAll(batch: readonly Waiting[]): Promise<boolean> {
    const outcomes: unknown[] = [];
    try {
      await transact(async () => {
        for (const { work } of batch) outcomes.push(await work());
      });
    } catch {
      return false;
    }
    for (const [i, { resolve }] of batch.entries()) resolve(outcomes[i]);
    return true;
  }

  return {
    get db() {
      return goingOf(db)?.trx ?? db;
    },
    transact,
    together<T>(work: () => Promise<T>): Promise<T> {
      if (goingOf(db) || !hasOneConnection) return transact(work);
      return new Promise<T>((resolve, reject) => {
        waiting.push({ work, resolve: outcome => resolve(outcome as T), reject });
        if (!isWorking) void workOff();
      });
    },
    whenCommitted(work) {
      const inHand = goingOf(db);
      if (inHand) inHand.after.push(work);
      else work();
    },
  };
}

/** Work that waits to be done, and who waits for it. */
interface Waiting {
  readonly work: () => Promise<unknown>;
  readonly resolve: (outcome: unknown) => void;
  readonly reject: (error: unknown) => void;
}
