/**
 * Who may ask an API, and how much: limits by address and by token, the holder of the token found.
 */
import type { MiddlewareHandler } from 'hono';
import type { Rate } from '../shared/buckets.ts';
import type { Clock } from '../shared/clock.ts';
import type { Answering, ApiEnvironment } from './answering.ts';
import { createLimiter } from './limits.ts';
import { addressOf } from './visit.ts';

/** How much may be asked of an API. */
export interface ApiLimits {
  /** Requests of one token. Default: 120 at once, then 10 a second. */
  readonly token: Rate;
  /** Requests of one address. Default: 300 at once, then 20 a second. */
  readonly address: Rate;
  /**
   * Requests of one address whose token is missing or refused. Default: 10 at once, then one in ten seconds. Nobody guesses a token of 256 bits: this
   * spares the log and the database, and a valid token from the same address goes on.
   */
  readonly refused: Rate;
}

/** What holds unless somebody says otherwise. */
const API_LIMITS: ApiLimits = {
  token: { burst: 120, perSecond: 10 },
  address: { burst: 300, perSecond: 20 },
  refused: { burst: 10, perSecond: 0.1 },
};

/** Who may come in. */
export interface AdmissionParts<Caller> {
  /** Who holds a token; `undefined` where nobody does (any more). */
  authenticate(token: string): Promise<Caller | undefined>;
  /** Told of each token that is refused, within the limits. */
  onRefused(): Promise<void>;
  /** Names a caller to the limits. */
  keyOf(caller: Caller): string;
  readonly clock: Clock;
  readonly limits?: ApiLimits | undefined;
}

/** The gates: the address first, for everybody; then the token. */
export function createAdmission<Caller>(
  { authenticate, onRefused, keyOf, clock, limits = API_LIMITS }: AdmissionParts<Caller>,
  { refuse, holdOff }: Answering,
): Record<'ofAddress' | 'ofToken', MiddlewareHandler<ApiEnvironment>> {
  const takeOfToken = createLimiter(limits.token, clock);
  const takeOfAddress = createLimiter(limits.address, clock);
  const takeRefused = createLimiter(limits.refused, clock);
  return {
    async ofAddress(c, next) {
      const wait = takeOfAddress(addressOf(c));
      return wait > 0 ? holdOff(c, wait) : next();
    },
    async ofToken(c, next) {
      const token = /^bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
      const caller = token === undefined ? undefined : await authenticate(token);
      if (caller === undefined) {
        const wait = takeRefused(addressOf(c));
        if (wait > 0) return holdOff(c, wait);
        if (token !== undefined) await onRefused();
        c.header('www-authenticate', token === undefined ? 'Bearer' : 'Bearer error="invalid_token"');
        return refuse(c, token === undefined ? 'token-missing' : 'token-refused');
      }
      c.set('caller', caller);
      const wait = takeOfToken(keyOf(caller));
      return wait > 0 ? holdOff(c, wait) : next();
    },
  };
}
