/** What handlers, those who call back, and supervisors do with grievances. */
import { z } from 'zod';
import type { Actor } from '../directory/model.ts';
import { done, type Outcome } from '../directory/outcome.ts';
import type { CaseView } from '../grievance/service.ts';
import { type Endpoints, endpoint } from './endpoint.ts';
import {
  actorId,
  byNumber,
  caseNumber,
  caseView,
  caseViewOf,
  clauseId,
  grievance,
  grievanceOf,
  unitId,
  words,
} from './grievance-shapes.ts';
import type { Rooms } from './rooms.ts';
import { firstOnes, instant, listOf, shown, stretchOf } from './shapes.ts';

const tag = 'grievances';
const refusals = [409] as const;

/** What is said in a move that needs words. */
const why = z.strictObject({ why: words });

export const grievanceHandling = (rooms: Rooms): Endpoints => [
  ...taking(rooms),
  ...handling(rooms),
  ...calling(rooms),
  ...supervising(rooms),
];

/** A move on a case that takes words or more. */
const move = <B extends z.ZodObject>(
  id: string,
  deed: string,
  summary: string,
  body: B,
  make: (caller: Actor, number: number, body: z.output<B>) => Promise<Outcome<CaseView>>,
) =>
  endpoint({
    id,
    method: 'post',
    path: `/grievances/{number}/${deed}`,
    tag,
    summary,
    params: byNumber,
    body,
    once: true,
    status: 200,
    answer: caseView,
    refusals,
    handle: async ({ caller, params, body: said }) => shown(await make(caller, params.number, said as z.output<B>), caseViewOf),
  });

/** A move on a case that takes nothing more. */
const bare = (id: string, deed: string, summary: string, make: (caller: Actor, number: number) => Promise<Outcome<CaseView>>) =>
  endpoint({
    id,
    method: 'post',
    path: `/grievances/{number}/${deed}`,
    tag,
    summary,
    params: byNumber,
    once: true,
    status: 200,
    answer: caseView,
    refusals,
    handle: async ({ caller, params: { number } }) => shown(await make(caller, number), caseViewOf),
  });

const taking = ({ grievances: { queue, supervision } }: Rooms): Endpoints => [
  endpoint({
    id: 'takeNextGrievance',
    method: 'post',
    path: '/grievances/next',
    tag,
    summary: 'Take the most urgent case within reach: earliest due, then safety, then number; nobody else has it then',
    once: true,
    status: 200,
    answer: z.strictObject({ case: caseView.nullable().meta({ description: 'null where none waits' }) }),
    refusals,
    handle: async ({ caller }) =>
      shown(await queue.next(caller), taken => ({ case: taken === undefined ? null : caseViewOf(taken) })),
  }),
  bare('claimGrievance', 'claim', 'Take a case that waits', queue.claim),
  move('releaseGrievance', 'release', 'Put a case that one holds back to its place', why, (caller, number, said) =>
    queue.release(caller, number, said.why),
  ),
  endpoint({
    id: 'setAbsence',
    method: 'post',
    path: '/grievances/absence',
    tag,
    summary: 'Say until when the caller, or a handler, is away; what they hold goes back to its place',
    body: z.strictObject({
      until: instant.nullable().meta({ description: 'null: they are back' }),
      handler: actorId.optional().meta({ description: 'For supervisors; default: the caller' }),
    }),
    once: true,
    status: 200,
    answer: z.strictObject({ returned: z.number().int() }),
    refusals: [404],
    async handle({ caller, body: { until, handler } }) {
      const at = until === null ? undefined : new Date(until);
      const gone = handler === undefined ? queue.away(caller, at) : supervision.handlerAway(caller, handler, at);
      return shown(await gone, returned => ({ returned }));
    },
  }),
];

const handling = ({ grievances: { queue } }: Rooms): Endpoints => [
  move('noteGrievance', 'notes', 'Note something for the handlers', z.strictObject({ text: words }), (caller, number, { text }) =>
    queue.note(caller, number, text),
  ),
  move(
    'askReporter',
    'questions',
    'Ask whoever reported it; the clock goes on',
    z.strictObject({ text: words }),
    (caller, number, { text }) => queue.ask(caller, number, text),
  ),
  move(
    'answerGrievance',
    'answer',
    'Answer a case: whoever reported it reads it',
    z.strictObject({ says: words, clauses: z.array(clauseId).max(10).optional() }),
    (caller, number, { says, clauses }) => queue.answer(caller, number, { says, clauses }),
  ),
  move(
    'declineGrievance',
    'refusal',
    'Do not take it on: why, and where to go instead',
    z.strictObject({ why: words, instead: words }),
    (caller, number, said) => queue.decline(caller, number, said.why, said.instead),
  ),
  move(
    'forwardGrievance',
    'forwarding',
    'Pass it on to the queue of another unit',
    z.strictObject({ unit: unitId, why: words }),
    (caller, number, { unit, why: said }) => queue.forward(caller, number, unit, said),
  ),
  move(
    'sendGrievanceBack',
    'return',
    'Say that it is not ours, and whose it is; the second time a supervisor decides',
    z.strictObject({ unit: unitId, why: words }),
    (caller, number, { unit, why: said }) => queue.sendBack(caller, number, unit, said),
  ),
  move('askForExtension', 'extension', 'Ask for more time; a supervisor decides', why, (caller, number, said) =>
    queue.askExtension(caller, number, said.why),
  ),
  move(
    'mergeGrievance',
    'merger',
    'Say that it is another case’s matter',
    z.strictObject({ into: caseNumber }),
    (caller, number, { into }) => queue.merge(caller, number, into),
  ),
  move(
    'linkGrievances',
    'links',
    'Say that two cases belong together',
    z.strictObject({ other: caseNumber }),
    (caller, number, { other }) => queue.link(caller, number, other),
  ),
];

const calling = ({ grievances: { callBacks } }: Rooms): Endpoints => [
  endpoint({
    id: 'listGrievanceCalls',
    method: 'get',
    path: '/grievances/calls',
    tag,
    summary: 'Answered cases to call about, the oldest answer first; none that the caller handled',
    query: firstOnes,
    status: 200,
    answer: listOf(caseView),
    handle: async ({ caller, query: { limit } }) =>
      shown(await callBacks.waiting(caller, limit), found => ({ items: found.map(caseViewOf), next: null })),
  }),
  bare('noteCallInVain', 'calls/in-vain', 'Note a call that reached nobody', callBacks.inVain),
  bare('noteCallConfirmed', 'calls/confirmed', 'Note that it is settled: it is closed', callBacks.confirmed),
  move('noteCallDenied', 'calls/denied', 'Note that it is not settled: it goes back to the queue', why, (caller, number, said) =>
    callBacks.denied(caller, number, said.why),
  ),
];

const supervising = ({ grievances: { supervision } }: Rooms): Endpoints => [
  endpoint({
    id: 'listUndecided',
    method: 'get',
    path: '/grievances/undecided',
    tag,
    summary: 'What waits for a supervisor: cases sent back twice, and extensions asked for',
    query: firstOnes.extend({
      after: z
        .string()
        .regex(/^[1-9]\d{0,9}$/)
        .optional(),
    }),
    status: 200,
    answer: listOf(grievance),
    async handle({ caller, query }) {
      const found = await stretchOf(query, async page => {
        const listed = await supervision.undecided(caller, page);
        return shown(listed, cases => cases.map(one => ({ ...grievanceOf(one), id: one.number })));
      });
      return shown(found, ({ items, next }) => ({ items: items.map(({ id: _id, ...one }) => one), next }));
    },
  }),
  move(
    'assignGrievance',
    'assignment',
    'Give it to a unit’s queue, or into a colleague’s hands',
    z.strictObject({ to: z.union([z.strictObject({ unit: unitId }), z.strictObject({ holder: actorId })]), why: words }),
    (caller, number, { to, why: said }) => supervision.assign(caller, number, to, said),
  ),
  move(
    'decideExtension',
    'extension-decision',
    'Grant or refuse the time that was asked for',
    z.strictObject({ granted: z.boolean() }),
    (caller, number, { granted }) => supervision.decideExtension(caller, number, granted),
  ),
  bare('unmergeGrievance', 'separation', 'Take a case that was merged by mistake apart again', supervision.unmerge),
  bare(
    'closeUnreached',
    'unreached',
    'Close a case of which nobody could be reached, after ten days without a word and three calls in vain',
    supervision.closeUnreached,
  ),
  endpoint({
    id: 'assignUnits',
    method: 'post',
    path: '/grievances/units',
    tag,
    summary: 'Say for which units a handler takes cases',
    body: z.strictObject({
      handler: actorId,
      units: z.array(unitId).max(100).meta({ description: 'Empty: all' }),
    }),
    once: true,
    status: 200,
    answer: z.strictObject({ handler: z.string(), units: z.array(z.string()) }),
    refusals: [404],
    async handle({ caller, body: { handler, units } }) {
      const assigned = await supervision.assignUnits(caller, handler, units);
      return assigned.ok ? done({ handler, units: [...units] }) : assigned;
    },
  }),
];
