/** Household files: who may see them, looks at them and changes of them. */
import { z } from 'zod';
import { REASONS } from '../directory/households.ts';
import { KEY_KINDS, LABOUR, MARKS, PURPOSES, RELATIONS, WORK } from '../directory/model.ts';
import type { Outcome } from '../directory/outcome.ts';
import { type Endpoints, endpoint } from './endpoint.ts';
import type { Rooms } from './rooms.ts';
import { byId, code, day, householdId, line, listOf, settlementId, shown, stretch, stretchOf, version } from './shapes.ts';

const text = line(200);
/** Within the household: `m1`. */
export const memberId = z.string().regex(/^m[1-9]\d{0,3}$/);

const member = z
  .strictObject({
    id: memberId,
    name: text,
    relation: z.enum(RELATIONS),
    identityNumber: text.optional(),
    phone: text.optional(),
    sex: z.enum(['female', 'male']).optional(),
    birth: day.optional(),
    labour: z.enum(LABOUR).optional(),
    work: z.enum(WORK).optional(),
    workplace: text.optional(),
    skills: text.optional(),
    schooling: text.optional(),
    health: text.optional(),
  })
  .meta({ id: 'Member' });

const file = {
  code: text.optional().meta({ description: 'The office’s own number for it' }),
  building: line(60),
  entrance: line(60).optional(),
  room: line(60).optional(),
  members: z.array(member).min(1).max(30),
  marks: z.array(z.enum(MARKS)).max(MARKS.length),
  origin: text.optional().meta({ description: 'Where they moved from' }),
  movedIn: day.optional(),
  purpose: text.meta({ description: 'What the file is kept for' }),
};
const draft = z.strictObject(file).meta({ id: 'HouseholdDraft' });
const change = z.strictObject({ ...file, version }).meta({ id: 'HouseholdChange', description: 'Takes the place of the file' });

const consentDraft = z.strictObject({
  purpose: z.enum(PURPOSES),
  how: z.enum(['written', 'spoken', 'chat']),
  member: memberId.optional().meta({ description: 'Who agreed; a guardian agrees for those under 14' }),
});
const consent = consentDraft.extend({ on: day, recordedBy: z.string(), withdrawnOn: day.optional() });
const household = z
  .strictObject({ id: householdId, settlement: settlementId, ...file, consents: z.array(consent), version })
  .meta({ id: 'Household' });

const summary = z
  .strictObject({
    id: householdId,
    door: z.array(z.string()).meta({ description: 'Building, entrance, room' }),
    code: z.string().optional(),
    head: z.string().meta({ description: 'Family name of the head', example: '张**' }),
    members: z.number().int(),
  })
  .meta({ id: 'HouseholdSummary' });

/** A file is shown in full only where it is opened, which is recorded. */
const written = z.strictObject({ id: householdId, version }).meta({ id: 'HouseholdWritten' });
const writtenOf = (outcome: Outcome<z.output<typeof written>>) => shown(outcome, ({ id, version }) => ({ id, version }));

const tag = 'households';

/** `/settlements/{id}/households`, `/households` */
export const householdEndpoints = ({ directory: { households, doubles } }: Rooms): Endpoints => [
  endpoint({
    id: 'listHouseholds',
    method: 'get',
    path: '/settlements/{id}/households',
    tag,
    summary: 'Households of a settlement, names shortened',
    params: byId(settlementId),
    query: stretch.extend({ building: line(60).optional() }),
    status: 200,
    answer: listOf(summary),
    handle: ({ caller, params, query }) =>
      stretchOf(query, page => households.list(caller, params.id, { ...page, building: query.building })),
  }),
  endpoint({
    id: 'findHouseholds',
    method: 'post',
    path: '/settlements/{id}/households/find',
    tag,
    summary: 'Households with a number, telephone, identity number, name or door; at most twenty',
    params: byId(settlementId),
    body: z.strictObject({ kind: z.enum(KEY_KINDS), value: text }),
    status: 200,
    answer: listOf(summary),
    handle: async ({ caller, params, body }) =>
      shown(await households.find(caller, params.id, body), items => ({ items, next: null })),
  }),
  endpoint({
    id: 'addHousehold',
    method: 'post',
    path: '/settlements/{id}/households',
    tag,
    summary: 'Add a household',
    params: byId(settlementId),
    body: draft,
    once: true,
    status: 201,
    answer: written,
    handle: async ({ caller, params, body }) => writtenOf(await households.add(caller, params.id, body)),
  }),
  endpoint({
    id: 'openHousehold',
    method: 'post',
    path: '/households/{id}/open',
    tag,
    summary: 'A household’s file in full; the look is recorded with its reason',
    params: byId(householdId),
    body: z.strictObject({ reason: z.enum(REASONS) }),
    status: 200,
    answer: household,
    handle: ({ caller, params, body }) => households.open(caller, params.id, body.reason),
  }),
  endpoint({
    id: 'changeHousehold',
    method: 'put',
    path: '/households/{id}',
    tag,
    summary: 'Replace a household’s file, at the version that was read; consents stay',
    params: byId(householdId),
    body: change,
    status: 200,
    answer: written,
    refusals: [409],
    handle: async ({ caller, params, body: { version, ...record } }) =>
      writtenOf(await households.change(caller, params.id, version, record)),
  }),
  endpoint({
    id: 'mergeHouseholds',
    method: 'post',
    path: '/households/{id}/merge',
    tag,
    summary: 'Two files of one household become this one: what the other says wins, its links and consents come along',
    params: byId(householdId),
    body: z.strictObject({ from: householdId }),
    once: true,
    status: 200,
    answer: written,
    refusals: [409],
    handle: async ({ caller, params, body }) =>
      writtenOf(shown(await doubles.merge(caller, params.id, body.from), ({ household }) => household)),
  }),
  endpoint({
    id: 'eraseHousehold',
    method: 'delete',
    path: '/households/{id}',
    tag,
    summary: 'Erase a household’s file with its links and what imports remember of it',
    params: byId(householdId),
    status: 204,
    handle: async ({ caller, params }) => shown(await households.erase(caller, params.id), () => undefined),
  }),
  endpoint({
    id: 'recordConsent',
    method: 'post',
    path: '/households/{id}/consents',
    tag,
    summary: 'Record that the household agreed to something',
    params: byId(householdId),
    body: consentDraft,
    once: true,
    status: 201,
    answer: written,
    refusals: [409],
    handle: async ({ caller, params, body }) => writtenOf(await households.consent(caller, params.id, body)),
  }),
  endpoint({
    id: 'issueLinkCode',
    method: 'post',
    path: '/households/{id}/link-codes',
    tag,
    summary: 'A code that links whoever types it, in private, to a member of the household',
    params: byId(householdId),
    body: z.strictObject({ member: memberId }),
    once: true,
    status: 201,
    answer: code,
    handle: ({ caller, params, body }) => households.linkCode(caller, params.id, body.member),
  }),
];
