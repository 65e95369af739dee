import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppParts } from '../../../src/app.ts';
import { createWechat } from '../../../src/channels/wechat/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { Visitor } from '../../support/visitor.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let test: TestApp;

const fast = (parts: AppParts = {}): Promise<TestApp> =>
  startApp(
    {
      channels: [
        createWechat({
          puppet: 'wechaty-puppet-service',
          token: world.token,
          endpoint: world.endpoint,
          budget: { perMinute: 1000, pushesPerDay: 1000 },
          welcomes: () => false,
          jitterMs: 0,
          backoff: { firstMs: 50, mostMs: 400 },
          settleMs: 100,
        }),
      ],
      ...parts,
    },
    { WECHAT_TOKEN: world.token, WECHAT_ENDPOINT: world.endpoint },
  );

async function login(): Promise<void> {
  await vi.waitFor(() => expect(world.puppet.listenerCount('message')).toBeGreaterThan(0), { timeout: 20_000 });
  world.login();
}

/** The page of the account, as somebody sees it who typed the first administrator's code. */
async function admin(): Promise<Visitor> {
  const visitor = new Visitor(test.app.url);
  await visitor.get();
  await visitor.send({ text: (await test.app.adminCode())!.letters });
  return visitor;
}

const seen = async (visitor: Visitor, words: string): Promise<string> =>
  vi.waitFor(
    async () => {
      const { text } = await visitor.get('/wechat');
      expect(text).toContain(words);
      return text;
    },
    { timeout: 20_000, interval: 50 },
  );

beforeEach(async () => {
  world = await openWorld();
});

afterEach(async () => {
  await test.end();
  await world.end();
});

describe('the assistant in WeChat', () => {
  it('answers in private, by digits, with the clause, from nothing but the configuration', async () => {
    test = await startApp({}, { WECHAT_TOKEN: world.token, WECHAT_ENDPOINT: world.endpoint, WECHAT_BUDGET: '600/200' });
    await login();
    const zhang = world.person('zhang', '张三');
    world.says(zhang, '搬到城里还能吃低保不');
    const [asked] = await world.heard(1);
    expect(asked!.to).toBe('zhang');
    expect(asked!.text).toMatch(/\n2\. 贵州/);
    world.says(zhang, '2');
    const answer = (await world.heard(2))
      .slice(1)
      .map(({ text }) => text)
      .join('\n');
    expect(answer).toContain('《关于加强和完善易地扶贫搬迁后续工作的意见》三(一)4');
    expect(answer).toMatch(/\n1\. .+\n2\. /);
  });

  it('is silent in a group until it is called: by its name, by the prefix, by an answer to its message', async () => {
    test = await fast();
    await login();
    const zhang = world.person('zhang', '张三');
    const room = world.room('r1@chatroom', '一号楼', [zhang]);
    world.says(zhang, '低保怎么办', room);
    world.says(zhang, '@所有人 明天停水', room);
    world.says(zhang, '@安家助手\u2005低保怎么办', room);
    const [first] = await world.heard(1);
    expect(first!.to).toBe('r1@chatroom');
    expect(first!.text).toMatch(/^@张三\u2005[\s\S]+\n2\. 贵州/);
    world.says(zhang, `「安家助手：${first!.text.slice(0, 20)}」\n- - - - - - - - - - - - - - -\n2`, room);
    expect((await world.heard(2)).at(-1)!.text).toContain('贵州');
    world.says(zhang, '安家 医保怎么交', room);
    expect((await world.heard(3)).at(-1)!.text).toContain('依据：');
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(world.said.length).toBe(3);
  });

  it('answers once what it is told twice, and everybody in their order', async () => {
    test = await fast();
    await login();
    const people = Array.from({ length: 6 }, (_, i) => world.person(`p${i}`, `住户${i}`));
    for (const one of people) world.says(one, '搬到城里还能吃低保不');
    world.repeat();
    await world.heard(6);
    for (const one of people) world.says(one, '贵州');
    world.repeat();
    await world.heard(12);
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(world.said.length).toBe(12);
    for (const one of people) {
      const heard = world.said.filter(({ to }) => to === one.id).map(({ text }) => text);
      expect(heard[0]).toMatch(/您住在哪里/);
      expect(heard[1]).toContain('贵州');
    }
  });

  it('sends once the service is back what could not be sent while it was away', async () => {
    test = await fast();
    await login();
    const zhang = world.person('zhang', '张三');
    world.failing = () => Object.assign(new Error('14 UNAVAILABLE: Connection dropped'), { code: 14 });
    world.says(zhang, '搬到城里还能吃低保不');
    await vi.waitFor(async () => expect((await metrics()).includes('anjia_messages_total{channel="wechat"} 1')).toBe(true), {
      timeout: 10_000,
    });
    await world.away();
    world.failing = undefined;
    await world.back();
    await login();
    const [said] = await world.heard(1);
    expect(said!.text).toMatch(/您住在哪里/);
  });

  it('holds everything once WeChat limits the account, over a restart too, and says so to administrators alone', async () => {
    test = await startApp({}, { WECHAT_TOKEN: world.token, WECHAT_ENDPOINT: world.endpoint });
    const visitor = await admin();
    await login();
    await seen(visitor, '在线');
    const zhang = world.person('zhang', '张三');
    world.failing = () => new Error('操作过于频繁');
    world.says(zhang, '搬到城里还能吃低保不');
    const page = await seen(visitor, '被微信限制');
    expect(page).toContain('等着发的有 1 条');
    expect(page).toContain('最多 3 条');
    world.failing = undefined;
    await test.restart();
    await login();
    await new Promise(resolve => setTimeout(resolve, 6000));
    expect(world.said).toEqual([]);
    const stranger = new Visitor(test.app.url);
    expect((await stranger.get('/wechat')).status).toBe(404);
    expect((await stranger.get('/wechat', { cookie: visitor.cookie })).text).toContain('被微信限制');
  });

  it('shows the code to scan to administrators, and no page to others', async () => {
    const logins: string[] = [];
    test = await fast({ onLogin: (_, code) => logins.push(code) });
    const visitor = await admin();
    expect((await seen(visitor, '还没有连上过')).includes('<svg')).toBe(false);
    await vi.waitFor(() => expect(world.puppet.listenerCount('message')).toBeGreaterThan(0), { timeout: 20_000 });
    world.scan('https://login.weixin.qq.com/l/abc');
    const page = await seen(visitor, '<svg');
    expect(page).toContain('不在线');
    expect(page).toContain('http-equiv="refresh"');
    expect(page).not.toContain('login.weixin');
    expect(page).not.toContain('<script');
    expect(logins).toEqual(['https://login.weixin.qq.com/l/abc']);
    const stranger = new Visitor(test.app.url);
    const missing = await stranger.get('/wechat');
    expect(missing.status).toBe(404);
    expect(missing.text).toBe((await stranger.get('/nowhere')).text);
    world.login();
    expect(await seen(visitor, '在线')).not.toContain('<svg');
  });

  it('counts what it sent among the figures', async () => {
    test = await fast();
    await login();
    world.says(world.person('zhang', '张三'), '搬到城里还能吃低保不');
    await world.heard(1);
    await vi.waitFor(
      async () => expect(await metrics()).toContain('anjia_budget_used{channel="wechat",counts="everything",seconds="60"} 1'),
      { timeout: 5000 },
    );
    expect(await metrics()).toContain('anjia_budget_used{channel="wechat",counts="unasked",seconds="86400"} 0');
    expect(await metrics()).toContain('anjia_budget_most{channel="wechat",counts="unasked",seconds="86400"} 1000');
  });
});

const metrics = async (): Promise<string> => (await fetch(`${test.app.url}/metrics`)).text();
