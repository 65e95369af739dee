/**
 * How fast a bot may send, as strictly as Telegram's documentation says it.
 */
import type { Room } from './world.ts';

/** So many messages in any stretch of so long; nothing is limited where a limit is absent. */
export interface RateLimits {
  /** Over all chats, in a second. */
  readonly overall?: number | undefined;
  /** To one chat, in a second. */
  readonly chat?: number | undefined;
  /** To one group, in a minute. */
  readonly group?: number | undefined;
}

/** As the documentation says. */
export const DOCUMENTED: RateLimits = { overall: 30, chat: 1, group: 20 };

/** @returns a function that counts a message to a room, or says for how many milliseconds it comes too early */
export function createRates(limits: () => RateLimits, now: () => number): (room: Pick<Room, 'chat'>) => number {
  const sent = new Map<string, number[]>();
  return room => {
    const { overall, chat, group } = limits();
    const { id, type } = room.chat;
    const rules: readonly (readonly [string, number | undefined, number])[] = [
      ['all', overall, 1_000],
      [`chat ${id}`, chat, 1_000],
      [`group ${id}`, type === 'private' ? undefined : group, 60_000],
    ];
    const at = now();
    const going = rules.flatMap(([key, most, withinMs]) => {
      if (most === undefined) return [];
      const times = (sent.get(key) ?? []).filter(time => time > at - withinMs);
      sent.set(key, times);
      return [{ times, wait: times.length < most ? 0 : times[times.length - most]! + withinMs - at }];
    });
    const wait = Math.max(0, ...going.map(one => one.wait));
    if (wait === 0) for (const { times } of going) times.push(at);
    return wait;
  };
}
