/**
 * The API `/api/v1` of the directory, for the programs of those who run settlements. It decodes, asks the rooms on behalf of a token's holder and words
 * refusals; what is right and who may do it is left to the rooms.
 */
import { nobody } from '../directory/actors.ts';
import type { Actor } from '../directory/model.ts';
import { refused } from '../directory/outcome.ts';
import { type Api, type ApiLimits, createApi } from '../http/index.ts';
import type { Log } from '../shared/log.ts';
import { auditEndpoints } from './audit.ts';
import { bulletinEndpoints } from './bulletins.ts';
import type { Endpoints } from './endpoint.ts';
import { entitlementEndpoints } from './entitlements.ts';
import { grievanceEndpoints } from './grievances.ts';
import { groupEndpoints } from './groups.ts';
import { hardshipEndpoints } from './hardships.ts';
import { householdEndpoints } from './households.ts';
import { importEndpoints } from './imports.ts';
import { infoEndpoints } from './info.ts';
import { inquiryEndpoints } from './inquiries.ts';
import { muteEndpoints } from './mutes.ts';
import { postingImportEndpoints } from './posting-imports.ts';
import { postingEndpoints } from './postings.ts';
import { problemWords, statusOf } from './problems.ts';
import { roleEndpoints } from './roles.ts';
import type { Rooms } from './rooms.ts';
import { settlementEndpoints } from './settlements.ts';
import { tokenEndpoints } from './tokens.ts';
import { trainingEndpoints } from './trainings.ts';
import { webhookEndpoints } from './webhooks.ts';
import { workEndpoints } from './work.ts';

export type { Gap, Gaps, Rooms } from './rooms.ts';

/** What the API is made of. */
export interface DirectoryApiParts extends Rooms {
  readonly log: Log;
  /** Default: those of the web server's APIs. */
  readonly limits?: ApiLimits | undefined;
}

/** Every endpoint, by subject. */
export const endpointsOf = (rooms: Rooms): Endpoints => [
  ...tokenEndpoints(rooms),
  ...settlementEndpoints(rooms),
  ...entitlementEndpoints(rooms),
  ...householdEndpoints(rooms),
  ...importEndpoints(rooms),
  ...groupEndpoints(rooms),
  ...muteEndpoints(rooms),
  ...bulletinEndpoints(rooms),
  ...postingEndpoints(rooms),
  ...postingImportEndpoints(rooms),
  ...roleEndpoints(rooms),
  ...inquiryEndpoints(rooms),
  ...infoEndpoints(rooms),
  ...workEndpoints(rooms),
  ...trainingEndpoints(rooms),
  ...hardshipEndpoints(rooms),
  ...grievanceEndpoints(rooms),
  ...webhookEndpoints(rooms),
  ...auditEndpoints(rooms),
];

/** Whoever sends a token that is none. */
const STRANGER: Actor = { ...nobody({ channel: 'api', account: '', person: '' }), via: 'api' };

/** Makes the API; the web server serves it. */
export function createDirectoryApi({ log, limits, ...rooms }: DirectoryApiParts): Api {
  const { directory, wordbook, clock } = rooms;
  return createApi({
    base: '/api/v1',
    title: 'Anjia',
    version: '1',
    description:
      'Settlements, households, groups, bulletins, job postings, grievances, webhooks, roles, questions and the record of the assistant for relocation settlements. Nothing personal stands in an address.',
    endpoints: endpointsOf(rooms),
    authenticate: token => directory.tokens.actor(token, 'api'),
    onRefused: () => directory.guard.record(STRANGER, { action: 'token.use', place: {} }, refused('unknown', { what: 'token' })),
    keyOf: ({ id }) => id,
    once: (caller, key, request, work) => directory.once.run(caller, key, request, work),
    statusOf,
    wordsFor: problemWords(wordbook),
    clock,
    log,
    limits,
  });
}
