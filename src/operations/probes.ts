/**
 * What programs that watch the assistant may ask: whether it works, and its figures.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Translate } from '../language/i18n.ts';
import type { Metrics } from './metrics.ts';

/** What the probes are made of. */
export interface ProbeParts {
  readonly metrics: Metrics;
  /** Fails where the database does not answer. */
  readonly askDatabase: () => Promise<unknown>;
  /** Opens the figures to others than this machine. */
  readonly token?: string | undefined;
  readonly t: Translate;
  /** The database is given so long to answer. Default five seconds. */
  readonly patienceMs?: number;
}

/** Who asks: on this machine and not through a proxy, or with a token. */
interface Caller {
  readonly isLocal: boolean;
  readonly token?: string | undefined;
}

const PLAIN = 'text/plain; charset=utf-8';

/** `/healthz` and `/metrics`. */
export function createProbes({ metrics, askDatabase, token, t, patienceMs = 5000 }: ProbeParts) {
  const health = async () => {
    if (await within(patienceMs, askDatabase())) return { status: 200, type: PLAIN, body: 'ok' } as const;
    return { status: 503, type: PLAIN, body: t('operations:health.no_database') } as const;
  };
  const figures = async (caller: Caller) => {
    if (caller.isLocal || isToken(caller.token, token)) return { status: 200, ...(await metrics.text()) } as const;
    return { status: 403, type: PLAIN, body: t('operations:health.closed') } as const;
  };
  return [
    { path: '/healthz', answer: health },
    { path: '/metrics', answer: figures },
  ];
}

/** Whether it comes true in time. */
async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>(resolve => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const done = work.then(
    () => true,
    () => false,
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}

/** Compared in a time that tells nothing of where they differ. */
function isToken(given: string | undefined, token: string | undefined): boolean {
  if (given === undefined || token === undefined) return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
