import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AccountNews, createAccountNews } from '../src/account-news.ts';
import { OPERATOR } from '../src/directory/index.ts';
import { allowed, type Office, openOffice } from './support/office.ts';

let office: Office;
let news: AccountNews;
const wechat = { channel: 'wechat', account: 'wechat' } as const;
const LASTS = 60;

const make = (): AccountNews => {
  const { rooms, storage, assistant } = office.core;
  return createAccountNews({
    deliveries: rooms.deliveries,
    directory: rooms.directory,
    wordbook: assistant.wordbook,
    sessionOf: key => storage.conversation.session(key),
    clock: office.clock,
    onFault: error => {
      throw error;
    },
    lastsMs: LASTS,
  });
};

/** What an administrator was told, oldest first. */
const toldTo = async (name: string): Promise<readonly string[]> => {
  const key = { channel: 'terminal', account: 'terminal', chat: name, person: name };
  return (await office.core.rooms.deliveries.list(key, 20)).map(({ outgoing }) => outgoing.text);
};

beforeEach(async () => {
  office = await openOffice();
  await office.staff('管全部', 'admin', { kind: 'all' });
  await office.staff('管一县', 'admin', { kind: 'county', region: 'guangxi' as never, county: '隆安县' });
  news = make();
  await news.begin();
});

afterEach(async () => {
  await news.stop();
  await office.close();
});

describe('news of accounts', () => {
  it('reach the administrators of everything, once for each change that lasts', async () => {
    news.heard(wechat, { kind: 'offline', reason: 'network' });
    news.heard(wechat, { kind: 'offline', reason: 'offline', login: 'https://login' });
    await pause(3 * LASTS);
    news.heard(wechat, { kind: 'offline', reason: 'offline', login: 'https://another' });
    await pause(3 * LASTS);
    const [told, ...more] = await toldTo('管全部');
    expect(more).toEqual([]);
    expect(told).toContain('微信账号连不上了');
    expect(told).toContain('/wechat');
    expect(told).not.toContain('https://');
    news.heard(wechat, { kind: 'online' });
    await pause(3 * LASTS);
    news.heard(wechat, { kind: 'limited', until: new Date('2026-11-22T20:00:00Z') });
    await pause(3 * LASTS);
    expect((await toldTo('管全部')).slice(1)).toEqual([
      expect.stringContaining('恢复了'),
      expect.stringContaining('微信限制了账号，2026-11-23 04:00以前'),
    ]);
    expect(await toldTo('管一县')).toEqual([]);
  });

  it('say nothing of what passes soon', async () => {
    for (let i = 0; i < 5; i++) {
      news.heard(wechat, { kind: 'offline', reason: 'network' });
      await pause(LASTS / 4);
      news.heard(wechat, { kind: 'online' });
    }
    await pause(3 * LASTS);
    expect(await toldTo('管全部')).toEqual([]);
  });

  it('are not told again after a restart, but that it is back is', async () => {
    const { deliveries } = office.core.rooms;
    await deliveries.state(wechat, { kind: 'offline', reason: 'network' });
    await news.stop();
    news = make();
    await news.begin();
    news.heard(wechat, { kind: 'offline', reason: 'network' });
    await pause(3 * LASTS);
    expect(await toldTo('管全部')).toEqual([]);
    news.heard(wechat, { kind: 'online' });
    await pause(3 * LASTS);
    expect(await toldTo('管全部')).toEqual([expect.stringContaining('恢复了')]);
  });

  it('do not go by the account that they are about', async () => {
    news.heard({ channel: 'terminal', account: 'terminal' }, { kind: 'offline', reason: 'network' });
    await pause(3 * LASTS);
    expect(await toldTo('管全部')).toEqual([]);
  });

  it('offer cadres to bind a group again that is no longer there, once', async () => {
    const settlement = await office.settlement();
    const cadre = await office.staff('王芳', 'cadre', { kind: 'settlement', settlement: settlement.id });
    const { directory } = office.core.rooms;
    for (const chat of ['g1', 'g2']) {
      await cadre.posts(chat, allowed(await directory.groups.code(OPERATOR, settlement.id)).letters);
    }
    const terminal = { channel: 'terminal', account: 'terminal' };
    await news.groups(terminal, ['g2', 'g3']);
    await news.groups(terminal, ['g2', 'g3']);
    await news.groups(wechat, []);
    const told = (await office.core.rooms.deliveries.list({ ...terminal, chat: '王芳', person: '王芳' }, 20)).map(
      ({ outgoing }) => outgoing,
    );
    expect(told.length).toBe(1);
    expect(told[0]!.text).toContain('请重新绑定');
    expect(told[0]!.choices).toEqual([{ id: 'desk=bind_group', label: '绑定群' }]);
  });
});

describe('what the delivery room keeps of accounts', () => {
  it('lets a limit last until its time, whatever connects meanwhile', async () => {
    const { deliveries } = office.core.rooms;
    const until = new Date(office.clock.now().getTime() + 3600_000);
    await deliveries.state(wechat, { kind: 'limited', until });
    expect(await deliveries.state(wechat, { kind: 'online' })).toBe(false);
    expect((await deliveries.accounts())[0]!.state).toEqual({ kind: 'limited', until });
    office.clock.pass(3600_001);
    expect(await deliveries.state(wechat, { kind: 'online' })).toBe(true);
    expect((await deliveries.accounts())[0]!.state).toEqual({ kind: 'online' });
  });

  it('closes groups that are gone and opens those that are there again, and no others', async () => {
    const { deliveries } = office.core.rooms;
    for (const id of ['g1', 'g2', 'g3'])
      await deliveries.note(wechat, { kind: 'open', chat: { id, kind: 'group' }, joined: false });
    await deliveries.note(wechat, { kind: 'open', chat: { id: 'zhang', kind: 'private' }, joined: false });
    await deliveries.note(wechat, { kind: 'closed', chat: 'g3', reason: 'kicked' });
    await deliveries.note(wechat, { kind: 'groups', chats: ['g2', 'g3'] });
    const closed = async () => (await deliveries.chats(wechat)).map(({ chat, closed: why }) => [chat, why]);
    expect(await closed()).toEqual([
      ['g1', 'gone'],
      ['g2', undefined],
      ['g3', 'kicked'],
      ['zhang', undefined],
    ]);
    await deliveries.note(wechat, { kind: 'groups', chats: ['g1', 'g2', 'g3'] });
    expect(await closed()).toContainEqual(['g1', undefined]);
    expect(await closed()).toContainEqual(['g3', 'kicked']);
  });
});
