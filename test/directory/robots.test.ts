import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nobody, OPERATOR } from '../../src/directory/actors.ts';
import type { Actor, Group } from '../../src/directory/model.ts';
import type { Outcome } from '../../src/directory/outcome.ts';
import { robotKeyIn } from '../../src/directory/robots.ts';
import { databases } from '../support/databases.ts';
import { type OpenRooms, openRooms } from '../support/directory-rooms.ts';
import { type Places, rightOf, settle } from '../support/rights.ts';
import { valueIn } from './subjects.ts';

const KEY = '693a91f6-7aaa-4bc4-97a0-0ec2f1fa5aaa';
const ADDRESS = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send';

describe('the key in what somebody pastes', () => {
  it.each([
    ['the address', `${ADDRESS}?key=${KEY}`],
    ['the address with blanks around it', `  ${ADDRESS}?key=${KEY}\n`],
    ['the address with more behind it', `${ADDRESS}?key=${KEY}&debug=1`],
    ['the address of a server of one’s own', `http://10.0.0.8:8080/cgi-bin/webhook/send?key=${KEY}`],
    ['the key alone', KEY],
    ['the key in capitals', KEY.toUpperCase()],
  ])('is found in %s', (_, text) => {
    expect(robotKeyIn(text)).toBe(KEY);
  });

  it.each([
    ['nothing', ''],
    ['words', '我不知道怎么弄'],
    ['an address without a key', ADDRESS],
    ['an empty key', `${ADDRESS}?key=`],
    ['two keys', `${ADDRESS}?key=${KEY}&key=${KEY}`],
    ['a key that is cut off', `${ADDRESS}?key=${KEY.slice(0, -1)}`],
    ['a key that is too long', `${KEY}a`],
    ['another platform’s robot', `https://oapi.dingtalk.com/robot/send?access_token=${KEY}`],
    ['another platform’s robot with a key', `https://open.feishu.cn/open-apis/bot/v2/hook?key=${KEY}`],
    ['another way to speak', `file:///cgi-bin/webhook/send?key=${KEY}`],
    ['a script', `javascript://x/cgi-bin/webhook/send?key=${KEY}`],
    ['the address within a sentence', `地址是 ${ADDRESS}?key=${KEY}`],
    ['a very long address', `${ADDRESS}?key=${KEY}&x=${'x'.repeat(1000)}`],
    ['a JSON document', JSON.stringify({ key: KEY })],
  ])('is not found in %s', (_, text) => {
    expect(robotKeyIn(text)).toBeUndefined();
  });

  it('is a key or nothing, whatever is pasted', () => {
    const almost = fc
      .tuple(fc.constantFrom('', `${ADDRESS}?key=`, ' '), fc.string(), fc.constantFrom('', KEY))
      .map(all => all.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), almost, fc.webUrl({ withQueryParameters: true })), text => {
        expect(robotKeyIn(text) ?? KEY).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
      }),
    );
  });
});

describe.each(databases)('a robot on $name', ({ missing, ...database }) => {
  let opened: OpenRooms;
  let places: Places;
  beforeAll(async () => {
    if (missing) return;
    opened = await openRooms({ missing, ...database });
    places = await settle(opened.rooms.directory);
  });
  afterAll(() => opened?.close());

  const add = (
    webhook: string,
    over: { name?: string; building?: string } = {},
    actor: Actor = OPERATOR,
    at: keyof Places = 'own',
  ) => opened.rooms.directory.robots.add(actor, places[at].id, { webhook, name: '二栋群', ...over });
  const added = async (webhook: string = randomUUID()): Promise<Group> => valueIn(await add(webhook));
  const codeOf = (outcome: Outcome<unknown>): unknown => (outcome.ok ? 'done' : [outcome.refusal.code, outcome.refusal.params]);
  const recorded = async (subject: string) =>
    (await opened.storage.directory.audit.list({ subject, scopes: [{ kind: 'all' }], limit: 9 })).map(
      ({ action, outcome, reason }) => `${action} ${outcome} ${reason}`,
    );
  const keyOf = (robot: string) => opened.rooms.directory.robots.key(robot);
  const robotAccount = { channel: 'wecom', account: 'robots' };
  const posted = async ({ chat }: Group) => opened.rooms.deliveries.list({ ...robotAccount, chat, person: '' }, 10);

  it.skipIf(missing)('is a group of its settlement, with its name and building, whose key is kept beside it', async () => {
    const key = randomUUID();
    const group = valueIn(await add(`${ADDRESS}?key=${key}`, { name: ' 二栋通知群 ', building: '2栋' }));
    expect(group).toMatchObject({ ...robotAccount, settlement: places.own.id, building: '2栋', name: '二栋通知群' });
    expect(group.chat).toMatch(/^w_/);
    expect(JSON.stringify(group)).not.toContain(key);
    expect(await keyOf(group.chat)).toBe(key);
    const listed = valueIn(await opened.rooms.directory.groups.list(OPERATOR, places.own.id, { limit: 200 }));
    expect(listed).toContainEqual(group);
    expect(await recorded(group.id)).toEqual(['group.bind done robot']);
  });

  it.skipIf(missing)('is refused where something is wrong with it, and nothing of it stays', async () => {
    const key = randomUUID();
    expect(codeOf(await add('https://example.org'))).toEqual(['invalid', { field: 'webhook' }]);
    expect(codeOf(await add(key, { name: ' ' }))).toEqual(['invalid', { field: 'name' }]);
    expect(codeOf(await add(key, { name: '群'.repeat(61) }))).toEqual(['invalid', { field: 'name' }]);
    expect(codeOf(await add(key, { building: '9栋' }))).toEqual(['unknown', { what: 'building' }]);
    expect(codeOf(await add(key))).toBe('done');
  });

  it.skipIf(missing)('is not added twice, to another settlement neither', async () => {
    const key = randomUUID();
    await added(key);
    for (const again of [key, key.toUpperCase(), `${ADDRESS}?key=${key}`])
      expect(codeOf(await add(again))).toEqual(['exists', { field: 'webhook' }]);
    expect(codeOf(await add(key, {}, OPERATOR, 'other-region'))).toEqual(['exists', { field: 'webhook' }]);
  });

  it.skipIf(missing)('is added by who may bind groups there, and by nobody else', async () => {
    const actor = (role: 'cadre' | 'handler', at: 'settlement' | 'all' = 'settlement'): Actor => ({
      ...nobody({ channel: 'web', account: 'anjia', person: role }),
      rights: [rightOf(role, at, places)],
    });
    const key = randomUUID();
    expect(codeOf(await add(key, {}, actor('handler', 'all')))).toEqual(['not-allowed', { action: 'group.bind' }]);
    expect(codeOf(await add(key, {}, actor('cadre'), 'same-county'))).toEqual(['out-of-scope', { action: 'group.bind' }]);
    expect(codeOf(await add(key, {}, actor('cadre')))).toBe('done');
  });

  it.skipIf(missing)('loses its key with its group, and can be added again', async () => {
    const key = randomUUID();
    const group = await added(key);
    valueIn(await opened.rooms.directory.groups.unbind(OPERATOR, group.id));
    expect(await keyOf(group.chat)).toBeUndefined();
    const again = await added(key);
    expect(again.chat).not.toBe(group.chat);
    expect(await keyOf(again.chat)).toBe(key);
  });

  it.skipIf(missing)('loses its key too where its group is bound again in a chat of another platform', async () => {
    const group = await added();
    const { groups, visitors, people } = opened.rooms.directory;
    const cadre = { channel: 'telegram', account: '1', person: `cadre ${group.id}` };
    const invited = valueIn(await people.invite(OPERATOR, { role: 'cadre', scope: { kind: 'all' }, name: '王芳' }));
    valueIn(await visitors.redeem({ ...cadre, chat: { id: 'private', kind: 'private' } }, invited.letters));
    const { letters } = valueIn(await groups.codeAgain(OPERATOR, group.id));
    valueIn(await visitors.redeem({ ...cadre, chat: { id: '-100', kind: 'group' } }, letters));
    expect(await opened.storage.directory.groups.get(group.id)).toMatchObject({ channel: 'telegram', chat: '-100' });
    expect(await keyOf(group.chat)).toBeUndefined();
  });

  it.skipIf(missing)('is tried with a message of its own each time, and its group is tried though it was closed', async () => {
    const group = await added();
    await opened.rooms.deliveries.note(robotAccount, { kind: 'closed', chat: group.chat, reason: 'kicked' });
    valueIn(await opened.rooms.directory.robots.test(OPERATOR, group.id));
    opened.clock.pass(1);
    valueIn(await opened.rooms.directory.robots.test(OPERATOR, group.id));
    expect((await posted(group)).map(({ state, urgency, kind }) => [state, urgency, kind])).toEqual([
      ['waiting', 'reply', 'group'],
      ['waiting', 'reply', 'group'],
    ]);
    expect((await opened.rooms.deliveries.chat(robotAccount, group.chat))?.closed).toBeUndefined();
    expect(await recorded(group.id)).toEqual(['group.bind done test', 'group.bind done test', 'group.bind done robot']);
  });

  it.skipIf(missing)('is the only kind of group that is tried, by who may', async () => {
    const { robots, groups } = opened.rooms.directory;
    const group = await added();
    const stranger = { ...nobody({ channel: 'web', account: 'anjia', person: 'x' }), rights: [] };
    expect(codeOf(await robots.test(stranger, group.id))).toEqual(['not-allowed', { action: 'group.bind' }]);
    const elsewhere = { ...stranger, rights: [rightOf('cadre', 'settlement', { ...places, own: places['other-region'] })] };
    expect(codeOf(await robots.test(elsewhere, group.id))).toEqual(['out-of-scope', { action: 'group.bind' }]);
    expect(await posted(group)).toEqual([]);
    const chat = { channel: 'wechat', account: 'a', chat: 'g' };
    const other = valueIn(await groups.bind(OPERATOR, { kind: 'group', settlement: places.own.id }, chat)).group;
    expect(codeOf(await robots.test(OPERATOR, other.id))).toEqual(['unknown', { what: 'robot' }]);
    valueIn(await groups.unbind(OPERATOR, group.id));
    expect(codeOf(await robots.test(OPERATOR, group.id))).toEqual(['unknown', { what: 'robot' }]);
  });
});
