import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../../src/directory/actors.ts';
import type { Settlement } from '../../../src/directory/model.ts';
import { type Answers, directoryCommand, jsonLines } from '../../support/directory-command.ts';
import { type OpenRooms, openRooms } from '../../support/directory-rooms.ts';
import { settle } from '../../support/rights.ts';

const ROBOTS = { channel: 'wecom', account: 'robots' };
const addressOf = (key: string) => `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${key}`;

describe('anjia directory groups with robots', () => {
  let opened: OpenRooms;
  let here: Settlement;
  beforeAll(async () => {
    opened = await openRooms();
    here = (await settle(opened.rooms.directory)).own;
  });
  afterAll(() => opened.close());

  const run = (words: readonly string[], answers?: Answers) =>
    directoryCommand({ actor: OPERATOR, rooms: opened.rooms, clock: opened.clock }, ['groups', ...words], answers);
  const add = async (name: string, key: string = randomUUID()) => {
    const { out } = await run(['robot', here.name, '--name', name, '--json'], { input: `${addressOf(key)}\n` });
    return jsonLines(out)[0] as { readonly id: string; readonly chat: string };
  };

  it('adds one whose webhook comes from standard input, or is typed when asked for, and shows it nowhere', async () => {
    const [piped, typed] = [randomUUID(), randomUUID()];
    const first = await run(['robot', here.id, '--name', '一号群', '--building', '1栋'], { input: `${addressOf(piped)}\n` });
    expect(first).toMatchObject({ status: 0, out: expect.stringMatching(/^加好了：g_\w{20} 一号群。.*groups test g_/) });
    const second = await run(['robot', here.id, '--name', '二号群', '--json'], { person: [typed] });
    expect(second.status).toBe(0);
    const listed = await run(['list', here.id, '--json']);
    for (const { out, error } of [first, second, listed])
      for (const key of [piped, typed]) expect(out + error).not.toContain(key.slice(0, 13));
    expect(jsonLines(listed.out)).toMatchObject([{ name: '一号群', building: '1栋' }, { name: '二号群' }]);
  });

  it.each([
    ['nothing', ''],
    ['words', '不知道'],
    ['another platform’s robot', `https://oapi.dingtalk.com/robot/send?access_token=${randomUUID()}`],
    ['two of them', `${addressOf(randomUUID())}\n${addressOf(randomUUID())}`],
    ['bytes of anything', '\u0000\u0001\ufffd'.repeat(1000)],
  ])('is a wrong command line where %s comes in, which is not repeated', async (_, input) => {
    const { status, error, out } = await run(['robot', here.id, '--name', '群'], { input });
    expect([status, out]).toEqual([2, '']);
    expect(error).toContain('不是企业微信群机器人的 Webhook 地址');
    expect(error).not.toMatch(/dingtalk|key=[\da-f]/);
  });

  it('takes no key from the command line', async () => {
    const key = randomUUID();
    for (const words of [
      ['robot', here.id, key, '--name', '群'],
      ['robot', here.id, '--name', '群', '--webhook', key],
    ])
      expect(await run(words, { input: key })).toMatchObject({ status: 2 });
    expect((await run(['list', here.id])).out).not.toMatch(/ 群 /);
  });

  it('says why one is refused', async () => {
    const key = randomUUID();
    await add('三号群', key);
    expect(await run(['robot', here.id, '--name', '群'], { input: key })).toMatchObject({ status: 1, code: 'exists' });
    expect(await run(['robot', here.id, '--name', '群', '--building', '9栋'], { input: randomUUID() })).toMatchObject({
      code: 'unknown',
    });
    expect(await run(['robot', '没有的社区', '--name', '群'], { input: key })).toMatchObject({ status: 1, code: 'unknown' });
  });

  it('lists whether groups can be written to, why not, and what waits', async () => {
    const { id, chat } = await add('四号群');
    const line = async () => (await run(['list', here.id])).out.split('\n').find(one => one.startsWith(id));
    expect(await line()).toMatch(/^g_\w{20} {2}wecom +called +四号群 +通$/);
    expect(await run(['test', id])).toMatchObject({ status: 0, out: expect.stringContaining('“四号群”里看') });
    expect(await line()).toMatch(/四号群 +通 +等着发 1 条，没发成 0 条$/);
    await opened.rooms.deliveries.note(ROBOTS, { kind: 'closed', chat, reason: 'kicked' });
    expect(await line()).toMatch(/四号群 +不通：被移出了群 +等着发 0 条，没发成 1 条$/);
    const [shown] = jsonLines((await run(['list', here.id, '--json'])).out).filter(one => one['id'] === id);
    expect(shown).toMatchObject({ closed: 'kicked', waiting: 0, failed: 1 });
  });

  it('tries no group but those of robots, and lets one go with its key', async () => {
    const { id, chat } = await add('五号群');
    expect(await run(['unbind', id, '--yes'])).toMatchObject({ status: 0 });
    expect(await opened.storage.directory.robots.key(chat)).toBeUndefined();
    expect(await run(['test', id])).toMatchObject({ status: 1, code: 'unknown' });
    for (const garbage of ['五号群', 'g_', chat]) expect(await run(['test', garbage])).toMatchObject({ status: 2 });
  });
});
