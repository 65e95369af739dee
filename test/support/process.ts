/**
 * Programs of the tests that run in processes of their own and speak with their parent.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export interface Running {
  /** The next thing that it says. @throws where it ends instead, or says nothing for long */
  hears(withinMs?: number): Promise<unknown>;
  tell(message: unknown): void;
  /** Ends it as an operator does. @throws where it does not end */
  stop(): Promise<void>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  readonly isRunning: boolean;
  /** Milliseconds that processors worked for it; Linux alone tells. */
  cpuMs(): number;
  /** Memory that it holds, in MiB; Linux alone tells. @throws where it is no more */
  memory(): number;
}

/** What `/proc` counts in. */
const TICK_MS = 10;

/** @param module address of the file @param flags for node */
export function startProcess(module: URL, env: NodeJS.ProcessEnv = {}, flags: readonly string[] = []): Running {
  const child: ChildProcess = fork(module, {
    env: { ...process.env, ...env },
    execArgv: [...flags, '--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const said: unknown[] = [];
  const waiting: ((message: unknown) => void)[] = [];
  child.on('message', message => {
    const next = waiting.shift();
    if (next) next(message);
    else said.push(message);
  });
  const ended = once(child, 'exit');
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  return {
    hears: (withinMs = 120_000) =>
      new Promise((resolve, reject) => {
        if (said.length > 0) {
          resolve(said.shift());
          return;
        }
        const timer = setTimeout(() => reject(new Error(`${module.pathname} said nothing for ${withinMs} ms`)), withinMs);
        waiting.push(message => {
          clearTimeout(timer);
          resolve(message);
        });
        void ended.then(() => {
          clearTimeout(timer);
          reject(new Error(`${module.pathname} ended`));
        });
      }),
    tell(message) {
      child.send(message as object);
    },
    async stop() {
      if (isRunning()) child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await ended;
      clearTimeout(timer);
      if (child.exitCode !== 0) throw new Error(`${module.pathname} ended with ${child.exitCode ?? child.signalCode}`);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    get isRunning() {
      return isRunning();
    },
    memory() {
      const [, kib] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      if (kib === undefined) throw new Error(`${module.pathname} is no more`);
      return Number(kib) / 1024;
    },
    cpuMs() {
      const [user = 0, system = 0] = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
        .split(') ')[1]!
        .split(' ')
        .slice(11, 13)
        .map(Number);
      return (user + system) * TICK_MS;
    },
  };
}

/** In the process: what its parent sends. */
export function onMessage(work: (message: unknown) => void): void {
  process.on('message', work);
}

/** In the process: says something to its parent. */
export function say(message: unknown): void {
  process.send?.(message);
}

/** In the process: what is done when the parent wants it to end. Without a parent it ends at once. */
export function onStop(work: () => Promise<void>): void {
  process.once('disconnect', () => process.exit());
  process.once('SIGTERM', () => {
    work().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
