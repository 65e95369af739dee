/** Roles of people: who has which, and invitations into one. */
import { z } from 'zod';
import type { HeldRole } from '../directory/people.ts';
import { type Endpoints, endpoint } from './endpoint.ts';
import type { Rooms } from './rooms.ts';
import { strangeRegion } from './scopes.ts';
import { byId, code, grantId, instant, line, listOf, personId, role, scope, shown, stretch, stretchOf } from './shapes.ts';

const held = z
  .strictObject({
    id: grantId,
    person: personId,
    name: z.string(),
    role,
    scope,
    grantedBy: z.string(),
    grantedAt: instant,
  })
  .meta({ id: 'Role' });

/** Roles that are held say nothing of having been taken. */
const heldOf = ({ id, person, name, role, scope, grantedBy, grantedAt }: HeldRole) => ({
  id,
  person,
  name,
  role,
  scope,
  grantedBy,
  grantedAt,
});

const tag = 'roles';

/** `/roles`, `/invitations` */
export const roleEndpoints = ({ directory: { people }, policy }: Rooms): Endpoints => [
  endpoint({
    id: 'listRoles',
    method: 'get',
    path: '/roles',
    tag,
    summary: 'Roles that are held within the token’s scope',
    query: stretch,
    status: 200,
    answer: listOf(held),
    handle: async ({ caller, query }) =>
      shown(await stretchOf(query, page => people.roles(caller, page)), ({ items, next }) => ({
        items: items.map(heldOf),
        next,
      })),
  }),
  endpoint({
    id: 'invite',
    method: 'post',
    path: '/invitations',
    tag,
    summary: 'A code that gives a role to whoever types it in private',
    body: z.strictObject({ role, scope, name: line(40).meta({ description: 'What the person is called' }) }),
    once: true,
    status: 201,
    answer: code,
    refusals: [404],
    handle: async ({ caller, body }) => strangeRegion(body.scope, policy) ?? people.invite(caller, body),
  }),
  endpoint({
    id: 'revokeRole',
    method: 'delete',
    path: '/roles/{id}',
    tag,
    summary: 'Take a role from somebody at once',
    params: byId(grantId),
    status: 204,
    refusals: [409],
    handle: async ({ caller, params }) => shown(await people.revoke(caller, params.id), () => undefined),
  }),
];
