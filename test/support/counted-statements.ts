/**
 * Counts what a program asks SQLite to do.
 */
import sqlite3 from 'sqlite3';

export interface Statements {
  /** Statements that read, and that write. */
  readonly reads: number;
  readonly writes: number;
  /** What was flushed to the disk: transactions that wrote, and writes outside of any. */
  readonly commits: number;
}

/** Counts from now on, over all databases of this process. */
export function countStatements(): () => Statements {
  const counts = { reads: 0, writes: 0, commits: 0 };
  let isOpen = false;
  let hasWritten = false;
  const count = (sql: string) => {
    // What begins with a list may write all the same.
    const [word = ''] =
      /\b(?:begin|commit|rollback|insert|update|delete|select|pragma)\b/i.exec(sql.replace(/\([^()]*\)/g, '')) ?? [];
    switch (word.toLowerCase()) {
      case 'begin':
        isOpen = true;
        hasWritten = false;
        return;
      case 'commit':
      case 'rollback':
        if (hasWritten) counts.commits++;
        isOpen = false;
        return;
      case 'insert':
      case 'update':
      case 'delete':
        counts.writes++;
        hasWritten = true;
        if (!isOpen) counts.commits++;
        return;
      default:
        counts.reads++;
    }
  };
  const { prototype } = sqlite3.Statement as unknown as { prototype: Record<'run' | 'all', (...given: unknown[]) => unknown> };
  for (const method of ['run', 'all'] as const) {
    const real = prototype[method];
    prototype[method] = function (this: { readonly sql: string }, ...given: unknown[]) {
      count(this.sql);
      return real.apply(this, given);
    };
  }
  return () => ({ ...counts });
}
