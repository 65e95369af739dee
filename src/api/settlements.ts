/** Settlements: their records. */
import { z } from 'zod';
import { refused } from '../directory/outcome.ts';
import { parseUnitId, type UnitId } from '../shared/ids.ts';
import { type Endpoints, endpoint } from './endpoint.ts';
import type { Rooms } from './rooms.ts';
import { byId, line, listOf, regionId, settlementId, shown, stretch, stretchOf, version } from './shapes.ts';

const count = z.number().int().min(0).max(200_000);
const phone = line(40);
const hours = line(200);
const unitId = z
  .string()
  .max(80)
  .refine(text => parseUnitId(text) !== undefined) as unknown as z.ZodType<UnitId, UnitId>;

const contact = z.strictObject({ name: line(60), phone: phone.optional() });

const changeable = z.strictObject({
  name: line(60),
  kind: z.enum(['rural', 'urban']).optional(),
  population: count.optional().meta({ description: 'People, not households' }),
  poorPopulation: count.optional().meta({ description: 'Of them those who were registered as poor' }),
  buildings: z.array(z.strictObject({ name: line(60), entrances: z.array(line(60)).max(100).optional() })).max(1000),
  office: z
    .strictObject({ address: line(200).optional(), hours: hours.optional(), contacts: z.array(contact).max(50) })
    .optional(),
  desks: z
    .array(contact.extend({ unit: unitId, hours: hours.optional() }))
    .max(200)
    .meta({ description: 'Who in the settlement answers for a unit that documents name' }),
  tags: z.array(line(60)).max(50),
});

const draft = z.strictObject({ region: regionId, county: line(60), ...changeable.shape }).meta({ id: 'SettlementDraft' });
const change = z
  .strictObject({ ...changeable.shape, version })
  .meta({ id: 'SettlementChange', description: 'Takes the place of the whole record; region and county stay' });
const settlement = z.strictObject({ id: settlementId, ...draft.shape, version }).meta({ id: 'Settlement' });

const tag = 'settlements';

/** `/settlements` */
export const settlementEndpoints = ({ directory: { settlements }, policy }: Rooms): Endpoints => {
  /** The path of a unit or region that the knowledge does not have. */
  const stranger = (desks: readonly { readonly unit: UnitId }[]): string | undefined => {
    const index = desks.findIndex(({ unit }) => !policy.units.has(unit));
    return index < 0 ? undefined : `desks.${index}.unit`;
  };
  return [
    endpoint({
      id: 'listSettlements',
      method: 'get',
      path: '/settlements',
      tag,
      summary: 'Settlements within the token’s scope',
      query: stretch,
      status: 200,
      answer: listOf(settlement),
      handle: ({ caller, query }) => stretchOf(query, page => settlements.list(caller, page)),
    }),
    endpoint({
      id: 'addSettlement',
      method: 'post',
      path: '/settlements',
      tag,
      summary: 'Add a settlement',
      body: draft,
      once: true,
      status: 201,
      answer: settlement,
      refusals: [409],
      async handle({ caller, body }) {
        const field = policy.regions.has(body.region) ? stranger(body.desks) : 'region';
        return field ? refused('invalid', { field }) : settlements.add(caller, body);
      },
    }),
    endpoint({
      id: 'getSettlement',
      method: 'get',
      path: '/settlements/{id}',
      tag,
      summary: 'A settlement’s record',
      params: byId(settlementId),
      status: 200,
      answer: settlement,
      handle: ({ caller, params }) => settlements.get(caller, params.id),
    }),
    endpoint({
      id: 'changeSettlement',
      method: 'put',
      path: '/settlements/{id}',
      tag,
      summary: 'Replace a settlement’s record, at the version that was read',
      params: byId(settlementId),
      body: change,
      status: 200,
      answer: settlement,
      refusals: [409],
      async handle({ caller, params, body: { version, ...record } }) {
        const field = stranger(record.desks);
        return field ? refused('invalid', { field }) : settlements.change(caller, params.id, version, record);
      },
    }),
    endpoint({
      id: 'removeSettlement',
      method: 'delete',
      path: '/settlements/{id}',
      tag,
      summary: 'Remove a settlement in which no household and no group is left',
      params: byId(settlementId),
      status: 204,
      refusals: [409],
      handle: async ({ caller, params }) => shown(await settlements.remove(caller, params.id), () => undefined),
    }),
  ];
};
