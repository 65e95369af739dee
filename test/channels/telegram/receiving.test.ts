import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTelegram, type Telegram } from '../../../src/channels/telegram/index.ts';
import { folders } from '../../../src/config.ts';
import { loadWordbook } from '../../../src/language/i18n.ts';
import type { AccountState, ChatEvent, Inbox } from '../../../src/message/channel.ts';
import type { Incoming } from '../../../src/message/index.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { readableLog } from '../../support/log.ts';
import { type Answer, openScripted, type ScriptedApi, TOKEN } from './scripted-api.ts';

const wordbook = loadWordbook(folders.locales);
const WORDS = '我家的事';

const said = (id: number, text = WORDS) => ({
  update_id: id,
  message: { message_id: id, date: 1_795_000_000, chat: { id: 7, type: 'private' }, from: { id: 7 }, text },
});
const moved = (id: number) => ({
  update_id: id,
  message: { message_id: id, date: 1_795_000_000, chat: { id: -5, type: 'group' }, migrate_to_chat_id: -1001 },
});
const pressed = (id: number) => ({
  update_id: id,
  callback_query: {
    id: `q${id}`,
    from: { id: 7 },
    data: 'help',
    message: { message_id: 1, date: 0, chat: { id: 7, type: 'private' } },
  },
});

describe('receiving on Telegram', () => {
  const log = readableLog();
  let api: ScriptedApi;
  let channel: Telegram;
  let taken: (readonly Incoming[] | ChatEvent)[];
  let states: AccountState[];
  let inbox: Inbox;
  beforeEach(async () => {
    api = await openScripted();
    channel = createTelegram({ token: TOKEN, api: api.url, wordbook, clock: systemClock, log });
    taken = [];
    states = [];
    log.lines.length = 0;
    inbox = {
      take: async messages => void taken.push(messages),
      note: async event => void taken.push(event),
      state: async state => void states.push(state),
    };
  });
  afterEach(async () => {
    await channel.stop();
    await api.stop();
  });

  const texts = () => taken.flatMap(one => ('kind' in one ? [one.kind] : one.map(({ text }) => text)));
  const offsets = () => api.called('getUpdates').map(({ body }) => body['offset']);
  /** Answers requests for updates with these, one after the other, then holds them. */
  const updates = (...answers: Answer[]) => {
    api.answer = ({ method }) => (method === 'getUpdates' ? answers.shift() : undefined);
  };

  it('knows itself, takes down a hook that was left, registers its commands and asks for updates, in this order', async () => {
    await channel.start(inbox);
    await expect.poll(() => api.called('setMyCommands').length).toBe(6);
    await expect.poll(() => api.called('getUpdates').length).toBe(1);
    expect(api.calls[0]?.method).toBe('getMe');
    const order = api.calls.map(({ method }) => method);
    expect(order.indexOf('deleteWebhook')).toBeLessThan(order.indexOf('getUpdates'));
    expect(api.called('deleteWebhook')[0]?.body).not.toHaveProperty('drop_pending_updates', true);
    const menus = api
      .called('setMyCommands')
      .map(({ body }) => body as { scope: object; language_code?: string; commands: { command: string; description: string }[] });
    expect(menus.map(({ language_code }) => language_code)).toEqual([undefined, 'zh', 'en', undefined, 'zh', 'en']);
    expect(menus[0]?.commands).toContainEqual({ command: 'help', description: '怎么用' });
    expect(menus[2]?.commands).toContainEqual({ command: 'help', description: 'How to use' });
    expect(menus[3]?.commands.map(({ command }) => command)).not.toContain('desk');
  });

  it('leads into private once it knows its own name', async () => {
    expect(channel.privateLink).toBeUndefined();
    await channel.start(inbox);
    await expect.poll(() => channel.privateLink?.('7KQ2M')).toBe('https://t.me/anjia_bot?start=7KQ2M');
  });

  it('commits a batch together and in its order before it asks for what comes after it', async () => {
    let committed = false;
    updates({ result: [said(5, 'a'), said(6, 'b'), moved(7), said(8, 'c'), pressed(9)] });
    inbox = {
      ...inbox,
      take: async messages => {
        await new Promise(resolve => setTimeout(resolve, 50));
        expect(api.called('getUpdates')).toHaveLength(1);
        expect(api.called('answerCallbackQuery')).toHaveLength(0);
        taken.push(messages);
        committed = true;
      },
    };
    await channel.start(inbox);
    await expect.poll(offsets).toEqual([undefined, 10]);
    expect(committed).toBe(true);
    expect(texts()).toEqual(['a', 'b', 'moved', 'c', 'help']);
    expect(taken).toHaveLength(3);
    await expect.poll(() => api.called('answerCallbackQuery').map(({ body }) => body)).toEqual([{ callback_query_id: 'q9' }]);
  });

  it('confirms nothing that could not be committed, and goes on where it stopped', async () => {
    let broken = 2;
    updates({ result: [said(5, 'a'), moved(6), said(7, 'b')] });
    await channel.start({
      ...inbox,
      note: async event => {
        if (broken-- > 0) throw new Error(WORDS);
        taken.push(event);
      },
    });
    await expect.poll(offsets, { timeout: 5_000 }).toEqual([undefined, 8]);
    expect(texts()).toEqual(['a', 'moved', 'b']);
    expect(log.lines.filter(line => line.includes('updates not committed'))).toHaveLength(2);
    expect(log.lines.join()).not.toContain(WORDS);
  });

  it('leaves out what is no update, with a line that says nothing personal, and goes on', async () => {
    updates(
      { result: [said(5, 'a'), { update_id: 6, message: { text: WORDS } }, null, 'x', said(7, 'b')] },
      { result: { no: 'list' } },
      { result: [said(8, 'c')] },
    );
    await channel.start(inbox);
    await expect.poll(texts, { timeout: 5_000 }).toEqual(['a', 'b', 'c']);
    expect(log.lines.filter(line => line.includes('update left out'))).toHaveLength(3);
    expect(log.lines.join()).toContain('"update":6');
    expect(log.lines.join()).not.toContain(WORDS);
  });

  it('does not ask without end where it is answered at once that there is nothing', async () => {
    api.answer = ({ method }) => (method === 'getUpdates' ? { result: [] } : undefined);
    await channel.start(inbox);
    await new Promise(resolve => setTimeout(resolve, 600));
    expect(api.called('getUpdates').length).toBeLessThan(6);
  });

  it('tries again after a while that grows, and tells on each change how the account is', async () => {
    updates({ error_code: 502 }, 'cut', { raw: '<html>' }, { result: [said(5)] });
    const at: number[] = [];
    const answer = api.answer;
    api.answer = call => {
      if (call.method === 'getUpdates') at.push(performance.now());
      return answer(call);
    };
    await channel.start(inbox);
    await expect.poll(texts, { timeout: 8_000 }).toEqual([WORDS]);
    const gaps = at.slice(1, 4).map((time, i) => time - at[i]!);
    expect(gaps[0]).toBeGreaterThan(400);
    expect(gaps[1]).toBeGreaterThan(gaps[0]! * 1.5);
    expect(gaps[2]).toBeGreaterThan(gaps[1]! * 1.5);
    expect(states.map(state => [state.kind, 'reason' in state ? state.reason : ''])).toEqual([
      ['offline', 'network'],
      ['offline', 'server'],
      ['online', ''],
    ]);
  });

  it('does not call one broken connection offline', async () => {
    updates('cut', { result: [said(5)] });
    await channel.start(inbox);
    await expect.poll(texts, { timeout: 5_000 }).toEqual([WORDS]);
    expect(states).toEqual([{ kind: 'online' }]);
  });

  it.each([
    [401, 'unauthorised'],
    [409, 'conflict'],
  ])('says at once where it is answered %i, and keeps trying', async (error_code, reason) => {
    updates({ error_code, description: 'no' }, { result: [said(5)] });
    await channel.start(inbox);
    await expect.poll(texts, { timeout: 5_000 }).toEqual([WORDS]);
    expect(states).toEqual([{ kind: 'offline', reason }, { kind: 'online' }]);
    expect(log.lines.filter(line => line.includes('not connected'))).toEqual([expect.stringContaining(`"status":${error_code}`)]);
  });

  it('waits as long as it is asked to', async () => {
    updates({ error_code: 429, parameters: { retry_after: 1 } }, { result: [said(5)] });
    const start = performance.now();
    await channel.start(inbox);
    await expect.poll(texts, { timeout: 5_000 }).toEqual([WORDS]);
    expect(performance.now() - start).toBeGreaterThan(950);
  });

  it('starts while Telegram is away, says so, and receives once it is there, commands or not', async () => {
    let away = true;
    let sent = false;
    api.answer = ({ method }) => {
      if (method === 'setMyCommands') return { error_code: 500 };
      if (away) return 'cut';
      if (method !== 'getUpdates' || sent) return undefined;
      sent = true;
      return { result: [said(5)] };
    };
    await channel.start(inbox);
    await expect.poll(() => states, { timeout: 5_000 }).toEqual([{ kind: 'offline', reason: 'network' }]);
    away = false;
    await expect.poll(texts, { timeout: 8_000 }).toEqual([WORDS]);
    expect(states.at(-1)).toEqual({ kind: 'online' });
  });

  it('stops at once while it waits for updates, after a failure, and while it knows nothing yet', async () => {
    for (const answer of ['hang', 'cut'] as const) {
      api.answer = ({ method }) => (method === 'getUpdates' ? answer : undefined);
      await channel.start(inbox);
      await expect.poll(() => api.called('getUpdates').length).toBeGreaterThan(0);
      const start = performance.now();
      await channel.stop();
      expect(performance.now() - start).toBeLessThan(200);
    }
    api.answer = () => 'hang';
    await channel.start(inbox);
    const start = performance.now();
    await channel.stop();
    expect(performance.now() - start).toBeLessThan(200);
  });

  it('waits, when it stops, for what is being committed', async () => {
    updates({ result: [said(5)] });
    let ended = false;
    let begun = false;
    await channel.start({
      ...inbox,
      take: async () => {
        begun = true;
        await new Promise(resolve => setTimeout(resolve, 200));
        ended = true;
      },
    });
    await expect.poll(() => begun).toBe(true);
    await channel.stop();
    expect(ended).toBe(true);
  });

  it('can start again after it stopped', async () => {
    await channel.start(inbox);
    await channel.stop();
    updates({ result: [said(5)] });
    await channel.start(inbox);
    await expect.poll(texts).toEqual([WORDS]);
  });

  it('shows its token nowhere but to Telegram', async () => {
    api.answer = () => 'cut';
    await channel.start(inbox);
    await expect.poll(() => states.length, { timeout: 5_000 }).toBe(1);
    const outcome = await channel.send({ chat: '7', kind: 'private', person: '7' }, { text: WORDS });
    const fault = await channel.fetch!({ kind: 'photo', ref: 'f' }, 1000).catch((error: unknown) => error);
    const secret = TOKEN.slice(TOKEN.indexOf(':') + 1);
    const shown = (value: unknown) =>
      `${JSON.stringify(value)} ${value instanceof Error ? `${value.message} ${String(value.cause)} ${value.stack}` : ''}`;
    expect(`${log.lines.join()} ${shown(states)} ${shown(outcome)} ${shown(fault)}`).not.toContain(secret);
    await api.stop();
    expect(await channel.send({ chat: '7', kind: 'private', person: '7' }, { text: 'a' })).toEqual({
      kind: 'again',
      reason: 'network',
      perhaps: false,
    });
    api = await openScripted();
  });
});
