/** What only a settlement knows (本点信息). */
import { z } from 'zod';
import { done } from '../directory/outcome.ts';
import { type Endpoints, endpoint } from './endpoint.ts';
import type { Rooms } from './rooms.ts';
import { byId, day, infoId, line, listOf, paragraph, settlementId, shown } from './shapes.ts';

const draft = z.strictObject({
  topic: line(30).meta({ description: 'In the words people ask with', example: '物业费' }),
  says: paragraph(500),
  source: line(60).meta({ description: 'Where it is from' }),
});
const info = z
  .strictObject({ id: infoId, settlement: settlementId, ...draft.shape, recordedBy: z.string(), recordedOn: day })
  .meta({ id: 'LocalInfo' });

const tag = 'local information';

/** `/settlements/{id}/info`, `/info` */
export const infoEndpoints = ({ directory: { settlements }, localKnowledge }: Rooms): Endpoints => [
  endpoint({
    id: 'listInfo',
    method: 'get',
    path: '/settlements/{id}/info',
    tag,
    summary: 'What holds today',
    params: byId(settlementId),
    status: 200,
    answer: listOf(info),
    async handle({ caller, params }) {
      const settlement = await settlements.get(caller, params.id);
      return settlement.ok ? done({ items: await localKnowledge.list(params.id), next: null }) : settlement;
    },
  }),
  endpoint({
    id: 'addInfo',
    method: 'post',
    path: '/settlements/{id}/info',
    tag,
    summary: 'Write something down; it takes the place of what was known about the same topic',
    params: byId(settlementId),
    body: draft,
    once: true,
    status: 201,
    answer: info,
    handle: ({ caller, params, body }) => localKnowledge.add(caller, params.id, body),
  }),
  endpoint({
    id: 'endInfo',
    method: 'delete',
    path: '/info/{id}',
    tag,
    summary: 'It holds no longer',
    params: byId(infoId),
    status: 204,
    handle: async ({ caller, params }) => shown(await localKnowledge.end(caller, params.id), () => undefined),
  }),
];
