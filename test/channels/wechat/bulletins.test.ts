/**
 * A bulletin in WeChat, by digits alone: what cannot be changed there is put right by a message of its own, and what cannot be taken away any more is
 * said to be void.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createWechat } from '../../../src/channels/wechat/index.ts';
import { OPERATOR } from '../../../src/directory/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { clockFrom, openStaff, type Staff } from '../../support/bulletin-staff.ts';
import { allowed } from '../../support/office.ts';
import { openWorld, type World } from './world.ts';

const PATIENT = { timeout: 20_000, interval: 20 };

const clock = clockFrom('2026-11-24T02:00:00Z');
let world: World;
let running: TestApp;
let staff: Staff;
type Room = ReturnType<World['room']>;
type Contact = ReturnType<World['person']>;
let cadre: Contact;
const rooms: Room[] = [];

const saidTo = (id: string) => world.said.filter(({ to }) => to === id).map(({ text }) => text);

/** Says something, and waits for the answer. */
async function says(text: string, hears: string, who = cadre): Promise<string> {
  const before = saidTo(who.id).length;
  world.says(who, text);
  return vi.waitFor(() => {
    const found = saidTo(who.id)
      .slice(before)
      .find(one => one.includes(hears));
    if (found === undefined) throw new Error(`“${hears}” was not said, but ${saidTo(who.id).slice(before).join('\n--\n')}`);
    return found;
  }, PATIENT);
}
/** Types the number of what was offered. */
async function picks(label: string, hears: string, who = cadre): Promise<string> {
  const asOffered = new RegExp(`^(\\d+)\\. ${label}`, 'm');
  const offered = saidTo(who.id).findLast(text => asOffered.test(text)) ?? '';
  const [, number] = asOffered.exec(offered) ?? [];
  if (number === undefined) throw new Error(`“${label}” is not offered: ${saidTo(who.id).at(-1)}`);
  return says(number, hears, who);
}
/** What is asked once the words are written; how far another one is speaks of 收到 too. */
const RECEIPTS = '要不要群众回';
/** Writes one, up to the look at it. */
async function writes(kind: string, title: string, text: string): Promise<void> {
  await says('发通知', '发什么');
  await picks(kind, '就发这些吗');
  await picks('就发这些', '标题写什么');
  await says(title, '正文写什么');
  await says(text, kind === '政策通知' ? '要不要引用' : RECEIPTS);
  if (kind === '政策通知') await picks('不引用', RECEIPTS);
  // Where words were asked for the choices of the next question bear numbers again.
  await picks('要', '什么时候发');
  expect(await picks('现在就发', text)).toContain('共2个群');
}
async function sends(title: string, text: string): Promise<void> {
  await writes('岗位信息', title, text);
  await picks('发出', '开始发了');
  await stands(text);
}
/** Waits until the groups have it. */
async function stands(text: string, where = rooms): Promise<void> {
  for (const { id } of where) await vi.waitFor(() => expect(saidTo(id).join()).toContain(text), PATIENT);
}

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
    clock,
  });
  running = await startApp({ clock, channels: [wechat] });
  await vi.waitFor(() => expect(world.puppet.listenerCount('message')).toBeGreaterThan(0), PATIENT);
  world.login();
  staff = await openStaff(running.config, clock);
  cadre = world.person('wangfang', '王芳');
  await says(await staff.code('王芳', 'cadre'), '您现在是社区干部');
  for (const name of ['1栋', '2栋']) {
    const room = world.room(`${name}@chatroom`, name, [cadre, world.person(`resident ${name}`, '杨秀英')]);
    rooms.push(room);
    const { letters } = allowed(await staff.core.rooms.directory.groups.code(OPERATOR, staff.settlement.id, name));
    world.says(cadre, letters, room);
    await vi.waitFor(() => expect(saidTo(room.id).join()).toContain('这个群现在是'), PATIENT);
  }
});
afterAll(async () => {
  await staff?.end();
  await running?.end();
  await world?.end();
});

describe('a bulletin in WeChat', () => {
  it('is sent, confirmed, put right by a message of its own, and said to be void', async () => {
    await sends('招工', '招缝纫工二十名。');
    await vi.waitFor(() => expect(saidTo(cadre.id).join()).toContain('《招工》发完了'), PATIENT);

    const before = saidTo(rooms[0]!.id).length;
    world.says(world.person('resident 1栋', '杨秀英'), '收到', rooms[0]);
    await says('我发的通知', '看哪一条');
    await vi.waitFor(async () => {
      await says('我发的通知', '看哪一条');
      await picks('【发完了】招工', '1人回了');
    }, PATIENT);
    expect(saidTo(rooms[0]!.id)).toHaveLength(before);

    await picks('更正', '请把改好的整段正文发给我');
    await says('招缝纫工三十名。', '改成这样');
    await picks('改', '正在改');
    for (const { id } of rooms)
      await vi.waitFor(() => expect(saidTo(id).at(-1)).toMatch(/【更正】招工[\s\S]*招缝纫工三十名/), PATIENT);
    // What was said before still stands there.
    expect(saidTo(rooms[0]!.id).join()).toContain('招缝纫工二十名。');

    clock.set('2026-11-24T03:00:00Z');
    await says('我发的通知', '看哪一条');
    await picks('【发完了】招工', '发完了');
    await picks('撤回', '要撤回');
    await picks('撤回', '正在撤回');
    for (const { id } of rooms) await vi.waitFor(() => expect(saidTo(id).at(-1)).toContain('【作废】《招工》'), PATIENT);
  });

  it('is taken away where it has only just been said', async () => {
    await sends('义诊', '周六上午义诊。');
    await picks('撤回', '要撤回');
    await picks('撤回', '正在撤回');
    for (const { id } of rooms) await vi.waitFor(() => expect(saidTo(id).join()).not.toContain('周六上午义诊'), PATIENT);
  });

  it('goes once a second person agrees, or comes back with the reason', async () => {
    const chief = world.person('lizhuren', '李主任');
    await says(await staff.code('李主任', 'supervisor'), '您现在是', chief);
    await writes('政策通知', '停水通知', '明天上午停水。');
    await picks('报给同事批准', '报上去了');
    await vi.waitFor(() => expect(saidTo(chief.id).at(-1)).toContain('看一看，批准或退回'), PATIENT);
    // A person takes longer to answer than it takes to note that they were told.
    const { channel, account } = allowed(
      await staff.core.rooms.directory.groups.list(OPERATOR, staff.settlement.id, { limit: 1 }),
    )[0]!;
    const toChief = { channel, account, chat: chief.id, person: chief.id };
    await vi.waitFor(async () => {
      expect((await staff.core.rooms.deliveries.list(toChief, 1))[0]?.state).toBe('sent');
    }, PATIENT);
    await says('1', '批准吗', chief);
    await picks('退回', '为什么退回', chief);
    await says('写清楚几点', '退回去了', chief);
    // The outcome of what was sent before may come after it.
    await vi.waitFor(() => expect(saidTo(cadre.id).join()).toContain('写清楚几点'), PATIENT);
    await says('我发的通知', '看哪一条');
    await picks('【草稿】停水通知', '写清楚几点');
    await picks('看草稿', '共2个群');
    await picks('改', '改哪里');
    await picks('正文', '正文写什么');
    await says('明天上午8点停水。', '共2个群');
    await picks('报给同事批准', '报上去了');
    await says('等我批准的通知', '先看哪一条', chief);
    await says('1', '批准吗', chief);
    await picks('批准，发出', '批准了', chief);
    await stands('明天上午8点停水。');
    expect(saidTo(rooms[0]!.id).join()).not.toContain('明天上午停水。');
  });

  it('is held, let go on and stopped: the group that was asleep never gets it', async () => {
    const [awake, asleep] = rooms as [Room, Room];
    const { directory } = staff.core.rooms;
    const bound = allowed(await directory.groups.list(OPERATOR, staff.settlement.id, { limit: 10 }));
    const { id } = bound.find(({ chat }) => chat === awake.id)!;
    allowed(await directory.groups.edit(OPERATOR, id, { quiet: 'none' }));
    clock.set('2026-11-24T15:00:00Z');
    await writes('岗位信息', '招电工', '招电工五名。');
    await picks('发出', '开始发了');
    await stands('招电工五名。', [awake]);
    await picks('暂停', '暂停了，没发的先不发');
    await picks('继续', '接着发了');
    await picks('停止', '真的不再发了吗');
    await picks('停止，不发了', '停了，没发的不再发');
    clock.set('2026-11-25T02:00:00Z');
    await sends('义诊二', '周日上午义诊。');
    expect(saidTo(asleep.id).join()).not.toContain('招电工五名。');
  });

  it('announces a job as long as it is open: the group that was asleep never hears of it', async () => {
    const [awake, asleep] = rooms as [Room, Room];
    clock.set('2026-11-26T15:00:00Z');
    const { id } = await staff.posting('焊工', '2026-11-26');
    await says('管理岗位', '看哪些');
    await picks('在招的', '焊工');
    await picks('焊工', '报名：');
    await picks('发到群里', '共2个群');
    await picks('发出', '开始发了');
    await stands('焊工', [awake]);
    clock.set('2026-11-26T16:30:00Z');
    const { postings } = staff.core.rooms.employment;
    expect((await postings.expire()).map(posting => posting.id)).toEqual([id]);
    clock.set('2026-11-27T02:00:00Z');
    await sends('义诊三', '周一上午义诊。');
    expect(saidTo(asleep.id).join()).not.toContain('焊工');
  });
});
