/**
 * Takes a request apart: who sends it, from where, and what its form says. Whatever is not in order is a `Problem`.
 */
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { ProbeCaller, Problem, Visit } from './route.ts';
import { isSecret, newSecret, newToken, ownToken, sessionOf } from './session.ts';

/** The cookie that names a browser. */
const SESSION_COOKIE = 'anjia-session';
/** Cookies of `Answer.remember` begin with this. */
const REMEMBERED = 'anjia-keep-';
/** Renewed at each visit. */
const COOKIE_LASTS_SECONDS = 180 * 24 * 3600;

/** A visit that reads; the browser gets a session where it has none. */
export function visitOf(c: Context): Visit {
  const kept = getCookie(c, SESSION_COOKIE);
  const secret = isSecret(kept) ? kept : newSecret();
  keep(c, SESSION_COOKIE, secret);
  return visit(c, secret, new Map());
}

/** A visit that sends a form: taken only from our own page, in the browser that the page was given to. */
export async function formVisitOf(c: Context): Promise<Visit | Problem> {
  if (isForeign(c)) return 'foreign';
  const secret = getCookie(c, SESSION_COOKIE);
  if (!isSecret(secret)) return 'stale';
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) return 'bad_form';
  const form = new Map(new URLSearchParams(await c.req.text()));
  return ownToken(form.get('token'), secret) ? visit(c, secret, form) : 'stale';
}

/** Makes the browser remember a setting. */
export const remember = (c: Context, name: string, value: string): void => keep(c, REMEMBERED + name, value);

/**
 * The address that a request comes from. A proxy on this machine is believed when it names the address before it; anyone else could name
 * what they like.
 */
export function addressOf(c: Context): string {
  const direct = getConnInfo(c).remote.address ?? '';
  return (isLoopback(direct) && c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim().slice(0, 64)) || direct;
}

/** What a proxy adds to a request that it hands on. */
const HANDED_ON = ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'];

/** Who asks a probe. */
export const callerOf = (c: Context): ProbeCaller => ({
  isLocal: isLoopback(getConnInfo(c).remote.address ?? '') && HANDED_ON.every(name => c.req.header(name) === undefined),
  token: /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1],
});

const visit = (c: Context, secret: string, form: ReadonlyMap<string, string>): Visit => ({
  session: sessionOf(secret),
  newToken: () => newToken(secret),
  form,
  remembered: new Map(
    Object.entries(getCookie(c)).flatMap(([name, value]) =>
      name.startsWith(REMEMBERED) ? [[name.slice(REMEMBERED.length), value] as const] : [],
    ),
  ),
});

/**
 * Whether another site sends the form. Browsers name no origin (`null`) with our referrer policy, so that alone proves nothing: the token
 * decides.
 */
function isForeign(c: Context): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = c.req.header('origin');
  if (origin === undefined || origin === 'null') return false;
  return !URL.canParse(origin) || new URL(origin).host !== c.req.header('host');
}

const keep = (c: Context, name: string, value: string): void =>
  setCookie(c, name, value, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(c),
    maxAge: COOKIE_LASTS_SECONDS,
  });

/** Whether the browser speaks https: with the proxy before us, which says so. */
const isSecure = (c: Context): boolean => c.req.header('x-forwarded-proto') === 'https' || c.req.url.startsWith('https:');

const isLoopback = (address: string): boolean => /^(::ffff:)?127\.|^::1$/.test(address);
