/**
 * Takes a request apart: who sends it, from where, and what its form says. Whatever is not in order is a `Problem`.
 */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { lineOf } from './line.ts';
import { readMultipart, type SentFile } from './multipart.ts';
import { farEndOf, isLocal, isSecure } from './proxy.ts';
import type { ProbeCaller, Problem, Visit } from './route.ts';
import { isSecret, newSecret, newToken, ownToken, sessionOf } from './session.ts';

/** The cookie that names a browser. */
const SESSION_COOKIE = 'anjia-session';
/** Over https cookies begin with this: browsers take them from this host alone, over https alone. */
const HOST_ONLY = '__Host-';
/** Cookies of `Answer.remember` go on with this. */
const REMEMBERED = 'anjia-keep-';
/** Renewed at each visit. */
const COOKIE_LASTS_SECONDS = 180 * 24 * 3600;

/** A visit that reads; the browser gets a session where it has none. */
export function visitOf(c: Context): Visit {
  const secret = secretOf(c) ?? newSecret();
  keep(c, SESSION_COOKIE, secret);
  return visit(c, secret, new Map());
}

/** A visit that sends a form: taken only from our own page, in the browser that the page was given to. @param takesFiles whether it may have several parts */
export async function formVisitOf(c: Context, takesFiles = false): Promise<Visit | Problem> {
  if (isForeign(c)) return 'foreign';
  const secret = secretOf(c);
  if (secret === undefined) return 'stale';
  const type = c.req.header('content-type') ?? '';
  if (takesFiles && isMultipart(c)) {
    const sent = readMultipart(new Uint8Array(await c.req.arrayBuffer()), type);
    if (!sent) return 'bad_form';
    return ownToken(sent.fields.get('token'), secret) ? visit(c, secret, sent.fields, sent.files) : 'stale';
  }
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) return 'bad_form';
  const form = new Map(new URLSearchParams(await c.req.text()));
  return ownToken(form.get('token'), secret) ? visit(c, secret, form) : 'stale';
}

/** Whether a form of several parts is sent. */
export const isMultipart = (c: Context): boolean => /^multipart\/form-data\s*;/i.test(c.req.header('content-type') ?? '');

/** Whether an error is that the other end went away while it was sending. */
export const hasGone = (error: Error, c: Context): boolean =>
  c.req.raw.signal.aborted && 'code' in error && error.code === 'ECONNRESET';

/** Makes the browser remember a setting. */
export const remember = (c: Context, name: string, value: string): void => keep(c, REMEMBERED + name, value);

/** Where a request comes from, as limits count. */
export const addressOf = (c: Context): string => lineOf(farEndOf(c));

/** Who asks a probe. */
export const callerOf = (c: Context): ProbeCaller => ({
  isLocal: isLocal(c),
  token: /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1],
});

const visit = (c: Context, secret: string, form: ReadonlyMap<string, string>, files: readonly SentFile[] = []): Visit => ({
  session: sessionOf(secret),
  newToken: () => newToken(secret),
  form,
  files,
  query: new Map(new URL(c.req.url).searchParams),
  remembered: new Map(
    [REMEMBERED, HOST_ONLY + REMEMBERED].flatMap(prefix =>
      Object.entries(getCookie(c)).flatMap(([name, value]) =>
        name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
      ),
    ),
  ),
});

/** The browser's secret. One from before it spoke https goes on, so that its conversation does. */
const secretOf = (c: Context): string | undefined =>
  [isSecure(c) ? getCookie(c, HOST_ONLY + SESSION_COOKIE) : undefined, getCookie(c, SESSION_COOKIE)].find(isSecret);

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

function keep(c: Context, name: string, value: string): void {
  const secure = isSecure(c);
  const lasting = { path: '/', httpOnly: true, sameSite: 'Lax', secure, maxAge: COOKIE_LASTS_SECONDS } as const;
  setCookie(c, secure ? HOST_ONLY + name : name, value, lasting);
  if (secure && getCookie(c, name) !== undefined) deleteCookie(c, name, { path: '/', secure });
}
