/**
 * The platforms that the configuration names, each opened only where it is used: a new one is a folder below `channels/` and a line here.
 */
import { join } from 'node:path';
import type { Config } from './config.ts';
import { codeIn } from './directory/codes.ts';
import type { Hook } from './http/index.ts';
import type { Wordbook } from './language/i18n.ts';
import type { Channel } from './message/channel.ts';
import type { Rooms } from './rooms.ts';
import type { Clock } from './shared/clock.ts';
import { type Log, traceOf } from './shared/log.ts';

/** A channel, with the address that the web server serves for it where its platform calls us. */
export type Platform = Channel & { readonly hook?: Hook | undefined };

/** What platforms are made with besides the configuration. */
export interface PlatformParts {
  readonly wordbook: Wordbook;
  readonly clock: Clock;
  readonly log: Log;
  readonly rooms: Rooms;
}

/** Opens one platform; nothing where it is not configured. */
type Opening = (config: Config, parts: PlatformParts) => Promise<Platform | undefined>;

const PLATFORMS: readonly Opening[] = [
  async ({ telegram, publicUrl = '' }, parts) => {
    if (!telegram) return undefined;
    const { token, api, webhookSecret: secret } = telegram;
    const { createTelegram } = await import('./channels/telegram/index.ts');
    return createTelegram({ ...parts, token, api, webhook: secret === undefined ? undefined : { publicUrl, secret } });
  },
  async ({ wechat, callPrefix, dataDir }, { clock, log }) => {
    if (!wechat) return undefined;
    const { createWechat } = await import('./channels/wechat/index.ts');
    return createWechat({
      ...wechat,
      memory: join(dataDir, 'wechat'),
      clock,
      welcomes: hello => hello.includes(callPrefix) || codeIn(hello) !== undefined,
      onFault: error => log.error(traceOf(error), 'wechat'),
    });
  },
  async ({ wecomApi: api }, { rooms: { directory } }) => {
    const { createWecom } = await import('./channels/wecom/index.ts');
    return createWecom({ api, keyOf: robot => directory.robots.key(robot) });
  },
];

/** Opens all of them; none is connected yet. */
export async function openPlatforms(config: Config, parts: PlatformParts): Promise<readonly Platform[]> {
  const opened = await Promise.all(PLATFORMS.map(open => open(config, parts)));
  return opened.filter(platform => platform !== undefined);
}
