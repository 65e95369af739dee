/**
 * From a message as a puppet tells it to an `Incoming`. What is no message of a person's is nothing, whatever it looks like.
 */
import { type payloads, types } from 'wechaty-puppet';
import type { Attachment, Incoming } from '../../message/index.ts';
import { WECHAT } from './account.ts';
import { spokenIn } from './spoken.ts';

/** A message with what has to be looked up for it. */
export interface Told {
  readonly payload: Partial<payloads.Message>;
  readonly self: Self;
  /** What the group is called. */
  readonly topic?: string | undefined;
  /** What whoever wrote is called there. */
  readonly talkerName?: string | undefined;
  /** When it was told: counts where the message has no time of its own. */
  readonly now: Date;
}

/** The account that is logged in. */
export interface Self {
  readonly id: string;
  /** How it is called where the message was written. */
  readonly names: readonly string[];
}

/** `undefined` where nobody said anything to anybody. */
export function decode({ payload, self, topic, talkerName, now }: Told): Incoming | undefined {
  const id = wordOf(payload.id);
  const talker = wordOf(payload.talkerId);
  const type = typeof payload.type === 'number' ? payload.type : types.Message.Unknown;
  if (!id || !talker || talker === self.id || isService(talker)) return undefined;
  const room = wordOf(payload.roomId);
  const kind = KINDS.get(type);
  const text = type === types.Message.Text && typeof payload.text === 'string' ? payload.text : '';
  if (!kind && (type !== types.Message.Text || text.trim() === '' || NOTICES.some(notice => notice.test(text)))) return undefined;
  const named = 'mentionIdList' in payload && Array.isArray(payload.mentionIdList) ? payload.mentionIdList : [];
  const spoken = room
    ? spokenIn({ text, names: self.names.filter(name => name.trim() !== ''), isNamed: named.includes(self.id) })
    : { ...spokenIn({ text, names: [], isNamed: false }), mentioned: true };
  const others = named.map(wordOf).filter(one => one !== undefined && one !== self.id && one !== talker) as string[];
  return {
    ...WECHAT,
    chat: room ? { id: room, kind: 'group', ...(topic ? { name: topic } : {}) } : { id: talker, kind: 'private' },
    person: talker,
    ...(talkerName ? { personName: talkerName } : {}),
    platformId: id,
    text: spoken.text,
    mentioned: spoken.mentioned,
    at: instantOf(payload.timestamp) ?? now,
    replyable: id,
    ...(room && spoken.answersOther ? { answers: '' } : {}),
    ...(others.length > 0 ? { about: others } : {}),
    ...(kind ? { attachments: [attachmentOf(kind, id, payload.filename)] } : {}),
  };
}

/** What comes besides words. Stickers, red envelopes, transfers, and that something was recalled, say nothing to us. */
const KINDS: ReadonlyMap<number, Attachment['kind']> = new Map([
  [types.Message.Image, 'photo'],
  [types.Message.Audio, 'voice'],
  [types.Message.Attachment, 'file'],
  [types.Message.Video, 'other'],
  [types.Message.Location, 'other'],
  [types.Message.Contact, 'other'],
  [types.Message.MiniProgram, 'other'],
  [types.Message.ChatHistory, 'other'],
  [types.Message.Url, 'other'],
]);

const attachmentOf = (kind: Attachment['kind'], ref: string, name: unknown): Attachment => ({
  kind,
  ref,
  ...(typeof name === 'string' && name !== '' ? { name: name.slice(0, 200) } : {}),
});

/** Accounts of WeChat's own, and official accounts: nobody is behind them. */
const SERVICES = new Set(['weixin', 'fmessage', 'filehelper', 'newsapp', 'medianote', 'floatbottle', 'qmessage', 'tmessage']);
const isService = (contact: string): boolean => SERVICES.has(contact) || contact.startsWith('gh_');

/** What WeChat itself writes into a private chat, in the name of whoever it is with. */
const NOTICES = [
  /^你已添加了.+现在可以开始聊天了/s,
  /^我通过了你的(?:朋友|好友|联系人)验证请求/,
  /^以上是打招呼的(?:内容|消息)/,
  /^收到红包，请在手机上查看/,
  /^\[?收到一条.+请在手机上查看/,
];

/** Puppets tell seconds or milliseconds. */
function instantOf(timestamp: unknown): Date | undefined {
  if (typeof timestamp !== 'number' || !Number.isFinite(timestamp) || timestamp <= 0) return undefined;
  const instant = new Date(timestamp < 1e11 ? timestamp * 1000 : timestamp);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

const wordOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
