/** Job postings: brought one by one, listed, changed, let go or refused, and ended. */
import { z } from 'zod';
import { type Outcome, refused } from '../directory/outcome.ts';
import { HIGHEST_WAGE, LONGEST_JOB, MOST_OPENINGS, YOUNGEST } from '../employment/job-faults.ts';
import { type Belongs, JOB_KINDS, type Job, POSTING_STATES, type Posting, SUITS, WAGE_FORMS } from '../employment/model.ts';
import type { Policy } from '../knowledge/load.ts';
import { type Endpoints, endpoint } from './endpoint.ts';
import type { Rooms } from './rooms.ts';
import {
  byId,
  day,
  instant,
  line,
  listOf,
  paragraph,
  postingId,
  regionId,
  settlementId,
  shown,
  stretch,
  stretchOf,
  version,
} from './shapes.ts';

/** To whom something belongs. */
export const belongs = z
  .strictObject({
    region: regionId,
    county: line(60).optional(),
    settlement: settlementId.optional().meta({ description: 'Where it is named, its county and region are its own' }),
  })
  .meta({ id: 'Belongs', description: 'How far something belongs to whom' });

const yuan = z.number().min(0.01).max(HIGHEST_WAGE);
const years = z.number().int().min(YOUNGEST).max(99);
const degrees = (most: number) => z.number().min(-most).max(most);

const job = z
  .strictObject({
    employer: z
      .union([line(LONGEST_JOB.employer), z.literal('')])
      .meta({ description: 'Without one it is held until somebody has looked' }),
    title: line(LONGEST_JOB.title),
    openings: z.number().int().min(1).max(MOST_OPENINGS).optional(),
    place: line(LONGEST_JOB.place),
    county: line(LONGEST_JOB.county).optional(),
    coordinates: z.strictObject({ latitude: degrees(90), longitude: degrees(180) }).optional(),
    wage: z
      .strictObject({
        form: z.enum(WAGE_FORMS),
        from: yuan.optional(),
        to: yuan.optional(),
        text: line(LONGEST_JOB.wage).optional().meta({ description: 'As it was written' }),
      })
      .optional()
      .meta({ description: 'Yuan; absent where it is to be agreed on' }),
    kind: z.enum(JOB_KINDS).optional(),
    hours: line(LONGEST_JOB.hours).optional(),
    skills: z.array(line(40)).max(20).meta({ description: 'Ids of skills' }),
    age: z.strictObject({ from: years.optional(), to: years.optional() }).optional(),
    suits: z.array(z.enum(SUITS)).max(SUITS.length),
    contact: z.strictObject({ name: line(LONGEST_JOB.name).optional(), phone: line(20).optional() }),
    validUntil: day,
    more: paragraph(LONGEST_JOB.more).optional(),
  })
  .meta({ id: 'Job' });

const posting = z
  .strictObject({
    id: postingId,
    of: belongs,
    job,
    state: z
      .enum(POSTING_STATES)
      .meta({ description: '`held`: it looks like fraud, and nobody is shown it until somebody has looked' }),
    signs: z
      .array(z.strictObject({ sign: z.string(), words: z.string().optional() }))
      .meta({ description: 'What looks like fraud, with the words that it was seen by' }),
    by: z.string(),
    addedAt: instant,
    import: z.string().optional(),
    version,
  })
  .meta({ id: 'Posting' });

/** A posting as the API shows it. */
const postingOf = ({ addedAt, ...rest }: Posting) => ({ ...rest, addedAt: addedAt.toISOString() });

/** Nothing belongs to a region that there are no documents of. */
export const strangePlace = ({ region }: Belongs, { regions }: Policy): Outcome<never> | undefined =>
  regions.has(region) ? undefined : refused('invalid', { field: 'of.region' });

const tag = 'postings';
const params = byId(postingId);

/** `/postings` */
export const postingEndpoints = ({ employment: { postings }, policy }: Rooms): Endpoints => [
  endpoint({
    id: 'listPostings',
    method: 'get',
    path: '/postings',
    tag,
    summary: 'Job postings; those that are held are shown to whoever may let them go',
    query: stretch.extend({ state: z.enum(POSTING_STATES).optional() }),
    status: 200,
    answer: listOf(posting),
    handle: async ({ caller, query: { state, ...query } }) =>
      shown(
        await stretchOf(query, page => postings.list(caller, { ...page, ...(state === undefined ? {} : { states: [state] }) })),
        ({ items, next }) => ({ items: items.map(postingOf), next }),
      ),
  }),
  endpoint({
    id: 'addPosting',
    method: 'post',
    path: '/postings',
    tag,
    summary: 'Bring a job posting; one that is there already is one with it',
    body: z.strictObject({ of: belongs, job }).meta({ id: 'PostingDraft' }),
    once: true,
    status: 201,
    answer: z
      .strictObject({
        posting,
        was: z.enum(['new', 'same', 'renewed']).meta({ description: '`renewed`: it was there, and says something new' }),
      })
      .meta({ id: 'Brought' }),
    refusals: [404],
    handle: async ({ caller, body: { of, job: said } }) =>
      strangePlace(of, policy) ??
      shown(await postings.add(caller, { of, job: said }), ({ posting: brought, was }) => ({
        posting: postingOf(brought),
        was,
      })),
  }),
  endpoint({
    id: 'getPosting',
    method: 'get',
    path: '/postings/{id}',
    tag,
    summary: 'A job posting',
    params,
    status: 200,
    answer: posting,
    handle: async ({ caller, params: { id } }) => shown(await postings.get(caller, id), postingOf),
  }),
  endpoint({
    id: 'changePosting',
    method: 'put',
    path: '/postings/{id}',
    tag,
    summary: 'Change what a posting says, at the version that was seen; it is looked at anew for signs of fraud',
    params,
    body: z.strictObject({ job, version }).meta({ id: 'PostingChange' }),
    status: 200,
    answer: posting,
    refusals: [409],
    handle: async ({ caller, params: { id }, body }) =>
      shown(await postings.change(caller, id, body.job as Job, body.version), postingOf),
  }),
  ...(['release', 'refuse'] as const).map(verb =>
    endpoint({
      id: `${verb}Posting`,
      method: 'post',
      path: `/postings/{id}/${verb}`,
      tag,
      summary: verb === 'release' ? 'Somebody has looked: show it' : 'Somebody has looked: show it to nobody',
      params,
      status: 200,
      answer: posting,
      refusals: [409],
      handle: async ({ caller, params: { id } }) => shown(await postings[verb](caller, id), postingOf),
    }),
  ),
  endpoint({
    id: 'endPosting',
    method: 'post',
    path: '/postings/{id}/end',
    tag,
    summary: 'Show a posting no more; what announces it stops',
    params,
    body: z.strictObject({ as: z.enum(['filled', 'withdrawn']) }),
    status: 200,
    answer: posting,
    refusals: [409],
    handle: async ({ caller, params: { id }, body: { as } }) => shown(await postings.end(caller, id, as), postingOf),
  }),
];
