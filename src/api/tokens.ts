/** Tokens of the API, and whose token somebody holds. */
import { z } from 'zod';
import { done, refused } from '../directory/outcome.ts';
import { LONGEST_DAYS } from '../directory/tokens.ts';
import { type Endpoints, endpoint } from './endpoint.ts';
import type { Rooms } from './rooms.ts';
import { strangeRegion } from './scopes.ts';
import { byId, instant, line, listOf, role, scope, shown, stretch, stretchOf, tokenId } from './shapes.ts';

const known = {
  id: tokenId,
  label: z.string(),
  role,
  scope,
  issuedBy: z.string(),
  issuedAt: instant,
  expiresAt: instant,
  revokedAt: instant.optional(),
  usedAt: instant.optional().meta({ description: 'To the minute' }),
};
const token = z.strictObject(known).meta({ id: 'Token' });
const issued = z
  .strictObject({ ...known, secret: z.string().meta({ description: 'The token itself; shown only now', example: 'anjia_…' }) })
  .meta({ id: 'IssuedToken' });

const tag = 'tokens';

/** `/me`, `/tokens` */
export const tokenEndpoints = ({ directory: { tokens }, policy }: Rooms): Endpoints => [
  endpoint({
    id: 'getMe',
    method: 'get',
    path: '/me',
    tag,
    summary: 'Whose token this is, what it may do where, and until when',
    status: 200,
    answer: token,
    async handle({ caller }) {
      const own = await tokens.own(caller);
      return own ? done(own) : refused('unknown', { what: 'token' });
    },
  }),
  endpoint({
    id: 'listTokens',
    method: 'get',
    path: '/tokens',
    tag,
    summary: 'Tokens within the token’s scope, those that ended too',
    query: stretch,
    status: 200,
    answer: listOf(token),
    handle: ({ caller, query }) => stretchOf(query, page => tokens.list(caller, page)),
  }),
  endpoint({
    id: 'issueToken',
    method: 'post',
    path: '/tokens',
    tag,
    summary: 'Issue a token',
    body: z.strictObject({
      label: line(60).meta({ description: 'The program that will hold it' }),
      role,
      scope,
      days: z.number().int().min(1).max(LONGEST_DAYS),
    }),
    once: true,
    status: 201,
    answer: issued,
    refusals: [404],
    handle: async ({ caller, body }) => strangeRegion(body.scope, policy) ?? tokens.issue(caller, body),
  }),
  endpoint({
    id: 'revokeToken',
    method: 'delete',
    path: '/tokens/{id}',
    tag,
    summary: 'Revoke a token at once',
    params: byId(tokenId),
    status: 204,
    handle: async ({ caller, params }) => shown(await tokens.revoke(caller, params.id), () => undefined),
  }),
];
