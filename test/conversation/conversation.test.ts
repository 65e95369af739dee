import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folders } from '../../src/config.ts';
import { type Conversation, createConversation } from '../../src/conversation/index.ts';
import type { ConversationStore } from '../../src/conversation/store.ts';
import type { TakeTurn } from '../../src/conversation/turn.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import type { Incoming } from '../../src/message/index.ts';
import { createRooms } from '../../src/rooms.ts';
import { openStorage, type Storage } from '../../src/storage/index.ts';
import { clockAt } from '../support/clock.ts';

const clock = clockAt('2026-11-22T04:00:00Z');
const wordbook = loadWordbook(folders.locales);

const from = (person: string, platformId: string, text = platformId): Incoming => ({
  channel: 'web',
  account: 'anjia',
  chat: { id: person, kind: 'private' },
  person,
  platformId: `${person}-${platformId}`,
  text,
  mentioned: true,
  at: clock.now(),
});
const NO_LINKS = { intoPrivate: () => undefined, ontoTheWeb: undefined };
const keyOf = ({ channel, account, chat, person }: Incoming) => ({ channel, account, chat: chat.id, person });

/** Something that is waited for until it is let go. */
function gate() {
  let open: () => void = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { opened, open };
}

describe('answering people', () => {
  let dataDir: string;
  let storage: Storage;
  let turns: string[];
  /** Says all that the person said so far, so that a reply shows in which order they were heard. */
  const takeTurn: TakeTurn = ({ text }, session) => {
    turns.push(text);
    if (text === '坏') throw new Error('this turn is broken');
    const heard = `${session.waiting ?? ''}${text}`;
    return { session: { waiting: heard }, outgoing: [{ text: heard }] };
  };
  const converse = (store: ConversationStore = storage.conversation): Conversation =>
    createConversation({
      links: NO_LINKS,
      wordbook,
      store,
      takeTurn,
      clock,
      rooms: createRooms(storage, wordbook, clock),
      sends: () => false,
      isCalled: () => true,
      isDanger: () => false,
      onFault: () => {},
    });
  /** The real store, except that nobody is told of what this person said before the gate is open. */
  const slowFor = (person: string, opened: Promise<void>): ConversationStore => ({
    ...storage.conversation,
    receive: async incoming => {
      const received = await storage.conversation.receive(incoming);
      if (incoming.person === person) await opened;
      return received;
    },
  });
  const words = (outgoing: readonly { text: string }[]) => outgoing.map(({ text }) => text).join();

  beforeEach(async () => {
    turns = [];
    dataDir = mkdtempSync(join(tmpdir(), 'anjia-'));
    storage = await openStorage({ dataDir });
  });
  afterEach(async () => {
    await storage.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('takes in nothing that turns around what others read', async () => {
    const conversation = converse();
    await conversation.handle(from('张', '一', '我问\u202e的是\u001b[31m低保'));
    const history = await conversation.history(keyOf(from('张', '一')), 10);
    expect(history.map(({ text, outgoing }) => [text, words(outgoing)])).toEqual([['我问的是[31m低保', '我问的是[31m低保']]);
  });

  it('answers the messages of one person in order, though they come at once and the first is slow', async () => {
    const { opened, open } = gate();
    const conversation = converse(slowFor('张', opened));
    const all = Promise.all(['一', '二', '三'].map(text => conversation.handle(from('张', text))));
    open();
    expect((await all).map(words)).toEqual(['一', '一二', '一二三']);
    const history = await conversation.history(keyOf(from('张', '一')), 10);
    expect(history.map(({ text, outgoing }) => [text, words(outgoing)])).toEqual([
      ['一', '一'],
      ['二', '一二'],
      ['三', '一二三'],
    ]);
  });

  it('answers one person while another’s turn is still in hand', async () => {
    const { opened, open } = gate();
    const conversation = converse(slowFor('张', opened));
    const slow = conversation.handle(from('张', '慢'));
    expect(words(await conversation.handle(from('李', '快')))).toBe('快');
    expect(turns).toEqual(['快']);
    open();
    expect(words(await slow)).toBe('慢');
  });

  it('keeps what one person says in two chats apart', async () => {
    const conversation = converse();
    await conversation.handle(from('张', '一'));
    const elsewhere = { ...from('张', '二'), chat: { id: 'g', kind: 'group' as const } };
    expect(words(await conversation.handle(elsewhere))).toBe('二');
  });

  it('answers a message once that is delivered twice, and says the same again', async () => {
    const conversation = converse();
    const first = await conversation.handle(from('张', '一'));
    expect(await conversation.handle(from('张', '一'))).toEqual(first);
    expect(turns).toEqual(['一']);
  });

  it('answers a message once that is delivered many times at the same time', async () => {
    const conversation = converse();
    const all = await Promise.all(Array.from({ length: 10 }, () => conversation.handle(from('张', '一'))));
    expect(all.map(words)).toEqual(Array.from({ length: 10 }, () => '一'));
    expect(turns).toEqual(['一']);
  });

  it('answers on resuming what was received and not answered, oldest first', async () => {
    for (const text of ['一', '二']) await storage.conversation.receive(from('张', text));
    const conversation = converse();
    expect(await conversation.resume()).toEqual([]);
    expect(turns).toEqual(['一', '二']);
    expect(await storage.conversation.unfinished()).toEqual([]);
    expect(words(await conversation.handle(from('张', '一')))).toBe('一');
    expect(turns).toHaveLength(2);
  });

  it('has nothing to do on resuming where all was answered', async () => {
    const conversation = converse();
    await conversation.handle(from('张', '一'));
    expect(await conversation.resume()).toEqual([]);
    expect(turns).toEqual(['一']);
  });

  it('answers the others where one message cannot be, says what went wrong with it, and tries it again', async () => {
    for (const [person, text] of [
      ['张', '坏'],
      ['张', '好'],
      ['李', '好'],
    ] as const)
      await storage.conversation.receive(from(person, text));
    const wrong = await converse().resume();
    expect(wrong).toEqual([expect.objectContaining({ message: 'this turn is broken' })]);
    expect((await storage.conversation.unfinished()).map(({ incoming: { text } }) => text)).toEqual(['坏']);
    expect(await converse().resume()).toHaveLength(1);
  });

  it('goes on with a person’s next message after one that failed', async () => {
    const conversation = converse();
    const failing = conversation.handle(from('张', '坏'));
    const next = conversation.handle(from('张', '好'));
    await expect(failing).rejects.toThrow('this turn is broken');
    expect(words(await next)).toBe('好');
  });

  it('waits on stopping for the turn in hand and those behind it', async () => {
    const { opened, open } = gate();
    const conversation = converse(slowFor('张', opened));
    const inHand = Promise.all(['一', '二'].map(text => conversation.handle(from('张', text))));
    await expect.poll(async () => (await storage.conversation.unfinished()).length).toBe(1);
    let stopped = false;
    const stopping = conversation.stop().then(() => {
      stopped = true;
    });
    await new Promise(resolve => setImmediate(resolve));
    expect(stopped).toBe(false);
    open();
    await stopping;
    expect(await storage.conversation.unfinished()).toEqual([]);
    expect((await inHand).map(words)).toEqual(['一', '一二']);
  });

  it('refuses what comes after it stopped, and does not keep it', async () => {
    const conversation = converse();
    await conversation.stop();
    await expect(conversation.handle(from('张', '一'))).rejects.toThrow('stopped');
    expect(turns).toEqual([]);
    expect(await storage.conversation.unfinished()).toEqual([]);
  });
});
