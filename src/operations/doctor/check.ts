/**
 * A check looks at one thing and says in a code how it is; `locales/<language>/operations.json` says below `doctor` what to do about it.
 */

/** How something is. A fault keeps the assistant from working, or loses data; a warning is to be looked after. */
export type Level = 'ok' | 'warning' | 'fault';

/** What a check found. */
export interface Finding {
  readonly level: Level;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** One thing to look at. */
export interface Check {
  readonly name: string;
  look(): Finding | Promise<Finding>;
}

/** It is well. */
export const ok = (code: string, params: Finding['params'] = {}): Finding => ({ level: 'ok', code, params });
/** It is to be looked after. */
export const warning = (code: string, params: Finding['params'] = {}): Finding => ({ level: 'warning', code, params });
/** It does not work, or will not. */
export const fault = (code: string, params: Finding['params'] = {}): Finding => ({ level: 'fault', code, params });

/** Looks at one thing after the other; a check that itself fails, or does not come to an end, has found a fault. */
export async function* runChecks(
  checks: readonly Check[],
  patienceMs = 60_000,
): AsyncGenerator<Finding & { readonly check: string }> {
  for (const { name, look } of checks) {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Finding>(resolve => {
      timer = setTimeout(() => resolve(fault('too_slow', { seconds: Math.round(patienceMs / 1000) })), patienceMs);
    });
    const found = Promise.resolve()
      .then(look)
      .catch((error: unknown) => fault('failed', { reason: reasonOf(error) }));
    yield { check: name, ...(await Promise.race([found, late]).finally(() => clearTimeout(timer))) };
  }
}

/** The system's word for what went wrong; an error's message may quote what it should not. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const inner: string | undefined = error.cause instanceof Error ? reasonOf(error.cause) : undefined;
  return inner ?? ('code' in error && typeof error.code === 'string' ? error.code : error.name);
}
