import type { Translate } from '../language/i18n.ts';

/** The command line itself was wrong: its message says what to type instead, and the exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Flags that a command does not know are refused, so that a slip of the finger is not silently ignored.
 * @param given what was typed, as parsed
 * @param known the command's own arguments
 * @throws {UsageError}
 */
export function refuseUnknownFlags(given: object, known: object, t: Translate): void {
  const plain = (name: string) => name.replaceAll('-', '').toLowerCase();
  const names = new Set(Object.keys(known).map(plain));
  const flag = Object.keys(given).find(name => name !== '_' && !names.has(plain(name)));
  if (flag === undefined) return;
  const allowed = Object.keys(known).map(name => `--${name}`);
  throw new UsageError(t('import:usage.flag_unknown', { flag: `--${flag}`, allowed: allowed.join(' ') }));
}
