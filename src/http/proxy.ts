/**
 * What the proxy before this server says of the browser: believed from this machine alone, since anyone else could say what they like.
 */
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** Whether the browser speaks https: with the proxy, since the server itself does not. */
export const isSecure = (c: Context): boolean => fromProxy(c, 'x-forwarded-proto')?.toLowerCase() === 'https';

/** The address of the browser, or of whatever is known to be nearest to it. */
export const farEndOf = (c: Context): string => fromProxy(c, 'x-forwarded-for')?.slice(0, 64) || directOf(c);

/** Whether a request was made on this machine, and not through a proxy on it. */
export const isLocal = (c: Context): boolean =>
  isLoopback(directOf(c)) && HANDED_ON.every(name => c.req.header(name) === undefined);

/** What a proxy adds to a request that it hands on. */
const HANDED_ON = ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'];

const directOf = (c: Context): string => getConnInfo(c).remote.address ?? '';

/** The last word of a header is the proxy's own; those before it came from the browser. */
const fromProxy = (c: Context, header: string): string | undefined =>
  isLoopback(directOf(c)) ? c.req.header(header)?.split(',').at(-1)?.trim() : undefined;

/** As the system writes it; `::ffff:` is IPv4 on a socket for both. */
const isLoopback = (address: string): boolean => /^(::ffff:)?127\.|^::1$/.test(address);
