/**
 * Handlers who take cases out of the queue as fast as they can, each with the link of its chain in the same transaction.
 */
import { linked } from '../../src/grievance/history.ts';
import type { Reaches } from '../../src/grievance/store.ts';
import { systemRandom } from '../../src/shared/random.ts';
import type { Storage } from '../../src/storage/index.ts';

/** That somebody took a case: between which instants, in nanoseconds of the machine's clock that only goes forward. */
export interface Claim {
  readonly number: number;
  readonly holder: string;
  readonly began: number;
  readonly given: number;
}

/** Takes cases until none is left within reach. */
export async function claimAll({ grievances, transact }: Storage, holder: string, reaches: Reaches): Promise<readonly Claim[]> {
  const claims: Claim[] = [];
  for (;;) {
    const claim = await transact(async () => {
      const at = new Date();
      const began = Number(process.hrtime.bigint());
      const waiting = await grievances.nextWaiting(reaches);
      const given = Number(process.hrtime.bigint());
      if (!waiting) return undefined;
      const { grievance, head } = waiting;
      const { number, handlers, version } = grievance;
      const taken = { state: 'working', holder, leaseUntil: at, handlers: [...handlers, holder], version: version + 1 } as const;
      const link = linked(head, { case: number, by: holder, action: 'claim', at }, systemRandom);
      if (!(await grievances.putLinked({ ...grievance, ...taken }, link)))
        throw new Error(`${number} was taken by somebody else`);
      return { number, holder, began, given };
    });
    if (!claim) return claims;
    claims.push(claim);
  }
}
