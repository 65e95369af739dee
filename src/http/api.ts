/**
 * An API: endpoints behind tokens, each request checked, limited and answered in JSON, whatever goes wrong as a problem document. What the
 * endpoints do, who a token belongs to and what is said of a problem is handed in.
 */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Hono, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { timeout } from 'hono/timeout';
import { type Log, traceOf } from '../shared/log.ts';
import { type AdmissionParts, createAdmission } from './admission.ts';
import { type Answered, type ApiContext, type ApiEnvironment, createAnswering, give } from './answering.ts';
import { documentOf, routeOf } from './document.ts';
import { type Endpoint, isBytes } from './endpoint.ts';
import { faultsOf } from './faults.ts';
import { type ProblemWords, REQUEST_STATUS } from './problem.ts';
import { hasGone } from './visit.ts';

/** What came of a request with a key: done now, done before, or the key belongs to another request. */
export type Repeated = { readonly kind: 'done' | 'again'; readonly result: Answered } | { readonly kind: 'differs' };

/** What an API is made of. */
export interface ApiParts<Caller> extends AdmissionParts<Caller> {
  /** Where it is: `/api/v1`. */
  readonly base: `/${string}`;
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly endpoints: readonly Endpoint<Caller>[];
  /** Does the work once for a key of a caller, all in one transaction with remembering it. */
  once(caller: Caller, key: string, request: Uint8Array, work: () => Promise<Answered>): Promise<Repeated>;
  /** The status of HTTP for the code of a refusal. */
  statusOf(code: string): number;
  /** @param accepts the header `Accept-Language` */
  wordsFor(accepts: string | undefined): ProblemWords;
  readonly log: Log;
  /** Work that has not ended after so long is answered for with 503. Default 20 seconds. */
  readonly answerWithinMs?: number | undefined;
}

/** An API as the web server takes it. */
export interface Api {
  readonly base: `/${string}`;
  readonly app: Hono<ApiEnvironment>;
}

/** The longest JSON that is taken, in bytes: more than a household of thirty with every field full. */
const LONGEST_JSON = 256 * 1024;
/** Some programs send `{}` where nothing is taken. */
const LONGEST_NOTHING = 2;
const DOCUMENT = '/openapi.json';

/** Makes the API; the server mounts it. The document is public, all else wants a token. */
export function createApi<Caller>(parts: ApiParts<Caller>): Api {
  const { base, endpoints, log, once } = parts;
  const answering = createAnswering(parts.wordsFor, parts.statusOf);
  const { refuse } = answering;
  const gates = createAdmission(parts, answering);
  const late = new HTTPException(REQUEST_STATUS.slow);

  const app = new OpenAPIHono<ApiEnvironment>({
    defaultHook(result, c) {
      if (result.success) return undefined;
      if (result.target === 'param') return refuse(c, 'no-such-address');
      const given: unknown = 'data' in result ? result.data : undefined;
      return refuse(c, 'bad-request', { faults: faultsOf(result.error.issues, given) });
    },
  });
  app.use(async (c, next) => {
    c.header('cache-control', 'no-store');
    await next();
  });
  app.use(gates.ofAddress);
  let document: string | undefined;
  app.get(DOCUMENT, c => {
    c.set('endpoint', `${base}${DOCUMENT}`);
    document ??= JSON.stringify(documentOf(app, parts));
    return c.body(document, 200, { 'content-type': 'application/json; charset=utf-8' });
  });
  app.use((c, next) => timeout(endpointAt(c)?.withinMs ?? parts.answerWithinMs ?? 20_000, late)(c, next));
  app.use(gates.ofToken);

  for (const endpoint of endpoints) {
    const middleware = [named(`${base}${endpoint.path}`), limited(endpoint), typed(endpoint)];
    app.openapi({ ...routeOf(endpoint), middleware }, c => serve(c, endpoint));
  }

  async function serve(c: ApiContext, endpoint: Endpoint<Caller>): Promise<Response> {
    const { params, query, body, handle } = endpoint;
    const caller = c.get('caller') as Caller;
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    const valid = (target: string): unknown => c.req.valid(target as never);
    const asked = {
      caller,
      params: params && valid('param'),
      query: query && valid('query'),
      body: body && (isBytes(body) ? bytes : valid('json')),
      accepts: c.req.header('accept-language'),
    };
    const work = async () => answering.answerOf(c, endpoint, await handle(asked));
    const key = endpoint.once ? c.req.header('idempotency-key') : undefined;
    if (key === undefined) return give(c, await work());
    const repeated = await once(caller, key, requestOf(c, bytes), work);
    if (repeated.kind === 'differs') return refuse(c, 'key-reused');
    if (repeated.kind === 'again') c.header('idempotent-replay', 'true');
    return give(c, repeated.result);
  }

  function limited({ body }: Endpoint<Caller>): MiddlewareHandler {
    const maxSize = body === undefined ? LONGEST_NOTHING : isBytes(body) ? body.maxBytes : LONGEST_JSON;
    return bodyLimit({
      maxSize,
      onError(c) {
        c.header('connection', 'close');
        return body === undefined
          ? refuse(c, 'bad-request', { faults: [{ field: 'body', code: 'unknown-field' }] })
          : refuse(c, 'too-large', { params: { maxSize } });
      },
    });
  }

  /** The library looks after the type of JSON alone. */
  function typed({ body }: Endpoint<Caller>): MiddlewareHandler<ApiEnvironment> {
    return async (c, next) => {
      const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
      return isBytes(body) && !body.types.includes(type) ? refuse(c, 'wrong-content-type') : next();
    };
  }

  const endpointsAt = (c: ApiContext) => endpoints.filter(({ path }) => describes(path, c.req.path.slice(base.length)));
  const endpointAt = (c: ApiContext) => endpointsAt(c).find(({ method }) => method.toUpperCase() === c.req.method);
  app.all('*', c => {
    const methods = endpointsAt(c).map(({ method }) => method.toUpperCase());
    if (c.req.path === `${base}${DOCUMENT}`) methods.push('GET');
    if (methods.length === 0) return refuse(c, 'no-such-address');
    c.header('allow', methods.join(', '));
    return refuse(c, 'no-such-method');
  });
  app.onError((error, c) => {
    if (error === late) {
      c.header('retry-after', '10');
      return refuse(c, 'slow');
    }
    // Whoever went away while sending is no fault of ours, and hears nothing.
    if (hasGone(error, c)) return refuse(c, 'not-json');
    if (error instanceof HTTPException && error.status === 415) return refuse(c, 'wrong-content-type');
    if (error instanceof HTTPException && error.status === 400) return refuse(c, 'not-json');
    const { response, instance } = answering.broken(c);
    log.error({ ...traceOf(error), endpoint: c.get('endpoint'), instance }, 'request failed');
    return response;
  });
  return { base, app };
}

/** Names the address for the log. */
const named =
  (endpoint: string): MiddlewareHandler<ApiEnvironment> =>
  (c, next) => {
    c.set('endpoint', endpoint);
    return next();
  };

/** What makes two requests the same: method, address and body. */
const requestOf = ({ req }: ApiContext, body: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(`${req.method} ${req.path}${new URL(req.url).search}\n`), body]);

/** Whether an address is one that a path with parameters describes. */
function describes(path: string, address: string): boolean {
  const given = address.split('/');
  const parts = path.split('/');
  return parts.length === given.length && parts.every((part, i) => (part.startsWith('{') ? given[i] !== '' : part === given[i]));
}
