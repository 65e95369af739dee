/**
 * Endpoints as OpenAPI 3.1 describes them.
 */
import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi';
import { z } from 'zod';
import { type Endpoint, isBytes } from './endpoint.ts';
import { problemShape } from './problem.ts';

/** What is said of an API as a whole. */
export interface Described {
  readonly base: string;
  readonly title: string;
  readonly version: string;
  readonly description: string;
}

/** The name under which tokens are documented. */
const SECURITY = 'token';

/** How the header that makes a POST repeatable is checked. */
const onceHeader = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x20-\x7e]{1,128}$/)
    .optional()
    .meta({
      description:
        'The same key with the same request is done once; for two days it is answered as it was the first time, with `Idempotent-Replay: true`.',
    }),
});

/** The route of an endpoint. */
export function routeOf(endpoint: Endpoint<never>): RouteConfig {
  const { id, method, path, tag, summary, params, query, body, once } = endpoint;
  return {
    operationId: id,
    method,
    path,
    tags: [tag],
    summary,
    security: [{ [SECURITY]: [] }],
    request: {
      ...(params ? { params } : {}),
      ...(query ? { query } : {}),
      ...(once ? { headers: onceHeader } : {}),
      ...(body ? { body: { required: true, content: contentOf(body) } } : {}),
    },
    responses: { [endpoint.status]: answerOf(endpoint), ...problemsOf(endpoint) },
  };
}

type Content = NonNullable<NonNullable<RouteConfig['request']>['body']>['content'];

const contentOf = (body: NonNullable<Endpoint<never>['body']>): Content =>
  isBytes(body)
    ? Object.fromEntries(
        body.types.map(type => [type, { schema: { type: 'string', format: 'binary', maxLength: body.maxBytes } }]),
      )
    : { 'application/json': { schema: body } };

const answerOf = ({ answer, status }: Endpoint<never>) => ({
  description: DESCRIPTIONS[status],
  ...(answer ? { content: { 'application/json': { schema: answer } } } : {}),
});

const PROBLEM = { 'application/problem+json': { schema: problemShape } };

/** What may go wrong everywhere, with a body, and here. */
function problemsOf({ params, body, refusals = [] }: Endpoint<never>): RouteConfig['responses'] {
  const ofBody = body ? ([400, 413, 415] as const) : [];
  const ofParams = params ? ([404] as const) : [];
  const statuses: (keyof typeof DESCRIPTIONS)[] = [401, 403, 422, 429, 500, 503, ...ofBody, ...ofParams, ...refusals];
  return Object.fromEntries(statuses.map(status => [status, { description: DESCRIPTIONS[status], content: PROBLEM }]));
}

const DESCRIPTIONS = {
  200: 'Done',
  201: 'Made',
  204: 'Done; there is nothing to say',
  400: 'The body is no JSON',
  401: 'No token, or one that is not valid (any more)',
  403: 'The token’s role does not do this, or not here',
  404: 'There is no such thing (any more)',
  409: 'It was changed meanwhile, is there already, or other things hang on it',
  413: 'The body is too large',
  415: 'The body is of another type',
  422: 'Fields are missing or wrong (see `errors`), or the idempotency key was used for another request',
  429: 'Too many requests; `Retry-After` says how many seconds to wait',
  500: 'The server’s own fault',
  503: 'It takes too long; ask again with the same idempotency key',
} as const;

/** The document of all routes that an API has. */
export function documentOf<E extends object>(app: OpenAPIHono<E>, { base, title, version, description }: Described): object {
  app.openAPIRegistry.registerComponent('securitySchemes', SECURITY, {
    type: 'http',
    scheme: 'bearer',
    description: 'A token of the assistant (`anjia_…`): it has one role within one scope, and an end.',
  });
  return app.getOpenAPI31Document({ openapi: '3.1.0', info: { title, version, description }, servers: [{ url: base }] });
}
