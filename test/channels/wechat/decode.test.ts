import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { types } from 'wechaty-puppet';
import { decode, type Told } from '../../../src/channels/wechat/decode.ts';

const now = new Date('2026-11-29T08:00:00Z');
const self = { id: 'bot', names: ['安家助手'] };
const told = (payload: object, over: Partial<Told> = {}) =>
  decode({
    payload: { id: 'm1', talkerId: 'zhang', type: types.Message.Text, timestamp: now.getTime(), text: '低保', ...payload },
    self,
    now,
    ...over,
  });

describe('a message of WeChat', () => {
  it('is private where it has no room', () => {
    expect(told({ listenerId: 'bot' })).toEqual({
      channel: 'wechat',
      account: 'wechat',
      chat: { id: 'zhang', kind: 'private' },
      person: 'zhang',
      platformId: 'm1',
      text: '低保',
      mentioned: true,
      at: now,
      replyable: 'm1',
    });
  });

  it('belongs to the group that it was said in, with who else it names', () => {
    const incoming = told(
      { roomId: 'r1@chatroom', text: '@安家助手\u2005问问@李四\u2005', mentionIdList: ['bot', 'li'] },
      { topic: '一号楼' },
    );
    expect(incoming).toMatchObject({
      chat: { id: 'r1@chatroom', kind: 'group', name: '一号楼' },
      person: 'zhang',
      mentioned: true,
      about: ['li'],
    });
  });

  it('tells what whoever wrote is called there, and that it answers somebody else', () => {
    const quoting = { roomId: 'r1@chatroom', text: `「李四：开会」\n${'- '.repeat(15)}\n收到` };
    expect(told(quoting, { talkerName: '罗大姐' })).toMatchObject({ text: '收到', personName: '罗大姐', answers: '' });
    expect(told({ roomId: 'r1@chatroom', text: '收到' })).not.toHaveProperty('answers');
  });

  it.each([
    ['milliseconds', 1_764_403_200_000, '2025-11-29T08:00:00.000Z'],
    ['seconds', 1_764_403_200, '2025-11-29T08:00:00.000Z'],
    ['nothing', undefined, now.toISOString()],
    ['nonsense', Number.POSITIVE_INFINITY, now.toISOString()],
    ['more than a date can be', 1e300, now.toISOString()],
  ])('has its time where the puppet tells %s', (_, timestamp, at) => {
    expect(told({ timestamp })!.at.toISOString()).toBe(at);
  });

  it.each([
    ['a picture', types.Message.Image, 'photo'],
    ['a voice', types.Message.Audio, 'voice'],
    ['a file', types.Message.Attachment, 'file'],
    ['a film', types.Message.Video, 'other'],
    ['a place', types.Message.Location, 'other'],
    ['a link', types.Message.Url, 'other'],
  ])('brings %s', (_, type, kind) => {
    expect(told({ type, text: '<xml/>', filename: '表.pdf' })).toMatchObject({
      text: '',
      attachments: [{ kind, ref: 'm1', name: '表.pdf' }],
    });
  });

  it.each([
    ['our own', { talkerId: 'bot' }],
    ['a recalled one', { type: types.Message.Recalled }],
    ['a red envelope', { type: types.Message.RedEnvelope }],
    ['a transfer', { type: types.Message.Transfer }],
    ['a sticker', { type: types.Message.Emoticon }],
    ['an unknown one', { type: types.Message.Unknown }],
    ['a notice of WeChat’s own', { text: '你已添加了张三，现在可以开始聊天了。' }],
    ['another notice', { text: '我通过了你的朋友验证请求，现在我们可以开始聊天了' }],
    ['one of a service', { talkerId: 'weixin' }],
    ['one of an official account', { talkerId: 'gh_3dfda90e39d6' }],
    ['an empty one', { text: ' \n' }],
    ['one without id', { id: '' }],
    ['one of nobody', { talkerId: undefined }],
  ])('is nothing where it is %s', (_, payload) => {
    expect(told(payload)).toBeUndefined();
  });

  it('is an `Incoming` or nothing, whatever a puppet tells', () => {
    const anything = fc.record(
      {
        id: fc.anything(),
        talkerId: fc.anything(),
        roomId: fc.anything(),
        type: fc.oneof(fc.integer(), fc.anything()),
        text: fc.anything(),
        timestamp: fc.anything(),
        mentionIdList: fc.anything(),
        filename: fc.anything(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(anything, payload => {
        const incoming = decode({ payload: payload as object, self, now });
        if (!incoming) return;
        expect(typeof incoming.text).toBe('string');
        expect(incoming.person).not.toBe('');
        expect(Number.isNaN(incoming.at.getTime())).toBe(false);
      }),
    );
  });
});
