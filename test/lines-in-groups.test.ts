import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hello } from '../src/conversation/hello.ts';
import { createLines, type Lines } from '../src/lines.ts';
import { type FakePlatform, fakePlatform, GROUP, openTown, type Town } from './support/town.ts';

const ACCOUNT = { channel: 'telegram', account: '100' };
/** Nobody is bound here. */
const OTHER = '-1009';
/** Anything that is due is sent within this time. */
const SOON_MS = 1_200;

describe('a line in groups', () => {
  let town: Town;
  let platform: FakePlatform;
  let lines: Lines;
  beforeEach(async () => {
    // Ten in the evening in China.
    town = await openTown({}, '2026-11-22T14:00:00Z');
    platform = fakePlatform();
    const { wordbook } = town.core.assistant;
    const words = hello(wordbook.in('zh-CN'), '安家');
    lines = createLines({ ...town.core, wordbook, channels: [platform], hello: words, log: pino({ level: 'silent' }) });
    await lines.start();
  });
  afterEach(async () => {
    await lines.stop();
    await town.close();
  });

  const texts = (chat: string) => platform.shown.filter(one => one.chat === chat).map(({ text = '' }) => text);
  /** Waits until so much was shown in a chat; what is too much comes out by waiting on. */
  async function shown(chat: string, times: number): Promise<readonly string[]> {
    for (let tries = 0; tries < 100 && texts(chat).length < times; tries++) await sleep(50);
    await sleep(SOON_MS);
    return texts(chat);
  }
  const joins = (id: string, kind: 'group' | 'private' = 'group') =>
    platform.inbox!.note({ kind: 'open', chat: { id, kind }, joined: true });
  const post = (
    origin: string,
    chat: string,
    urgency: 'danger' | 'reply' | 'case' | 'bulletin',
    kind: 'group' | 'private' = 'group',
    evenWhenQuiet = false,
  ) =>
    town.core.rooms.deliveries.post(
      origin,
      { ...ACCOUNT, chat, person: '' },
      { text: urgency },
      { urgency, kind, evenWhenQuiet },
    );

  it('says hello once to a group that it was brought into, and again when it is brought in again', async () => {
    await joins(OTHER);
    const [said, ...more] = await shown(OTHER, 1);
    expect(said).toContain('安家助手');
    expect(said).toContain('绑定群');
    expect(more).toEqual([]);
    // The platform tells it twice; something else opened.
    await joins(OTHER);
    await platform.inbox!.note({ kind: 'open', chat: { id: OTHER, kind: 'group' }, joined: false });
    expect(await shown(OTHER, 1)).toHaveLength(1);
    await platform.inbox!.note({ kind: 'closed', chat: OTHER, reason: 'kicked' });
    town.clock.pass(1000);
    await joins(OTHER);
    expect(await shown(OTHER, 2)).toHaveLength(2);
  });

  it('says none to a group that is bound, nor in private', async () => {
    await joins(GROUP);
    await joins('7', 'private');
    expect(await shown(GROUP, 0)).toEqual([]);
    expect(texts('7')).toEqual([]);
  });

  it('keeps what nobody asked for until quiet hours end, and nothing else', async () => {
    for (const chat of [GROUP, OTHER])
      for (const urgency of ['bulletin', 'case', 'reply', 'danger'] as const) await post(`o ${chat} ${urgency}`, chat, urgency);
    await post('o private', '7', 'bulletin', 'private');
    for (const chat of [GROUP, OTHER]) expect([...(await shown(chat, 2))].toSorted()).toEqual(['danger', 'reply']);
    expect(texts('7')).toEqual(['bulletin']);
    // Seven in the morning.
    town.clock.pass(9 * 3600_000 - 1);
    expect(await shown(GROUP, 2)).toHaveLength(2);
    town.clock.pass(1);
    for (const chat of [GROUP, OTHER]) expect((await shown(chat, 4)).toSorted()).toEqual(['bulletin', 'case', 'danger', 'reply']);
  });

  it('sends what goes in any hour', async () => {
    await post('urgent', GROUP, 'bulletin', 'group', true);
    expect(await shown(GROUP, 1)).toEqual(['bulletin']);
  });

  it('keeps nothing where a group has no quiet hours, or others', async () => {
    await town.set({ quiet: 'none' });
    await post('first', GROUP, 'bulletin');
    expect(await shown(GROUP, 1)).toEqual(['bulletin']);
    await town.set({ quiet: '21:00-23:00' });
    await post('second', GROUP, 'bulletin');
    expect(await shown(GROUP, 1)).toHaveLength(1);
    town.clock.pass(3600_000);
    expect(await shown(GROUP, 2)).toHaveLength(2);
  });
});
