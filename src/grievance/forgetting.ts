/**
 * Forgets what is personal of cases: when their kind has been kept long enough, and when somebody asks. The figures and the chain stay, and the chain
 * says that it was erased.
 *
 * Whoever has themselves erased takes back what is still open, since nothing of it would be left to work on; those who have it too hear of that, and
 * may report it themselves. A household's file that goes takes what ended with it, and what the office took down for it; what its people reported
 * themselves stays theirs, without the file: nobody makes a grievance vanish by deleting a file.
 */
import { SYSTEM } from '../directory/actors.ts';
import type { HouseholdId } from '../shared/ids.ts';
import { type Grievance, OPEN } from './model.ts';
import type { Moves } from './moves.ts';
import type { GrievanceParts } from './parts.ts';
import type { Grievances } from './service.ts';
import type { GrievanceStore } from './store.ts';

/** So many are forgotten in one transaction. */
const AT_A_TIME = 100;
const DAY_MS = 24 * 3600 * 1000;
/** So often a case is tried again that somebody else changes meanwhile. */
const TRIES = 5;

type Forgetting = Pick<Grievances, 'forget' | 'erase' | 'eraseHousehold' | 'moveHousehold'>;

export function createForgetting({ store, directory, kinds, clock }: GrievanceParts, moves: Moves): Forgetting {
  const forget = async (number: number): Promise<void> => {
    await store.erase(number);
    await moves.link(number, SYSTEM.id, 'erase');
  };

  /** Changes it as it is now, whoever else changes it at the same time. */
  const insist = async (number: number, change: (grievance: Grievance) => Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < TRIES; tries++) {
      const grievance = await store.get(number);
      if (!grievance || (await change(grievance))) return;
    }
    throw new Error(`case ${number} was changed again and again`);
  };

  /** Nobody is told who is being forgotten. */
  const withdrawn = (number: number) =>
    insist(number, async grievance => {
      if (!OPEN.includes(grievance.state)) return true;
      const now = { ...moves.after(grievance, 'withdraw', SYSTEM.id, {}), reporter: undefined };
      if (!(await store.put(now))) return false;
      await moves.noted(grievance, now, 'withdraw', SYSTEM.id);
      return true;
    });

  /** @param household the file that it belongs to from now on; nothing for none */
  const filedWith = (number: number, household: HouseholdId | undefined, action: 'eraseHousehold' | 'moveHousehold') =>
    insist(number, async grievance => {
      if (!(await store.put({ ...grievance, household, version: grievance.version + 1 }))) return false;
      await moves.link(number, SYSTEM.id, action);
      return true;
    });

  /** Those of a kind that ended longer ago. @returns how many */
  const forgetOf = async (kind: Parameters<GrievanceStore['endedBefore']>[0], keepDays: number): Promise<number> => {
    const before = new Date(clock.now().getTime() - keepDays * DAY_MS);
    for (let forgotten = 0; ; ) {
      const numbers = await store.endedBefore(kind, before, AT_A_TIME);
      await directory.transact(async () => {
        for (const number of numbers) await forget(number);
      });
      forgotten += numbers.length;
      if (numbers.length < AT_A_TIME) return forgotten;
    }
  };

  return {
    async forget() {
      let forgotten = 0;
      for (const { id, keepDays } of kinds()) forgotten += await forgetOf(id, keepDays);
      // A kind that the knowledge names no more is kept as long as any, and not for ever.
      const longest = Math.max(...kinds().map(({ keepDays }) => keepDays));
      return forgotten + (await forgetOf({ otherThan: kinds().map(({ id }) => id) }, longest));
    },

    erase: ({ channel, account, person }) =>
      directory.transact(async () => {
        const who = { channel, account, person };
        for (const number of await store.numbersOf({ reporter: who })) {
          await withdrawn(number);
          await forget(number);
        }
        await store.eraseSupporter(who);
      }),

    eraseHousehold: household =>
      directory.transact(async () => {
        // While it is known whose file it is: its household still counts once.
        await store.eraseSupporter({ household });
        for (const number of await store.numbersOf({ household })) {
          const grievance = await store.get(number);
          if (grievance?.reporter && OPEN.includes(grievance.state)) await filedWith(number, undefined, 'eraseHousehold');
          else {
            await withdrawn(number);
            await forget(number);
          }
        }
      }),

    moveHousehold: (from, into) =>
      directory.transact(async () => {
        for (const number of await store.numbersOf({ household: from })) await filedWith(number, into, 'moveHousehold');
        await store.moveSupporters(from, into);
      }),
  };
}
