/**
 * Fair figures for benchmarks: warm-up first, then percentiles in milliseconds.
 */
export interface Timing {
  readonly p50: number;
  readonly p99: number;
}

/** Runs the work once for each input, after a warm-up over the first of them. */
export function time<T>(inputs: readonly T[], work: (input: T) => void): Timing {
  for (const input of inputs.slice(0, 100)) work(input);
  const times = inputs.map(input => {
    const start = performance.now();
    work(input);
    return performance.now() - start;
  });
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

export const shown = ({ p50, p99 }: Timing): string => `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`;

/** Memory that the process holds, in MiB, after a collection where node was started with --expose-gc. */
export function memory(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().rss / 2 ** 20;
}
