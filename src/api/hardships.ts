/** Reports of hardship: step by step, from what a household says to the decision. */
import { z } from 'zod';
import type { Hardship, HardshipSummary } from '../grievance/hardship/model.ts';
import type { HardshipView } from '../grievance/hardship/service.ts';
import { HARDSHIP_STATES } from '../knowledge/hardship.ts';
import { type Endpoints, endpoint } from './endpoint.ts';
import type { Rooms } from './rooms.ts';
import { byId, day, firstOnes, householdId, instant, line, listOf, paragraph, regionId, settlementId, shown } from './shapes.ts';

const number = z.coerce
  .number()
  .int()
  .min(1)
  .max(2 ** 31 - 1);
const byNumber = z.strictObject({ number });
const words = paragraph(1000);
const says = z.strictObject({ says: words });

const summary = z.strictObject({
  number: z.number().int(),
  state: z.enum(HARDSHIP_STATES),
  risk: z.string(),
  people: z.number().int(),
  region: regionId,
  county: z.string().optional(),
  settlement: settlementId,
  receivedAt: instant,
  dueAt: instant.meta({ description: 'When it has to be decided; never moved' }),
  alarm: z.enum(['none', 'warned', 'supervisor', 'county']),
  publicised: z.strictObject({ on: day, until: day }).optional(),
  decidedAt: instant.optional(),
  endedAt: instant.optional(),
  version: z.number().int(),
});
const listed = summary.meta({ id: 'HardshipSummary', description: 'Nothing of who they are' });

const remark = z.strictObject({ by: z.string().optional(), at: instant, text: z.string() });
const report = summary
  .extend({
    household: householdId.optional(),
    record: z
      .strictObject({
        name: z.string(),
        building: z.string().optional(),
        door: z.string().optional(),
        phone: z.string().optional(),
        text: z.string(),
        authorisation: z.strictObject({
          how: z.enum(['chat', 'written', 'spoken']),
          on: day,
          guardian: z.string().optional(),
          witness: z.string().optional(),
          recordedBy: z.string(),
        }),
        additions: z.array(remark),
        checks: z.array(remark),
        missing: z.string().optional(),
        assessment: remark.extend({ isProposed: z.boolean() }).optional(),
        objections: z.array(remark),
        decision: remark.extend({ isIncluded: z.boolean() }).optional(),
        disagreement: z.string().optional(),
      })
      .optional()
      .meta({ description: 'Absent once it was withdrawn or erased' }),
    can: z.array(z.string()).meta({ description: 'What the caller may do with it now' }),
  })
  .meta({ id: 'Hardship' });

const summaryOf = (one: HardshipSummary | Hardship) => ({
  number: one.number,
  state: one.state,
  risk: one.risk,
  people: one.people,
  region: one.place.region,
  county: one.place.county,
  settlement: one.place.settlement,
  receivedAt: one.receivedAt.toISOString(),
  dueAt: one.dueAt.toISOString(),
  alarm: one.alarm,
  publicised: one.publicised,
  decidedAt: one.decidedAt?.toISOString(),
  endedAt: one.endedAt?.toISOString(),
  version: one.version,
});
/** Where somebody is told stays with the assistant. */
const reportOf = ({ report: one, can }: HardshipView) => ({
  ...summaryOf(one),
  household: one.household,
  record: one.record,
  can,
});

const draft = z.strictObject({
  risk: line(40).meta({ description: 'illness, accident, disaster, income, school, housing, death, other' }),
  people: z.number().int().min(1).max(30),
  text: words.meta({ description: 'What happened, in their words' }),
  name: line(40).meta({ description: 'The head of the household' }),
  building: line(40).optional(),
  door: line(40).optional(),
  phone: line(40).optional(),
  guardian: line(40).optional().meta({ description: 'Who agreed for somebody under 14' }),
  consent: z.enum(['written', 'spoken']).meta({ description: 'How they agreed to the check, once it was read to them' }),
  witness: line(40).meta({ description: 'Who was there' }),
  household: householdId.optional(),
});

const tag = 'hardships';
/** A step by POST on a report. */
const step = { method: 'post', tag, params: byNumber, status: 200, answer: report, refusals: [409] } as const;

/** `/hardships`, `/settlements/{id}/hardships` */
export const hardshipEndpoints = ({ hardships }: Rooms): Endpoints => [
  endpoint({
    id: 'listHardships',
    method: 'get',
    path: '/hardships',
    tag,
    summary: 'Reports of hardship, due first in front; nobody named',
    query: firstOnes.extend({
      settlement: settlementId.optional(),
      state: z.enum(HARDSHIP_STATES).optional(),
      after: number.optional().meta({ description: 'Those after this number: `next` of the stretch before' }),
    }),
    status: 200,
    answer: listOf(listed),
    handle: async ({ caller, query: { limit, state, settlement, after } }) =>
      shown(await hardships.list(caller, { settlement, after, limit: limit + 1, states: state && [state] }), found => ({
        items: found.slice(0, limit).map(summaryOf),
        next: found.length > limit ? String(found[limit - 1]?.number) : null,
      })),
  }),
  endpoint({
    id: 'reportHardship',
    method: 'post',
    path: '/settlements/{id}/hardships',
    tag,
    summary: 'Write a report down for somebody who cannot write, once the authorisation was read to them and they agreed',
    params: byId(settlementId),
    body: draft,
    once: true,
    status: 201,
    answer: listed,
    handle: async ({ caller, params, body }) =>
      shown(await hardships.reportFor(caller, { ...body, settlement: params.id }), summaryOf),
  }),
  endpoint({
    id: 'getHardship',
    method: 'get',
    path: '/hardships/{number}',
    tag,
    summary: 'A report and what may be done with it now; the look is recorded',
    params: byNumber,
    status: 200,
    answer: report,
    handle: async ({ caller, params }) => shown(await hardships.get(caller, params.number), reportOf),
  }),
  endpoint({
    id: 'getHardshipHistory',
    method: 'get',
    path: '/hardships/{number}/history',
    tag,
    summary: 'What was done with a report, as a chain of hashes; what was said in it is left out',
    params: byNumber,
    status: 200,
    answer: listOf(
      z.strictObject({
        seq: z.number().int(),
        by: z.string(),
        action: z.string(),
        at: instant,
        before: z.string(),
        digest: z.string(),
        hash: z.string(),
      }),
    ),
    handle: async ({ caller, params }) =>
      shown(await hardships.history(caller, params.number), entries => ({
        items: entries.map(({ seq, by, action, at, before, digest, hash }) => ({ seq, by, action, at, before, digest, hash })),
        next: null,
      })),
  }),
  endpoint({
    id: 'getHardshipNotice',
    method: 'get',
    path: '/hardships/{number}/notice',
    tag,
    summary: 'The public notice as it would be posted today, or hangs: no number, telephone, bank card or illness',
    params: byNumber,
    status: 200,
    answer: z.strictObject({ notice: z.string() }),
    refusals: [409],
    handle: async ({ caller, params }) => shown(await hardships.notice(caller, params.number), notice => ({ notice })),
  }),
  endpoint({
    ...step,
    id: 'checkHardship',
    path: '/hardships/{number}/checks',
    summary: 'Note what was found at the household',
    body: says,
    handle: async ({ caller, params, body }) => shown(await hardships.check(caller, params.number, body.says), reportOf),
  }),
  endpoint({
    ...step,
    id: 'askOfHardship',
    path: '/hardships/{number}/missing',
    summary: 'Note what is still missing; the person is told',
    body: says,
    handle: async ({ caller, params, body }) => shown(await hardships.missing(caller, params.number, body.says), reportOf),
  }),
  endpoint({
    ...step,
    id: 'assessHardship',
    path: '/hardships/{number}/assessment',
    summary: 'Note what the assessment came to',
    body: says.extend({ isProposed: z.boolean().meta({ description: 'Whether the household is proposed to be taken in' }) }),
    handle: async ({ caller, params, body }) => shown(await hardships.assess(caller, params.number, body), reportOf),
  }),
  endpoint({
    ...step,
    id: 'publiciseHardship',
    path: '/hardships/{number}/publicity',
    summary: 'Note that the notice hangs',
    body: z.strictObject({ on: day.meta({ description: 'The day on which it was posted: not before the assessment' }) }),
    handle: async ({ caller, params, body }) => shown(await hardships.publicise(caller, params.number, body.on), reportOf),
  }),
  endpoint({
    ...step,
    id: 'disputeHardship',
    path: '/hardships/{number}/objections',
    summary: 'Note what somebody said against it while the notice hung',
    body: says,
    handle: async ({ caller, params, body }) => shown(await hardships.dispute(caller, params.number, body.says), reportOf),
  }),
  endpoint({
    ...step,
    id: 'decideHardship',
    path: '/hardships/{number}/decision',
    summary: 'Decide whether the household is taken in; never by one who assessed it',
    body: z.strictObject({ isIncluded: z.boolean(), why: words }),
    handle: async ({ caller, params, body }) => shown(await hardships.decide(caller, params.number, body), reportOf),
  }),
  endpoint({
    ...step,
    id: 'recheckHardship',
    path: '/hardships/{number}/recheck',
    summary: 'Have it checked once more before it is decided',
    body: says,
    handle: async ({ caller, params, body }) => shown(await hardships.recheck(caller, params.number, body.says), reportOf),
  }),
  endpoint({
    ...step,
    id: 'endHardship',
    path: '/hardships/{number}/end',
    summary: 'The risk is over',
    body: says,
    handle: async ({ caller, params, body }) => shown(await hardships.end(caller, params.number, body.says), reportOf),
  }),
  endpoint({
    ...step,
    id: 'withdrawHardship',
    path: '/hardships/{number}/withdrawal',
    summary: 'Withdraw it for somebody who cannot write; what was collected is erased',
    body: says,
    handle: async ({ caller, params, body }) => shown(await hardships.withdrawFor(caller, params.number, body.says), reportOf),
  }),
];
