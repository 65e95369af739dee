import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAssistant } from '../../src/assistant.ts';
import { folders } from '../../src/config.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import { createRooms, type Rooms } from '../../src/rooms.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import { openStorage, type Storage } from '../../src/storage/index.ts';
import { valueIn } from '../directory/subjects.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { clockAt, type TestClock } from '../support/clock.ts';
import { fakePlatform } from '../support/town.ts';

/** A working day, ten in the morning in Shanghai. */
const MORNING = '2026-11-30T02:00:00Z';
const assistant = createAssistant();

let platform: ReturnType<typeof fakePlatform>;
let clock: TestClock;
let running: TestApp;
let storage: Storage;
/** Another process beside the server: the command line. */
let beside: Rooms;
beforeEach(async () => {
  platform = fakePlatform();
  clock = clockAt(MORNING);
  running = await startApp({ clock, assistant, channels: [platform] });
  storage = await openStorage(running.config);
  beside = createRooms(storage, loadWordbook(folders.locales), clock);
  const { id } = valueIn(
    await beside.directory.settlements.add(OPERATOR, {
      region: 'guizhou' as RegionId,
      county: '黔西市',
      name: '锦绣社区',
      buildings: [],
      desks: [],
      tags: [],
    }),
  );
  const { name: channel, account } = platform;
  valueIn(await beside.directory.groups.bind(OPERATOR, { kind: 'group', settlement: id }, { channel, account, chat: '-1' }));
});
afterEach(async () => {
  await storage.close();
  await running.end();
});

const written = async () => {
  const draft = {
    kind: 'jobs',
    content: { title: '缝纫工', text: '招二十名。' },
    audience: { places: [{ kind: 'all' }] },
  } as const;
  return valueIn(await beside.bulletins.write(OPERATOR, draft)).id;
};
const state = async (id: string) => valueIn(await beside.bulletins.get(OPERATOR, id)).state;

it('a bulletin that is let go beside the server is sent by it, watched to its end, and taken back', async () => {
  const id = await written();
  valueIn(await beside.bulletins.submit(OPERATOR, id));
  const watcher = { channel: platform.name, account: platform.account, chat: '7', person: '7' };
  await beside.bulletins.watch(id, watcher, 'zh-CN');
  await expect.poll(() => platform.shown.some(({ chat }) => chat === '-1'), { timeout: 20_000 }).toBe(true);
  await expect.poll(() => state(id), { timeout: 20_000 }).toBe('done');
  await expect
    .poll(() => platform.shown.find(({ chat, text }) => chat === '7' && text?.includes('发完了')), { timeout: 20_000 })
    .toBeDefined();
  valueIn(await beside.bulletins.recall(OPERATOR, id));
  await expect.poll(() => platform.shown.filter(({ removed }) => removed !== undefined), { timeout: 20_000 }).toHaveLength(1);
});

it('a bulletin whose time passed while the server was away is sent once when it comes back', async () => {
  const id = await written();
  valueIn(await beside.bulletins.submit(OPERATOR, id, { at: new Date(clock.now().getTime() + 3600_000) }));
  expect(await state(id)).toBe('scheduled');
  clock.pass(2 * 3600_000);
  await running.restart();
  await expect.poll(() => platform.shown.filter(({ chat }) => chat === '-1').length, { timeout: 20_000 }).toBe(1);
  await running.restart();
  await expect.poll(() => state(id), { timeout: 20_000 }).toBe('done');
  expect(platform.shown.filter(({ chat }) => chat === '-1')).toHaveLength(1);
});
