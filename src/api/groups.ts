/** Groups: which chats belong to a settlement, and the codes that bind them. */
import { z } from 'zod';
import { MANNERS } from '../directory/manner.ts';
import type { Group } from '../directory/model.ts';
import { LONGEST_GROUP_NAME } from '../directory/robots.ts';
import { type Endpoints, endpoint } from './endpoint.ts';
import type { Rooms } from './rooms.ts';
import { byId, code, groupId, instant, line, listOf, settlementId, shown, stretch, stretchOf } from './shapes.ts';

const manner = z
  .enum(MANNERS)
  .meta({ description: 'When the assistant speaks: where it is called, to clear questions too, or never but for danger' });

const group = z
  .strictObject({
    id: groupId,
    channel: z.string(),
    settlement: settlementId,
    building: z.string().optional(),
    name: z.string().optional(),
    boundBy: z.string(),
    boundAt: instant,
    manner,
    quiet: z.string().optional().meta({ description: 'Quiet hours; 22:00-07:00 where nothing was set' }),
  })
  .meta({ id: 'Group' });

/** The platform's own ids stay with the platform. */
const groupOf = ({ account: _account, chat: _chat, ...known }: Group) => known;

const tag = 'groups';

/** `/settlements/{id}/groups`, `/settlements/{id}/robots`, `/groups` */
export const groupEndpoints = ({ directory: { groups, robots } }: Rooms): Endpoints => [
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
    id: 'addRobot',
    method: 'post',
    path: '/settlements/{id}/robots',
    tag,
    summary: 'Add the group of a WeCom robot; the webhook is never told again',
    params: byId(settlementId),
    body: z.strictObject({
      webhook: line(500).meta({ writeOnly: true, description: 'The address of its webhook, or the key in it' }),
      name: line(LONGEST_GROUP_NAME).meta({ description: 'What the group is called' }),
      building: line(60).optional(),
    }),
    once: true,
    status: 201,
    answer: group,
    refusals: [409],
    handle: async ({ caller, params, body }) => shown(await robots.add(caller, params.id, body), groupOf),
  }),
  endpoint({
    id: 'testGroup',
    method: 'post',
    path: '/groups/{id}/tests',
    tag,
    summary: 'Send a message to the group of a robot, for somebody to look whether it comes',
    params: byId(groupId),
    status: 204,
    handle: async ({ caller, params }) => shown(await robots.test(caller, params.id), () => undefined),
  }),
  endpoint({
    id: 'editGroup',
    method: 'patch',
    path: '/groups/{id}',
    tag,
    summary: 'Set when the assistant speaks in a group, and its quiet hours',
    params: byId(groupId),
    body: z.strictObject({
      manner: manner.optional(),
      quiet: z
        .string()
        .regex(/^(none|([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)$/)
        .optional()
        .meta({ example: '22:00-07:00', description: 'By the clock of Asia/Shanghai; `none` for no quiet hours' }),
    }),
    status: 200,
    answer: group,
    handle: async ({ caller, params, body }) => shown(await groups.edit(caller, params.id, body), groupOf),
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
