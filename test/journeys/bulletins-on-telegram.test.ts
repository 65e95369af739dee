import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { type ApiMessage, type BotApi, type Person, type Room, startBotApi } from '../support/bot-api/index.ts';
import { clockFrom, openStaff, type Staff } from '../support/bulletin-staff.ts';

const PATIENT = { timeout: 20_000, interval: 20 };

/** A Tuesday, ten in the morning in Shanghai. */
const clock = clockFrom('2026-11-24T02:00:00Z');
let api: BotApi;
let running: TestApp;
let staff: Staff;
let cadre: Phone;
let chief: Phone;
const groups: Room[] = [];

/** Somebody's private chat with the bot. */
interface Phone {
  readonly who: Person;
  readonly room: Room;
  /** Waits until the bot has said this here. */
  heard(words: string): Promise<ApiMessage>;
  says(text: string, hears: string): Promise<void>;
  /** Presses a button of the last message that has it, or types the number that it has in the text. */
  picks(label: string, hears: string): Promise<void>;
}

function phone(name: string): Phone {
  const who = api.person(name);
  const room = api.privateWith(who);
  let from = 0;
  const shown = () => api.sentTo(room).map(({ message_id }) => room.messages.get(message_id)!);
  const heard = async (words: string) =>
    vi.waitFor(() => {
      const found = shown().findLast(({ message_id, text = '' }) => message_id >= from && text.includes(words));
      if (!found)
        throw new Error(
          `“${words}” was not said, but ${shown()
            .map(({ text }) => text)
            .join('\n--\n')
            .slice(-1500)}`,
        );
      return found;
    }, PATIENT);
  const last = () => shown().at(-1)?.message_id ?? 0;
  const after = async (work: () => void, hears: string) => {
    from = last() + 1;
    work();
    await heard(hears);
  };
  return {
    who,
    room,
    heard,
    says: (text, hears) => after(() => void api.say(room, who, text), hears),
    async picks(label, hears) {
      const buttons = (message: ApiMessage) => message.reply_markup?.inline_keyboard.flat() ?? [];
      const bears = (text: string) => text === label || (text.startsWith(label) && text.includes('（'));
      const message = shown().findLast(one => buttons(one).some(({ text }) => bears(text)));
      const button = message && buttons(message).find(({ text }) => bears(text));
      if (message && button) return after(() => void api.press(room, who, message, button.text), hears);
      const [, number] = new RegExp(`^(\\d+)\\. .*${label}`, 'm').exec(shown().at(-1)?.text ?? '') ?? [];
      if (number === undefined) throw new Error(`“${label}” is not offered: ${shown().at(-1)?.text}`);
      return after(() => void api.say(room, who, number), hears);
    },
  };
}

const textsIn = (room: Room) => [...room.messages.values()].flatMap(({ text, from }) => (from?.is_bot ? [text ?? ''] : []));
const editsOf = (message: ApiMessage) =>
  api.calls.filter(({ method, fields }) => method === 'editMessageText' && Number(fields['message_id']) === message.message_id)
    .length;

beforeAll(async () => {
  api = await startBotApi();
  running = await startApp({ clock }, { TELEGRAM_TOKEN: api.token, TELEGRAM_API: api.url });
  staff = await openStaff(running.config, clock);
  const account = { channel: 'telegram', account: api.token.split(':')[0]! };
  for (const [name, quiet] of [
    ['1栋', 'none'],
    ['2栋', 'none'],
    ['3栋', undefined],
  ] as const) {
    const room = api.group(name);
    groups.push(room);
    await staff.group(account, String(room.chat.id), name, quiet);
  }
  cadre = phone('王芳');
  chief = phone('李主任');
  await cadre.says(await staff.code('王芳', 'cadre'), '您现在是社区干部');
  await chief.says(await staff.code('李主任', 'supervisor'), '您现在是');
});
afterAll(async () => {
  await staff?.end();
  await running?.end();
  await api?.stop();
});

/** Writes one, up to the look at it. */
async function writes(kind: string, title: string, text: string): Promise<void> {
  await cadre.says('发通知', '发什么');
  await cadre.picks(kind, '就发这些吗');
  await cadre.picks('就发这些', '标题写什么');
  await cadre.says(title, '正文写什么');
  await cadre.says(text, kind.startsWith('政策') ? '引用' : '收到');
  if (kind.startsWith('政策')) await cadre.picks('不引用', '收到');
  await cadre.picks('要', kind === '紧急通知' ? text : '什么时候发');
  if (kind !== '紧急通知') await cadre.picks('现在就发', text);
}

describe('a bulletin on Telegram', () => {
  it('is written, agreed to by another, watched in one message that changes, confirmed, corrected and taken back', async () => {
    await writes('政策通知', '停水通知', '明天上午停水。');
    await cadre.picks('报给同事批准', '报上去了');
    await chief.heard('停水通知');
    await chief.picks('看一看，批准或退回', '明天上午停水。');
    await chief.picks('批准，发出', '批准了');
    for (const room of groups) await vi.waitFor(() => expect(textsIn(room).join()).toContain('明天上午停水。'), PATIENT);

    const progress = await cadre.heard('《停水通知》发完了。');
    const inGroup = (room: Room) => [...room.messages.values()].find(({ text = '' }) => text.includes('停水。'))!;
    const said = api.sentTo(groups[0]!).length;
    for (const name of ['杨秀英', '潘玉兰']) {
      const press = api.press(groups[0]!, api.person(name), inGroup(groups[0]!), '收到');
      await vi.waitFor(() => expect(api.isAnswered(press)).toBe(true), PATIENT);
    }
    // Counted once a person, and never answered in the group.
    const again = api.press(groups[0]!, api.person('罗世珍'), inGroup(groups[0]!), '收到');
    await vi.waitFor(() => expect(api.isAnswered(again)).toBe(true), PATIENT);
    await cadre.picks('谁收到了', '3人回了收到');
    expect(api.sentTo(groups[0]!).length).toBe(said);

    await cadre.says('我发的通知', '看哪一条');
    await cadre.says('1', '发完了');
    await cadre.picks('更正', '请把改好的整段正文发给我');
    await cadre.says('后天上午停水。', '改成这样');
    await cadre.picks('改', '正在改');
    for (const room of groups)
      await vi.waitFor(
        () =>
          expect(
            textsIn(room)
              .filter(text => text.includes('停水'))
              .join(),
          ).toMatch(/后天上午停水。/),
        PATIENT,
      );
    // In its place, not beside it.
    expect(textsIn(groups[1]!).filter(text => text.includes('停水'))).toHaveLength(1);

    await cadre.picks('撤回', '要撤回');
    await cadre.says('1', '正在撤回');
    for (const room of groups)
      await vi.waitFor(() => expect(textsIn(room).filter(text => text.includes('停水'))).toEqual([]), PATIENT);
    expect(progress.message_id).toBeGreaterThan(0);
  });

  it('is held, let go on and stopped: what was not sent then is never sent', async () => {
    // At night only those get it that have no quiet hours.
    clock.set('2026-11-24T15:00:00Z');
    await writes('岗位信息', '招工', '招缝纫工二十名。');
    await cadre.picks('发出', '开始发了');
    for (const room of groups.slice(0, 2))
      await vi.waitFor(() => expect(textsIn(room).join()).toContain('招缝纫工二十名。'), PATIENT);
    const progress = await cadre.heard('已发2个群，一共3个');
    await cadre.picks('暂停', '暂停了');
    await vi.waitFor(() => expect(cadre.room.messages.get(progress.message_id)?.text).toContain('《招工》暂停了'), PATIENT);
    expect(editsOf(progress)).toBeGreaterThan(0);
    await cadre.picks('继续', '接着发了');
    await cadre.picks('停止', '真的不再发了吗');
    await cadre.says('1', '停了');
    await vi.waitFor(() => expect(cadre.room.messages.get(progress.message_id)?.text).toMatch(/停了[\s\S]*1个群没有发/), PATIENT);
    clock.set('2026-11-25T02:00:00Z');
    // Something else reaches it, so that what was stopped could have.
    await writes('紧急通知', '山洪预警', '今晚有暴雨。');
    await cadre.picks('马上发出', '开始发了');
    await vi.waitFor(() => expect(textsIn(groups[2]!).join()).toContain('今晚有暴雨。'), PATIENT);
    expect(textsIn(groups[2]!).join()).not.toContain('招缝纫工');
  });

  it('announces a job as long as it is open: whoever was asleep then hears nothing of it', async () => {
    clock.set('2026-11-26T15:00:00Z');
    const { id } = await staff.posting('焊工', '2026-11-26');
    await cadre.says('管理岗位', '看哪些');
    await cadre.picks('在招的', '焊工');
    await cadre.picks('焊工', '报名：');
    await cadre.picks('发到群里', '焊工');
    await cadre.picks('发出', '开始发了');
    for (const room of groups.slice(0, 2)) await vi.waitFor(() => expect(textsIn(room).join()).toContain('焊工'), PATIENT);
    clock.set('2026-11-26T16:30:00Z');
    const { postings } = staff.core.rooms.employment;
    expect((await postings.expire()).map(posting => posting.id)).toEqual([id]);
    expect(await postings.shown(id)).toBeUndefined();
    await cadre.heard('停了');
    clock.set('2026-11-27T02:00:00Z');
    await writes('紧急通知', '大风预警', '今天有大风。');
    await cadre.picks('马上发出', '开始发了');
    await vi.waitFor(() => expect(textsIn(groups[2]!).join()).toContain('今天有大风。'), PATIENT);
    expect(textsIn(groups[2]!).join()).not.toContain('焊工');
  });
});
