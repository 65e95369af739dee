/**
 * Group robots of WeCom (企业微信群机器人): each is a chat that can be written to and is never heard. Which robots there are, and what opens them,
 * is kept by others.
 */
import { createHash } from 'node:crypto';
import type { Channel, Part, Sent } from '../../message/channel.ts';
import type { OutgoingFile } from '../../message/index.ts';
import { outcomeOf } from './outcome.ts';
import { show, upload, type Webhook } from './webhook.ts';

/** What the channel is made of. */
export interface WecomParts {
  /** Where the webhooks are: `https://qyapi.weixin.qq.com`. */
  readonly api: string;
  /** The key of a robot's webhook, a secret; nothing where there is no such robot any more. */
  readonly keyOf: (robot: string) => Promise<string | undefined>;
  /** What has not been answered after so long is in doubt; a file has four times as long. Default: 15 seconds. */
  readonly patienceMs?: number | undefined;
}

/** The platform counts what arrives: what was held up on the way must not meet what comes after it. */
const MINUTE_MS = 61_000;

/** All robots as one account; a chat's id is that of its robot. */
export function createWecom({ api, keyOf, patienceMs = 15_000 }: WecomParts): Channel {
  return {
    name: 'wecom',
    account: 'robots',
    // A file is a message of its own.
    limits: { text: 2048, caption: 0, unit: 'utf8', buttons: false, files: true },
    pace: { rules: [{ most: 20, withinMs: MINUTE_MS, of: 'chat', counts: 'everything' }], atOnce: 8 },
    start: inbox => inbox.state({ kind: 'online' }),
    stop: () => Promise.resolve(),
    async send({ chat }, part) {
      let key: string | undefined;
      try {
        key = await keyOf(chat);
      } catch {
        return { kind: 'again', reason: 'server', perhaps: false };
      }
      if (key === undefined) return { kind: 'refused', reason: 'gone', closes: true };
      return sendPart({ api, key, patienceMs }, part);
    },
  };
}

const sendPart = async (webhook: Webhook, { text, file }: Part): Promise<Sent> => {
  if (!file) return outcomeOf(await show(webhook, { msgtype: 'text', text: { content: text } }));
  return isImage(file) ? sendImage(webhook, file) : sendFile(webhook, file);
};

/** What the platform takes: images that are shown as such, and files; both ends belong to it. */
const IMAGE = { types: ['image/png', 'image/jpeg'], mostBytes: 2 * 1024 * 1024 };
const FILE = { leastBytes: 6, mostBytes: 20 * 1024 * 1024 };

const bytesOf = ({ content }: OutgoingFile): number => Buffer.byteLength(content, 'base64');
const isImage = (file: OutgoingFile): boolean => IMAGE.types.includes(file.type) && bytesOf(file) <= IMAGE.mostBytes;

async function sendImage(webhook: Webhook, { content }: OutgoingFile): Promise<Sent> {
  // The platform asks for this digest; it guards nothing.
  const md5 = createHash('md5').update(Buffer.from(content, 'base64')).digest('hex');
  return outcomeOf(await show(slowly(webhook), { msgtype: 'image', image: { base64: content, md5 } }));
}

async function sendFile(webhook: Webhook, file: OutgoingFile): Promise<Sent> {
  const bytes = bytesOf(file);
  if (bytes < FILE.leastBytes || bytes > FILE.mostBytes) return { kind: 'refused', reason: 'unfit', closes: false };
  const answer = await upload(slowly(webhook), file);
  const uploaded = outcomeOf(answer);
  // Nobody has seen anything yet.
  if (uploaded.kind === 'again') return { ...uploaded, perhaps: false };
  if (uploaded.kind !== 'sent') return uploaded;
  const media = answer.kind === 'answered' ? answer.media : undefined;
  if (media === undefined) return { kind: 'again', reason: 'server', perhaps: false };
  return outcomeOf(await show(webhook, { msgtype: 'file', file: { media_id: media } }));
}

const slowly = (webhook: Webhook): Webhook => ({ ...webhook, patienceMs: webhook.patienceMs * 4 });
