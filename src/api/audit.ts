/** What was done, looked at and refused. */
import { z } from 'zod';
import { type Endpoints, endpoint } from './endpoint.ts';
import type { Rooms } from './rooms.ts';
import { firstOnes, instant, listOf, stretchOf } from './shapes.ts';

const word = z.string().regex(/^[\w.:-]{1,80}$/);

const entry = z
  .strictObject({
    id: z.number().int(),
    at: instant,
    actor: z.string().meta({ description: 'A person, a token, `operator`, `system`, or `nobody:…`' }),
    via: z.enum(['chat', 'command', 'api', 'system']),
    action: z.string(),
    subject: z.string().optional().meta({ description: 'The id of what it was about' }),
    place: z.string().optional(),
    outcome: z.string().meta({ description: '`done`, or the code of the refusal' }),
    reason: z.string().optional(),
  })
  .meta({ id: 'AuditEntry' });

/** `/audit` */
export const auditEndpoints = ({ directory }: Rooms): Endpoints => [
  endpoint({
    id: 'listAudit',
    method: 'get',
    path: '/audit',
    tag: 'audit',
    summary: 'What was done, looked at and refused within the token’s scope, newest first',
    query: firstOnes.extend({
      after: z
        .string()
        .regex(/^\d{1,10}$/)
        .optional(),
      actor: word.optional(),
      subject: word.optional(),
      action: word.optional(),
    }),
    status: 200,
    answer: listOf(entry),
    handle: ({ caller, query }) => stretchOf(query, page => directory.audit(caller, { ...query, ...page })),
  }),
];
