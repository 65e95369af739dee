import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTelegram, type Telegram } from '../../../src/channels/telegram/index.ts';
import { markupOf } from '../../../src/channels/telegram/render.ts';
import { folders } from '../../../src/config.ts';
import { loadWordbook } from '../../../src/language/i18n.ts';
import type { Destination } from '../../../src/message/channel.ts';
import type { OutgoingFile } from '../../../src/message/index.ts';
import { partsOf } from '../../../src/message/parts.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { readableLog } from '../../support/log.ts';
import { openScripted, type ScriptedApi, TOKEN } from './scripted-api.ts';

const wordbook = loadWordbook(folders.locales);
const WANG: Destination = { chat: '7', kind: 'private', person: '7' };
const IN_TOPIC: Destination = { chat: '-1001', kind: 'group', person: '7', thread: '3', replyTo: '9' };
const fileOf = (type: string, size = 10): OutgoingFile => ({
  name: '台账.xlsx',
  type,
  content: Buffer.alloc(size, 1).toString('base64'),
});

describe('sending on Telegram', () => {
  let api: ScriptedApi;
  let channel: Telegram;
  beforeEach(async () => {
    api = await openScripted();
    channel = createTelegram({ token: TOKEN, api: api.url, wordbook, clock: systemClock, log: readableLog() });
  });
  afterEach(async () => {
    await channel.stop();
    await api.stop();
  });
  const refuse = (method: string, error_code: number, description: string) => {
    api.answer = call => (call.method === method ? { error_code, description } : undefined);
  };

  it('sends plain words without a preview of addresses, and says what Telegram calls them', async () => {
    expect(await channel.send(WANG, { text: '<b>好</b>' })).toEqual({ kind: 'sent', id: '1' });
    expect(api.calls).toMatchObject([
      { method: 'sendMessage', body: { chat_id: 7, text: '<b>好</b>', link_preview_options: { is_disabled: true } } },
    ]);
    expect(Object.keys(api.calls[0]!.body).sort()).toEqual(['chat_id', 'link_preview_options', 'text']);
  });

  it('answers in the topic, below the message, though that may be gone', async () => {
    await channel.send(IN_TOPIC, { text: '好' });
    expect(api.calls[0]?.body).toMatchObject({
      chat_id: -1001,
      message_thread_id: 3,
      reply_parameters: { message_id: 9, allow_sending_without_reply: true },
    });
  });

  it('puts choices behind buttons of at most 64 bytes, and addresses behind buttons that lead there', async () => {
    const choices = [
      { id: 'more', label: '说详细些' },
      { id: `ask=${'低保'.repeat(30)}`, label: '低保' },
      { id: 'private', label: '私下说', url: 'https://anjia.example.cn/p/1' },
    ];
    await channel.send(WANG, { text: '好', choices });
    const { reply_markup } = api.calls[0]!.body as { reply_markup: { inline_keyboard: Record<string, string>[][] } };
    const buttons = reply_markup.inline_keyboard.flat();
    expect(buttons.map(({ text }) => text)).toEqual(['说详细些', '低保', '私下说']);
    expect(buttons[0]).toMatchObject({ callback_data: 'more' });
    expect(Buffer.byteLength(buttons[1]!['callback_data']!)).toBeLessThanOrEqual(64);
    expect(buttons[2]).toEqual({ text: '私下说', url: 'https://anjia.example.cn/p/1' });
  });

  it('says in words an address that Telegram takes behind no button', async () => {
    const choices = [
      { id: 'private', label: '私下说', url: 'http://localhost:3000/p/1' },
      { id: 'done', label: '好了' },
    ];
    await channel.send(WANG, { text: '好', choices });
    expect(api.calls[0]?.body).toMatchObject({
      text: '好\n\n· 私下说 http://localhost:3000/p/1',
      reply_markup: { inline_keyboard: [[{ text: '好了', callback_data: 'done' }]] },
    });
  });

  it('sets short buttons side by side and long ones below each other', () => {
    const rows = (...labels: string[]) =>
      markupOf(labels.map(label => ({ id: label, label }))).reply_markup?.inline_keyboard.map(row => row.length);
    expect(rows('1', '2', '3', '4', '5')).toEqual([4, 1]);
    // All buttons of a row are as wide as the widest.
    expect(rows('广西', '贵州', '重庆', '运城(山西)')).toEqual([3, 1]);
    expect(rows('运城(山西)', '广西', '贵州')).toEqual([2, 1]);
    expect(rows('看看合不合条件：临时低保', '看看合不合条件：职业培训', '好了')).toEqual([1, 1, 1]);
    expect(rows()).toBeUndefined();
  });

  it.each([
    ['image/png', 'sendPhoto'],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'sendDocument'],
    ['image/gif', 'sendDocument'],
  ])('sends %s by %s, with its words and buttons', async (type, method) => {
    const part = { text: '请看', file: fileOf(type), choices: [{ id: 'done', label: '好了' }] };
    expect(await channel.send(IN_TOPIC, part)).toMatchObject({ kind: 'sent' });
    expect(api.calls.map(call => call.method)).toEqual([method]);
    for (const piece of ['台账.xlsx', '请看', 'message_thread_id', '"message_id":9', 'done'])
      expect(api.calls[0]?.raw).toContain(piece);
  });

  it('sends as a file what Telegram does not take as a photo, or what is too large for one', async () => {
    refuse('sendPhoto', 400, 'Bad Request: PHOTO_INVALID_DIMENSIONS');
    expect(await channel.send(WANG, { text: '', file: fileOf('image/png') })).toMatchObject({ kind: 'sent' });
    expect(api.calls.map(({ method }) => method)).toEqual(['sendPhoto', 'sendDocument']);
    await channel.send(WANG, { text: '', file: fileOf('image/png', 11 * 1024 * 1024) });
    expect(api.calls.at(-1)?.method).toBe('sendDocument');
    refuse('sendPhoto', 403, 'Forbidden: bot was blocked by the user');
    expect(await channel.send(WANG, { text: '', file: fileOf('image/png') })).toMatchObject({ reason: 'blocked' });
  });

  it('sends words that are too long for a caption before the file, and the buttons with it', () => {
    const outgoing = { text: '好'.repeat(1025), file: fileOf('image/png'), choices: [{ id: 'done', label: '好了' }] };
    const parts = partsOf(outgoing, channel.limits);
    expect(parts).toMatchObject([{ text: outgoing.text }, { text: '', file: outgoing.file, choices: outgoing.choices }]);
    expect(parts[0]).not.toHaveProperty('file');
    expect(partsOf({ ...outgoing, text: '好'.repeat(1024) }, channel.limits)).toHaveLength(1);
  });

  it('words a message anew with its buttons, and takes those away that it has no more', async () => {
    const part = { text: '更正', choices: [{ id: 'seen', label: '收到' }] };
    expect(await channel.edit!('-1001', '9', part)).toEqual({ kind: 'sent', id: '9' });
    await channel.edit!('-1001', '9', { text: '作废' });
    const where = { chat_id: -1001, message_id: 9, link_preview_options: { is_disabled: true } };
    const reply_markup = { inline_keyboard: [[{ text: '收到', callback_data: 'seen' }]] };
    expect(api.called('editMessageText').map(({ body }) => body)).toEqual([
      { ...where, text: '更正', reply_markup },
      { ...where, text: '作废', reply_markup: { inline_keyboard: [] } },
    ]);
  });

  it('words the caption anew where there is a file, whether that is said or not', async () => {
    await channel.edit!('-1001', '9', { text: '更正', file: fileOf('image/png') });
    expect(api.calls).toMatchObject([{ method: 'editMessageCaption', body: { message_id: 9, caption: '更正' } }]);
    refuse('editMessageText', 400, 'Bad Request: there is no text in the message to edit');
    expect(await channel.edit!('-1001', '9', { text: '更正' })).toEqual({ kind: 'sent', id: '9' });
    expect(api.calls.slice(1).map(({ method }) => method)).toEqual(['editMessageText', 'editMessageCaption']);
    refuse('editMessageText', 403, 'Forbidden: bot was kicked from the supergroup chat');
    expect(await channel.edit!('-1001', '9', { text: '更正' })).toMatchObject({ reason: 'kicked', closes: true });
  });

  it('takes a message away', async () => {
    expect(await channel.remove!('-1001', '9')).toEqual({ kind: 'sent' });
    expect(api.calls).toMatchObject([{ method: 'deleteMessage', body: { chat_id: -1001, message_id: 9 } }]);
    refuse('deleteMessage', 400, "Bad Request: message can't be deleted for everyone");
    expect(await channel.remove!('-1001', '9')).toEqual({ kind: 'refused', reason: 'past', closes: false });
  });

  it('tells that its token is not accepted any more', async () => {
    const states: unknown[] = [];
    await channel.start({ take: async () => {}, note: async () => {}, state: async state => void states.push(state) });
    await expect.poll(() => api.called('getUpdates').length).toBe(1);
    refuse('sendMessage', 401, 'Unauthorized');
    expect(await channel.send(WANG, { text: '好' })).toMatchObject({ kind: 'wait', whose: 'account' });
    expect(states.at(-1)).toEqual({ kind: 'offline', reason: 'unauthorised' });
  });
});

describe('fetching from Telegram', () => {
  let api: ScriptedApi;
  let channel: Telegram;
  beforeEach(async () => {
    api = await openScripted();
    channel = createTelegram({ token: TOKEN, api: api.url, wordbook, clock: systemClock, log: readableLog() });
  });
  afterEach(() => api.stop());
  const photo = { kind: 'photo', ref: 'f1', name: 'a.jpg' } as const;
  const serve = (bytes: Uint8Array, size?: number) => {
    api.answer = ({ method }) => {
      if (method === 'getFile')
        return { result: { file_id: 'f1', file_path: 'photos/a.jpg', ...(size === undefined ? {} : { file_size: size }) } };
      return method.endsWith('photos/a.jpg') ? { raw: bytes } : undefined;
    };
  };

  it('brings what came with a message', async () => {
    const bytes = Buffer.from([0, 255, 1, 254]);
    serve(bytes, 4);
    const fetched = await channel.fetch!(photo, 4);
    expect(Buffer.from(fetched.bytes)).toEqual(bytes);
    expect(fetched.name).toBe('a.jpg');
    expect(api.called('getFile')[0]?.body).toEqual({ file_id: 'f1' });
  });

  it('brings nothing that is too large, whoever says so, and whoever does not', async () => {
    serve(Buffer.alloc(100), 100);
    const isTooLarge = { reason: 'too-large' };
    await expect(channel.fetch!({ ...photo, size: 100 }, 99)).rejects.toMatchObject(isTooLarge);
    expect(api.calls).toHaveLength(0);
    await expect(channel.fetch!(photo, 99)).rejects.toMatchObject(isTooLarge);
    serve(Buffer.alloc(100), 5);
    await expect(channel.fetch!(photo, 99)).rejects.toMatchObject(isTooLarge);
    serve(Buffer.alloc(100));
    await expect(channel.fetch!(photo, 99)).rejects.toMatchObject(isTooLarge);
    api.answer = () => ({ error_code: 400, description: 'Bad Request: file is too big' });
    await expect(channel.fetch!(photo, 99)).rejects.toMatchObject(isTooLarge);
  });

  it('says whether it is gone, or may be had later', async () => {
    api.answer = () => ({ error_code: 400, description: 'Bad Request: invalid file_id' });
    await expect(channel.fetch!(photo, 99)).rejects.toMatchObject({ reason: 'gone' });
    await expect(channel.fetch!({ kind: 'other', ref: '-' }, 99)).rejects.toMatchObject({ reason: 'gone' });
    api.answer = () => 'cut';
    await expect(channel.fetch!(photo, 99)).rejects.toMatchObject({ reason: 'network' });
    api.answer = ({ method }) => (method === 'getFile' ? { result: { file_path: 'a' } } : { raw: '', status: 404 });
    await expect(channel.fetch!(photo, 99)).rejects.toMatchObject({ reason: 'gone' });
    api.answer = ({ method }) => (method === 'getFile' ? { result: { file_path: 'a' } } : 'cut');
    await expect(channel.fetch!(photo, 99)).rejects.toMatchObject({ reason: 'network' });
  });
});
