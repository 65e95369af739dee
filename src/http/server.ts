/**
 * The web server: from a request to a route's answer, with everything that no route has to think of.
 */
import type { Server as NodeServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { timeout } from 'hono/timeout';
import type { Clock } from '../shared/clock.ts';
import { type Log, traceOf } from '../shared/log.ts';
import type { ApiEnvironment } from './answering.ts';
import type { Api } from './api.ts';
import { type Asset, serveAsset } from './assets.ts';
import { securityHeaders } from './headers.ts';
import { createHookHandler } from './hook.ts';
import { createLimiter, DEFAULT_LIMITS, type Limits } from './limits.ts';
import {
  type Answer,
  type Answered,
  type Hook,
  type Probe,
  type Problem,
  type ProblemPage,
  type Route,
  STATUS,
  type Unsent,
  type Visit,
} from './route.ts';
import { addressOf, callerOf, formVisitOf, hasGone, isMultipart, remember, visitOf } from './visit.ts';

/** So long whoever asks may take, in milliseconds; `connectionsCheckingInterval`: how often that is looked after. */
export type Patience = Readonly<
  Record<'requestTimeout' | 'headersTimeout' | 'keepAliveTimeout' | 'connectionsCheckingInterval', number>
>;

/** What the server serves, and where. */
export interface ServerParts {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly routes: readonly Route[];
  readonly assets?: readonly Asset[];
  readonly probes?: readonly Probe[];
  readonly hooks?: readonly Hook[];
  /** Told of what was posted to a hook without its secret, within the limits. */
  readonly onForged?: (path: string) => Promise<void>;
  /** Told of every request once it is answered. */
  readonly observe?: (answered: Answered) => void;
  /** Served below its base, with limits and problems of its own. */
  readonly api?: Api | undefined;
  /** Shown for every request that is not served. */
  readonly problemPage: ProblemPage;
  readonly clock: Clock;
  readonly log: Log;
  /** Default: `DEFAULT_LIMITS`. */
  readonly limits?: Limits;
  /** Default: a minute for a request, ten seconds for its head. */
  readonly patience?: Patience;
  /** A route that has not answered after so long is answered for with `slow`. Default 20 seconds. */
  readonly answerWithinMs?: number;
}

/** The web server, stopped until `start`. */
export interface Server {
  /** Where it is reached, such as `http://127.0.0.1:3000`; before `start` the port may be 0. */
  readonly url: string;
  /** @throws where the port is taken or may not be used (an error with the system's `code`) */
  start(): Promise<void>;
  /** Takes no new request and waits, at most ten seconds, for those in hand. */
  stop(): Promise<void>;
}

/** The longest form that is taken, in bytes. */
const LONGEST_FORM = 16 * 1024;
/** Files come in over slow lines: so long such a form may take altogether. */
const UPLOAD_WITHIN_MS = 90_000;
/** So many forms with files are taken at a time, of all and of one address: each lies in memory. */
const UPLOADS_AT_ONCE = { all: 4, address: 2 };
const STOP_WITHIN_MS = 10_000;
/** A county's table of 6 MiB comes in a minute over a line of one megabit. */
const PATIENCE: Patience = {
  requestTimeout: 60_000,
  headersTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 2_000,
};

/** Makes the server; nothing is opened before `start`. */
export function createServer(parts: ServerParts): Server {
  const { host } = parts;
  let { port } = parts;
  let stopping = false;
  const app = appOf(parts, () => stopping);
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions: parts.patience ?? PATIENCE }) as NodeServer;
  return {
    get url() {
      return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    },
    start: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          port = (server.address() as AddressInfo).port;
          resolve();
        });
      }),
    async stop() {
      stopping = true;
      const deadline = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS);
      await new Promise(resolve => server.close(resolve));
      clearTimeout(deadline);
    },
  };
}

type Environment = { Variables: { unsent?: Unsent } & ApiEnvironment['Variables'] };

function appOf(
  { routes, assets = [], probes = [], hooks = [], api, problemPage, clock, log, ...options }: ServerParts,
  isStopping: () => boolean,
): Hono<Environment> {
  const limits = options.limits ?? DEFAULT_LIMITS;
  const takeOfAddress = createLimiter(limits.address, clock);
  const takeOfSession = createLimiter(limits.session, clock);

  const refuse = (c: Context<Environment>, problem: Problem, headers: Record<string, string> = {}): Response =>
    c.html(problemPage(problem, c.get('unsent')), STATUS[problem], { 'cache-control': 'no-store', ...headers });
  const refuseForNow = (c: Context<Environment>, seconds: number): Response =>
    refuse(c, 'too_many', { 'retry-after': String(seconds) });

  const app = new Hono<Environment>();
  app.use(securityHeaders());
  app.use(async (c, next) => {
    const start = performance.now();
    await next();
    if (isStopping()) c.header('connection', 'close');
    const path = c.get('endpoint') ?? [...routes, ...probes, ...hooks].find(known => known.path === c.req.path)?.path;
    const answered = { method: c.req.method, path, status: c.res.status, ms: Math.round(performance.now() - start) };
    log.debug(answered, 'request');
    options.observe?.(answered);
  });
  for (const probe of probes)
    app.get(probe.path, async c => {
      const { status, type, body } = await probe.answer(callerOf(c));
      return c.body(body, status, { 'content-type': type, 'cache-control': 'no-store' });
    });
  const handlerOf = createHookHandler({ clock, log, onForged: options.onForged });
  for (const hook of hooks) app.post(hook.path, ...handlerOf(hook));
  if (api) app.route(api.base, api.app);
  app.use(async (c, next) => {
    const wait = takeOfAddress(addressOf(c));
    return wait > 0 ? refuseForNow(c, wait) : next();
  });
  for (const asset of assets) app.get(asset.path, c => serveAsset(asset, c));

  const late = new HTTPException(STATUS.slow);
  /** What a form with files may have, where the route takes any. */
  const uploadAt = (c: Context): Route['uploads'] =>
    isMultipart(c) ? routes.find(({ method, path }) => method === 'POST' && path === c.req.path)?.uploads : undefined;
  app.use((c, next) => timeout(uploadAt(c) ? UPLOAD_WITHIN_MS : (options.answerWithinMs ?? 20_000), late)(c, next));
  const uploading = new Map<string, number>();
  app.use(async (c, next) => {
    if (!uploadAt(c)) return next();
    const address = addressOf(c);
    const theirs = uploading.get(address) ?? 0;
    const all = [...uploading.values()].reduce((sum, some) => sum + some, 0);
    if (all >= UPLOADS_AT_ONCE.all || theirs >= UPLOADS_AT_ONCE.address) return refuseForNow(c, 10);
    uploading.set(address, theirs + 1);
    try {
      return await next();
    } finally {
      const left = (uploading.get(address) ?? 1) - 1;
      if (left > 0) uploading.set(address, left);
      else uploading.delete(address);
    }
  });
  app.use((c, next) => {
    const upload = uploadAt(c);
    const onError = () => refuse(c, upload ? 'too_large' : 'too_long', { connection: 'close' });
    return bodyLimit({ maxSize: upload ? upload.maxBytes + LONGEST_FORM : LONGEST_FORM, onError })(c, next);
  });
  for (const { method, path, handle, uploads } of routes) {
    app.on(method, path, async c => {
      const answer = async (visit: Visit) => give(c, await handle(visit), problem => refuse(c, problem));
      if (method === 'GET') return answer(visitOf(c));
      const visit = await formVisitOf(c, uploads !== undefined);
      if (typeof visit === 'string') return refuse(c, visit);
      // A page cannot offer to send a file again.
      if (visit.files.length === 0) c.set('unsent', { path, form: visit.form });
      const wait = takeOfSession(visit.session);
      return wait > 0 ? refuseForNow(c, wait) : answer(visit);
    });
  }
  app.notFound(c => refuse(c, 'not_found'));
  app.onError((error, c) => {
    if (error === late) return refuse(c, 'slow', { 'retry-after': '10' });
    // Whoever went away while sending is no fault of ours, and hears nothing.
    if (hasGone(error, c)) return refuse(c, 'bad_form');
    log.error(traceOf(error), 'request failed');
    return refuse(c, 'broken');
  });
  return app;
}

function give(c: Context, answer: Answer, refuse: (problem: Problem) => Response): Response {
  c.header('cache-control', 'no-store');
  switch (answer.kind) {
    case 'file': {
      const { name, type, bytes } = answer;
      // Kept, and never opened within the page; `nosniff` is set for every answer.
      const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name.replace(/\p{Surrogate}/gu, '')).replace(/['()*]/g, escaped)}`;
      return c.body(new Uint8Array(bytes), 200, { 'content-type': type, 'content-disposition': disposition });
    }
    case 'page':
      return c.html(answer.html);
    case 'problem':
      return refuse(answer.problem);
    case 'redirect':
      for (const [name, value] of Object.entries(answer.remember ?? {})) remember(c, name, value);
      return c.redirect(answer.to, 303);
  }
}

const escaped = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
