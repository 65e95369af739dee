/** Residents' questions to their cadres, and what the documents did not answer. */
import { z } from 'zod';
import { done } from '../directory/outcome.ts';
import type { Scope } from '../directory/scope.ts';
import type { RegionId } from '../shared/ids.ts';
import { type Endpoints, endpoint } from './endpoint.ts';
import type { Rooms } from './rooms.ts';
import { day, firstOnes, instant, line, listOf, paragraph, regionId, settlementId, shown } from './shapes.ts';

const number = z.number().int();

const waiting = z
  .strictObject({
    number: number.meta({ description: 'Of the oldest of like questions' }),
    settlement: settlementId,
    question: z.string(),
    times: z.number().int(),
    askedAt: instant,
    due: day.meta({ description: 'The last day for an answer' }),
  })
  .meta({ id: 'Inquiry' });

const gap = z
  .strictObject({
    region: regionId,
    reason: z.string(),
    question: z.string(),
    nearest: z.string().optional().meta({ description: 'The clause that came closest' }),
    times: z.number().int(),
    lastAt: instant,
  })
  .meta({ id: 'Gap' });

const tag = 'questions';

/** `/inquiries`, `/gaps` */
export const inquiryEndpoints = ({ directory, inquiries, gaps }: Rooms): Endpoints => {
  /** Gaps are known by region: whoever looks after a settlement sees those of its region. */
  const regionsOf = async (scopes: readonly Scope[]): Promise<readonly RegionId[] | 'all'> => {
    const regions = new Set<RegionId>();
    for (const scope of scopes) {
      if (scope.kind === 'all') return 'all';
      const region = scope.kind === 'settlement' ? await directory.regionOf(scope.settlement) : scope.region;
      if (region) regions.add(region);
    }
    return [...regions];
  };
  return [
    endpoint({
      id: 'listInquiries',
      method: 'get',
      path: '/inquiries',
      tag,
      summary: 'Questions that wait for a cadre’s answer, like ones together, those due first in front',
      query: firstOnes,
      status: 200,
      answer: listOf(waiting),
      handle: async ({ caller, query }) =>
        shown(await inquiries.waiting(caller, query.limit), groups => ({
          items: groups.map(group => ({ ...group, askedAt: group.askedAt.toISOString() })),
          next: null,
        })),
    }),
    endpoint({
      id: 'answerInquiry',
      method: 'post',
      path: '/inquiries/{number}/answer',
      tag,
      summary: 'Answer all like questions; everyone who asked is told, under the name that is given',
      params: z.strictObject({
        number: z.coerce
          .number()
          .int()
          .min(1)
          .max(2 ** 31 - 1),
      }),
      body: z.strictObject({ says: paragraph(1000), name: line(40).meta({ description: 'The cadre who answers' }) }),
      once: true,
      status: 201,
      answer: z.strictObject({
        id: z.string(),
        at: instant,
        answered: z.array(number).meta({ description: 'The numbers of the questions' }),
      }),
      handle: async ({ caller, params, body }) =>
        shown(await inquiries.answer(caller, { ...params, ...body }), ({ answer, inquiries }) => ({
          id: answer.id,
          at: answer.at.toISOString(),
          answered: inquiries.map(one => one.number),
        })),
    }),
    endpoint({
      id: 'listGaps',
      method: 'get',
      path: '/gaps',
      tag,
      summary: 'What people asked and the documents did not answer, the most frequent first; nobody named',
      query: firstOnes,
      status: 200,
      answer: listOf(gap),
      handle: ({ caller, query }) =>
        directory.guard.anywhere(caller, 'gap.view', async scopes =>
          done({ items: await gaps.list(await regionsOf(scopes), query.limit), next: null }),
        ),
    }),
  ];
};
