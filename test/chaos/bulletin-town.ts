/**
 * The groups that a bulletin goes to, on the double of the Bot API: what they are called there, and what they received.
 */
import type { BotApi, Room } from '../support/bot-api/index.ts';

/** A group, and the rooms that it was on the platform, the last one is that of now. */
export interface Group {
  readonly name: string;
  readonly rooms: Room[];
}

/** Makes so many groups up; they are called g0, g1, and so on. */
export function townOf(api: BotApi, count: number) {
  const groups = Array.from(
    { length: count },
    (_, n): Group => ({ name: `g${n}`, rooms: [api.group(`群${n}`, { type: n % 3 === 0 ? 'supergroup' : 'group' })] }),
  );
  const owner = new Map(groups.map(group => [group.rooms[0]!.chat.id, group]));
  const heard = new Map<Group, { times: number; last: number }>();
  let counted = 0;
  const look = () => {
    for (; counted < api.sent.length; counted++) {
      const { message, at } = api.sent[counted]!;
      const group = owner.get(message.chat.id);
      if (group) heard.set(group, { times: (heard.get(group)?.times ?? 0) + 1, last: at });
    }
  };
  const current = (group: Group): Room => group.rooms.at(-1)!;
  const movedTo = (group: Group, room: Room) => {
    group.rooms.push(room);
    owner.set(room.chat.id, group);
  };
  return {
    groups,
    current,
    /** So many groups received it. */
    received() {
      look();
      return heard.size;
    },
    timesIn(group: Group) {
      look();
      return heard.get(group)?.times ?? 0;
    },
    lastIn(group: Group) {
      look();
      return heard.get(group)?.last ?? 0;
    },
    move: (group: Group) => movedTo(group, api.migrate(current(group))),
    moveUntold(group: Group) {
      const before = current(group);
      const room = api.group(before.chat.title ?? '', { type: 'supergroup' });
      before.movedTo = room.chat.id;
      movedTo(group, room);
    },
  };
}
