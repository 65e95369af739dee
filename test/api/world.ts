/**
 * A settlement of 黔西市 with everything that endpoints are about, and requests for each endpoint.
 */
import { randomUUID } from 'node:crypto';
import type { BulletinDraft, BulletinKind } from '../../src/bulletin/model.ts';
import type { Action } from '../../src/directory/access.ts';
import { OPERATOR } from '../../src/directory/index.ts';
import type { Scope } from '../../src/directory/scope.ts';
import type { Job } from '../../src/employment/model.ts';
import { type Day, dayAt } from '../../src/shared/calendar.ts';
import type { ClauseId, HouseholdId, RegionId, SettlementId } from '../../src/shared/ids.ts';
import { type Heard, must, type Sent, type TestApi } from '../support/api.ts';
import { GRIEVANCE_CASES, makeCases } from './grievance-cases.ts';

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

/** A job that nobody has offered yet. */
export const jobDraft = (number: number): Job => ({
  employer: '兴旺制衣厂',
  title: `缝纫工${number}`,
  openings: 20,
  place: '锦绣社区工业园',
  wage: { form: 'monthly', from: 3000, to: 4500 },
  kind: 'full-time',
  skills: ['sewing'],
  age: { from: 18, to: 50 },
  suits: ['childcare'],
  contact: { name: '周经理', phone: '13500135000' },
  validUntil: '2026-12-31' as never,
});

/** A table of postings as an office keeps it. */
export const POSTINGS = [
  '用工单位,岗位,招聘人数,工资,联系电话,有效期至',
  '兴旺制衣厂,裁剪工,5,4000元/月,13500135000,2026-12-31',
  '兴旺制衣厂,,5,4000元/月,13500135000,2026-12-31',
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
  '周经理',
  '13500135000',
  'T0KEN',
];

export type World = Awaited<ReturnType<typeof makeWorld>>;
let worlds = 0;

/** A settlement with a household, a group, a robot, a role, a token, a question and some local information. */
export async function makeWorld(api: TestApi) {
  const { rooms } = api;
  const { directory, inquiries, localKnowledge, employment } = rooms;
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
  const announced = await makeBulletins(rooms, scope);
  const employed = must(
    await directory.households.add(OPERATOR, settlement.id, {
      ...householdDraft('13600136009'),
      room: '503',
      members: [{ id: 'm1', name: '吴阿公', relation: 'head' }],
    }),
  );
  const working = await makeWork(rooms, settlement.id, employed.id);
  const of = { region: GUIZHOU, settlement: settlement.id };
  const { posting } = must(await employment.postings.add(OPERATOR, { of, job: jobDraft(number) }));
  const postingImport = must(await employment.imports.run(OPERATOR, of, { rows: [], sheets: [], tables: [] }));
  const known = { settlement, scope, household, employed, double, group, robot, mute, role, token, inquiry, info, imported };
  const hardships = await makeHardships(api, settlement.id);
  const cases = await makeCases(api, settlement);
  return { ...announced, ...known, ...working, posting, postingImport, hardships, cases };
}

/** A report of hardship as a program writes it down. */
const hardshipDraft = {
  risk: 'illness',
  people: 3,
  text: '我男人得了癌',
  name: '罗世珍',
  building: '3栋',
  consent: 'spoken' as const,
  witness: '王主任',
};

/** Reports of hardship by where they stand. */
async function makeHardships({ rooms: { hardships }, storage, clock }: TestApi, settlement: SettlementId) {
  const reported = async () => must(await hardships.reportFor(OPERATOR, { ...hardshipDraft, settlement })).number;
  const checked = async () => must(await hardships.check(OPERATOR, await reported(), '看过')).report.number;
  const assessed = async (isProposed: boolean) =>
    must(await hardships.assess(OPERATOR, await checked(), { says: '评过', isProposed })).report;
  const hanging = must(await hardships.publicise(OPERATOR, (await assessed(true)).number)).report;
  const included = await assessed(true);
  await storage.hardships.put({ ...included, state: 'included', version: included.version + 1 });
  return {
    reported: await reported(),
    checking: await checked(),
    proposed: (await assessed(true)).number,
    opposed: (await assessed(false)).number,
    hanging: hanging.number,
    included: included.number,
    today: dayAt(clock.now()),
  };
}

/** A training as a program offers it. */
const trainingDraft = {
  title: '缝纫培训班',
  place: '社区活动室',
  time: '12月5日上午九点',
  seats: 20,
  skills: ['sewing'],
  contact: { phone: '0857-4220000' },
  clauses: ['guizhou:3.2.6' as ClauseId],
  closesOn: '2099-12-01' as Day,
};

/** Somebody was hired, and somebody signed up for a training. */
async function makeWork({ employment }: TestApi['rooms'], settlement: SettlementId, household: HouseholdId) {
  const { placements, trainings } = employment;
  const hired = { household, member: 'm1', employer: '兴旺制衣厂', title: '保洁', work: 'flexible' as const };
  const placement = must(await placements.hired(OPERATOR, hired));
  const training = must(await trainings.offer(OPERATOR, settlement, trainingDraft));
  const to = { channel: 'web', account: 'main', chat: 'c', person: `trainee ${settlement}` };
  await trainings.signUp(training.id, { to, settlement, record: { name: '罗世珍 13800138000' } });
  const { signups } = must(await trainings.signups(OPERATOR, training.id));
  return { placement, training, signup: signups[0]!.number };
}

export const bulletinDraft = (scope: Scope, kind: BulletinKind = 'jobs'): BulletinDraft => ({
  kind,
  content: { title: '招工', text: '招缝纫工。', receipts: true },
  audience: { places: [scope] },
});

/** A draft, two notices that wait for a second person, one that is being sent and one that is held; and the audience's digest. */
async function makeBulletins({ bulletins }: TestApi['rooms'], scope: Scope) {
  const written = async (kind?: BulletinKind) => must(await bulletins.write(OPERATOR, bulletinDraft(scope, kind)));
  const submitted = async (kind?: BulletinKind) => must(await bulletins.submit(OPERATOR, (await written(kind)).id));
  const { digest } = must(await bulletins.reach(OPERATOR, { places: [scope] }));
  return {
    draft: await written(),
    proposed: await submitted('notice'),
    doubted: await submitted('notice'),
    sending: await submitted(),
    paused: must(await bulletins.pause(OPERATOR, (await submitted()).id)),
    digest,
  };
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
  readonly prepare?: (
    world: World,
    rooms: TestApi['rooms'],
    token: string,
    api: Pick<TestApi, 'storage' | 'clock'>,
  ) => Promise<unknown>;
  /** Whether what lies elsewhere is not found, though the role does it. */
  readonly hides?: true;
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

const ofPosting = ({ posting }: World) => `/postings/${posting.id}`;
const ofPostingImport = ({ postingImport }: World) => `/posting-imports/${postingImport.id}`;

const ofHardship =
  (where: Exclude<keyof World['hardships'], 'today'>, rest = '') =>
  ({ hardships }: World) =>
    `/hardships/${hardships[where]}${rest}`;
const saying = () => ({ says: '看过了' });

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
  row(
    'reachAudience',
    'bulletin.view',
    'settlement',
    200,
    'POST',
    () => '/audiences',
    ({ scope }) => ({ audience: { places: [scope] } }),
  ),
  row(
    'writeBulletin',
    'bulletin.write',
    'settlement',
    201,
    'POST',
    () => '/bulletins',
    ({ scope }) => bulletinDraft(scope),
  ),
  row(
    'changeBulletin',
    'bulletin.write',
    'settlement',
    200,
    'PUT',
    ({ draft }) => `/bulletins/${draft.id}`,
    ({ scope, draft }) => ({ ...bulletinDraft(scope), version: draft.version }),
  ),
  row(
    'previewBulletin',
    'bulletin.view',
    'settlement',
    200,
    'POST',
    ({ draft }) => `/bulletins/${draft.id}/preview`,
    () => ({ when: { at: '2026-11-23T01:00:00Z' } }),
  ),
  row(
    'submitBulletin',
    'bulletin.write',
    'settlement',
    200,
    'POST',
    ({ draft }) => `/bulletins/${draft.id}/submission`,
    ({ digest }) => ({ when: { repeat: { every: 'week', on: 1, at: '08:00' } }, seen: digest }),
  ),
  row(
    'approveBulletin',
    'bulletin.approve',
    'settlement',
    200,
    'POST',
    ({ proposed }) => `/bulletins/${proposed.id}/approval`,
    ({ proposed }) => ({ version: proposed.version }),
  ),
  row(
    'sendBulletinBack',
    'bulletin.approve',
    'settlement',
    200,
    'POST',
    ({ doubted }) => `/bulletins/${doubted.id}/return`,
    () => ({ why: '写清楚几点' }),
  ),
  row(
    'correctBulletin',
    'bulletin.write',
    'settlement',
    200,
    'POST',
    ({ sending }) => `/bulletins/${sending.id}/correction`,
    () => ({ text: '招电工。\n包吃住。' }),
  ),
  row(
    'retryBulletin',
    'bulletin.write',
    'settlement',
    200,
    'POST',
    ({ sending }) => `/bulletins/${sending.id}/retry`,
    () => ({ line: 'all' }),
  ),
  row('pauseBulletin', 'bulletin.write', 'settlement', 200, 'POST', ({ sending }) => `/bulletins/${sending.id}/pause`),
  row('resumeBulletin', 'bulletin.write', 'settlement', 200, 'POST', ({ paused }) => `/bulletins/${paused.id}/resume`),
  row('stopBulletin', 'bulletin.write', 'settlement', 200, 'POST', ({ sending }) => `/bulletins/${sending.id}/stop`),
  row('recallBulletin', 'bulletin.write', 'settlement', 200, 'POST', ({ sending }) => `/bulletins/${sending.id}/recall`),
  row('listBulletins', 'bulletin.view', 'anywhere', 200, 'GET', () => '/bulletins?limit=5&state=sending&kind=jobs'),
  row('listSettlementBulletins', 'bulletin.view', 'settlement', 200, 'GET', world => `${inSettlement(world)}/received-bulletins`),
  row('getBulletin', 'bulletin.view', 'settlement', 200, 'GET', ({ sending }) => `/bulletins/${sending.id}`),
  row('getBulletinProgress', 'bulletin.view', 'settlement', 200, 'GET', ({ sending }) => `/bulletins/${sending.id}/progress`),
  row('listLedger', 'bulletin.view', 'settlement', 200, 'GET', ({ sending }) => `/bulletins/${sending.id}/ledger`),
  row('getLedgerSheet', 'bulletin.view', 'settlement', 200, 'GET', ({ sending }) => `/bulletins/${sending.id}/ledger-sheet`),
  row(
    'getReceipts',
    'receipt.view',
    'settlement',
    200,
    'GET',
    ({ sending, settlement }) => `/bulletins/${sending.id}/receipts?settlement=${settlement.id}`,
  ),
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
  row('listPostings', 'posting.view', 'anywhere', 200, 'GET', () => '/postings?state=open'),
  row(
    'addPosting',
    'posting.edit',
    'settlement',
    201,
    'POST',
    () => '/postings',
    ({ settlement: { id } }) => ({ of: { region: GUIZHOU, settlement: id }, job: jobDraft(0) }),
  ),
  row('getPosting', 'posting.view', 'settlement', 200, 'GET', ofPosting),
  row('changePosting', 'posting.edit', 'settlement', 200, 'PUT', ofPosting, ({ posting: { job } }) => ({
    job: { ...job, openings: 30 },
    version: 1,
  })),
  row('refusePosting', 'posting.edit', 'settlement', 200, 'POST', world => `${ofPosting(world)}/refuse`),
  row('releasePosting', 'posting.edit', 'settlement', 200, 'POST', world => `${ofPosting(world)}/release`),
  row(
    'endPosting',
    'posting.edit',
    'settlement',
    200,
    'POST',
    world => `${ofPosting(world)}/end`,
    () => ({ as: 'filled' }),
  ),
  row(
    'importPostings',
    'posting.edit',
    'settlement',
    201,
    'POST',
    ({ settlement: { id } }) => `/posting-imports?region=guizhou&settlement=${id}`,
  ),
  row('listPostingImports', 'posting.view', 'anywhere', 200, 'GET', () => '/posting-imports'),
  row('getPostingImport', 'posting.edit', 'settlement', 200, 'GET', ofPostingImport),
  row('getReturnedPostings', 'posting.edit', 'settlement', 200, 'GET', world => `${ofPostingImport(world)}/returned`),
  row('undoPostingImport', 'posting.edit', 'settlement', 200, 'DELETE', ofPostingImport),
  row('getPostingTemplate', 'posting.view', 'anywhere', 200, 'GET', () => '/posting-template'),
  row('listFirst', 'work.view', 'settlement', 200, 'GET', world => `${inSettlement(world)}/work/first`),
  row('listWorkLedger', 'work.view', 'settlement', 200, 'GET', world => `${inSettlement(world)}/work/ledger`),
  row('listPlacements', 'work.view', 'settlement', 200, 'GET', world => `${inSettlement(world)}/work/placements`),
  row('listCalls', 'work.view', 'settlement', 200, 'GET', world => `${inSettlement(world)}/work/calls`),
  row(
    'recordHire',
    'work.edit',
    'settlement',
    201,
    'POST',
    ({ employed }) => `/households/${employed.id}/hires`,
    () => ({ member: 'm1', employer: '兴旺制衣厂', title: '缝纫工', work: 'stable' }),
  ),
  row(
    'recordAnswer',
    'work.edit',
    'settlement',
    201,
    'POST',
    ({ placement }) => `/placements/${placement.id}/answers`,
    () => ({ answer: 'left', why: 'far' }),
  ),
  row('listTrainings', 'training.edit', 'anywhere', 200, 'GET', () => '/trainings?limit=5'),
  row(
    'offerTraining',
    'training.edit',
    'settlement',
    201,
    'POST',
    world => `${inSettlement(world)}/trainings`,
    () => trainingDraft,
  ),
  row('listSignups', 'training.edit', 'settlement', 200, 'GET', ({ training }) => `/trainings/${training.id}/signups`),
  row(
    'markSignup',
    'training.edit',
    'settlement',
    200,
    'POST',
    ({ training, signup }) => `/trainings/${training.id}/signups/${signup}/mark`,
    () => ({ as: 'passed' }),
  ),
  row('closeTraining', 'training.edit', 'settlement', 200, 'POST', ({ training }) => `/trainings/${training.id}/closing`),
  row('withdrawTraining', 'training.edit', 'settlement', 200, 'POST', ({ training }) => `/trainings/${training.id}/withdrawal`),
  row('listHardships', 'hardship.view', 'anywhere', 200, 'GET', () => '/hardships?limit=5&state=checking'),
  row(
    'reportHardship',
    'hardship.edit',
    'settlement',
    201,
    'POST',
    world => `${inSettlement(world)}/hardships`,
    () => hardshipDraft,
  ),
  row('getHardship', 'hardship.view', 'settlement', 200, 'GET', ofHardship('hanging')),
  row('getHardshipHistory', 'hardship.view', 'settlement', 200, 'GET', ofHardship('hanging', '/history')),
  row('getHardshipNotice', 'hardship.view', 'settlement', 200, 'GET', ofHardship('proposed', '/notice')),
  row('checkHardship', 'hardship.edit', 'settlement', 200, 'POST', ofHardship('reported', '/checks'), saying),
  row('askOfHardship', 'hardship.edit', 'settlement', 200, 'POST', ofHardship('reported', '/missing'), saying),
  row('assessHardship', 'hardship.edit', 'settlement', 200, 'POST', ofHardship('checking', '/assessment'), () => ({
    says: '符合',
    isProposed: true,
  })),
  row('publiciseHardship', 'hardship.edit', 'settlement', 200, 'POST', ofHardship('proposed', '/publicity'), ({ hardships }) => ({
    on: hardships.today,
  })),
  row('disputeHardship', 'hardship.edit', 'settlement', 200, 'POST', ofHardship('hanging', '/objections'), saying),
  row('decideHardship', 'hardship.decide', 'settlement', 200, 'POST', ofHardship('opposed', '/decision'), () => ({
    isIncluded: false,
    why: '收入够',
  })),
  row('recheckHardship', 'hardship.decide', 'settlement', 200, 'POST', ofHardship('hanging', '/recheck'), saying),
  row('endHardship', 'hardship.decide', 'settlement', 200, 'POST', ofHardship('included', '/end'), saying),
  row('withdrawHardship', 'hardship.edit', 'settlement', 200, 'POST', ofHardship('reported', '/withdrawal'), saying),
  ...GRIEVANCE_CASES,
  row('listAudit', 'audit.view', 'anywhere', 200, 'GET', () => '/audit?limit=20'),
  { ...row('removeSettlement', 'settlement.remove', 'settlement', 204, 'DELETE', inSettlement), prepare: leaveEmpty },
];

/** What the request of a case carries. */
export const contentOf = ({ id, body }: Case, world: World): Sent => {
  const raw = { importHouseholds: FILE, importPostings: POSTINGS }[id];
  return raw ? { raw, headers: { 'content-type': 'text/csv' } } : body ? { body: body(world) } : {};
};

/** Sends the request of a case about a world. */
export async function send(api: TestApi, one: Case, world: World, token: string): Promise<Heard> {
  await one.prepare?.(world, api.rooms, token, api);
  return api.call(one.method, one.path(world), { token, ...contentOf(one, world) });
}
