/** Mutes: whom the assistant does not listen to in a settlement's groups. Whom, nothing shows but a digest. */
import { z } from 'zod';
import { type Endpoints, endpoint } from './endpoint.ts';
import type { Rooms } from './rooms.ts';
import { byId, groupId, instant, listOf, muteId, settlementId, shown, stretch, stretchOf } from './shapes.ts';

const mute = z
  .strictObject({
    id: muteId,
    who: z.string().meta({ description: 'A digest, as in the record' }),
    settlement: settlementId,
    group: groupId.optional(),
    by: z.string(),
    at: instant,
    until: instant.optional().meta({ description: 'Absent where it is for good' }),
  })
  .meta({ id: 'Mute' });

const tag = 'mutes';

/** `/settlements/{id}/mutes`, `/mutes` */
export const muteEndpoints = ({ directory: { mutes } }: Rooms): Endpoints => [
  endpoint({
    id: 'listMutes',
    method: 'get',
    path: '/settlements/{id}/mutes',
    tag,
    summary: 'Whom the assistant does not listen to in a settlement',
    params: byId(settlementId),
    query: stretch,
    status: 200,
    answer: listOf(mute),
    handle: ({ caller, params, query }) => stretchOf(query, page => mutes.list(caller, params.id, page)),
  }),
  endpoint({
    id: 'liftMute',
    method: 'delete',
    path: '/mutes/{id}',
    tag,
    summary: 'Listen to them again',
    params: byId(muteId),
    status: 204,
    handle: async ({ caller, params }) => shown(await mutes.lift(caller, params.id), () => undefined),
  }),
];
