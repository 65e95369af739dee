import type { Clock } from '../../src/shared/clock.ts';

/** A clock that stands still until it is moved. */
export interface TestClock extends Clock {
  pass(ms: number): void;
}

export function clockAt(instant: string): TestClock {
  let now = Date.parse(instant);
  return {
    now: () => new Date(now),
    pass(ms) {
      now += ms;
    },
  };
}
