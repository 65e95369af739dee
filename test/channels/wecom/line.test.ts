/** Robots through everything that lies before their webhook: the directory, deliveries, the line of their account. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Core, openCore } from '../../../src/app.ts';
import { type Assistant, createAssistant } from '../../../src/assistant.ts';
import { type Config, config } from '../../../src/config.ts';
import { OPERATOR } from '../../../src/directory/index.ts';
import type { Group } from '../../../src/directory/model.ts';
import { ROBOTS } from '../../../src/directory/robots.ts';
import { createLines, type Lines } from '../../../src/lines.ts';
import { openPlatforms } from '../../../src/platforms.ts';
import type { RegionId, SettlementId } from '../../../src/shared/ids.ts';
import { clockAt, type TestClock } from '../../support/clock.ts';
import { readableLog, type TestLog } from '../../support/log.ts';
import { allowed } from '../../support/office.ts';
import { tracesOf } from '../../support/traces.ts';
import { startWecom, type TestRobot, type WecomServer } from '../../support/wecom-webhook.ts';

let assistant: Assistant;
let clock: TestClock;
let server: WecomServer;
let dataDir: string;
let log: TestLog;
let core: Core;
let lines: Lines;
let settlement: SettlementId;

beforeAll(() => {
  assistant = createAssistant();
});
beforeEach(async () => {
  clock = clockAt('2026-11-22T08:00:00Z');
  server = await startWecom(clock);
  dataDir = mkdtempSync(join(tmpdir(), 'anjia-wecom-'));
  log = readableLog();
  await open();
  const draft = { region: 'guangxi' as RegionId, county: '隆安县', name: '震东社区', buildings: [], desks: [], tags: [] };
  settlement = allowed(await core.rooms.directory.settlements.add(OPERATOR, draft)).id;
});
afterEach(async () => {
  await close();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const settings = (): Config => config({ DATA_DIR: dataDir, WECOM_API: server.api });

async function open(): Promise<void> {
  core = await openCore(settings(), { assistant, clock, log });
  const { wordbook } = assistant;
  const channels = await openPlatforms(settings(), { ...core, wordbook, log });
  lines = createLines({ ...core, wordbook, channels, hello: { text: '我来了' }, log });
  await lines.start();
}

async function close(): Promise<void> {
  await lines.stop();
  await core.stop();
}

const add = async ({ webhook }: TestRobot, name = '一号群'): Promise<Group> =>
  allowed(await core.rooms.directory.robots.add(OPERATOR, settlement, { webhook, name }));

const times = <T>(many: number, one: T): readonly T[] => Array.from({ length: many }, () => one);
let posted = 0;
const post = ({ chat }: Group, text: string) =>
  core.rooms.deliveries.post(
    `test:${posted++}`,
    { ...ROBOTS, chat, person: '' },
    { text },
    { urgency: 'bulletin', kind: 'group' },
  );

const kept = async ({ chat }: Group) =>
  (await core.rooms.deliveries.list({ ...ROBOTS, chat, person: '' }, 1000)).map(({ state, reason }) => [state, reason]);
const shown = (robot: TestRobot, times: number) => expect.poll(() => robot.shown.length, { timeout: 5000 }).toBe(times);

it('shows a long text in parts of at most 2048 bytes, without losing a character', async () => {
  const robot = server.robot();
  const text =
    Array.from({ length: 90 }, (_, i) => `第${i}条：明天上午九点在社区办公室登记，请带户口本、身份证👨‍👩‍👧‍👦。\n`).join('') +
    '𠮷'.repeat(900);
  const group = await add(robot);
  await post(group, text);
  await expect.poll(() => robot.shown.join(''), { timeout: 5000 }).toBe(text);
  expect(robot.shown.length).toBeGreaterThan(4);
  for (const part of robot.shown) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(2048);
  await expect.poll(() => kept(group)).toEqual([['sent', undefined]]);
});

it('shows a text with a file as two messages, which count as two', async () => {
  const robot = server.robot();
  const group = await add(robot);
  const file = { name: '通知.pdf', type: 'application/pdf', content: Buffer.from('%PDF-1.7 …').toString('base64') };
  const to = { ...ROBOTS, chat: group.chat, person: '' };
  for (let i = 0; i < 12; i++)
    await core.rooms.deliveries.post(`file:${i}`, to, { text: `第${i}条`, file }, { urgency: 'bulletin', kind: 'group' });
  await expect.poll(() => robot.files.length, { timeout: 5000 }).toBe(10);
  clock.pass(61_000);
  await expect.poll(() => robot.files.length, { timeout: 5000 }).toBe(12);
  expect(robot.shown).toEqual(Array.from({ length: 12 }, (_, i) => `第${i}条`));
  expect(server.tooFast()).toBe(0);
});

it('says no more than twenty things a minute in a group, whatever waits, and everything in the end', async () => {
  const [busy, calm] = [server.robot(), server.robot()];
  const groups = [await add(busy), await add(calm, '二号群')] as const;
  const texts = Array.from({ length: 45 }, (_, i) => `第${i}条`);
  for (const text of texts) await post(groups[0], text);
  await post(groups[1], '就一条');
  await shown(busy, 20);
  await shown(calm, 1);
  await new Promise(resolve => setTimeout(resolve, 1200));
  expect(busy.shown).toHaveLength(20);
  clock.pass(61_000);
  await shown(busy, 40);
  clock.pass(61_000);
  await shown(busy, 45);
  expect(busy.shown).toEqual(texts);
  expect(server.tooFast()).toBe(0);
});

it('goes slower where the platform says so, for a minute and in that group alone', async () => {
  const [busy, calm] = [server.robot(), server.robot()];
  const groups = [await add(busy), await add(calm, '二号群')] as const;
  server.answersNext({ kind: 'answers', body: '{"errcode":45009,"errmsg":"api freq out of limit"}' });
  await post(groups[0], '一');
  await expect.poll(() => kept(groups[0])).toEqual([['waiting', 'rate']]);
  await post(groups[1], '二');
  await shown(calm, 1);
  clock.pass(59_000);
  await new Promise(resolve => setTimeout(resolve, 800));
  expect(busy.shown).toEqual([]);
  clock.pass(2_000);
  await shown(busy, 1);
});

it('closes the group whose robot was removed, with the reason, and fails what waits for it', async () => {
  const [removed, other] = [server.robot(), server.robot()];
  const groups = [await add(removed), await add(other, '二号群')] as const;
  removed.remove();
  for (const text of ['一', '二', '三']) await post(groups[0], text);
  await post(groups[1], '四');
  await expect.poll(() => kept(groups[0]), { timeout: 5000 }).toEqual(times(3, ['failed', 'kicked']));
  expect(await core.rooms.deliveries.chat(ROBOTS, groups[0].chat)).toMatchObject({ closed: 'kicked' });
  await shown(other, 1);
  // What is posted to a closed group fails without the platform being asked.
  const asked = server.asked();
  await post(groups[0], '五');
  await expect.poll(() => kept(groups[0])).toEqual(times(4, ['failed', 'kicked']));
  expect(server.asked()).toBe(asked);
  // A test asks all the same, and finds the same.
  allowed(await core.rooms.directory.robots.test(OPERATOR, groups[0].id));
  await expect.poll(() => kept(groups[0])).toEqual(times(5, ['failed', 'kicked']));
  expect(server.asked()).toBe(asked + 1);
});

it('fails what waits for a group that was let go: its key is nowhere any more', async () => {
  const robot = server.robot();
  const group = await add(robot);
  await lines.stop();
  await post(group, '一');
  allowed(await core.rooms.directory.groups.unbind(OPERATOR, group.id));
  await core.stop();
  await open();
  await expect.poll(() => kept(group)).toEqual([['failed', 'gone']]);
  expect(robot.shown).toEqual([]);
});

it('goes on after a restart with what could not be sent, and counts what was sent before', async () => {
  const robot = server.robot();
  const group = await add(robot);
  for (let i = 0; i < 18; i++) await post(group, `第${i}条`);
  await expect.poll(() => kept(group), { timeout: 5000 }).toEqual(times(18, ['sent', undefined]));
  await lines.stop();
  for (let i = 18; i < 25; i++) await post(group, `第${i}条`);
  await core.stop();
  await open();
  await shown(robot, 20);
  await new Promise(resolve => setTimeout(resolve, 800));
  expect(robot.shown).toHaveLength(20);
  clock.pass(61_000);
  await shown(robot, 25);
  expect(robot.shown).toEqual(Array.from({ length: 25 }, (_, i) => `第${i}条`));
  expect(server.tooFast()).toBe(0);
});

it('says once more what was in flight when the connection broke, and marks it', async () => {
  const robot = server.robot();
  const group = await add(robot);
  server.answersNext({ kind: 'cut', shown: true });
  await post(group, '一');
  await expect.poll(() => kept(group)).toEqual([['waiting', 'network']]);
  clock.pass(3_000);
  await shown(robot, 2);
  await expect.poll(() => kept(group)).toEqual([['sent', undefined]]);
  const [delivery] = await core.rooms.deliveries.list({ ...ROBOTS, chat: group.chat, person: '' }, 1);
  expect(delivery).toMatchObject({ doubtful: true });
});

it('brings the message to try to the group at once, at night too, when notices wait', async () => {
  clock.pass(8 * 3600_000);
  const robot = server.robot();
  const group = await add(robot);
  await post(group, '明天停水');
  allowed(await core.rooms.directory.robots.test(OPERATOR, group.id));
  await shown(robot, 1);
  expect(robot.shown).toEqual([core.assistant.wordbook.in('zh-CN')('desk:group_test')]);
  await expect.poll(async () => (await kept(group)).map(([state]) => state)).toEqual(['waiting', 'sent']);
  clock.pass(12 * 3600_000);
  await shown(robot, 2);
});

it('leaves the key in no log, table, record or figure, whatever goes wrong', async () => {
  const [robot, removed] = [server.robot(), server.robot()];
  const groups = [await add(robot), await add(removed, '二号群')] as const;
  removed.remove();
  server.answersNext(
    { kind: 'answers', status: 500, body: robot.webhook },
    { kind: 'answers', body: JSON.stringify({ errcode: 40058, errmsg: robot.webhook }) },
    { kind: 'answers', status: 302, headers: { location: robot.webhook }, body: robot.webhook },
    { kind: 'cut', shown: false },
  );
  for (const group of groups) for (const text of ['一', '二', '三']) await post(group, text);
  await expect
    .poll(
      async () => {
        clock.pass(10_000);
        return (await Promise.all(groups.map(kept))).flat().every(([state]) => state === 'failed' || state === 'sent');
      },
      { timeout: 8000 },
    )
    .toBe(true);
  const again = await core.rooms.directory.robots.add(OPERATOR, settlement, { webhook: robot.webhook, name: '又一个' });
  const places = {
    log: log.lines.join('\n'),
    metrics: (await core.metrics.text()).body,
    audit: JSON.stringify(allowed(await core.rooms.directory.audit(OPERATOR, { limit: 200 }))),
    groups: JSON.stringify(allowed(await core.rooms.directory.groups.list(OPERATOR, settlement, { limit: 200 }))),
    refusal: JSON.stringify(again),
    accounts: JSON.stringify(await core.rooms.deliveries.accounts()),
    files: readdirSync(dataDir)
      .map(name => readFileSync(join(dataDir, name)).toString('latin1'))
      .join('\n'),
  };
  expect(places.metrics).toContain('channel="wecom"');
  expect(tracesOf([robot.key, removed.key], places)).toEqual([]);
  expect(log.lines.filter(line => line.includes('"level":"error"'))).toEqual([]);
});
