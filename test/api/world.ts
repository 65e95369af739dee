/**
 * A settlement of 黔西市 with everything that endpoints are about, and requests for each endpoint.
 */
import { randomUUID } from 'node:crypto';
import type { Action } from '../../src/directory/access.ts';
import { OPERATOR } from '../../src/directory/index.ts';
import type { Scope } from '../../src/directory/scope.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import { type Heard, must, type Sent, type TestApi } from '../support/api.ts';

export const GUIZHOU = 'guizhou' as RegionId;
export const COUNTY = '黔西市';

export const settlementDraft = (name: string) => ({
  region: GUIZHOU,
  county: COUNTY,
  name,
  kind: 'urban' as const,
  population: 1200,
  buildings: [{ name: '3栋', entrances: ['1单元'] }],
  office: { address: '社区一楼', contacts: [{ name: '王主任', phone: '0857-4220000' }] },
  desks: [],
  tags: ['城镇'],
});

export const householdDraft = (phone = '13800138000') => ({
  code: `HX-${phone.slice(-4)}`,
  building: '3栋',
  room: '501',
  members: [
    { id: 'm1', name: '罗世珍', relation: 'head' as const, phone, identityNumber: '11010519491231002X' },
    { id: 'm2', name: '罗小满', relation: 'child' as const, sex: 'female' as const, labour: 'full' as const },
  ],
  marks: ['out-of-poverty' as const],
  movedIn: '2019-06-01' as never,
  purpose: 'file',
});

/** A table as an office keeps it. */
export const FILE = [
  '户编号,姓名,与户主关系,楼栋,房号,联系电话',
  'HX-0001,杨秀英,户主,3栋,701,13600136000',
  'HX-0002,潘玉兰,户主,3栋,702,13600136001',
].join('\n');

/** Words that must never reach a log. */
export const PERSONAL = [
  '罗世珍',
  '罗小满',
  '13800138000',
  '11010519491231002X',
  '5号楼漏水',
  '王主任',
  '0857-4220000',
  '杨秀英',
  '13600136000',
];

export type World = Awaited<ReturnType<typeof makeWorld>>;
let worlds = 0;

/** A settlement with a household, a group, a robot, a role, a token, a question and some local information. */
export async function makeWorld({ rooms: { directory, inquiries, localKnowledge } }: TestApi) {
  const number = ++worlds;
  const settlement = must(await directory.settlements.add(OPERATOR, settlementDraft(`锦绣花都${number}`)));
  const scope: Scope = { kind: 'settlement', settlement: settlement.id };
  const household = must(await directory.households.add(OPERATOR, settlement.id, householdDraft()));
  const chat = { channel: 'telegram', account: 'bot', chat: `-100${number}`, name: '3栋群' };
  const { group } = must(await directory.groups.bind(OPERATOR, { kind: 'group', settlement: settlement.id }, chat));
  const robot = must(await directory.robots.add(OPERATOR, settlement.id, { webhook: randomUUID(), name: '机器人群' }));
  const mute = must(
    await directory.mutes.mute(OPERATOR, group, { channel: 'telegram', account: 'bot', person: `troll${number}` }),
  );
  const person = await directory.people.ensure({ channel: 'telegram', account: 'bot', person: `u${number}` }, '王主任');
  const role = await directory.people.grant(person.id, 'cadre', scope, OPERATOR.id);
  const token = must(await directory.tokens.issue(OPERATOR, { label: '一体化平台', role: 'cadre', scope, days: 30 }));
  const inquiry = await inquiries.ask(
    { channel: 'web', account: 'main', chat: `c${number}`, person: `v${number}` },
    { settlement: settlement.id, region: GUIZHOU, topic: '物业费', question: '5号楼漏水找谁' },
  );
  const info = must(
    await localKnowledge.add(OPERATOR, settlement.id, { topic: '物业费', says: '每平方米五角。', source: '社区办公室' }),
  );
  const double = must(
    await directory.households.add(OPERATOR, settlement.id, {
      ...householdDraft('13700137000'),
      room: '502',
      members: [{ id: 'm1', name: '吴阿妹', relation: 'head' }],
    }),
  );
  const imported = must(
    await directory.imports.run(OPERATOR, settlement.id, { households: [], rows: [], sheets: [] }, { purpose: 'file' }),
  );
  return { settlement, scope, household, double, group, robot, mute, role, token, inquiry, info, imported };
}

/** A request that an endpoint serves well. */
export interface Case {
  readonly id: string;
  /** What the actor must be allowed to do; `undefined`: anybody with a token. */
  readonly action: Action | undefined;
  /** Where: in the world's settlement, in its county before there is a settlement, or wherever the actor may. */
  readonly where: 'settlement' | 'county' | 'anywhere';
  readonly status: number;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: (world: World) => string;
  readonly body?: (world: World) => object;
  /** What must be so before. */
  readonly prepare?: (world: World, rooms: TestApi['rooms']) => Promise<unknown>;
}

/** Only an empty settlement can be removed. */
async function leaveEmpty({ settlement: { id } }: World, { directory }: TestApi['rooms']): Promise<void> {
  const page = { limit: 200 };
  for (const one of must(await directory.groups.list(OPERATOR, id, page))) await directory.groups.unbind(OPERATOR, one.id);
  for (const one of must(await directory.households.list(OPERATOR, id, page))) await directory.households.erase(OPERATOR, one.id);
}

let names = 0;
const fresh = () => `新点${++names}`;
const inSettlement = ({ settlement }: World) => `/settlements/${settlement.id}`;
const ofHousehold = ({ household }: World) => `/households/${household.id}`;

const row = (
  id: string,
  action: Action | undefined,
  where: Case['where'],
  status: number,
  method: Case['method'],
  path: Case['path'],
  body?: Case['body'],
): Case => ({ id, action, where, status, method, path, ...(body ? { body } : {}) });

/** Every endpoint once. */
export const CASES: readonly Case[] = [
  row('getMe', undefined, 'anywhere', 200, 'GET', () => '/me'),
  row('listTokens', 'token.view', 'anywhere', 200, 'GET', () => '/tokens'),
  row(
    'issueToken',
    'token.issue',
    'settlement',
    201,
    'POST',
    () => '/tokens',
    ({ scope }) => ({
      label: '平台',
      role: 'cadre',
      scope,
      days: 30,
    }),
  ),
  row('revokeToken', 'token.revoke', 'settlement', 204, 'DELETE', ({ token }) => `/tokens/${token.id}`),
  row('listSettlements', 'settlement.view', 'anywhere', 200, 'GET', () => '/settlements?limit=5'),
  row(
    'addSettlement',
    'settlement.add',
    'county',
    201,
    'POST',
    () => '/settlements',
    () => settlementDraft(fresh()),
  ),
  row('getSettlement', 'settlement.view', 'settlement', 200, 'GET', inSettlement),
  row('changeSettlement', 'settlement.edit', 'settlement', 200, 'PUT', inSettlement, ({ settlement }) => {
    const { id: _id, region: _region, county: _county, ...record } = settlement;
    return { ...record, population: 1300 };
  }),
  row('listEntitlements', 'settlement.view', 'settlement', 200, 'GET', world => `${inSettlement(world)}/entitlements`),
  row('listHouseholds', 'household.list', 'settlement', 200, 'GET', world => `${inSettlement(world)}/households?building=3栋`),
  row(
    'findHouseholds',
    'household.list',
    'settlement',
    200,
    'POST',
    world => `${inSettlement(world)}/households/find`,
    () => ({
      kind: 'code',
      value: 'HX-8000',
    }),
  ),
  row(
    'addHousehold',
    'household.edit',
    'settlement',
    201,
    'POST',
    world => `${inSettlement(world)}/households`,
    () => householdDraft(),
  ),
  row(
    'openHousehold',
    'household.open',
    'settlement',
    200,
    'POST',
    world => `${ofHousehold(world)}/open`,
    () => ({
      reason: 'visit',
    }),
  ),
  row('changeHousehold', 'household.edit', 'settlement', 200, 'PUT', ofHousehold, () => ({ ...householdDraft(), version: 1 })),
  row(
    'recordConsent',
    'household.edit',
    'settlement',
    201,
    'POST',
    world => `${ofHousehold(world)}/consents`,
    () => ({
      purpose: 'eligibility',
      how: 'written',
      member: 'm1',
    }),
  ),
  {
    ...row(
      'checkHousehold',
      'household.check',
      'settlement',
      200,
      'POST',
      world => `${ofHousehold(world)}/entitlements`,
      () => ({
        member: 'm1',
      }),
    ),
    prepare: ({ household: { id } }, { directory }) =>
      directory.households.consent(OPERATOR, id, { purpose: 'eligibility', how: 'spoken' }),
  },
  row(
    'mergeHouseholds',
    'household.edit',
    'settlement',
    200,
    'POST',
    world => `${ofHousehold(world)}/merge`,
    ({ double }) => ({
      from: double.id,
    }),
  ),
  row('importHouseholds', 'household.import', 'settlement', 201, 'POST', world => `${inSettlement(world)}/imports?purpose=file`),
  row('listImports', 'household.import', 'settlement', 200, 'GET', world => `${inSettlement(world)}/imports`),
  row('getImport', 'household.import', 'settlement', 200, 'GET', ({ imported }) => `/imports/${imported.id}`),
  row('undoImport', 'household.import', 'settlement', 200, 'DELETE', ({ imported }) => `/imports/${imported.id}`),
  row(
    'issueLinkCode',
    'household.link',
    'settlement',
    201,
    'POST',
    world => `${ofHousehold(world)}/link-codes`,
    () => ({
      member: 'm1',
    }),
  ),
  row('eraseHousehold', 'household.erase', 'settlement', 204, 'DELETE', ofHousehold),
  row('listGroups', 'group.view', 'settlement', 200, 'GET', world => `${inSettlement(world)}/groups`),
  row(
    'issueGroupCode',
    'group.bind',
    'settlement',
    201,
    'POST',
    world => `${inSettlement(world)}/group-codes`,
    () => ({
      building: '3栋',
    }),
  ),
  row(
    'addRobot',
    'group.bind',
    'settlement',
    201,
    'POST',
    world => `${inSettlement(world)}/robots`,
    () => ({ webhook: randomUUID(), name: '机器人群', building: '3栋' }),
  ),
  row('testGroup', 'group.bind', 'settlement', 204, 'POST', ({ robot }) => `/groups/${robot.id}/tests`),
  row('issueGroupCodeAgain', 'group.bind', 'settlement', 201, 'POST', ({ group }) => `/groups/${group.id}/codes`),
  row(
    'editGroup',
    'group.edit',
    'settlement',
    200,
    'PATCH',
    ({ group }) => `/groups/${group.id}`,
    () => ({ manner: 'questions', quiet: '21:30-08:00' }),
  ),
  row('listMutes', 'group.view', 'settlement', 200, 'GET', world => `${inSettlement(world)}/mutes`),
  row('liftMute', 'person.mute', 'settlement', 204, 'DELETE', ({ mute }) => `/mutes/${mute.id}`),
  row('unbindGroup', 'group.bind', 'settlement', 204, 'DELETE', ({ group }) => `/groups/${group.id}`),
  row('listRoles', 'role.view', 'anywhere', 200, 'GET', () => '/roles?limit=200'),
  row(
    'invite',
    'role.grant',
    'settlement',
    201,
    'POST',
    () => '/invitations',
    ({ scope }) => ({
      role: 'cadre',
      scope,
      name: '王主任',
    }),
  ),
  row('revokeRole', 'role.revoke', 'settlement', 204, 'DELETE', ({ role }) => `/roles/${role.id}`),
  row('listInquiries', 'inquiry.view', 'anywhere', 200, 'GET', () => '/inquiries'),
  row(
    'answerInquiry',
    'inquiry.answer',
    'settlement',
    201,
    'POST',
    ({ inquiry }) => `/inquiries/${inquiry.number}/answer`,
    () => ({
      says: '找物业，0857-4220000。',
      name: '王主任',
    }),
  ),
  row('listGaps', 'gap.view', 'anywhere', 200, 'GET', () => '/gaps?limit=10'),
  row('listInfo', 'settlement.view', 'settlement', 200, 'GET', world => `${inSettlement(world)}/info`),
  row(
    'addInfo',
    'info.edit',
    'settlement',
    201,
    'POST',
    world => `${inSettlement(world)}/info`,
    () => ({
      topic: '办公时间',
      says: '周一到周五\n九点到五点',
      source: '公告栏',
    }),
  ),
  row('endInfo', 'info.edit', 'settlement', 204, 'DELETE', ({ info }) => `/info/${info.id}`),
  row('listAudit', 'audit.view', 'anywhere', 200, 'GET', () => '/audit?limit=20'),
  { ...row('removeSettlement', 'settlement.remove', 'settlement', 204, 'DELETE', inSettlement), prepare: leaveEmpty },
];

/** What the request of a case carries. */
export const contentOf = ({ id, body }: Case, world: World): Sent =>
  id === 'importHouseholds' ? { raw: FILE, headers: { 'content-type': 'text/csv' } } : body ? { body: body(world) } : {};

/** Sends the request of a case about a world. */
export async function send(api: TestApi, one: Case, world: World, token: string): Promise<Heard> {
  await one.prepare?.(world, api.rooms);
  return api.call(one.method, one.path(world), { token, ...contentOf(one, world) });
}
