import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAssistant } from '../../../src/assistant.ts';
import { openStorage } from '../../../src/storage/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { type BotApi, type Room, startBotApi } from '../../support/bot-api/index.ts';
import { readableLog } from '../../support/log.ts';

const assistant = createAssistant();
const QUESTION = '搬到城里还能吃低保不';

describe('what platforms do, on a double of the Bot API', () => {
  let api: BotApi;
  let running: TestApp;
  const log = readableLog();
  beforeAll(async () => {
    api = await startBotApi();
    running = await startApp({ assistant, log }, { TELEGRAM_TOKEN: api.token, TELEGRAM_API: api.url });
  });
  afterAll(async () => {
    await running.end();
    await api.stop();
  });

  const texts = (room: Room) => api.sentTo(room).map(({ text = '' }) => text);
  const heard = (room: Room, pattern: RegExp) =>
    expect.poll(() => texts(room).at(-1) ?? '', { timeout: 20_000, interval: 20 }).toMatch(pattern);
  const standing = async (room: Room) => {
    const storage = await openStorage(running.config);
    const account = { channel: 'telegram', account: api.token.split(':')[0]! };
    const chat = await storage.delivery.chat(account, String(room.chat.id));
    await storage.close();
    return chat && (chat.closed ?? 'open');
  };
  const alone = (name: string) => {
    const person = api.person(name);
    return { person, room: api.privateWith(person) };
  };

  it('has its menu registered in both languages, for private chats and for groups', async () => {
    await expect.poll(() => api.commands.size).toBe(6);
    const asked = ({ help }: { help: string }) =>
      [...api.commands.values()].filter(menu =>
        menu.some(({ command, description }) => command === 'help' && description === help),
      );
    expect(asked({ help: '怎么用' })).toHaveLength(4);
    expect(asked({ help: 'How to use' })).toHaveLength(2);
  });

  it('says hello once where it is brought in, and knows when it is silenced and removed', async () => {
    const { person } = alone('王芳');
    const room = api.group('一栋', { bot: 'left' });
    api.bot(room, person, 'member');
    await heard(room, /安家/);
    expect(await standing(room)).toBe('open');
    api.bot(room, person, 'restricted');
    await expect.poll(() => standing(room)).toBe('restricted');
    api.bot(room, person, 'member');
    await expect.poll(() => standing(room)).toBe('open');
    api.bot(room, person, 'kicked');
    await expect.poll(() => standing(room)).toBe('kicked');
    expect(texts(room)).toHaveLength(1);
  });

  it('answers in the supergroup what was asked in the group that became one', async () => {
    const { person } = alone('李四');
    const room = api.group('二栋');
    api.say(room, person, `@${api.username} 换地区`);
    const after = api.migrate(room);
    await heard(after, /哪里的安置点/);
    expect(texts(room)).toEqual([]);
    api.press(after, person, api.sentTo(after).at(-1)!, '贵州');
    await heard(after, /贵州/);
    api.say(after, person, `@${api.username} ${QUESTION}`);
    await heard(after, /三\(一\)4/);
  });

  it('writes no more to somebody who blocked it, until they write again', async () => {
    const { person, room } = alone('赵六');
    api.say(room, person, '/help');
    api.bot(room, person, 'kicked');
    await expect.poll(() => standing(room)).toBe('blocked');
    api.say(room, person, '/help');
    await heard(room, /我是安家助手/);
    expect(await standing(room)).toBe('open');
  });

  it('asks to show oneself where a code is posted anonymously', async () => {
    const room = api.group('三栋', { bot: 'administrator' });
    api.sayAsGroup(room, '7KQ2M-X40DR');
    await heard(room, /匿名/);
  });

  it('answers thirty people who ask at once, each in their chat and in their order', async () => {
    const people = Array.from({ length: 30 }, (_, i) => alone(`人${i}`));
    for (const text of ['/english', '/help', '/chinese', '/help'])
      for (const { person, room } of people) api.say(room, person, text);
    for (const { room } of people) await heard(room, /我是安家助手/);
    for (const { room } of people) {
      expect(texts(room)).toHaveLength(4);
      expect(texts(room)[1]).toContain('I am Anjia');
    }
  });

  it('answers everything, in its order, though connections break and things come twice', async () => {
    api.faults({ seed: 7, tooMany: 0.05, error: 0.05, cut: 0.05, garbage: 0.03, twice: 0.1 });
    const people = Array.from({ length: 10 }, (_, i) => alone(`众${i}`));
    for (const text of ['/english', '/help', '/chinese', '/help'])
      for (const { person, room } of people) api.say(room, person, text);
    for (const { room } of people)
      await expect.poll(() => texts(room).length, { timeout: 40_000, interval: 50 }).toBeGreaterThanOrEqual(4);
    const trouble = Object.values(api.trouble).reduce((sum, times) => sum + times, 0);
    api.faults(undefined);
    for (const { room } of people) {
      expect(texts(room)).toHaveLength(4);
      expect(texts(room)[1]).toContain('I am Anjia');
      expect(texts(room)[3]).toContain('我是安家助手');
    }
    expect(trouble).toBeGreaterThan(10);
  });

  it('logs nothing of what was said', () => {
    expect(log.lines.join()).not.toContain(QUESTION);
    expect(log.lines.join()).not.toContain(api.token.split(':')[1]);
  });
});
