/**
 * Time that passes only when nothing is being done: hours of waiting take as long as the work in them.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/shared/clock.ts';

export interface VirtualTime {
  readonly clock: Clock;
  /** Comes true when so much time has passed, or as soon as the signal says. */
  pause(ms: number, signal?: AbortSignal): Promise<void>;
  /** The same object, whose calls keep time from passing until they are answered. */
  watched<T extends object>(parts: T): T;
  /** Lets time pass until the condition holds. @throws where nothing is left to wait for */
  passUntil(holds: () => boolean): Promise<void>;
}

/** What is going on ends within so many turns of the event loop, where it waits for nothing outside. */
const TURNS = 3;

export function virtualTime(instant: string): VirtualTime {
  let now = Date.parse(instant);
  let working = 0;
  const waiting = new Map<() => void, number>();

  /** Whether everything that is going on waits for time to pass. */
  async function isStill(): Promise<boolean> {
    for (let n = 0; n < TURNS; n++) {
      await turn();
      if (working > 0) return false;
    }
    return true;
  }

  return {
    clock: { now: () => new Date(now) },
    pause: (ms, signal) =>
      new Promise<void>(resolve => {
        const end = () => {
          waiting.delete(end);
          signal?.removeEventListener('abort', end);
          resolve();
        };
        if (signal?.aborted === true) return resolve();
        waiting.set(end, now + Math.max(0, ms));
        signal?.addEventListener('abort', end);
      }),
    watched: parts =>
      new Proxy(parts, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name);
          if (typeof value !== 'function') return value;
          return (...given: readonly unknown[]) => {
            const answer: unknown = Reflect.apply(value, target, given);
            if (!(answer instanceof Promise)) return answer;
            working++;
            return answer.finally(() => working--);
          };
        },
      }),
    async passUntil(holds) {
      while (!holds()) {
        if (!(await isStill())) continue;
        if (holds()) return;
        const next = Math.min(...waiting.values());
        if (!Number.isFinite(next)) throw new Error('nothing is left to wait for');
        now = Math.max(now, next);
        for (const [end, at] of waiting) if (at <= now) end();
      }
    },
  };
}
