/**
 * Keeps a puppet connected: whatever ends a connection, another one follows, after a pause that grows while nothing comes of it. How the account is
 * goes to whoever listens.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { AccountState } from '../../message/channel.ts';
import type { Lost, Puppet, Session, SessionEvents } from './session.ts';

/** Pauses between connections, in milliseconds; twice as long each time, until one held for as long as the longest. */
export interface Backoff {
  readonly firstMs: number;
  readonly mostMs: number;
}

export const BACKOFF: Backoff = { firstMs: 1_000, mostMs: 60_000 };

/** What the supervisor is made of. */
export interface SupervisorParts {
  readonly open: (events: SessionEvents) => Session;
  /** What happens besides coming and going. */
  readonly events: Omit<SessionEvents, 'scan' | 'login'>;
  /** Told how the account is, each time that it is heard of. */
  readonly state: (state: AccountState) => void;
  /** Told of each login, after the state. */
  readonly login: (puppet: Puppet) => void;
  readonly backoff?: Backoff | undefined;
}

/** Keeps connected until it is stopped. */
export interface Supervisor {
  /** The puppet whose account is logged in. */
  readonly puppet: Puppet | undefined;
  start(): void;
  /** Sending has met a line that is gone: there is no need to wait for more signs. */
  lose(puppet: Puppet): void;
  stop(): Promise<void>;
}

export function createSupervisor({ open, events, state, login, backoff = BACKOFF }: SupervisorParts): Supervisor {
  let puppet: Puppet | undefined;
  let lose: (why: Lost) => void = () => {};
  let stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();

  async function run(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      let onlineAt: number | undefined;
      const given = new Promise<Lost>(resolve => {
        lose = resolve;
      });
      const session = open({
        ...events,
        scan: code => state({ kind: 'offline', reason: 'offline', login: code }),
        login: one => {
          puppet = one;
          onlineAt = performance.now();
          state({ kind: 'online' });
          login(one);
        },
      });
      const why = await Promise.race([session.lost, given]);
      puppet = undefined;
      await session.close();
      if (signal.aborted) return;
      state({ kind: 'offline', reason: why === 'logout' ? 'offline' : 'network' });
      if (onlineAt !== undefined && performance.now() - onlineAt > backoff.mostMs) failures = 0;
      const ms = Math.min(backoff.mostMs, backoff.firstMs * 2 ** Math.min(failures, 20));
      failures++;
      await pause(ms, undefined, { signal }).catch(() => {});
    }
  }

  return {
    get puppet() {
      return puppet;
    },
    start() {
      stopping = new AbortController();
      running = run(stopping.signal);
    },
    lose(gone) {
      if (gone === puppet) lose('line');
    },
    async stop() {
      stopping.abort();
      lose('closed');
      await running;
    },
  };
}
