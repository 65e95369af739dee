/**
 * What a room may tell the operator. No message text, no cookie, no name ever goes in: fields are numbers, ids of ours and fixed words.
 */

/** Written as one line each, to standard error. */
export interface Log {
  debug(fields: object, event: string): void;
  info(fields: object, event: string): void;
  error(fields: object, event: string): void;
}

/** An error as far as a log may hold it: its kind, its code and where it came from, without its message, which may quote a person. */
export function traceOf(error: unknown): { readonly error: string; readonly code?: string; readonly at: readonly string[] } {
  if (!(error instanceof Error)) return { error: typeof error, at: [] };
  const at = (error.stack ?? '').split('\n').flatMap(line => /^\s+at (.+)$/.exec(line)?.[1] ?? []);
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { error: error.name, ...code, at: at.slice(0, 6) };
}
