/**
 * The platforms that the configuration names, each opened only where it is used: a new one is a folder below `channels/` and a line here.
 */
import type { Config } from './config.ts';
import type { Channel } from './message/channel.ts';

/** Opens one platform; nothing where it is not configured. */
type Platform = (config: Config) => Promise<Channel | undefined>;

const PLATFORMS: readonly Platform[] = [];

/** Opens all of them; none is connected yet. */
export async function openPlatforms(config: Config): Promise<readonly Channel[]> {
  const opened = await Promise.all(PLATFORMS.map(platform => platform(config)));
  return opened.filter(channel => channel !== undefined);
}
