/** Files that the operator named: read, written, and said to be unusable in words. */
import type { Translate } from '../language/i18n.ts';
import { NotDoneError } from './directory/not-done.ts';

/** Work on a file. @throws {NotDoneError} where the system does not let it be done */
export function onFile<T>(file: string, work: () => T, t: Translate): T {
  try {
    return work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new NotDoneError(
      'file',
      t(code === 'EEXIST' ? 'directory-import:file.there' : 'directory-import:file.unusable', { file, code }),
    );
  }
}

/** Work that Ctrl-C stops where it can be stopped; pressed once more, it ends the program. */
export async function stoppable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once('SIGINT', stop);
  try {
    return await work(stopping.signal);
  } finally {
    process.off('SIGINT', stop);
  }
}
