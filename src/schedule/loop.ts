/**
 * Work that is done again and again, more often than a clock on the wall tells: one run after the other, with a pause between them.
 */

/** Work with its pauses. */
export interface Loop {
  start(): void;
  /** Begins no further run and waits for the one in hand. */
  stop(): Promise<void>;
}

/** @param onFault told of a run that failed; the next one comes all the same */
export function createLoop(run: () => Promise<void>, pauseMs: number, onFault: (error: unknown) => void): Loop {
  let timer: NodeJS.Timeout | undefined;
  let inHand: Promise<void> = Promise.resolve();
  let stopped = true;
  const next = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      inHand = run().catch(onFault).then(next);
    }, pauseMs);
  };
  return {
    start() {
      stopped = false;
      next();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await inHand;
    },
  };
}
