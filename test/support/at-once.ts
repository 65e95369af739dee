import { gradually, type Steps } from '../../src/shared/gradual.ts';

/** Does all of the work. */
export const atOnce = <T>(steps: Steps<T>): T => gradually(() => steps)();
