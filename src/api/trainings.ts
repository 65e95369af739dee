/** Trainings that residents sign up for. */
import { z } from 'zod';
import type { Training } from '../employment/model.ts';
import { type KeptSignup, SIGNUP_STATES } from '../employment/store.ts';
import { MARKED } from '../employment/trainings.ts';
import type { ClauseId } from '../shared/ids.ts';
import { type Endpoints, endpoint } from './endpoint.ts';
import type { Rooms } from './rooms.ts';
import { byId, day, line, listOf, paragraph, settlementId, shown, stretch, stretchOf, trainingId, version } from './shapes.ts';

const clause = z
  .string()
  .regex(/^[a-z][a-z0-9-]*:\d+(\.\d+)*$/)
  .max(60) as unknown as z.ZodType<ClauseId, ClauseId>;

const draft = z.strictObject({
  title: line(60),
  place: line(60),
  time: line(60).meta({ description: 'As people read it' }),
  seats: z.number().int().min(1).max(10_000).optional(),
  skills: z.array(line(40)).max(20).default([]),
  contact: z.strictObject({ name: line(60).optional(), phone: line(60).optional() }).default({}),
  more: paragraph(500).optional(),
  clauses: z.array(clause).max(10).default([]).meta({ description: 'What it rests on' }),
  closesOn: day.meta({ description: 'The last day to sign up' }),
});

const training = z
  .strictObject({
    id: trainingId,
    settlement: settlementId.optional(),
    state: z.enum(['open', 'closed', 'withdrawn']),
    title: z.string(),
    place: z.string(),
    time: z.string(),
    seats: z.number().int().optional(),
    skills: z.array(z.string()),
    contact: z.strictObject({ name: z.string().optional(), phone: z.string().optional() }),
    more: z.string().optional(),
    clauses: z.array(z.string()),
    closesOn: day,
    version,
  })
  .meta({ id: 'Training' });
const trainingOf = ({ id, of, state, record, closesOn, version: number }: Training) => ({
  id,
  settlement: of.settlement,
  state,
  ...record,
  closesOn,
  version: number,
});

const signup = z
  .strictObject({
    number: z.number().int(),
    household: z.string().optional(),
    member: z.string().optional(),
    name: z.string().optional(),
    phone: z.string().optional(),
    state: z.enum(SIGNUP_STATES),
  })
  .meta({ id: 'Signup' });
/** Where somebody is told stays with the assistant. */
const signupOf = ({ number, household, member, record, state }: KeptSignup) => ({ number, household, member, ...record, state });

const tag = 'trainings';

/** `/settlements/{id}/trainings`, `/trainings` */
export const trainingEndpoints = ({ employment: { trainings } }: Rooms): Endpoints => [
  endpoint({
    id: 'listTrainings',
    method: 'get',
    path: '/trainings',
    tag,
    summary: 'Trainings, whatever became of them',
    query: stretch,
    status: 200,
    answer: listOf(training),
    handle: async ({ caller, query }) =>
      shown(await stretchOf(query, page => trainings.list(caller, page)), ({ items, next }) => ({
        items: items.map(trainingOf),
        next,
      })),
  }),
  endpoint({
    id: 'offerTraining',
    method: 'post',
    path: '/settlements/{id}/trainings',
    tag,
    summary: 'Offer a training in a settlement',
    params: byId(settlementId),
    body: draft,
    once: true,
    status: 201,
    answer: training,
    handle: async ({ caller, params, body }) => shown(await trainings.offer(caller, params.id, body), trainingOf),
  }),
  endpoint({
    id: 'closeTraining',
    method: 'post',
    path: '/trainings/{id}/closing',
    tag,
    summary: 'Take nobody any more; those who signed up stay',
    params: byId(trainingId),
    status: 200,
    answer: training,
    refusals: [409],
    handle: async ({ caller, params }) => shown(await trainings.close(caller, params.id), trainingOf),
  }),
  endpoint({
    id: 'withdrawTraining',
    method: 'post',
    path: '/trainings/{id}/withdrawal',
    tag,
    summary: 'It does not take place',
    params: byId(trainingId),
    status: 200,
    answer: training,
    handle: async ({ caller, params }) => shown(await trainings.withdraw(caller, params.id), trainingOf),
  }),
  endpoint({
    id: 'listSignups',
    method: 'get',
    path: '/trainings/{id}/signups',
    tag,
    summary: 'Who signed up, in their order',
    params: byId(trainingId),
    status: 200,
    answer: listOf(signup),
    handle: async ({ caller, params }) =>
      shown(await trainings.signups(caller, params.id), ({ signups }) => ({ items: signups.map(signupOf), next: null })),
  }),
  endpoint({
    id: 'markSignup',
    method: 'post',
    path: '/trainings/{id}/signups/{number}/mark',
    tag,
    summary: 'Note whether somebody took part',
    params: z.strictObject({
      id: trainingId,
      number: z.coerce
        .number()
        .int()
        .min(1)
        .max(2 ** 31 - 1),
    }),
    body: z.strictObject({ as: z.enum(MARKED) }),
    status: 200,
    answer: signup,
    handle: async ({ caller, params, body }) => shown(await trainings.mark(caller, params.id, params.number, body.as), signupOf),
  }),
];
