/**
 * How a case is answered, confirmed, and taken up again. Nothing is closed by whoever answered it: somebody else calls, or whoever reported it says
 * so.
 */
import type { Random } from '../shared/random.ts';
import type { Grievance, GrievanceState } from './model.ts';
import type { GrievanceParts } from './parts.ts';
import { recordOf, withAddition } from './said.ts';
import type { Step } from './steps.ts';

/**
 * Where an answer leads. Somebody else calls about a share of each kind, drawn by lot, and about every case whose reporter nobody can write to. Who
 * reported without a name is not called, since nobody may know of whom to ask: they confirm it where they reported it.
 */
export function afterAnswer({ kindOf, random }: Pick<GrievanceParts, 'kindOf' | 'random'>, grievance: Grievance): GrievanceState {
  const { isAnonymous, phone } = recordOf(grievance);
  if (!grievance.reporter) return 'calling-back';
  if (isAnonymous || phone === undefined) return 'answered';
  return isDrawn(random, kindOf(grievance.kind)?.callShare ?? 0) ? 'calling-back' : 'answered';
}

/** So many values two bytes have. */
const DRAWS = 65_536;

/** Whether it is one of so many in a hundred. */
function isDrawn(random: Random, percent: number): boolean {
  const [high = 0, low = 0] = random.bytes(2);
  return high * 256 + low < (percent / 100) * DRAWS;
}

/** It is settled. */
export const closedAs = (outcome: NonNullable<Grievance['outcome']>): Step => ({ change: { outcome }, said: { outcome } });

/** It goes back to its place in the queue, with why. */
export const reopenedFor = (grievance: Grievance, why: string, now: Date): Step => ({
  change: {
    reopenings: grievance.reopenings + 1,
    answeredAt: undefined,
    record: withAddition(recordOf(grievance), now, why),
  },
  said: { why },
});
