import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { type BotApi, startBotApi } from '../support/bot-api/index.ts';
import { clockFrom, openStaff, type Staff } from '../support/bulletin-staff.ts';
import { fromQueueToEnd, reportFrom, staffCode } from '../support/case-journey.ts';
import { phoneOf } from '../support/telegram-phone.ts';

const clock = clockFrom('2026-11-24T02:00:00Z');
let api: BotApi;
let running: TestApp;
let staff: Staff;

beforeAll(async () => {
  api = await startBotApi();
  running = await startApp({ clock }, { TELEGRAM_TOKEN: api.token, TELEGRAM_API: api.url });
  staff = await openStaff(running.config, clock);
});
afterAll(async () => {
  await staff?.end();
  await running?.end();
  await api?.stop();
});

describe('a case on Telegram', () => {
  it('goes from the queue to its end by digits alone', { timeout: 60_000 }, async () => {
    const { core, settlement } = staff;
    const [handler, officer, resident] = [phoneOf(api, '陈办理'), phoneOf(api, '李回访'), phoneOf(api, '罗世珍')];
    await handler.says(await staffCode(core, settlement, '陈办理', 'handler'), '您现在是办理人');
    await officer.says(await staffCode(core, settlement, '李回访', 'callback-officer'), '您现在是回访员');
    await resident.says('你好', '您住在哪里');
    const account = { channel: 'telegram', account: api.token.split(':')[0] ?? '' };
    const { number } = await reportFrom(core, settlement, { ...account, chat: resident.chat, person: resident.person });
    await fromQueueToEnd(core, number, handler, officer, resident);
    expect(api.sent.filter(({ message }) => message.chat.type !== 'private')).toEqual([]);
  });
});
