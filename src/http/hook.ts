/**
 * What other servers post to us: the secret first, in constant time and within limits of its own, then the body, which is JSON and not long.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, Handler, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Rate } from '../shared/buckets.ts';
import type { Clock } from '../shared/clock.ts';
import { type Log, traceOf } from '../shared/log.ts';
import { createLimiter } from './limits.ts';
import type { Hook } from './route.ts';
import { addressOf } from './visit.ts';

/** The longest body that is taken, in bytes. */
const LONGEST_BODY = 1024 * 1024;
/** What one address may post without the secret; whoever has it is not limited. */
const FORGED: Rate = { burst: 10, perSecond: 0.1 };

/** What all hooks share. */
export interface HookParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly onForged?: ((path: string) => Promise<void>) | undefined;
}

/** Makes the handlers of each hook. */
export function createHookHandler({
  clock,
  log,
  onForged,
}: HookParts): (hook: Hook) => [MiddlewareHandler, MiddlewareHandler, Handler] {
  const takeForged = createLimiter(FORGED, clock);
  return ({ path, secret, take }) => [
    async (c, next) => {
      if (isEqual(c.req.header(secret.header) ?? '', secret.value)) return next();
      const wait = takeForged(addressOf(c));
      // What was not read is not waited for.
      c.header('connection', 'close');
      if (wait > 0) return c.body(null, 429, { 'retry-after': String(wait) });
      log.error({ path }, 'hook called without its secret');
      await onForged?.(path);
      return c.body(null, 401);
    },
    bodyLimit({ maxSize: LONGEST_BODY, onError: c => c.body(null, 413, { connection: 'close' }) }),
    async c => {
      if (!/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')) return c.body(null, 415);
      const body = await bodyOf(c);
      if (body === undefined) return c.body(null, 400);
      try {
        return c.body(null, (await take(body)) === 'taken' ? 200 : 503);
      } catch (error) {
        log.error(traceOf(error), 'hook not taken');
        return c.body(null, 503);
      }
    },
  ];
}

/** Digests are of one length, whatever was sent. */
function isEqual(given: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(right));
}

async function bodyOf(c: Context): Promise<object | undefined> {
  try {
    const body: unknown = JSON.parse(await c.req.text());
    return typeof body === 'object' && body !== null ? body : undefined;
  } catch {
    return undefined;
  }
}
