/** Groups: which chats belong to a settlement, and the codes that bind them. */
import { z } from 'zod';
import type { Group } from '../directory/model.ts';
import { type Endpoints, endpoint } from './endpoint.ts';
import type { Rooms } from './rooms.ts';
import { byId, code, groupId, instant, line, listOf, settlementId, shown, stretch, stretchOf } from './shapes.ts';

const group = z
  .strictObject({
    id: groupId,
    channel: z.string(),
    settlement: settlementId,
    building: z.string().optional(),
    name: z.string().optional(),
    boundBy: z.string(),
    boundAt: instant,
  })
  .meta({ id: 'Group' });

/** The platform's own ids stay with the platform. */
const groupOf = ({ account: _account, chat: _chat, ...known }: Group) => known;

const tag = 'groups';

/** `/settlements/{id}/groups`, `/groups` */
export const groupEndpoints = ({ directory: { groups } }: Rooms): Endpoints => [
  endpoint({
    id: 'listGroups',
    method: 'get',
    path: '/settlements/{id}/groups',
    tag,
    summary: 'Groups of a settlement',
    params: byId(settlementId),
    query: stretch,
    status: 200,
    answer: listOf(group),
    handle: async ({ caller, params, query }) =>
      shown(await stretchOf(query, page => groups.list(caller, params.id, page)), ({ items, next }) => ({
        items: items.map(groupOf),
        next,
      })),
  }),
  endpoint({
    id: 'issueGroupCode',
    method: 'post',
    path: '/settlements/{id}/group-codes',
    tag,
    summary: 'A code that binds the group in which a cadre posts it',
    params: byId(settlementId),
    body: z.strictObject({ building: line(60).optional() }),
    once: true,
    status: 201,
    answer: code,
    handle: ({ caller, params, body }) => groups.code(caller, params.id, body.building),
  }),
  endpoint({
    id: 'issueGroupCodeAgain',
    method: 'post',
    path: '/groups/{id}/codes',
    tag,
    summary: 'A code that binds a group again, in whatever chat it is now',
    params: byId(groupId),
    once: true,
    status: 201,
    answer: code,
    handle: ({ caller, params }) => groups.codeAgain(caller, params.id),
  }),
  endpoint({
    id: 'unbindGroup',
    method: 'delete',
    path: '/groups/{id}',
    tag,
    summary: 'Let a group go: its chat is nobody’s',
    params: byId(groupId),
    status: 204,
    handle: async ({ caller, params }) => shown(await groups.unbind(caller, params.id), () => undefined),
  }),
];
