/** Grievances: reported for somebody, looked at, and the ledgers of them. Who reported one is told with a reason, and recorded. */
import { z } from 'zod';
import { IDENTITY_REASONS } from '../grievance/service.ts';
import { type Endpoints, endpoint } from './endpoint.ts';
import { grievanceHandling } from './grievance-handling.ts';
import { grievanceLedgers } from './grievance-ledgers.ts';
import {
  actorId,
  alarm,
  byNumber,
  caseNumber,
  caseView,
  caseViewOf,
  grievance,
  grievanceOf,
  kind,
  link,
  linkOf,
  state,
  unitId,
} from './grievance-shapes.ts';
import type { Rooms } from './rooms.ts';
import { day, firstOnes, householdId, line, listOf, paragraph, settlementId, shown, stretchOf } from './shapes.ts';

const tag = 'grievances';
const params = byNumber;

/** `/grievances…` */
export const grievanceEndpoints = (rooms: Rooms): Endpoints => [
  ...grievanceLedgers(rooms),
  ...grievanceHandling(rooms),
  ...reporting(rooms),
  ...looking(rooms),
];

const reporting = ({ grievances, directory, policy }: Rooms): Endpoints => [
  endpoint({
    id: 'reportGrievance',
    method: 'post',
    path: '/grievances',
    tag,
    summary: 'File a grievance for somebody who does not write themselves, with their consent; on disk when it is answered',
    body: z.strictObject({
      settlement: settlementId,
      kind,
      text: paragraph(2000),
      where: line(100).optional(),
      household: householdId.optional(),
      phone: line(40).optional(),
      onBehalf: z
        .strictObject({ name: line(40), consent: z.enum(['written', 'spoken']) })
        .optional()
        .meta({ description: 'Whose matter it is, and how they agreed; not where they stay unnamed' }),
      isAnonymous: z.boolean().optional(),
    }),
    once: true,
    status: 201,
    answer: grievance,
    refusals: [404, 409],
    async handle({ caller, body: { settlement, household, ...draft } }) {
      // An unknown settlement is refused by the room, whichever its region.
      const region = (await directory.regionOf(settlement)) ?? [...policy.regions.keys()][0]!;
      const reported = { ...draft, name: draft.onBehalf?.name, place: { region, settlement } };
      return shown(await grievances.intake.reportFor(caller, reported, household), grievanceOf);
    },
  }),
];

const looking = ({ grievances: { queue } }: Rooms): Endpoints => [
  endpoint({
    id: 'listGrievances',
    method: 'get',
    path: '/grievances',
    tag,
    summary: 'Cases within the token’s scope, newest first, or as the queue goes',
    query: firstOnes.extend({
      after: z
        .string()
        .regex(/^[1-9]\d{0,9}$/)
        .optional(),
      state: state.optional(),
      kind: kind.optional(),
      unit: unitId.optional(),
      settlement: settlementId.optional(),
      holder: actorId.optional(),
      alarm: alarm.optional().meta({ description: 'As late as this, or later' }),
      from: day.optional(),
      to: day.optional(),
      order: z.enum(['newest', 'queue']).optional(),
    }),
    status: 200,
    answer: listOf(grievance),
    async handle({ caller, query: { state: at, kind: of, unit, ...query } }) {
      const filter = {
        ...query,
        states: at && [at],
        kinds: of && [of],
        units: unit && [unit],
      };
      const found = await stretchOf(query, async page => {
        const listed = await queue.list(caller, { ...filter, ...page });
        return shown(listed, cases => cases.map(one => ({ ...grievanceOf(one), id: one.number })));
      });
      return shown(found, ({ items, next }) => ({ items: items.map(({ id: _id, ...one }) => one), next }));
    },
  }),
  endpoint({
    id: 'searchGrievances',
    method: 'post',
    path: '/grievances/search',
    tag,
    summary: 'Cases in which all of some words were reported, newest first; what is looked for stands in no address',
    body: z.strictObject({
      words: line(100),
      limit: z.number().int().min(1).max(200).default(50),
      after: caseNumber.optional().meta({ description: '`next` of the stretch before' }),
    }),
    status: 200,
    answer: listOf(grievance),
    async handle({ caller, body: { words, limit, after } }) {
      const found = await stretchOf({ limit, after: after?.toString() }, async page => {
        const listed = await queue.list(caller, { ...page, words: words.split(/\s+/u).filter(Boolean) });
        return shown(listed, cases => cases.map(one => ({ ...grievanceOf(one), id: one.number })));
      });
      return shown(found, ({ items, next }) => ({ items: items.map(({ id: _id, ...one }) => one), next }));
    },
  }),
  endpoint({
    id: 'getGrievance',
    method: 'get',
    path: '/grievances/{number}',
    tag,
    summary: 'A case with what was said to it, and what the caller may do with it',
    params,
    status: 200,
    answer: caseView,
    handle: async ({ caller, params: { number } }) => shown(await queue.get(caller, number), caseViewOf),
  }),
  endpoint({
    id: 'listGrievanceHistory',
    method: 'get',
    path: '/grievances/{number}/history',
    tag,
    summary: 'What was done with a case, as a chain of hashes',
    params,
    status: 200,
    answer: listOf(link),
    handle: async ({ caller, params: { number } }) =>
      shown(await queue.history(caller, number), entries => ({ items: entries.map(linkOf), next: null })),
  }),
  endpoint({
    id: 'lookAtReporter',
    method: 'post',
    path: '/grievances/{number}/identity',
    tag,
    summary: 'Who reported a case; that it was looked at, and why, is recorded',
    params,
    body: z.strictObject({ reason: z.enum(IDENTITY_REASONS) }),
    status: 200,
    answer: z
      .strictObject({
        name: z.string().optional(),
        phone: z.string().optional(),
        building: z.string().optional(),
        door: z.string().optional(),
        onBehalf: z.string().optional(),
      })
      .meta({ id: 'Reporter' }),
    refusals: [409],
    handle: async ({ caller, params: { number }, body: { reason } }) =>
      shown(await queue.identity(caller, number, reason), who => ({ ...who })),
  }),
];
