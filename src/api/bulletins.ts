/** Bulletins: written, looked at, let go, held, taken back, and what became of them in each group. */
import { z } from 'zod';
import { LONGEST_REASON, LONGEST_TEXT } from '../bulletin/draft.ts';
import { audience, bulletin, bulletinOf, change, draft, preview, previewOf, reach, when, whenOf } from './bulletin-shapes.ts';
import { bulletinWatching } from './bulletin-watching.ts';
import { type Endpoints, endpoint } from './endpoint.ts';
import type { Rooms } from './rooms.ts';
import { bulletinId, byId, paragraph, shown, version } from './shapes.ts';

const tag = 'bulletins';
const params = byId(bulletinId);
const refusals = [409] as const;

/** `/audiences`, `/bulletins`, `/settlements/{id}/received-bulletins` */
export const bulletinEndpoints = (rooms: Rooms): Endpoints => [
  ...writing(rooms),
  ...lettingGo(rooms),
  ...holding(rooms),
  ...bulletinWatching(rooms),
];

const writing = ({ bulletins }: Rooms): Endpoints => [
  endpoint({
    id: 'reachAudience',
    method: 'post',
    path: '/audiences',
    tag,
    summary: 'To how many groups an audience leads, and whom it does not reach; nothing is kept',
    body: z.strictObject({ audience }),
    status: 200,
    answer: reach,
    handle: async ({ caller, body }) =>
      shown(await bulletins.reach(caller, body.audience), one => ({ ...one, unreached: [...one.unreached] })),
  }),
  endpoint({
    id: 'writeBulletin',
    method: 'post',
    path: '/bulletins',
    tag,
    summary: 'Keep a draft',
    body: draft,
    once: true,
    status: 201,
    answer: bulletin,
    handle: async ({ caller, body }) => shown(await bulletins.write(caller, body), bulletinOf),
  }),
  endpoint({
    id: 'changeBulletin',
    method: 'put',
    path: '/bulletins/{id}',
    tag,
    summary: 'Change a draft, or one that was sent back, at the version that was seen',
    params,
    body: change,
    status: 200,
    answer: bulletin,
    refusals,
    handle: async ({ caller, params: { id }, body: { version: seen, ...written } }) =>
      shown(await bulletins.change(caller, id, written, seen), bulletinOf),
  }),
  endpoint({
    id: 'previewBulletin',
    method: 'post',
    path: '/bulletins/{id}/preview',
    tag,
    summary: 'How it will look on each platform, to whom it goes, and when it is done',
    params,
    body: z.strictObject({ when }),
    status: 200,
    answer: preview,
    handle: async ({ caller, params: { id }, body }) => shown(await bulletins.preview(caller, id, whenOf(body.when)), previewOf),
  }),
];

const lettingGo = ({ bulletins }: Rooms): Endpoints => [
  endpoint({
    id: 'submitBulletin',
    method: 'post',
    path: '/bulletins/{id}/submission',
    tag,
    summary: 'Send it, or have it wait for its time or, a notice, for a second person; to just those that were looked at',
    params,
    body: z.strictObject({ when: when.optional(), seen: z.string().max(100).meta({ description: '`digest` of the preview' }) }),
    once: true,
    status: 200,
    answer: bulletin,
    refusals,
    handle: async ({ caller, params: { id }, body }) =>
      shown(await bulletins.submit(caller, id, whenOf(body.when ?? {}), body.seen), bulletinOf),
  }),
  endpoint({
    id: 'approveBulletin',
    method: 'post',
    path: '/bulletins/{id}/approval',
    tag,
    summary: 'Let a colleague’s notice go, at the version that was seen; never one’s own',
    params,
    body: z.strictObject({ version }),
    once: true,
    status: 200,
    answer: bulletin,
    refusals,
    handle: async ({ caller, params: { id }, body }) => shown(await bulletins.approve(caller, id, body.version), bulletinOf),
  }),
  endpoint({
    id: 'sendBulletinBack',
    method: 'post',
    path: '/bulletins/{id}/return',
    tag,
    summary: 'Send a notice back to its author, with the reason',
    params,
    body: z.strictObject({ why: paragraph(LONGEST_REASON) }),
    once: true,
    status: 200,
    answer: bulletin,
    refusals,
    handle: async ({ caller, params: { id }, body }) => shown(await bulletins.sendBack(caller, id, body.why), bulletinOf),
  }),
];

const holding = ({ bulletins }: Rooms): Endpoints => [
  ...(
    [
      ['pause', 'pauseBulletin', 'Hold back what was not sent yet'],
      ['resume', 'resumeBulletin', 'Go on with what was paused'],
      ['stop', 'stopBulletin', 'Send nothing more of it, for good; a draft is thrown away'],
      ['recall', 'recallBulletin', 'Take it back wherever it went, or say there that it is void'],
    ] as const
  ).map(([deed, id, summary]) =>
    endpoint({
      id,
      method: 'post',
      path: `/bulletins/{id}/${deed}`,
      tag,
      summary,
      params,
      once: true,
      status: 200,
      answer: bulletin,
      refusals,
      handle: async ({ caller, params: { id: which } }) => shown(await bulletins[deed](caller, which), bulletinOf),
    }),
  ),
  endpoint({
    id: 'correctBulletin',
    method: 'post',
    path: '/bulletins/{id}/correction',
    tag,
    summary: 'Word it anew wherever it went, or say there what is right',
    params,
    body: z.strictObject({ text: paragraph(LONGEST_TEXT) }),
    once: true,
    status: 200,
    answer: bulletin,
    refusals,
    handle: async ({ caller, params: { id }, body }) => shown(await bulletins.correct(caller, id, body.text), bulletinOf),
  }),
  endpoint({
    id: 'retryBulletin',
    method: 'post',
    path: '/bulletins/{id}/retry',
    tag,
    summary: 'Try again what failed',
    params,
    body: z.strictObject({
      line: z.union([z.literal('all'), z.number().int().min(1)]).meta({ description: 'All of it, or one line of the ledger' }),
    }),
    once: true,
    status: 200,
    answer: z.strictObject({ again: z.number().int() }),
    refusals,
    handle: async ({ caller, params: { id }, body: { line } }) =>
      shown(await bulletins.retry(caller, id, line === 'all' ? undefined : line), again => ({ again })),
  }),
];
