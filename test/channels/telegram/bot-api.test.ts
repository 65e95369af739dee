/**
 * The double of the Bot API, by itself: spoken to by grammY as the real one is.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { Api, GrammyError, HttpError, InputFile } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ApiUpdate, type BotApi, type BotApiOptions, DOCUMENTED, startBotApi } from '../../support/bot-api/index.ts';

let server: BotApi;
let api: Api;
const start = async (options: BotApiOptions = {}) => {
  server = await startBotApi(options);
  api = new Api(server.token, { apiRoot: server.url, timeoutSeconds: 5 });
};
const again = async (options: BotApiOptions) => {
  await server.stop();
  await start(options);
};
beforeEach(() => start());
afterEach(() => server.stop());

/** Somebody who has written to the bot. */
const someone = (name = '王芳') => {
  const person = server.person(name);
  const room = server.privateWith(person);
  server.say(room, person, '在不在');
  return { person, room, id: person.user.id };
};

/** How a call was refused. */
const refusal = async (call: Promise<unknown>): Promise<GrammyError> => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof GrammyError)) throw new Error('it was not refused', { cause: error });
  return error;
};

describe('updates', () => {
  it('come again until they are confirmed by the next offset', async () => {
    const { room, person } = someone();
    server.say(room, person, '低保');
    const first = await api.getUpdates();
    expect(first.map(({ message }) => message?.text)).toEqual(['在不在', '低保']);
    expect(await api.getUpdates()).toEqual(first);
    expect(await api.getUpdates({ offset: first[1]!.update_id })).toEqual([first[1]]);
    expect(await api.getUpdates({ offset: first[1]!.update_id + 1 })).toEqual([]);
    expect(server.waiting).toBe(0);
  });

  it('come as many at a time as asked for', async () => {
    const { room, person } = someone();
    for (let n = 0; n < 5; n++) server.say(room, person, `${n}`);
    expect(await api.getUpdates({ limit: 2 })).toHaveLength(2);
    expect(await api.getUpdates({ offset: -1 })).toMatchObject([{ message: { text: '4' } }]);
  });

  it('are waited for as long as the poll says, and not longer', async () => {
    const began = Date.now();
    expect(await api.getUpdates({ timeout: 1 })).toEqual([]);
    expect(Date.now() - began).toBeGreaterThanOrEqual(950);
    const polled = api.getUpdates({ timeout: 30 });
    await new Promise(resolve => setTimeout(resolve, 50));
    someone();
    expect(await polled).toHaveLength(1);
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  it('go to one poller: the other is told of the conflict', async () => {
    const before = api.getUpdates({ timeout: 20 });
    const conflict = refusal(before);
    await new Promise(resolve => setTimeout(resolve, 50));
    const after = api.getUpdates({ timeout: 20 });
    expect(await conflict).toMatchObject({
      error_code: 409,
      description: expect.stringContaining('terminated by other getUpdates'),
    });
    someone();
    expect(await after).toHaveLength(1);
  });

  it('are posted to a webhook with its secret, again until it takes them, and no longer polled', async () => {
    const seen: { readonly secret: unknown; readonly update: ApiUpdate }[] = [];
    let refusals = 1;
    const hook = createServer((request, response) => {
      void json(request).then(update => {
        seen.push({ secret: request.headers['x-telegram-bot-api-secret-token'], update: update as ApiUpdate });
        response.writeHead(refusals-- > 0 ? 500 : 200).end();
      });
    });
    await new Promise<void>(resolve => hook.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`;
    await api.setWebhook(url, { secret_token: 'secret-of-the-hook' });
    expect((await api.getWebhookInfo()).url).toBe(url);
    expect(await refusal(api.getUpdates())).toMatchObject({ error_code: 409 });
    const { room, person } = someone();
    server.say(room, person, '低保');
    await expect.poll(() => server.waiting).toBe(0);
    expect(seen.map(({ update }) => update.message?.text)).toEqual(['在不在', '在不在', '低保']);
    expect(new Set(seen.map(({ secret }) => secret))).toEqual(new Set(['secret-of-the-hook']));
    await api.deleteWebhook();
    expect(await api.getUpdates()).toEqual([]);
    hook.closeAllConnections();
    hook.close();
  });

  it('of kinds that were not asked for stay away', async () => {
    await api.getUpdates({ allowed_updates: ['callback_query'] });
    someone();
    expect(await api.getUpdates()).toEqual([]);
    expect(await refusal(api.setWebhook('nonsense'))).toMatchObject({ error_code: 400 });
  });
});

describe('messages', () => {
  it('are refused as Telegram refuses them', async () => {
    const { id } = someone();
    const data = 'x'.repeat(65);
    const cases: readonly (readonly [Promise<unknown>, string])[] = [
      [api.sendMessage(id, ''), 'message text is empty'],
      [api.sendMessage(id, ' \n '), 'message text is empty'],
      [api.sendMessage(id, '文'.repeat(4097)), 'message is too long'],
      [api.sendMessage(123, '在'), 'chat not found'],
      [api.sendMessage(id, '在', { reply_parameters: { message_id: 999 } }), 'message to be replied not found'],
      [api.sendMessage(id, '在', { message_thread_id: 5 }), 'message thread not found'],
      [
        api.sendMessage(id, '在', { reply_markup: { inline_keyboard: [[{ text: '选', callback_data: data }]] } }),
        'BUTTON_DATA_INVALID',
      ],
      [api.sendMessage(id, '1 < 2', { parse_mode: 'HTML' }), 'Unsupported start tag'],
      [api.sendMessage(id, '<b>重', { parse_mode: 'HTML' }), "Can't find end tag"],
      [api.sendDocument(id, 'no-such-file'), 'wrong file identifier'],
      [api.editMessageText(id, 999, '新'), 'message to edit not found'],
      [api.deleteMessage(id, 999), 'message to delete not found'],
      [api.answerCallbackQuery('1'), 'query is too old'],
      [api.getFile('none'), 'wrong file_id'],
      [api.setMyCommands([{ command: 'Not Allowed', description: '…' }]), 'BOT_COMMAND_INVALID'],
      [api.getChatMember(id, 1), 'user not found'],
    ];
    for (const [call, words] of cases)
      expect(await refusal(call)).toMatchObject({ error_code: 400, description: expect.stringContaining(words) });
    expect(server.sent).toEqual([]);
  });

  it('count what is seen: 4096 characters fit whatever their markup, and blanks around go', async () => {
    const { id, room } = someone();
    await api.sendMessage(id, `  <b>${'&lt;'.repeat(4096)}</b>\n`, { parse_mode: 'HTML' });
    expect(server.sentTo(room)[0]).toMatchObject({
      text: '<'.repeat(4096),
      entities: [{ type: 'bold', offset: 0, length: 4096 }],
    });
  });

  it('answer what they reply to, in its topic, with buttons', async () => {
    const person = server.person('老李');
    const room = server.group('锦绣社区', { type: 'supergroup', topics: [7] });
    const asked = server.say(room, person, '@anjia_test_bot 低保', { thread: 7 });
    await api.sendMessage(room.chat.id, '可以', {
      reply_parameters: { message_id: asked.message_id },
      message_thread_id: 7,
      reply_markup: { inline_keyboard: [[{ text: '说详细些', callback_data: 'more' }]] },
    });
    const [sent] = server.sentTo(room);
    expect(sent).toMatchObject({ text: '可以', message_thread_id: 7, reply_to_message: { message_id: asked.message_id } });
    const press = server.press(room, person, sent!, '说详细些');
    const updates = await api.getUpdates();
    expect(updates.at(-1)?.callback_query).toMatchObject({ id: press, data: 'more', from: { id: person.user.id } });
    await api.answerCallbackQuery(press);
    expect(server.isAnswered(press)).toBe(true);
    expect(await refusal(api.answerCallbackQuery(press))).toMatchObject({ error_code: 400 });
    expect(() => server.press(room, person, sent!, '没有')).toThrow('说详细些');
  });

  it('are edited and taken away', async () => {
    const { id, room, person } = someone();
    const { message_id } = await api.sendMessage(id, '一');
    await api.editMessageText(id, message_id, '二');
    expect(room.messages.get(message_id)?.text).toBe('二');
    expect(await refusal(api.editMessageText(id, message_id, '二'))).toMatchObject({
      description: expect.stringContaining('not modified'),
    });
    expect(await refusal(api.editMessageCaption(id, message_id, { caption: '二' }))).toMatchObject({
      description: expect.stringContaining('no caption in the message'),
    });
    await api.deleteMessage(id, message_id);
    expect(room.messages.has(message_id)).toBe(false);
    const file = await api.sendDocument(id, new InputFile(new Uint8Array([1]), 'a.txt'), { caption: '一' });
    expect(await refusal(api.editMessageText(id, file.message_id, '二'))).toMatchObject({
      description: expect.stringContaining('no text in the message'),
    });
    await api.editMessageCaption(id, file.message_id, { caption: '二' });
    expect(room.messages.get(file.message_id)).toMatchObject({ caption: '二', document: { file_name: 'a.txt' } });
    await api.editMessageCaption(id, file.message_id);
    expect(room.messages.get(file.message_id)?.caption).toBeUndefined();
    const group = server.group('群');
    const said = server.say(group, person, '身份证……');
    expect(await refusal(api.deleteMessage(group.chat.id, said.message_id))).toMatchObject({ error_code: 400 });
    server.bot(group, person, 'administrator');
    await api.deleteMessage(group.chat.id, said.message_id);
    const own = await api.sendMessage(group.chat.id, '通知');
    server.bot(group, person, 'kicked');
    expect(await refusal(api.editMessageText(group.chat.id, own.message_id, '更正'))).toMatchObject({ error_code: 403 });
    expect(await refusal(api.deleteMessage(group.chat.id, own.message_id))).toMatchObject({ error_code: 403 });
  });

  it('carry files both ways, as they are', async () => {
    const { id, room, person } = someone();
    const bytes = new Uint8Array([0, 255, 13, 10, 0]);
    const sent = await api.sendDocument(id, new InputFile(bytes, '通知.pdf'), { caption: '看' });
    expect(sent).toMatchObject({ caption: '看', document: { file_name: '通知.pdf', file_size: 5 } });
    await api.sendPhoto(id, new InputFile(bytes, 'a.png'));
    expect(await refusal(api.sendDocument(id, new InputFile(bytes, 'a'), { caption: '文'.repeat(1025) }))).toMatchObject({
      description: expect.stringContaining('caption is too long'),
    });
    server.sendFile(room, person, { name: '户口.docx', bytes: new Uint8Array([1, 2, 3]) });
    const update = (await api.getUpdates({ offset: -1 }))[0]!;
    const { file_path } = await api.getFile(update.message!.document!.file_id);
    const response = await fetch(`${server.url}/file/bot${server.token}/${file_path}`);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]));
    expect((await fetch(`${server.url}/file/bot${server.token}/documents/none`)).status).toBe(404);
    server.sendFile(room, person, { name: 'big', bytes: new Uint8Array(20 * 2 ** 20 + 1) });
    const big = (await api.getUpdates({ offset: -1 }))[0]!;
    expect(await refusal(api.getFile(big.message!.document!.file_id))).toMatchObject({
      description: expect.stringContaining('too big'),
    });
  });
});

describe('chats', () => {
  it('close for each reason in its own words', async () => {
    const { id, room, person } = someone();
    const group = server.group('群');
    const refused = async (chat: number) => {
      const { error_code, description } = await refusal(api.sendMessage(chat, '在'));
      return `${error_code} ${description}`;
    };
    expect(await refused(server.person('生人').user.id)).toBe("403 Forbidden: bot can't initiate conversation with a user");
    server.bot(room, person, 'kicked');
    expect(await refused(id)).toBe('403 Forbidden: bot was blocked by the user');
    server.say(room, person, '又来了');
    await api.sendMessage(id, '在');
    server.deactivate(person);
    expect(await refused(id)).toBe('403 Forbidden: user is deactivated');
    server.bot(group, person, 'restricted');
    expect(await refused(group.chat.id)).toBe('400 Bad Request: not enough rights to send text messages to the chat');
    server.bot(group, person, 'kicked');
    expect(await refused(group.chat.id)).toBe('403 Forbidden: bot was kicked from the group chat');
    server.remove(group);
    expect(await refused(group.chat.id)).toBe('400 Bad Request: chat not found');
  });

  it('tell the bot that it was brought in, and that it was thrown out', async () => {
    const person = server.person('王芳');
    const group = server.group('群', { bot: 'left' });
    server.bot(group, person, 'member');
    server.bot(group, person, 'kicked');
    expect(await api.getUpdates()).toMatchObject([
      { my_chat_member: { old_chat_member: { status: 'left' }, new_chat_member: { status: 'member' } } },
      { message: { new_chat_members: [{ username: server.username }] } },
      { my_chat_member: { new_chat_member: { status: 'kicked' } } },
    ]);
  });

  it('that become supergroups say where they went', async () => {
    const person = server.person('王芳');
    const group = server.group('群');
    server.say(group, person, '/help');
    const to = server.migrate(group);
    const error = await refusal(api.sendMessage(group.chat.id, '在'));
    expect(error.parameters).toEqual({ migrate_to_chat_id: to.chat.id });
    await api.sendMessage(to.chat.id, '在');
    expect((await api.getUpdates()).slice(1)).toMatchObject([
      { message: { chat: { id: group.chat.id }, migrate_to_chat_id: to.chat.id } },
      { message: { chat: { id: to.chat.id }, migrate_from_chat_id: group.chat.id } },
    ]);
  });

  it('keep from the bot what is not meant for it', async () => {
    const person = server.person('王芳');
    const group = server.group('群', { type: 'supergroup' });
    const { message_id } = await api.sendMessage(group.chat.id, '在');
    const own = group.messages.get(message_id)!;
    server.say(group, person, '今天好热');
    server.say(group, person, '@anjia_test_bot 低保');
    server.say(group, person, '/help@anjia_test_bot');
    server.say(group, person, '/help@another_bot');
    server.say(group, person, '哪里办', { replyTo: own });
    server.sayAsGroup(group, '/help');
    const heard = await api.getUpdates();
    expect(heard.map(({ message }) => message?.text)).toEqual([
      '@anjia_test_bot 低保',
      '/help@anjia_test_bot',
      '哪里办',
      '/help',
    ]);
    expect(heard.at(-1)?.message).toMatchObject({ from: { username: 'GroupAnonymousBot' }, sender_chat: { id: group.chat.id } });
    await again({ privacy: false });
    server.say(server.group('群'), server.person('王芳'), '今天好热');
    expect(await api.getUpdates()).toHaveLength(1);
    expect((await api.getMe()).can_read_all_group_messages).toBe(true);
  });

  it('number their messages: supergroups their own, all others together', async () => {
    const person = server.person('王芳');
    const numbers = [server.group('一'), server.group('二'), server.group('三', { type: 'supergroup' })].map(
      room => server.say(room, person, '/help').message_id,
    );
    expect(numbers).toEqual([1, 2, 1]);
  });
});

describe('weather', () => {
  it('holds to the limits of the documentation when asked', async () => {
    await again({ limits: DOCUMENTED });
    const { id } = someone();
    await api.sendMessage(id, '一');
    const error = await refusal(api.sendMessage(id, '二'));
    expect(error).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } });
    server.limits({ group: 2 });
    const group = server.group('群').chat.id;
    await api.sendMessage(group, '一');
    await api.sendMessage(group, '二');
    expect((await refusal(api.sendMessage(group, '三'))).parameters.retry_after).toBeGreaterThan(50);
    server.limits({ overall: 3 });
    const chats = [1, 2, 3].map(n => someone(`人${n}`).id);
    const outcomes = await Promise.allSettled(chats.map(chat => api.sendMessage(chat, '在')));
    expect(outcomes.map(({ status }) => status).toSorted()).toContain('rejected');
  });

  it('goes wrong before the effect, or after it', async () => {
    const { id } = someone();
    const said = async (fault: string): Promise<unknown> => {
      server.faults({ seed: 1, [fault]: 1, stallMs: 50 });
      return api.sendMessage(id, fault).catch((error: unknown) => error);
    };
    expect(await said('tooMany')).toMatchObject({ error_code: 429 });
    expect(await said('error')).toMatchObject({ error_code: 502 });
    for (const fault of ['cut', 'stall', 'garbage']) expect(await said(fault)).toBeInstanceOf(HttpError);
    expect(server.sent).toEqual([]);
    expect(await said('errorAfter')).toMatchObject({ error_code: 502 });
    for (const fault of ['cutAfter', 'stallAfter', 'garbageAfter']) expect(await said(fault)).toBeInstanceOf(HttpError);
    expect(server.sent.map(({ message }) => message.text)).toEqual(['errorAfter', 'cutAfter', 'stallAfter', 'garbageAfter']);
  });

  it('comes as often as planned, the same from the same seed', async () => {
    const failed = async (seed: number): Promise<readonly number[]> => {
      await again({ faults: { seed, tooMany: 0.2, methods: ['getChat'] } });
      const { id } = someone();
      for (let n = 0; n < 100; n++) await api.getChat(id).catch(() => undefined);
      return server.calls.flatMap(({ status }, n) => (status === 429 ? [n] : []));
    };
    const once = await failed(7);
    expect(once.length).toBeGreaterThan(8);
    expect(once.length).toBeLessThan(35);
    expect(await failed(7)).toEqual(once);
    expect(await failed(8)).not.toEqual(once);
  });

  it('brings some updates twice, none other than twice, none lost', async () => {
    await again({ faults: { seed: 3, twice: 0.3, methods: [] } });
    const { room, person } = someone();
    for (let n = 1; n < 100; n++) server.say(room, person, `${n}`);
    const came: number[] = [];
    for (let offset = 0; server.waiting > 0; ) {
      const updates = await api.getUpdates({ offset, limit: 10 });
      came.push(...updates.map(({ update_id }) => update_id));
      offset = (updates.at(-1)?.update_id ?? offset - 1) + 1;
    }
    const times = new Map<number, number>();
    for (const id of came) times.set(id, (times.get(id) ?? 0) + 1);
    expect(times.size).toBe(100);
    expect(Math.max(...times.values())).toBe(2);
    expect(server.trouble.twice).toBe(came.length - 100);
    expect(server.trouble.twice).toBeGreaterThan(15);
  });
});

describe('the door', () => {
  it('takes no other token, no unknown method, no garbage', async () => {
    expect(await refusal(new Api('1:wrong', { apiRoot: server.url }).getMe())).toMatchObject({ error_code: 401 });
    const status = async (path: string, body: string, type: string) =>
      (await fetch(`${server.url}${path}`, { method: 'POST', body, headers: { 'content-type': type } })).status;
    const bot = `/bot${server.token}`;
    expect(await status(`${bot}/noSuchMethod`, '{}', 'application/json')).toBe(404);
    expect(await status(`${bot}/constructor`, '{}', 'application/json')).toBe(404);
    expect(await status(`${bot}/sendMessage`, '{"chat_id":', 'application/json')).toBe(400);
    expect(await status(`${bot}/sendMessage`, '--nothing', 'multipart/form-data; boundary=x')).toBe(400);
    expect(await status('/', '', 'text/plain')).toBe(404);
    const { id, room } = someone();
    expect(await status(`${bot}/sendMessage`, `chat_id=${id}&text=form`, 'application/x-www-form-urlencoded')).toBe(200);
    expect(server.sentTo(room)).toMatchObject([{ text: 'form' }]);
  });

  it('keeps commands by language', async () => {
    await api.setMyCommands([{ command: 'help', description: '帮助' }]);
    await api.setMyCommands([{ command: 'help', description: 'Help' }], { language_code: 'en' });
    expect(await api.getMyCommands({ language_code: 'en' })).toEqual([{ command: 'help', description: 'Help' }]);
    expect(server.commands.size).toBe(2);
  });
});
