import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAssistant } from '../../../src/assistant.ts';
import { OPERATOR } from '../../../src/directory/index.ts';
import type { AuditEntry } from '../../../src/directory/model.ts';
import { createRooms } from '../../../src/rooms.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import type { RegionId } from '../../../src/shared/ids.ts';
import { openStorage } from '../../../src/storage/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { readableLog, type TestLog } from '../../support/log.ts';
import { allowed } from '../../support/office.ts';
import { BOT, openWorld, type Phone, TOKEN, type World } from './telegram-server.ts';

const assistant = createAssistant();
const QUESTION = '搬到城里还能吃低保不';
const CLAUSE = /三\(一\)4/;
const SECRET = 'a-secret_of-telegram-s';

let world: World;
let running: TestApp;
let log: TestLog;
let nobody = 100;
/** What had been asked before the app was started. */
let before = 0;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.stop());

const start = async (env: NodeJS.ProcessEnv = {}) => {
  log = readableLog();
  before = world.asked.length;
  running = await startApp({ assistant, log }, { TELEGRAM_TOKEN: TOKEN, TELEGRAM_API: world.api, ...env });
};
/** Somebody new; in a group where one is named. */
const somebody = (group?: number): Phone => world.phone(++nobody, group);
const newGroup = (): number => -1_000_000 - ++nobody;

/** What is heard last, once it says this. */
const last = async (phone: Phone, pattern: RegExp) => {
  await expect.poll(() => pattern.test(phone.heard().at(-1)?.text ?? ''), { timeout: 20_000, interval: 20 }).toBe(true);
  return phone.heard().at(-1)!;
};
const press = async (phone: Phone, label: string) => {
  const button = phone
    .heard()
    .at(-1)
    ?.buttons.find(({ text }) => text === label);
  if (!button?.callback_data) throw new Error(`there is no button “${label}”`);
  await phone.press(button.callback_data);
};
const calling = (words: string) => ({
  text: `@${BOT} ${words}`,
  more: { entities: [{ type: 'mention', offset: 0, length: BOT.length + 1 }] },
});
const mention = (phone: Phone, words: string) => phone.say(calling(words).text, calling(words).more);
const audited = async (action: string): Promise<readonly AuditEntry[]> => {
  const storage = await openStorage(running.config);
  const entries = await storage.directory.audit.list({ scopes: [{ kind: 'all' }], limit: 200 });
  await storage.close();
  return entries.filter(entry => entry.action === action);
};

describe('the assistant on Telegram', () => {
  beforeEach(() => start());
  afterEach(() => running.end());

  it('asks for the region with buttons in private, and answers with the clause once one is pressed', async () => {
    const phone = somebody();
    await phone.say(QUESTION);
    const asked = await last(phone, /哪里的安置点/);
    expect(asked.buttons.map(({ callback_data }) => callback_data)).toContain('region=guizhou');
    await press(phone, '贵州');
    const answer = await last(phone, CLAUSE);
    expect(answer.buttons.map(({ text }) => text)).toContain('有用');
    expect(world.asked.some(({ method }) => method === 'answerCallbackQuery')).toBe(true);
  });

  it('is greeted by /start, and understands the commands of its menu', async () => {
    const phone = somebody();
    await phone.say('/start');
    await last(phone, /我是安家助手/);
    await phone.say('/english');
    await last(phone, /English/);
    await phone.say('/help');
    await last(phone, /I am Anjia/);
  });

  it('says nothing uncalled in a group, and answers below the message that calls it, each person by themselves', async () => {
    const group = newGroup();
    const [wang, li] = [somebody(group), somebody(group)];
    await wang.say('大家好');
    await li.say(QUESTION);
    await wang.say('安家，换地区');
    const asked = await last(wang, /哪里的安置点/);
    expect(wang.heard()).toHaveLength(1);
    expect(asked.replyTo).toBeGreaterThan(0);
    await press(wang, '贵州');
    await last(wang, /贵州/);
    await mention(wang, QUESTION);
    await last(wang, CLAUSE);
    await mention(li, QUESTION);
    await last(li, /哪里的安置点/);
  });

  it('makes the first administrator in private, binds a group by a code that is posted in it, and answers there for its settlement', async () => {
    const group = newGroup();
    const admin = somebody();
    const code = await running.app.adminCode();
    await admin.say(code!.letters);
    await last(admin, /管理员/);
    const inGroup = world.phone(nobody, group);
    const storage = await openStorage(running.config);
    const { directory } = createRooms(storage, assistant.wordbook, systemClock);
    const draft = { region: 'guizhou' as RegionId, county: '黔西市', name: '锦绣社区', tags: [], buildings: [], desks: [] };
    const settlement = allowed(await directory.settlements.add(OPERATOR, draft));
    const { letters } = allowed(await directory.groups.code(OPERATOR, settlement.id));
    await inGroup.say(letters, { from: { id: 1_087_968_824, is_bot: true }, sender_chat: { id: group } });
    await last(inGroup, /匿名/);
    await inGroup.say(letters);
    await last(inGroup, /锦绣社区/);
    await mention(somebody(group), QUESTION);
    await last(inGroup, CLAUSE);
    const bound = await storage.directory.groups.in('telegram', '666', String(group));
    await storage.close();
    expect(bound).toMatchObject({ settlement: settlement.id, name: expect.any(String) });
  });

  it('answers an edited message anew, and one that only got a preview not at all', async () => {
    const phone = somebody();
    await phone.say('换地区');
    await last(phone, /哪里的安置点/);
    await press(phone, '贵州');
    await last(phone, /贵州/);
    const heard = phone.heard().length;
    const message = { message_id: 900_001, date: 1_795_000_000, chat: { id: nobody, type: 'private' }, from: { id: nobody } };
    world.send({ message: { ...message, text: '你好' } });
    await expect.poll(() => phone.heard().length).toBe(heard + 1);
    world.send({ edited_message: { ...message, edit_date: 1_795_000_009, text: '你好' } });
    world.send({ edited_message: { ...message, edit_date: 1_795_000_010, text: QUESTION } });
    await last(phone, CLAUSE);
    expect(phone.heard()).toHaveLength(heard + 2);
  });

  it('answers in the topic where it was asked', async () => {
    const group = newGroup();
    const phone = somebody(group);
    await phone.say(calling('换地区').text, { ...calling('换地区').more, is_topic_message: true, message_thread_id: 55 });
    await last(phone, /哪里的安置点/);
    const { body } = world.asked.findLast(({ method }) => method === 'sendMessage')!;
    expect(body).toMatchObject({ chat_id: group, message_thread_id: 55 });
  });

  it('takes the chat along when a group gets another id, and knows who blocked it until it is unblocked', async () => {
    const [group, after] = [newGroup(), newGroup()];
    const inOld = somebody(group);
    await mention(inOld, '换地区');
    await last(inOld, /哪里的安置点/);
    await press(inOld, '贵州');
    await last(inOld, /贵州/);
    world.send({
      message: { message_id: 900_002, date: 1_795_000_000, chat: { id: group, type: 'group' }, migrate_to_chat_id: after },
    });
    const inNew = world.phone(nobody, after);
    await mention(inNew, QUESTION);
    await last(inNew, CLAUSE);

    const person = ++nobody;
    const member = (before: string, now: string) => ({
      my_chat_member: {
        chat: { id: person, type: 'private' },
        from: { id: person },
        date: 0,
        old_chat_member: { status: before },
        new_chat_member: { status: now },
      },
    });
    const closed = async () => {
      const storage = await openStorage(running.config);
      const standing = await storage.delivery.chat({ channel: 'telegram', account: '666' }, String(person));
      await storage.close();
      return standing && (standing.closed ?? 'open');
    };
    world.send(member('member', 'kicked'));
    await expect.poll(closed).toBe('blocked');
    world.send(member('kicked', 'member'));
    await expect.poll(closed).toBe('open');
  });

  it('answers after a restart what came meanwhile, and nothing twice', async () => {
    const phone = somebody();
    await phone.say('/help');
    await last(phone, /我是安家助手/);
    const { app } = running;
    await app.stop();
    await phone.say(QUESTION);
    await phone.say('贵州');
    await running.restart();
    await last(phone, CLAUSE);
    world.again();
    await phone.say('/help');
    await last(phone, /我是安家助手/);
    expect(phone.heard().filter(({ text }) => CLAUSE.test(text))).toHaveLength(1);
  });

  it('goes on after what is no update, and logs neither words nor its token', async () => {
    const phone = somebody();
    world.send({ message: { text: '我家的事' } });
    await phone.say('/help 我家的事');
    await expect.poll(() => phone.heard().length).toBeGreaterThan(0);
    expect(log.lines.join()).toContain('update left out');
    expect(log.lines.join()).not.toContain('我家的事');
    expect(log.lines.join()).not.toContain(TOKEN.split(':')[1]);
  });
});

describe('the webhook of Telegram', () => {
  beforeEach(() => start({ TELEGRAM_WEBHOOK_SECRET: SECRET, PUBLIC_URL: 'https://anjia.example.cn' }));
  afterEach(() => running.end());

  const post = (update: unknown, secret: string | null = SECRET, type = 'application/json') =>
    fetch(`${running.app.url}/hooks/telegram`, {
      method: 'POST',
      headers: { 'content-type': type, ...(secret === null ? {} : { 'x-telegram-bot-api-secret-token': secret }) },
      body: typeof update === 'string' ? update : JSON.stringify(update),
    });
  let sent = 0;
  const said = (person: number, text: string) => ({
    update_id: ++sent,
    message: {
      message_id: ++sent,
      date: Math.floor(Date.now() / 1000),
      chat: { id: person, type: 'private' },
      from: { id: person },
      text,
    },
  });
  /** Telegram knows where to send updates. */
  const isSet = () => expect.poll(() => world.asked.slice(before).some(({ method }) => method === 'setWebhook')).toBe(true);

  it('is announced with its secret, and takes what Telegram sends', async () => {
    await isSet();
    expect(world.asked.findLast(({ method }) => method === 'setWebhook')!.body).toMatchObject({
      url: 'https://anjia.example.cn/hooks/telegram',
      secret_token: SECRET,
      allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    });
    const phone = somebody();
    const update = said(nobody, '/help');
    expect((await post(update)).status).toBe(200);
    expect((await post(update)).status).toBe(200);
    await last(phone, /我是安家助手/);
    await post(said(nobody, QUESTION));
    await last(phone, /哪里的安置点/);
    expect(phone.heard()).toHaveLength(2);
  });

  it('has committed what it answered for, and answers it where it is stopped right after', async () => {
    await isSet();
    const phone = somebody();
    expect((await post(said(nobody, QUESTION))).status).toBe(200);
    await running.restart();
    await last(phone, /哪里的安置点/);
    expect(phone.heard()).toHaveLength(1);
  });

  it('refuses what is forged, too long or garbage, and records who tried', async () => {
    await isSet();
    const phone = somebody();
    expect((await post(said(nobody, QUESTION), 'another-secret_of-it')).status).toBe(401);
    expect((await post(said(nobody, QUESTION), null)).status).toBe(401);
    expect((await post(`"${'x'.repeat(1024 * 1024)}"`)).status).toBe(413);
    expect((await post('{')).status).toBe(400);
    expect((await post('{}', SECRET, 'text/plain')).status).toBe(415);
    // Telegram would send it again without end.
    expect((await post({ update_id: 1, message: { text: '我家的事' } })).status).toBe(200);
    await post(said(nobody, '/help'));
    await last(phone, /我是安家助手/);
    expect(phone.heard()).toHaveLength(1);
    const forged = { outcome: 'unknown', subject: '/hooks/telegram' };
    expect(await audited('hook.call')).toMatchObject([forged, forged]);
    expect(log.lines.join()).not.toContain('我家的事');
    expect(log.lines.join()).not.toContain(SECRET);
  });

  it('takes nothing while it is not known who it is, so that Telegram sends it again', async () => {
    await running.end();
    await start({ TELEGRAM_WEBHOOK_SECRET: SECRET, PUBLIC_URL: 'https://anjia.example.cn', TELEGRAM_API: 'http://127.0.0.1:9' });
    expect((await post(said(1, QUESTION))).status).toBe(503);
  });
});
