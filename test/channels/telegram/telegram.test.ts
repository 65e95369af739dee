import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAssistant } from '../../../src/assistant.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { readableLog, type TestLog } from '../../support/log.ts';
import { BOT, openWorld, type Phone, TOKEN, type World } from './telegram-server.ts';

const assistant = createAssistant();
const QUESTION = '搬到城里还能吃低保不';
const CLAUSE = /三\(一\)4/;
const GROUP = -100_777;

let world: World;
let running: TestApp;
let log: TestLog;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  log = readableLog();
  running = await startApp({ assistant, log }, { TELEGRAM_TOKEN: TOKEN, TELEGRAM_API: world.api });
});
afterEach(() => running.end());

const last = async (phone: Phone, pattern: RegExp) => {
  await expect.poll(() => phone.heard().at(-1)?.text ?? '', { timeout: 8_000, interval: 20 }).toMatch(pattern);
  return phone.heard().at(-1)!;
};

describe('the assistant in private on Telegram', () => {
  it('asks for the region with buttons, and answers with the clause once one is pressed', async () => {
    const phone = world.phone(101);
    await phone.say(QUESTION);
    const asked = await last(phone, /哪里的安置点/);
    const button = asked.buttons.find(({ text }) => text === '贵州');
    expect(button).toMatchObject({ callback_data: 'region=guizhou' });
    await phone.press(button!.callback_data!);
    await last(phone, CLAUSE);
    expect(world.asked.some(({ method }) => method === 'answerCallbackQuery')).toBe(true);
  });
});

describe('the assistant in a group on Telegram', () => {
  it('says nothing uncalled, and answers below the message that calls it', async () => {
    const phone = world.phone(102, GROUP);
    await phone.say('大家好');
    await phone.say('安家，换地区');
    const asked = await last(phone, /哪里的安置点/);
    expect(phone.heard()).toHaveLength(1);
    expect(asked.replyTo).toBeGreaterThan(0);
    await phone.press('region=guizhou');
    await last(phone, /贵州/);
    const entities = [{ type: 'mention', offset: 0, length: BOT.length + 1 }];
    await phone.say(`@${BOT} ${QUESTION}`, { entities });
    await last(phone, CLAUSE);
  });
});
