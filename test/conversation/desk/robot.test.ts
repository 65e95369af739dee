import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../../src/directory/index.ts';
import type { Settlement } from '../../../src/directory/model.ts';
import { allowed, type Chatter, type Office, openOffice } from '../../support/office.ts';
import { openedText, withDatabase } from '../../support/opened.ts';

const addressOf = (key: string) => `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${key}`;

describe('the form that adds a robot', () => {
  let office: Office;
  let settlement: Settlement;
  let cadre: Chatter;
  let number = 0;
  beforeAll(async () => {
    office = await openOffice();
    settlement = await office.settlement({ buildings: [{ name: '2栋' }] });
  });
  afterAll(() => office.close());
  beforeEach(async () => {
    cadre = await office.staff(`干部${++number}`, 'cadre', { kind: 'settlement', settlement: settlement.id });
  });

  const groups = async () => allowed(await office.core.rooms.directory.groups.list(OPERATOR, settlement.id, { limit: 200 }));
  const opens = async (name: string) => {
    await cadre.says('desk=robot');
    return cadre.picks('整个安置点').then(() => cadre.says(name));
  };

  it('is offered at the desk, asks for building, name and webhook, and offers to try it', async () => {
    await cadre.says('工作台');
    await cadre.picks('添加企业微信群机器人', '2栋');
    expect((await cadre.says('二栋通知群')).text).toMatch(/Webhook 地址[\s\S]*删掉/);
    const key = randomUUID();
    const heard = await cadre.says(addressOf(key));
    expect(heard.text).toContain('加好了：二栋通知群');
    expect(heard.text).not.toContain(key.slice(0, 8));
    const [group] = await groups();
    expect(group).toMatchObject({ channel: 'wecom', settlement: settlement.id, building: '2栋', name: '二栋通知群' });
    expect((await cadre.picks('发一条试试')).text).toContain('二栋通知群');
    const address = { channel: 'wecom', account: 'robots', chat: group!.chat, person: '' };
    expect(await office.core.rooms.deliveries.list(address, 10)).toMatchObject([{ state: 'waiting', kind: 'group' }]);
    const entries = await office.audit({ subject: group!.id });
    expect(entries.map(({ action, reason }) => [action, reason])).toEqual([
      ['group.bind', 'test'],
      ['group.bind', 'robot'],
    ]);
    expect(JSON.stringify(await office.audit())).not.toContain(key.slice(0, 8));
  });

  it.each([
    ['nothing', ' '],
    ['words', '在哪里看？'],
    ['another platform’s robot', `https://oapi.dingtalk.com/robot/send?access_token=${randomUUID()}`],
    ['a key that is cut off', randomUUID().slice(0, -1)],
    ['control characters and marks', '\u202e\u0000key=\u200b'],
    ['far too much', 'key='.repeat(3000)],
  ])('asks again where %s is pasted, and adds nothing', async (_, pasted) => {
    const before = (await groups()).length;
    await opens('一号群');
    expect((await cadre.says(pasted)).text).toContain('这不是企业微信群机器人的地址');
    expect(await groups()).toHaveLength(before);
    const key = randomUUID();
    expect((await cadre.says(key)).text).toContain('加好了');
    expect(await groups()).toHaveLength(before + 1);
  });

  it('says that a robot is there already', async () => {
    const key = randomUUID();
    await opens('一号群');
    await cadre.says(addressOf(key));
    await opens('又一个群');
    expect((await cadre.says(addressOf(key))).text).toContain('已经有一个一样的了（Webhook 地址）');
  });

  it('leaves the webhook nowhere but with its robot', async () => {
    const key = randomUUID();
    await opens('一号群');
    await cadre.says(addressOf(key));
    const opened = await openedText({ dataDir: office.dataDir });
    expect(opened.split(key)).toHaveLength(2);
    const added = (await groups()).at(-1)!;
    await withDatabase({ dataDir: office.dataDir }, async ({ db }) =>
      db.deleteFrom('robot').where('id', '=', added.chat).execute(),
    );
    expect(await openedText({ dataDir: office.dataDir })).not.toContain(key);
  });

  it('is for those who may bind groups, in private', async () => {
    expect((await office.person('住户').says('desk=robot')).text).not.toContain('哪个安置点');
    const handler = await office.staff(`办理人${number}`, 'handler', { kind: 'settlement', settlement: settlement.id });
    expect((await handler.says('工作台')).labels).not.toContain('添加企业微信群机器人');
    expect((await cadre.posts('一个群', 'desk=robot')).text).not.toContain('哪个安置点');
  });
});
