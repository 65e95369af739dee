/** Grievances and webhooks for tests of the API: what they are about, and requests for each endpoint. */
import { OPERATOR } from '../../src/directory/index.ts';
import type { Settlement } from '../../src/directory/model.ts';
import type { UnitId } from '../../src/shared/ids.ts';
import { must, type TestApi } from '../support/api.ts';
import type { Case, World } from './world.ts';

const POLICE = 'guizhou.police' as UnitId;
const DAY_MS = 24 * 3600 * 1000;

/** Two cases that wait, a handler, and a webhook with a call. A request that moves a case has one of its own: `number` is that of the latest. */
export async function makeCases({ rooms }: TestApi, settlement: Settlement) {
  const [number, other] = [await reported(rooms, settlement), await reported(rooms, settlement)];
  const { directory, webhooks } = rooms;
  const scope = { kind: 'settlement', settlement: settlement.id } as const;
  const handler = await directory.people.ensure({ channel: 'web', account: 'main', person: `h ${settlement.id}` }, '王经办');
  await directory.people.grant(handler.id, 'handler', scope, OPERATOR.id);
  const { id: webhook } = must(await webhooks.add(OPERATOR, { url: 'https://hooks.example.com/T0KEN', events: [], scope }));
  const { id: call } = must(await webhooks.test(OPERATOR, webhook));
  return { number, other, handler: handler.id, webhook, call };
}

async function reported({ grievances }: TestApi['rooms'], { id, region }: Settlement): Promise<number> {
  const draft = {
    place: { region, settlement: id },
    kind: 'lift-and-building',
    text: '电梯坏了，罗世珍 13800138000',
    name: '罗世珍',
    onBehalf: { name: '罗世珍', consent: 'spoken' as const },
  };
  return must(await grievances.intake.reportFor(OPERATOR, draft)).number;
}

type Prepare = NonNullable<Case['prepare']>;

/** A new case. */
const waits: Prepare = async (world, rooms) => {
  world.cases.number = await reported(rooms, world.settlement);
};
/** A new case in the hands of whoever sends the request. */
const held: Prepare = async (world, rooms, token, api) => {
  await waits(world, rooms, token, api);
  // Whoever sends a token that is none holds nothing.
  const id = (await rooms.directory.tokens.actor(token, 'api'))?.id ?? OPERATOR.id;
  must(await rooms.grievances.queue.claim({ ...OPERATOR, id }, world.cases.number));
};
const inHand: Prepare = async (world, rooms, token, api) => {
  await waits(world, rooms, token, api);
  must(await rooms.grievances.queue.claim(OPERATOR, world.cases.number));
};
const answered: Prepare = async (world, rooms, token, api) => {
  await inHand(world, rooms, token, api);
  must(await rooms.grievances.queue.answer(OPERATOR, world.cases.number, { says: '修好了。' }));
};
const extensionAsked: Prepare = async (world, rooms, token, api) => {
  await inHand(world, rooms, token, api);
  must(await rooms.grievances.queue.askExtension(OPERATOR, world.cases.number, '等配件'));
};
const merged: Prepare = async (world, rooms, token, api) => {
  await inHand(world, rooms, token, api);
  must(await rooms.grievances.queue.merge(OPERATOR, world.cases.number, world.cases.other));
};
/** Called three times in vain, and ten days passed. */
const unreached: Prepare = async (world, rooms, token, api) => {
  const { storage, clock } = api;
  await answered(world, rooms, token, api);
  const found = (await storage.grievances.get(world.cases.number))!;
  const answeredAt = new Date(clock.now().getTime() - 11 * DAY_MS);
  await storage.grievances.put({ ...found, calls: 3, answeredAt, version: found.version + 1 });
};

const ofCase =
  (rest = '') =>
  ({ cases }: World) =>
    `/grievances/${cases.number}${rest}`;
const why = () => ({ why: '不归我们管' });

/** What is done with a case by a POST. */
const move = (id: string, action: Case['action'], prepare: Prepare, deed: string, body?: Case['body']): Case => ({
  id,
  action,
  where: 'settlement',
  status: 200,
  method: 'POST',
  path: ofCase(`/${deed}`),
  prepare,
  ...(body ? { body } : {}),
});
const look = (id: string, action: Case['action'], where: Case['where'], path: Case['path']): Case => ({
  id,
  action,
  where,
  status: 200,
  method: 'GET',
  path,
});

/** Every endpoint of grievances and webhooks once. */
export const GRIEVANCE_CASES: readonly Case[] = [
  {
    ...move('reportGrievance', 'grievance.report', waits, ''),
    path: () => '/grievances',
    status: 201,
    body: ({ settlement, employed }) => ({
      settlement: settlement.id,
      kind: 'utilities',
      text: '5号楼漏水',
      where: '3栋',
      household: employed.id,
      phone: '13800138000',
      onBehalf: { name: '罗世珍', consent: 'spoken' },
      isAnonymous: false,
    }),
  },
  look('listGrievances', 'grievance.view', 'anywhere', () => '/grievances?limit=5&state=received&order=queue'),
  {
    ...move('searchGrievances', 'grievance.view', waits, '', () => ({ words: '电梯' })),
    where: 'anywhere',
    path: () => '/grievances/search',
  },
  look('getGrievance', 'grievance.view', 'settlement', ofCase()),
  look('listGrievanceHistory', 'grievance.view', 'settlement', ofCase('/history')),
  move('lookAtReporter', 'grievance.identify', waits, 'identity', () => ({ reason: 'visit' })),
  { ...move('takeNextGrievance', 'grievance.handle', waits, ''), where: 'anywhere', path: () => '/grievances/next' },
  {
    ...move('setAbsence', 'grievance.handle', waits, '', () => ({ until: null })),
    where: 'anywhere',
    path: () => '/grievances/absence',
  },
  move('claimGrievance', 'grievance.handle', waits, 'claim'),
  move('releaseGrievance', 'grievance.handle', held, 'release', why),
  move('noteGrievance', 'grievance.handle', held, 'notes', () => ({ text: '师傅明天来' })),
  move('askReporter', 'grievance.handle', held, 'questions', () => ({ text: '哪个单元？' })),
  move('answerGrievance', 'grievance.handle', held, 'answer', () => ({ says: '修好了。', clauses: ['guizhou:3.3.11'] })),
  move('declineGrievance', 'grievance.handle', held, 'refusal', () => ({ why: '不归社区', instead: '请打 12345' })),
  move('forwardGrievance', 'grievance.handle', held, 'forwarding', () => ({ unit: POLICE, ...why() })),
  move('sendGrievanceBack', 'grievance.handle', held, 'return', () => ({ unit: POLICE, ...why() })),
  move('askForExtension', 'grievance.handle', held, 'extension', why),
  move('mergeGrievance', 'grievance.handle', held, 'merger', ({ cases }) => ({ into: cases.other })),
  move('linkGrievances', 'grievance.handle', held, 'links', ({ cases }) => ({ other: cases.other })),
  look('listGrievanceCalls', 'grievance.call', 'anywhere', () => '/grievances/calls?limit=5'),
  move('noteCallInVain', 'grievance.call', answered, 'calls/in-vain'),
  move('noteCallConfirmed', 'grievance.call', answered, 'calls/confirmed'),
  move('noteCallDenied', 'grievance.call', answered, 'calls/denied', why),
  look('listUndecided', 'grievance.supervise', 'anywhere', () => '/grievances/undecided?limit=5'),
  move('assignGrievance', 'grievance.supervise', waits, 'assignment', () => ({ to: { unit: POLICE }, ...why() })),
  move('decideExtension', 'grievance.supervise', extensionAsked, 'extension-decision', () => ({ granted: true })),
  move('unmergeGrievance', 'grievance.supervise', merged, 'separation'),
  move('closeUnreached', 'grievance.supervise', unreached, 'unreached'),
  {
    ...move('assignUnits', 'grievance.supervise', waits, '', ({ cases }) => ({ handler: cases.handler, units: [POLICE] })),
    where: 'anywhere',
    path: () => '/grievances/units',
    hides: true,
  },
  look(
    'getGrievanceLedger',
    'grievance.export',
    'anywhere',
    () => '/grievances/ledger?form=problem&from=2026-11-01&to=2026-11-30',
  ),
  look('listWebhooks', 'webhook.edit', 'anywhere', () => '/webhooks?limit=5'),
  {
    ...move('addWebhook', 'webhook.edit', waits, ''),
    path: () => '/webhooks',
    status: 201,
    body: ({ scope }) => ({ url: 'https://hooks.example.com/T0KEN', scope, events: ['grievance.report'] }),
  },
  look('listWebhookCalls', 'webhook.edit', 'settlement', ({ cases }) => `/webhooks/${cases.webhook}/calls?state=waiting`),
  { ...move('testWebhook', 'webhook.edit', waits, ''), path: ({ cases }) => `/webhooks/${cases.webhook}/test` },
  { ...move('retryWebhookCall', 'webhook.edit', waits, ''), path: ({ cases }) => `/webhook-calls/${cases.call}/retry` },
  {
    ...move('removeWebhook', 'webhook.edit', waits, ''),
    method: 'DELETE',
    status: 204,
    path: ({ cases }) => `/webhooks/${cases.webhook}`,
  },
];
