/**
 * What goes wrong on the way, by chance from a seed: before a request had its effect, or after it.
 */
import { createRandom } from '../random.ts';

/** What may go wrong with a request. */
export const FAULTS = [
  /** 429 with seconds to wait; nothing was done. */
  'tooMany',
  /** 502 before, or after, it was done. */
  'error',
  'errorAfter',
  /** The connection breaks before, or after, it was done. */
  'cut',
  'cutAfter',
  /** Nothing comes back for long, and then the connection breaks. */
  'stall',
  'stallAfter',
  /** 200 with a page that is no answer. */
  'garbage',
  'garbageAfter',
] as const;

export type Fault = (typeof FAULTS)[number];

/** From 0 to 1 each; what is absent does not happen. */
export interface FaultPlan extends Partial<Readonly<Record<Fault, number>>> {
  readonly seed: number;
  /** The share of updates that go out twice. */
  readonly twice?: number | undefined;
  /** Methods that it happens to. Default: all but `getMe`. */
  readonly methods?: readonly string[] | undefined;
  /** Whether it happens to what is meant for groups alone. Default false. */
  readonly inGroups?: boolean | undefined;
  /** How long nothing comes back. Default: 2000. */
  readonly stallMs?: number | undefined;
  /** The longest that a 429 asks to wait, in seconds; the shortest is 1. Default: 1. */
  readonly waitSeconds?: number | undefined;
}

export interface Faults {
  /** What goes wrong with a request; nothing where nothing does. @param chat that it is for */
  next(method: string, chat?: number): Fault | undefined;
  /** Seconds that a 429 asks to wait. */
  wait(): number;
  isTwice(): boolean;
  readonly stallMs: number;
  /** How often each happened. */
  readonly counts: Readonly<Partial<Record<Fault, number>>>;
}

export function createFaults(plan: FaultPlan | undefined): Faults {
  const random = createRandom(plan?.seed ?? 0);
  const counts: Partial<Record<Fault, number>> = {};
  const chance = () => random.below(1_000_000) / 1_000_000;
  return {
    next(method, chat) {
      if (!plan || !(plan.methods?.includes(method) ?? method !== 'getMe')) return undefined;
      if (plan.inGroups === true && !(chat !== undefined && chat < 0)) return undefined;
      let left = chance();
      for (const fault of FAULTS) {
        left -= plan[fault] ?? 0;
        if (left >= 0) continue;
        counts[fault] = (counts[fault] ?? 0) + 1;
        return fault;
      }
      return undefined;
    },
    wait: () => 1 + random.below(plan?.waitSeconds ?? 1),
    isTwice: () => plan?.twice !== undefined && chance() < plan.twice,
    stallMs: plan?.stallMs ?? 2_000,
    counts,
  };
}
