import { readdirSync } from 'node:fs';
import { FileBox } from 'file-box';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWechat, type WechatParts } from '../../../src/channels/wechat/index.ts';
import { type AccountState, type Channel, type ChatEvent, FetchError, type Inbox } from '../../../src/message/channel.ts';
import type { Incoming } from '../../../src/message/index.ts';
import { clockAt } from '../../support/clock.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let channel: Channel;
let taken: Incoming[];
let events: ChatEvent[];
let states: AccountState[];
let faults: unknown[];
let storeFails = 0;

const inbox: Inbox = {
  async take(messages) {
    if (storeFails > 0) {
      storeFails--;
      throw new Error('the database is away');
    }
    taken.push(...messages);
  },
  note: async event => void events.push(event),
  state: async state => void states.push(state),
};

const open = (over: Partial<WechatParts> = {}): Channel =>
  createWechat({
    puppet: 'wechaty-puppet-service',
    token: world.token,
    endpoint: world.endpoint,
    budget: { perMinute: 3, pushesPerDay: 200 },
    welcomes: hello => hello.includes('安家'),
    onFault: error => faults.push(error),
    jitterMs: 0,
    backoff: { firstMs: 50, mostMs: 400 },
    settleMs: 100,
    fetchWithinMs: 1_000,
    ...over,
  });

const until = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 10 });
const kinds = () => states.map(({ kind }) => kind);

async function online(): Promise<void> {
  await channel.start(inbox);
  await vi.waitFor(() => expect(world.puppet.listenerCount('message')).toBeGreaterThan(0), { timeout: 10_000 });
  world.login();
  await until(() => expect(kinds()).toContain('online'));
}

beforeEach(async () => {
  world = await openWorld();
  [taken, events, states, faults, storeFails] = [[], [], [], [], 0];
  channel = open();
});

afterEach(async () => {
  await channel.stop();
  await world.end();
});

describe('the WeChat channel over the real protocol', () => {
  it('shows the code for the login, and is online once it was scanned', async () => {
    await channel.start(inbox);
    await vi.waitFor(() => expect(world.puppet.listenerCount('scan')).toBeGreaterThan(1), { timeout: 10_000 });
    world.scan('https://login.weixin.qq.com/l/abc');
    await until(() =>
      expect(states).toEqual([{ kind: 'offline', reason: 'offline', login: 'https://login.weixin.qq.com/l/abc' }]),
    );
    expect(await channel.send({ chat: 'zhang', kind: 'private', person: 'zhang' }, { text: '您好' })).toEqual({
      kind: 'wait',
      ms: 5000,
      whose: 'account',
      reason: 'offline',
    });
    world.login();
    await until(() => expect(states.at(-1)).toEqual({ kind: 'online' }));
  });

  it('takes what people say in their order, alone and in groups, and nothing of its own', async () => {
    await online();
    const zhang = world.person('zhang', '张三');
    const room = world.room('r1@chatroom', '一号楼', [zhang]);
    world.says(zhang, '低保怎么办');
    world.says(zhang, '@安家助手\u2005医保呢', room);
    world.says(zhang, '今天天气好', room);
    world.says(zhang, '第四句');
    await until(() => expect(taken.length).toBe(4));
    expect(taken.map(({ chat, person, text, mentioned }) => [chat.id, chat.kind, person, text, mentioned])).toEqual([
      ['zhang', 'private', 'zhang', '低保怎么办', true],
      ['r1@chatroom', 'group', 'zhang', '医保呢', true],
      ['r1@chatroom', 'group', 'zhang', '今天天气好', false],
      ['zhang', 'private', 'zhang', '第四句', true],
    ]);
    expect(taken[1]!.chat.name).toBe('一号楼');
    expect(await channel.send({ chat: 'zhang', kind: 'private', person: 'zhang' }, { text: '好的' })).toEqual({
      kind: 'sent',
      id: 'out1',
    });
    world.says(zhang, '第五句');
    await until(() => expect(taken.at(-1)!.text).toBe('第五句'));
    expect(taken.length).toBe(5);
  });

  it('calls whoever asked in a group by their name', async () => {
    await online();
    const zhang = world.person('zhang', '张三');
    world.room('r1@chatroom', '一号楼', [zhang]);
    await channel.send({ chat: 'r1@chatroom', kind: 'group', person: 'zhang', replyTo: 'm1' }, { text: '可以吃。' });
    await channel.send({ chat: 'r1@chatroom', kind: 'group', person: '' }, { text: '通知' });
    expect(world.said.map(({ text }) => text)).toEqual(['@张三\u2005可以吃。', '通知']);
  });

  it('is not brought down by what makes no sense', async () => {
    await online();
    const odd: unknown[] = [
      undefined,
      null,
      7,
      'text',
      {},
      { id: 'a' },
      { id: 'b', talkerId: 'zhang' },
      { id: 'c', talkerId: 'zhang', type: 'text', text: 1, timestamp: 'now' },
      { id: 'd', talkerId: 'zhang', type: 7, text: null, timestamp: Number.NaN, roomId: {} },
      { id: 'e', talkerId: 'nobody', type: 999, text: 'x', timestamp: 1 },
    ];
    for (const [i, payload] of odd.entries()) world.tells(payload, `odd${i}`);
    world.puppet.emit('message', { messageId: 'not there' });
    world.puppet.emit('message', {} as never);
    world.puppet.emit('room-join', {} as never);
    world.puppet.emit('room-leave', { removeeIdList: 'bot', roomId: 5 } as never);
    world.puppet.emit('room-topic', { roomId: 'gone@chatroom', newTopic: 9 } as never);
    world.puppet.emit('friendship', { friendshipId: 'f1' });
    world.puppet.emit('friendship', {} as never);
    world.puppet.emit('scan', {} as never);
    world.puppet.emit('error', { data: 'something' });
    world.says(world.person('zhang', '张三'), '还在吗');
    await until(() => expect(taken.at(-1)?.text).toBe('还在吗'));
    expect(taken.length).toBe(1);
    expect(kinds()).toEqual(['online']);
  });

  it('keeps a message while the database is away', async () => {
    await online();
    storeFails = 2;
    world.says(world.person('zhang', '张三'), '一');
    world.says(world.person('zhang', '张三'), '二');
    await until(() => expect(taken.map(({ text }) => text)).toEqual(['一', '二']));
    expect(faults.length).toBe(2);
  });

  it('connects again by itself after the service was away, and after a logout', async () => {
    await online();
    await world.away();
    await until(() => expect(states.at(-1)).toEqual({ kind: 'offline', reason: 'network' }));
    expect(await channel.send({ chat: 'zhang', kind: 'private', person: 'zhang' }, { text: '您好' })).toMatchObject({
      kind: 'wait',
      reason: 'offline',
    });
    await world.back();
    await vi.waitFor(() => expect(world.puppet.listenerCount('message')).toBeGreaterThan(0), { timeout: 20_000 });
    world.login();
    await until(() => expect(states.at(-1)).toEqual({ kind: 'online' }));
    world.says(world.person('zhang', '张三'), '回来了吗');
    await until(() => expect(taken.at(-1)?.text).toBe('回来了吗'));
    await world.logout();
    await until(() => expect(states.at(-1)).toEqual({ kind: 'offline', reason: 'offline' }));
    await vi.waitFor(() => expect(world.puppet.listenerCount('message')).toBeGreaterThan(0), { timeout: 20_000 });
    world.login();
    await until(() => expect(states.at(-1)).toEqual({ kind: 'online' }));
  });

  it('does not throw where the service was never there', async () => {
    await world.away();
    await channel.start(inbox);
    await until(() => expect(states).toContainEqual({ kind: 'offline', reason: 'network' }));
    await channel.stop();
    channel = open({ puppet: 'wechaty-puppet-nowhere' });
    await channel.start(inbox);
    await until(() => expect(faults.length).toBeGreaterThan(0));
  });

  it('gives up a puppet that is silent', async () => {
    channel = open({ heartbeat: { askAfterMs: 100, deadAfterMs: 1000 } });
    world.puppet.ding = () => {};
    await online();
    await until(() => expect(states).toContainEqual({ kind: 'offline', reason: 'network' }));
  });

  it('stays with a puppet that answers when it is asked for a sign', async () => {
    channel = open({ heartbeat: { askAfterMs: 100, deadAfterMs: 2000 } });
    world.puppet.ding = data => void world.puppet.emit('dong', { data: data ?? '' });
    await online();
    await new Promise(resolve => setTimeout(resolve, 4000));
    expect(kinds()).toEqual(['online']);
  });

  it('stops for twelve hours once WeChat says that it speaks too often', async () => {
    await online();
    world.person('zhang', '张三');
    world.failing = () => new Error('操作过于频繁，请稍后再试');
    const to = { chat: 'zhang', kind: 'private', person: 'zhang' } as const;
    expect(await channel.send(to, { text: '您好' })).toEqual({
      kind: 'wait',
      ms: 12 * 3600 * 1000,
      whose: 'account',
      reason: 'limited',
    });
    await until(() => expect(states.at(-1)!.kind).toBe('limited'));
    const { until: end } = states.at(-1) as Extract<AccountState, { kind: 'limited' }>;
    expect(end.getTime() - Date.now()).toBeGreaterThan(11.9 * 3600 * 1000);
    world.failing = undefined;
    const again = await channel.send(to, { text: '您好' });
    expect(again).toMatchObject({ kind: 'wait', whose: 'account', reason: 'limited' });
    expect(world.said).toEqual([]);
  });

  it('sends and fetches files, no larger ones than are wanted', async () => {
    await online();
    const zhang = world.person('zhang', '张三');
    const content = Buffer.from('%PDF-1.4 一张表').toString('base64');
    const sent = await channel.send(
      { chat: 'zhang', kind: 'private', person: 'zhang' },
      { text: '申请表', file: { name: '表.pdf', type: 'application/pdf', content } },
    );
    expect(sent).toEqual({ kind: 'sent', id: 'out2' });
    expect(world.said[0]).toEqual({ to: 'zhang', text: '申请表' });
    expect(world.said[1]!.file!.name).toBe('表.pdf');
    expect(await world.said[1]!.file!.toBase64()).toBe(content);

    world.says(zhang, FileBox.fromBase64(Buffer.alloc(3000, 'x').toString('base64'), '照片.jpg'));
    await until(() => expect(taken.length).toBe(1));
    const [photo] = taken[0]!.attachments!;
    expect(photo).toMatchObject({ kind: 'photo', ref: taken[0]!.platformId });
    const { bytes, name } = await channel.fetch!(photo!, 5000);
    expect([bytes.length, name]).toEqual([3000, '照片.jpg']);
    await expect(channel.fetch!(photo!, 2999)).rejects.toThrow(new FetchError('too-large'));
    await expect(channel.fetch!({ kind: 'file', ref: 'not there' }, 10)).rejects.toThrow(FetchError);
  });

  it('takes back what it said, words and file alike, within two minutes and no later', async () => {
    const clock = clockAt('2026-11-30T08:00:00Z');
    channel = open({ clock });
    expect(await channel.remove!('r1@chatroom', 'out1')).toMatchObject({ kind: 'wait', whose: 'account', reason: 'offline' });
    await online();
    const file = { name: '通知.txt', type: 'text/plain', content: Buffer.from('一').toString('base64') };
    const say = async (text: string, with_?: typeof file) => {
      const sent = await channel.send({ chat: 'zhang', kind: 'private', person: '' }, { text, file: with_ });
      return sent.kind === 'sent' ? sent.id! : '';
    };
    world.person('zhang', '张三');
    const [first, second] = [await say('通知', file), await say('更正')];
    expect(world.said).toHaveLength(3);
    clock.pass(120_000);
    expect(await channel.remove!('zhang', first)).toEqual({ kind: 'sent' });
    expect(world.said.map(({ text }) => text)).toEqual(['更正']);
    clock.pass(1);
    const past = { kind: 'refused', reason: 'past', closes: false };
    for (const id of [first, second, 'never said']) expect(await channel.remove!('zhang', id)).toEqual(past);
    const third = await say('又一条');
    world.failing = () => new Error('撤回失败：超过两分钟');
    expect(await channel.remove!('zhang', third)).toEqual(past);
    world.failing = () => new Error('unsupported');
    expect(await channel.remove!('zhang', third)).toMatchObject({ reason: 'unable', closes: false });
    world.failing = () => new Error('room not found');
    expect(await channel.remove!('zhang', third)).toEqual(past);
  });

  it('tells of groups that it was brought into, that were renamed, and that it was removed from', async () => {
    await online();
    const zhang = world.person('zhang', '张三');
    const bot = world.person('bot', '安家助手');
    const room = world.room('r1@chatroom', '一号楼', [zhang]);
    room.add(bot).by(zhang);
    await until(() => expect(events.some(({ kind }) => kind === 'open')).toBe(true));
    room.topic('一号楼住户').by(zhang);
    world.says(zhang, '@安家助手 您好', room);
    await until(() => expect(taken[0]?.chat.name).toBe('一号楼住户'));
    room.remove(zhang).by(bot);
    room.remove(bot).by(zhang);
    await until(() => expect(events.at(-1)).toEqual({ kind: 'closed', chat: 'r1@chatroom', reason: 'kicked' }));
    const about = events.filter(event => event.kind !== 'groups');
    expect(about).toEqual([
      { kind: 'open', chat: { id: 'r1@chatroom', kind: 'group', name: '一号楼' }, joined: true },
      { kind: 'open', chat: { id: 'r1@chatroom', kind: 'group', name: '一号楼住户' }, joined: false },
      { kind: 'closed', chat: 'r1@chatroom', reason: 'kicked' },
    ]);
  });

  it('says after a login which groups there are', async () => {
    world.person('bot', '安家助手');
    world.room('r7@chatroom', '七号楼', []);
    await online();
    await until(() => expect(events).toEqual([{ kind: 'groups', chats: ['r7@chatroom'] }]));
  });

  it('lets whoever calls it or brings a code be its friend, and answers what they said with it', async () => {
    const accepted: string[] = [];
    world.puppet.friendshipAccept = async id => void accepted.push(id);
    world.puppet.friendshipRawPayload = async id => ({
      id,
      contactId: `contact of ${id}`,
      hello: id === 'f1' ? '安家 我想问低保' : '加个好友吧',
      type: 2,
      ticket: 't',
      timestamp: 1,
    });
    await online();
    world.puppet.emit('friendship', { friendshipId: 'f2' });
    world.puppet.emit('friendship', { friendshipId: 'f1' });
    await until(() => expect(taken.length).toBe(1));
    expect(accepted).toEqual(['f1']);
    expect(taken[0]).toMatchObject({ person: 'contact of f1', text: '安家 我想问低保', chat: { kind: 'private' } });
  });

  it('writes nothing of anybody into the home folder', async () => {
    await online();
    const zhang = world.person('zhang', '张三');
    world.says(zhang, '您好', world.room('r1@chatroom', '一号楼', [zhang]));
    await until(() => expect(taken.length).toBe(1));
    expect(readdirSync(world.home, { recursive: true })).toEqual([]);
  });
});
