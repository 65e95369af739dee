import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/channels/telegram/commands.ts';
import { type Decoded, decode } from '../../../src/channels/telegram/decode.ts';
import { COMMANDS as ALL_COMMANDS } from '../../../src/knowledge/load-language.ts';
import type { Incoming } from '../../../src/message/index.ts';

const ME = { id: 666, username: 'anjia_bot' };
const NOW = new Date('2026-11-22T04:00:00Z');
const DATE = 1_795_000_000;
const WANG = { id: 7, is_bot: false, first_name: '王' };
const LI = { id: 8, is_bot: false, first_name: '李' };
const GROUP = { id: -1001, type: 'supergroup', title: '锦绣社区一栋' };
const PRIVATE = { id: 7, type: 'private', first_name: '王' };

const read = (update: object): Decoded => decode({ update_id: 5, ...update }, ME, '666', NOW);
const message = (fields: object) => read({ message: { message_id: 9, date: DATE, chat: PRIVATE, from: WANG, ...fields } });
const incoming = (fields: object): Incoming => {
  const decoded = message(fields);
  if (decoded.kind !== 'message') throw new Error(`it is ${decoded.kind}`);
  return decoded.incoming;
};
const inGroup = (fields: object) => incoming({ chat: GROUP, ...fields });
/** A text in which the words between ‹ › are an entity. */
const marked = (text: string, type: string, more: object = {}) => {
  const [offset, end] = [text.indexOf('‹'), text.indexOf('›') - 1];
  return { text: text.replace(/[‹›]/g, ''), entities: [{ type, offset, length: end - offset, ...more }] };
};

describe('a message on Telegram', () => {
  it('becomes what somebody says in private', () => {
    expect(incoming({ text: ' 搬到城里还能吃低保不 ' })).toEqual({
      channel: 'telegram',
      account: '666',
      chat: { id: '7', kind: 'private' },
      person: '7',
      personName: '王',
      platformId: '7:9',
      text: '搬到城里还能吃低保不',
      mentioned: true,
      at: new Date(DATE * 1000),
      replyable: '9',
    });
  });

  it('is told apart by chat and number, so that one that comes twice is one', () => {
    expect(incoming({ text: 'a' }).platformId).toBe(incoming({ text: 'a' }).platformId);
    expect(inGroup({ text: 'a' }).platformId).not.toBe(incoming({ text: 'a' }).platformId);
    expect(incoming({ text: 'a', message_id: 10 }).platformId).not.toBe(incoming({ text: 'a' }).platformId);
  });

  it('is of its group, by its name, and of the topic that it stands in', () => {
    expect(inGroup({ text: 'a' }).chat).toEqual({ id: '-1001', kind: 'group', name: '锦绣社区一栋' });
    expect(inGroup({ text: 'a', message_thread_id: 12, is_topic_message: true }).chat.thread).toBe('12');
    // Outside topics it numbers a thread of replies.
    expect(inGroup({ text: 'a', message_thread_id: 12 }).chat.thread).toBeUndefined();
  });

  it.each([
    ['nobody', { text: '低保' }, false, '低保'],
    ['the bot', marked('‹@anjia_bot› 低保', 'mention'), true, '低保'],
    ['the bot in other letters, in the middle', marked('请问‹@Anjia_Bot›低保', 'mention'), true, '请问 低保'],
    ['the bot at the end', marked('低保 ‹@anjia_bot›', 'mention'), true, '低保'],
    ['the bot by its face', marked('‹安家› 低保', 'text_mention', { user: { id: 666 } }), true, '低保'],
    ['somebody else', marked('‹@lisi› 低保', 'mention'), false, '@lisi 低保'],
    ['a name that begins like the bot’s', marked('‹@anjia_bot2› 低保', 'mention'), false, '@anjia_bot2 低保'],
    ['the bot with letters of two units before it', marked('😀😀‹@anjia_bot› 低保', 'mention'), true, '😀😀 低保'],
    ['something beyond its end', { text: '低保', entities: [{ type: 'mention', offset: 1, length: 9 }] }, false, '低保'],
  ])('that names %s', (_, fields, mentioned, text) => {
    expect(inGroup(fields)).toMatchObject({ mentioned, text });
  });

  it('knows the bot in the words below a photo', () => {
    const { text: caption, entities: caption_entities } = marked('‹@anjia_bot› 这是啥子', 'mention');
    const photo = [{ file_id: 'f', width: 1, height: 1 }];
    expect(inGroup({ caption, caption_entities, photo })).toMatchObject({ mentioned: true, text: '这是啥子' });
  });

  it('calls the bot when it answers it, and is about others when it answers or names them', () => {
    expect(inGroup({ text: '低保', reply_to_message: { from: { id: 666, is_bot: true } } }).mentioned).toBe(true);
    const toLi = inGroup({ text: '低保', reply_to_message: { from: LI } });
    expect(toLi).toMatchObject({ mentioned: false, about: ['8'] });
    expect(inGroup({ ...marked('‹李四› 低保', 'text_mention', { user: LI }) }).about).toEqual(['8']);
    expect(inGroup({ text: '低保', reply_to_message: { from: WANG } }).about).toBeUndefined();
  });

  it('tells which message it answers, and what whoever wrote calls themselves', () => {
    const answer = inGroup({
      text: '收到',
      from: { ...WANG, last_name: ' 小明 ' },
      reply_to_message: { message_id: 4, from: { id: 666 } },
    });
    expect(answer).toMatchObject({ answers: '4', personName: '王 小明' });
    expect(inGroup({ text: '收到', reply_to_message: { message_id: 4, forum_topic_created: {} } })).not.toHaveProperty('answers');
    expect(inGroup({ text: '收到', from: { id: 1_087_968_824, first_name: 'Group' } })).not.toHaveProperty('personName');
  });

  it('answers nobody by standing in a topic that the bot opened', () => {
    const head = { from: { id: 666, is_bot: true }, forum_topic_created: { name: '低保' } };
    expect(inGroup({ text: '低保', reply_to_message: head, is_topic_message: true, message_thread_id: 3 })).toMatchObject({
      mentioned: false,
      chat: { thread: '3' },
    });
  });

  it.each([
    ['/help', true, 'help'],
    ['/Help@anjia_bot', true, 'help'],
    ['/desk@anjia_bot', true, 'desk'],
    ['/desk@other_bot', false, '/desk@other_bot'],
    ['/ban 王', false, '/ban 王'],
    ['/help 我家着火了', true, '我家着火了'],
    ['/whatever@anjia_bot', true, 'whatever'],
    ['/start', true, 'help'],
    ['/ 低保', false, '/ 低保'],
    ['/help，低保', false, '/help，低保'],
  ])('takes %j', (text, mentioned, heard) => {
    expect(inGroup({ text })).toMatchObject({ mentioned, text: heard });
  });

  it('brings a pass along from a deep link, and nothing that is none', () => {
    expect(incoming({ text: '/start 7KQ2M-X40_DR' })).toMatchObject({ pass: '7KQ2M-X40_DR', text: 'help' });
    expect(incoming({ text: `/start ${'a'.repeat(65)}` }).pass).toBeUndefined();
    expect(incoming({ text: '/start 你好' }).pass).toBeUndefined();
    expect(incoming({ text: '/help 7KQ2M' }).pass).toBeUndefined();
  });

  it('has commands that the conversation knows, in a form that Telegram takes', () => {
    for (const { id } of COMMANDS) {
      expect(ALL_COMMANDS as readonly string[]).toContain(id);
      expect(id).toMatch(/^[a-z\d_]{1,32}$/);
    }
  });

  it('is another message when it was edited, and says which one it was', () => {
    const edited = read({
      edited_message: { message_id: 9, date: DATE, edit_date: DATE + 5, chat: PRIVATE, from: WANG, text: '医保' },
    });
    expect(edited).toMatchObject({ kind: 'message', incoming: { edits: '7:9', text: '医保', platformId: '7:9~5' } });
  });

  it.each([
    [
      {
        photo: [
          { file_id: 's', width: 90, height: 90 },
          { file_id: 'l', width: 900, height: 900, file_size: 5 },
        ],
      },
      { kind: 'photo', ref: 'l', size: 5 },
    ],
    [{ document: { file_id: 'd', file_name: '证明.pdf', file_size: 6 } }, { kind: 'file', ref: 'd', name: '证明.pdf', size: 6 }],
    [{ voice: { file_id: 'v', duration: 3 } }, { kind: 'voice', ref: 'v' }],
    [{ video: { file_id: 'x' } }, { kind: 'other', ref: 'x' }],
    [
      { animation: { file_id: 'g' }, document: { file_id: 'g' } },
      { kind: 'other', ref: 'g' },
    ],
    [{ sticker: { file_id: 't' } }, { kind: 'other', ref: 't' }],
    [{ location: { latitude: 1, longitude: 2 } }, { kind: 'other', ref: '-' }],
  ])('brings %j', (fields, attachment) => {
    expect(incoming(fields)).toMatchObject({ text: '', attachments: [attachment] });
  });

  it('is nobody’s in particular when it is sent under the name of the group or of a channel', () => {
    const bot = { id: 1_087_968_824, is_bot: true, username: 'GroupAnonymousBot' };
    expect(inGroup({ text: 'a', from: bot, sender_chat: { id: -1001 } }).person).toBe('anonymous');
    expect(inGroup({ text: 'a', from: bot }).person).toBe('anonymous');
    expect(inGroup({ text: 'a', from: { id: 136_817_688, is_bot: true }, sender_chat: { id: -1009 } }).person).toBe('anonymous');
  });

  it.each([
    ['another bot', { chat: GROUP, from: { id: 9, is_bot: true }, text: 'a' }],
    ['a channel', { chat: { id: -5, type: 'channel', title: 'c' }, text: 'a' }],
    [
      'a post that a group takes over from its channel',
      { chat: GROUP, from: { id: 777_000 }, sender_chat: { id: -5 }, is_automatic_forward: true, text: 'a' },
    ],
    ['nobody', { chat: GROUP, from: undefined, text: 'a' }],
    ['Telegram itself, that somebody came', { chat: GROUP, new_chat_members: [LI] }],
    ['Telegram itself, that something was pinned', { chat: GROUP, pinned_message: {} }],
  ])('is not heard from %s', (_, fields) => {
    expect(message(fields)).toEqual({ kind: 'nothing' });
  });
});

describe('a button on Telegram', () => {
  const pressed = (fields: object) =>
    read({
      callback_query: {
        id: 'q1',
        from: WANG,
        data: 'region=guizhou',
        message: { message_id: 4, date: 0, chat: GROUP },
        ...fields,
      },
    });

  it('says what it stands for, to be answered below its message', () => {
    expect(pressed({})).toEqual({
      kind: 'message',
      pressed: 'q1',
      incoming: {
        channel: 'telegram',
        account: '666',
        chat: { id: '-1001', kind: 'group', name: '锦绣社区一栋' },
        person: '7',
        personName: '王',
        platformId: 'press:q1',
        text: 'region=guizhou',
        mentioned: true,
        at: NOW,
        replyable: '4',
      },
    });
  });

  it('says nothing without a chat or without words', () => {
    expect(pressed({ message: undefined })).toEqual({ kind: 'nothing' });
    expect(pressed({ data: undefined })).toEqual({ kind: 'nothing' });
  });
});

describe('what happens to a chat on Telegram', () => {
  const member = (chat: object, before: string, after: object) =>
    read({ my_chat_member: { chat, from: WANG, date: DATE, old_chat_member: { status: before }, new_chat_member: after } });
  const group = { id: '-1001', kind: 'group', name: '锦绣社区一栋' };

  it.each([
    ['brought in', GROUP, 'left', { status: 'member' }, { kind: 'open', chat: group, joined: true }],
    ['brought in as an administrator', GROUP, 'kicked', { status: 'administrator' }, { kind: 'open', chat: group, joined: true }],
    ['made an administrator', GROUP, 'member', { status: 'administrator' }, { kind: 'open', chat: group, joined: false }],
    ['removed', GROUP, 'member', { status: 'kicked' }, { kind: 'closed', chat: '-1001', reason: 'kicked' }],
    ['gone', GROUP, 'member', { status: 'left' }, { kind: 'closed', chat: '-1001', reason: 'kicked' }],
    [
      'silenced',
      GROUP,
      'member',
      { status: 'restricted', is_member: true, can_send_messages: false },
      { kind: 'closed', chat: '-1001', reason: 'restricted' },
    ],
    [
      'restricted, but may speak',
      GROUP,
      'member',
      { status: 'restricted', is_member: true, can_send_messages: true },
      { kind: 'open', chat: group, joined: false },
    ],
    [
      'restricted and gone',
      GROUP,
      'member',
      { status: 'restricted', is_member: false },
      { kind: 'closed', chat: '-1001', reason: 'kicked' },
    ],
    ['blocked', PRIVATE, 'member', { status: 'kicked' }, { kind: 'closed', chat: '7', reason: 'blocked' }],
    ['unblocked', PRIVATE, 'kicked', { status: 'member' }, { kind: 'open', chat: { id: '7', kind: 'private' }, joined: false }],
  ])('when the bot is %s', (_, chat, before, after, event) => {
    expect(member(chat, before, after)).toEqual({ kind: 'event', event });
  });

  it('is of no matter in a channel', () => {
    expect(member({ id: -5, type: 'channel' }, 'left', { status: 'administrator' })).toEqual({ kind: 'nothing' });
  });

  it('is that it gets another id, told from either side, or another name', () => {
    const moved = { kind: 'event', event: { kind: 'moved', chat: '-5', to: '-1001' } };
    expect(message({ chat: { id: -5, type: 'group', title: 'a' }, migrate_to_chat_id: -1001 })).toEqual(moved);
    expect(message({ chat: GROUP, migrate_from_chat_id: -5 })).toEqual(moved);
    expect(message({ chat: GROUP, new_chat_title: '锦绣社区' })).toEqual({
      kind: 'event',
      event: { kind: 'open', chat: { ...group, name: '锦绣社区' }, joined: false },
    });
  });
});

describe('what is no update of the Bot API', () => {
  it.each([
    null,
    undefined,
    5,
    'a',
    [],
    {},
    { update_id: 'a' },
    { update_id: 1, message: 5 },
    { update_id: 1, message: {} },
    { update_id: 1, message: { message_id: 1, date: -1, chat: PRIVATE } },
  ])('is told: %j', given => {
    expect(decode(given, ME, '666', NOW)).toEqual({ kind: 'unfit' });
  });

  it('is nothing where it is of a kind that we do not ask for', () => {
    expect(read({ poll: { id: '1' } })).toEqual({ kind: 'nothing' });
    expect(read({ channel_post: {} })).toEqual({ kind: 'nothing' });
  });

  const key = fc.constantFrom('message', 'edited_message', 'callback_query', 'my_chat_member');
  /** Mostly right, and now and then anything. */
  const mostly = (right: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 9, arbitrary: right }, { weight: 1, arbitrary: fc.jsonValue() });
  const entity = fc.record({
    type: fc.constantFrom('mention', 'text_mention', 'bot_command'),
    offset: fc.nat(9),
    length: fc.nat(9),
  });
  const member = fc.record({ status: fc.constantFrom('member', 'left', 'restricted'), can_send_messages: fc.boolean() });
  const inner = fc.record(
    {
      message_id: mostly(fc.nat()),
      date: mostly(fc.nat()),
      chat: mostly(fc.constantFrom(GROUP, PRIVATE)),
      from: mostly(fc.constant(WANG)),
      text: mostly(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('/start a', '/help', '@anjia_bot'))),
      entities: mostly(fc.array(entity)),
      id: mostly(fc.string({ minLength: 1 })),
      data: mostly(fc.string()),
      old_chat_member: mostly(member),
      new_chat_member: mostly(member),
      photo: fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.jsonValue() }),
      message: mostly(fc.record({ message_id: fc.nat(), chat: fc.constantFrom(GROUP, PRIVATE) })),
    },
    { requiredKeys: ['message_id', 'date', 'chat'] },
  );

  it('breaks nothing, whatever it is', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.tuple(key, inner).map(([name, value]) => ({ update_id: 1, [name]: value })),
        ),
        given => {
          const decoded = decode(given, ME, '666', NOW);
          kinds.add(decoded.kind);
          if (decoded.kind !== 'message') return;
          const { text, at, person, platformId } = decoded.incoming;
          expect(typeof text).toBe('string');
          expect(at.getTime()).not.toBeNaN();
          expect(person).not.toBe('');
          expect(platformId).not.toBe('');
        },
      ),
      { numRuns: 3000 },
    );
    expect([...kinds].sort()).toEqual(['event', 'message', 'nothing', 'unfit']);
  });
});
