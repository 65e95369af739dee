/** Who looks for work, who was brought to a job, and in which households no one works. */
import { z } from 'zod';
import { LEAVING, PLACEMENT_STATES, type Placement } from '../employment/model.ts';
import { ANSWERS } from '../employment/placements.ts';
import { type Endpoints, endpoint } from './endpoint.ts';
import type { Rooms } from './rooms.ts';
import { byId, day, householdId, line, listOf, placementId, settlementId, shown } from './shapes.ts';

const placement = z
  .strictObject({
    id: placementId,
    settlement: settlementId.optional(),
    household: z.string().optional(),
    member: z.string().optional(),
    name: z.string().optional(),
    employer: z.string(),
    title: z.string(),
    state: z.enum(PLACEMENT_STATES),
    why: z.enum(LEAVING).optional().meta({ description: 'Why they left, or did not begin' }),
    begunOn: day,
    nextOn: day.optional().meta({ description: 'When they are asked next' }),
    asked: z.array(z.strictObject({ on: day, after: z.number().int(), answer: z.enum(PLACEMENT_STATES).optional() })),
  })
  .meta({ id: 'Placement' });

/** Where somebody is told stays with the assistant. */
const placementOf = ({ id, of, household, member, state, record, begunOn, nextOn }: Placement) => {
  const { name, employer, title, why, asked } = record;
  return { id, settlement: of.settlement, household, member, name, employer, title, state, why, begunOn, nextOn, asked };
};

const first = z
  .strictObject({
    id: householdId,
    door: z.array(z.string()),
    head: z.string().meta({ description: 'The family name alone' }),
    agreed: z
      .boolean()
      .meta({ description: 'Whether the household agreed to be helped to work; otherwise its members are not told' }),
    employed: z.enum(['nobody', 'somebody', 'no-workers', 'unknown']),
    first: z.array(
      z.strictObject({
        id: z.string(),
        clause: z.string().meta({ example: 'guizhou:3.2.7' }),
        standing: z.enum(['issued', 'draft', 'repealed']).meta({ description: 'A draft is not in force' }),
        member: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'FirstHousehold' });

const row = z
  .strictObject({
    door: z.array(z.string()),
    member: z.string(),
    name: z.string(),
    age: z.number().int().optional(),
    labour: z.string().optional(),
    work: z.string().optional(),
    workplace: z.string().optional(),
    looks: z.boolean().meta({ description: 'Whether they look for work' }),
    placement: placement.optional(),
    first: z.array(z.strictObject({ id: z.string(), clause: z.string() })),
  })
  .meta({ id: 'WorkLedgerRow' });

const tag = 'work';

/** `/settlements/{id}/work…`, `/households/{id}/hires`, `/placements` */
export const workEndpoints = ({ employment: { work, placements } }: Rooms): Endpoints => [
  endpoint({
    id: 'listFirst',
    method: 'get',
    path: '/settlements/{id}/work/first',
    tag,
    summary: 'Households in which nobody works and who comes first by policy, each with the clause',
    params: byId(settlementId),
    status: 200,
    answer: listOf(first).extend({
      unknown: z.number().int().meta({ description: 'Of so many households the file does not say who works' }),
    }),
    handle: async ({ caller, params }) =>
      shown(await work.first(caller, params.id), ({ households, unknown }) => ({
        items: households.map(({ first: why, ...household }) => ({
          ...household,
          first: why.map(({ priority: { id, clause, standing }, member }) => ({ id, clause, standing, member: member?.id })),
        })),
        next: null,
        unknown,
      })),
  }),
  endpoint({
    id: 'listWorkLedger',
    method: 'get',
    path: '/settlements/{id}/work/ledger',
    tag,
    summary: 'The employment ledger: people of working age in households that agreed to be helped to work',
    params: byId(settlementId),
    status: 200,
    answer: listOf(row),
    handle: async ({ caller, params }) =>
      shown(await work.ledger(caller, params.id), rows => ({
        items: rows.map(({ door, member, age, wish, placement: found, first: why }) => ({
          door,
          member: member.id,
          name: member.name,
          age,
          labour: member.labour,
          work: member.work,
          workplace: member.workplace,
          looks: wish !== undefined,
          placement: found && placementOf(found),
          first: why.map(({ priority: { id, clause } }) => ({ id, clause })),
        })),
        next: null,
      })),
  }),
  endpoint({
    id: 'listPlacements',
    method: 'get',
    path: '/settlements/{id}/work/placements',
    tag,
    summary: 'Whom a job was found for, and how it is now',
    params: byId(settlementId),
    status: 200,
    answer: listOf(placement),
    handle: async ({ caller, params }) =>
      shown(await placements.list(caller, params.id), found => ({ items: found.map(placementOf), next: null })),
  }),
  endpoint({
    id: 'listCalls',
    method: 'get',
    path: '/settlements/{id}/work/calls',
    tag,
    summary: 'Whom to call: those who cannot be written to, or did not answer',
    params: byId(settlementId),
    status: 200,
    answer: listOf(z.strictObject({ placement, because: z.enum(['unreachable', 'silent']) })),
    handle: async ({ caller, params }) =>
      shown(await placements.toAsk(caller, params.id), found => ({
        items: found.map(one => ({ placement: placementOf(one.placement), because: one.because })),
        next: null,
      })),
  }),
  endpoint({
    id: 'recordHire',
    method: 'post',
    path: '/households/{id}/hires',
    tag,
    summary: 'Record that a member of a household was hired; the household’s file says so, too',
    params: byId(householdId),
    body: z.strictObject({
      member: line(20).meta({ example: 'm1' }),
      employer: line(60),
      title: line(60),
      work: z.enum(['flexible', 'stable']),
    }),
    once: true,
    status: 201,
    answer: placement,
    handle: async ({ caller, params, body }) =>
      shown(await placements.hired(caller, { household: params.id, ...body }), placementOf),
  }),
  endpoint({
    id: 'recordAnswer',
    method: 'post',
    path: '/placements/{id}/answers',
    tag,
    summary: 'Record what was heard of somebody whom a job was found for',
    params: byId(placementId),
    body: z.strictObject({ answer: z.enum(ANSWERS), why: z.enum(LEAVING).optional() }),
    once: true,
    status: 201,
    answer: placement,
    handle: async ({ caller, params, body }) =>
      shown(await placements.record(caller, params.id, body.answer, body.why), placementOf),
  }),
];
