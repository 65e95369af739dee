import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { types } from 'wechaty-puppet';
import { WECHAT } from '../../../src/channels/wechat/account.ts';
import { createWechat } from '../../../src/channels/wechat/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { clockFrom, openStaff, type Staff } from '../../support/bulletin-staff.ts';
import { fromQueueToEnd, reportFrom, staffCode, type Talk } from '../../support/case-journey.ts';
import { openWorld, type World } from './world.ts';

const PATIENT = { timeout: 20_000, interval: 20 };
const clock = clockFrom('2026-11-24T02:00:00Z');
let world: World;
let running: TestApp;
let staff: Staff;
let sent = 0;

beforeAll(async () => {
  world = await openWorld();
  const { token, endpoint } = world;
  const wechat = createWechat({
    puppet: 'wechaty-puppet-service',
    token,
    endpoint,
    budget: { perMinute: 10_000, pushesPerDay: 10_000 },
    welcomes: () => false,
    jitterMs: 0,
  });
  running = await startApp({ clock, channels: [wechat] });
  await vi.waitFor(() => expect(world.puppet.listenerCount('message')).toBeGreaterThan(0), PATIENT);
  world.login();
  staff = await openStaff(running.config, clock);
});
afterAll(async () => {
  await staff?.end();
  await running?.end();
  await world?.end();
});

/** Somebody's chat with the account, where every choice is a number. */
function talkOf(name: string): Talk {
  world.person(name, name);
  const saidFrom = (from: number) =>
    world.said
      .slice(from)
      .filter(({ to }) => to === name)
      .map(({ text }) => text)
      .join('\n');
  const heardFrom = (from: number, words: string) =>
    vi.waitFor(() => {
      if (!saidFrom(from).includes(words)) throw new Error(`“${words}” was not said to ${name}, but ${saidFrom(from)}`);
      return saidFrom(from);
    }, PATIENT);
  return {
    heard: words => heardFrom(0, words),
    async says(text, hears) {
      const from = world.said.length;
      const id = `said ${sent++}`;
      const timestamp = clock.now().getTime();
      world.tells({ id, talkerId: name, listenerId: 'bot', type: types.Message.Text, text, timestamp }, id);
      return heardFrom(from, hears);
    },
  };
}

describe('a case on WeChat', () => {
  it('goes from the queue to its end by digits alone', { timeout: 60_000 }, async () => {
    const { core, settlement } = staff;
    const [handler, officer, resident] = [talkOf('陈办理'), talkOf('李回访'), talkOf('罗世珍')];
    await handler.says(await staffCode(core, settlement, '陈办理', 'handler'), '您现在是办理人');
    await officer.says(await staffCode(core, settlement, '李回访', 'callback-officer'), '您现在是回访员');
    await resident.says('你好', '您住在哪里');
    const { number } = await reportFrom(core, settlement, { ...WECHAT, chat: '罗世珍', person: '罗世珍' });
    await fromQueueToEnd(core, number, handler, officer, resident);
  });

  it('is reported, objected to and confirmed by digits, but for the words of what is wrong', { timeout: 60_000 }, async () => {
    const { core, settlement } = staff;
    const [handler, resident, other] = [talkOf('赵办理'), talkOf('杨秀梅'), talkOf('吴老栓')];
    await handler.says(await staffCode(core, settlement, '赵办理', 'handler'), '您现在是办理人');
    const stateOf = async () => (await core.storage.grievances.get(number))?.state;
    /** The digit of what begins so in the last list that has it. */
    const digit = (heard: string, label: string): string => {
      const [, found] = new RegExp(`^(\\d+)\\. ${label}`, 'm').exec(heard) ?? [];
      if (found === undefined) throw new Error(`“${label}” is not offered: ${heard}`);
      return found;
    };
    const regions = await resident.says('你好', '您住在哪里');
    await resident.says(digit(regions, '贵州'), '好，以后按贵州的文件回答您');
    const places = await resident.says('门口的路灯坏了半个月没人修', '在哪个安置点');
    const kinds = await resident.says(digit(places, '锦绣社区'), '您说的是哪一类事');
    const acts = await resident.says(digit(kinds, '公交道路'), '我要报的是：“门口的路灯坏了半个月没人修”');
    const details = await resident.says(digit(acts, '加一句在哪里'), '比如：3栋');
    expect(details).toContain('不报了');
    const again = await resident.says('2栋门口', '锦绣社区，2栋门口');
    const reported = await resident.says(digit(again, '报上去'), '报上去了');
    const number = Number(/编号：(\d{4})/.exec(reported)?.[1]);
    expect(await stateOf()).toBe('received');

    const answers = async (words: string) => {
      await handler.says(`/领 ${number}`, '这件归您办了');
      const preview = await handler.says(`/答 ${number} ${words}`, '住户会看到');
      await handler.says(digit(preview, '就这样发'), '答复发出去了');
      const heard = await resident.heard(words);
      // A number is meant for it once it is known to have gone.
      const to = { ...WECHAT, chat: '杨秀梅', person: '杨秀梅' };
      await vi.waitFor(async () => expect((await core.rooms.deliveries.list(to, 1))[0]?.state).toBe('sent'), PATIENT);
      return heard.slice(heard.indexOf(words));
    };
    const first = await answers('换了灯泡');
    await resident.says(digit(first, '没解决'), '哪里没解决');
    await resident.says('晚上还是不亮', '还是原来的编号');
    expect(await stateOf()).toBe('reopened');

    const second = await answers('线路接好了，夜里看过');
    await resident.says(digit(second, '解决了'), '记下了：解决了');
    expect(await core.storage.grievances.get(number)).toMatchObject({ state: 'closed', outcome: 'confirmed', reopenings: 1 });

    // Another one’s number opens nothing.
    await other.says('你好', '您住在哪里');
    await other.says(String(number), '没有这个编号');
    expect(await core.rooms.grievances.verify()).toMatchObject({ faults: [] });
  });
});
