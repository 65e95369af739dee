import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { said, startApi, type TestApi } from '../support/api.ts';
import { databases, type OpenedDatabase } from '../support/databases.ts';
import { readableText } from '../support/opened.ts';
import { tracesOf } from '../support/traces.ts';
import { makeWorld, type World } from './world.ts';

const [sqlite] = databases;
const addressOf = (key: string) => `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${key}`;

describe('robots by the API', () => {
  let opened: OpenedDatabase;
  let api: TestApi;
  let world: World;
  let token: string;
  beforeEach(async () => {
    opened = await sqlite!.open();
    api = await startApi(opened.storage);
    world = await makeWorld(api);
    token = await api.token('cadre', world.scope);
  });
  afterEach(async () => {
    await api.stop();
    await opened.storage.close();
    await opened.drop();
  });

  const add = (body: object, key?: string) =>
    api.call('POST', `/settlements/${world.settlement.id}/robots`, { token, body, ...(key === undefined ? {} : { key }) });

  it('takes a webhook, and tells it nowhere again', async () => {
    const key = randomUUID();
    const added = await add({ webhook: addressOf(key), name: '一号群' }, 'once');
    expect(added).toMatchObject({ status: 201, json: { channel: 'wecom', name: '一号群', settlement: world.settlement.id } });
    // The same request again does nothing, and another one with the same key is refused.
    expect((await add({ webhook: addressOf(key), name: '一号群' }, 'once')).json).toEqual(added.json);
    expect(await add({ webhook: addressOf(key), name: '二号群' })).toMatchObject({ status: 409 });
    expect(await api.call('POST', `/groups/${said(added.json['id'])}/tests`, { token })).toMatchObject({ status: 204 });
    await api.call('GET', `/settlements/${world.settlement.id}/groups`, { token });
    const supervisor = await api.token('supervisor');
    await api.call('GET', '/audit', { token: supervisor });
    const places = {
      answers: api.heard.map(({ text, headers }) => text + JSON.stringify([...headers])).join('\n'),
      log: api.log.lines.join('\n'),
      database: await readableText(opened.options),
    };
    expect(places.answers).toContain('group.bind');
    expect(tracesOf([key], places)).toEqual([]);
  });

  it.each([
    ['words', '不知道'],
    ['another platform’s robot', `https://oapi.dingtalk.com/robot/send?access_token=${randomUUID()}`],
    ['a key that is cut off', randomUUID().slice(0, -1)],
    ['another path', `https://qyapi.weixin.qq.com/cgi-bin/webhook/upload_media?key=${randomUUID()}`],
  ])('refuses %s without repeating it', async (_, webhook) => {
    const answer = await add({ webhook, name: '一号群' });
    expect(answer).toMatchObject({ status: 422, json: { code: 'invalid' } });
    expect(answer.text + api.log.lines.join('\n')).not.toContain(webhook);
  });

  it('describes the webhook as something that is only written', async () => {
    const document = JSON.stringify(await api.document());
    const [, ...described] = document.split('"webhook":');
    const isId = (one: string) => one.slice(0, 120).includes('^y_');
    // Calls of the other webhooks name one by its id.
    expect(described.filter(one => !isId(one)).map(one => one.slice(0, 120).includes('"writeOnly":true'))).toEqual([true]);
  });
});
