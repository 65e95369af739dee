/**
 * Group robots of WeCom (企业微信群机器人): each is a chat that can be written to and is never heard. Which robots there are, and what opens them,
 * is kept by others.
 */
import type { Channel, Part, Sent } from '../../message/channel.ts';
import { outcomeOf } from './outcome.ts';
import { ask, type Webhook } from './webhook.ts';

/** What the channel is made of. */
export interface WecomParts {
  /** Where the webhooks are: `https://qyapi.weixin.qq.com`. */
  readonly api: string;
  /** The key of a robot's webhook, a secret; nothing where there is no such robot any more. */
  readonly keyOf: (robot: string) => Promise<string | undefined>;
  /** What has not been answered after so long is in doubt. Default: 15 seconds. */
  readonly patienceMs?: number | undefined;
}

/** The platform counts what arrives: what was held up on the way must not meet what comes after it. */
const MINUTE_MS = 61_000;

/** All robots as one account; a chat's id is that of its robot. */
export function createWecom({ api, keyOf, patienceMs = 15_000 }: WecomParts): Channel {
  return {
    name: 'wecom',
    account: 'robots',
    limits: { text: 2048, unit: 'utf8', buttons: false, files: false },
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

const sendPart = async (webhook: Webhook, { text }: Part): Promise<Sent> =>
  outcomeOf(await ask(webhook, { msgtype: 'text', text: { content: text } }));
