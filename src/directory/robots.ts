/**
 * Group robots of WeCom: a group that is bound without a code, since nobody can post one where nobody is heard. Whoever has the address of a
 * robot's webhook has the robot: its key is kept sealed, told to nobody but the channel, and deleted with the group.
 */
import type { Clock } from '../shared/clock.ts';
import type { GroupId, Ids, SettlementId } from '../shared/ids.ts';
import type { Guard } from './guard.ts';
import { DEFAULT_MANNER } from './manner.ts';
import type { Actor, Group } from './model.ts';
import { done, type Outcome, refused } from './outcome.ts';
import type { DirectoryStore } from './store.ts';

/** The account that all robots are chats of. */
export const ROBOTS = { channel: 'wecom', account: 'robots' } as const;

/** Whether a group is that of a robot. */
export const isRobot = ({ channel, account }: Pick<Group, 'channel' | 'account'>): boolean =>
  channel === ROBOTS.channel && account === ROBOTS.account;

/** What may be done with robots besides what may be done with groups. */
export interface Robots {
  /** Makes the group of a robot one of the settlement, or of one of its buildings. */
  add(actor: Actor, settlement: SettlementId, wanted: RobotDraft): Promise<Outcome<Group>>;
  /** Sends a message to a robot's group, for somebody to look whether it comes. */
  test(actor: Actor, group: GroupId): Promise<Outcome<Group>>;
  /** The key of a robot: for the channel alone. */
  key(robot: string): Promise<string | undefined>;
}

/** A robot as it is added. */
export interface RobotDraft {
  /** The address of its webhook, or the key in it. */
  readonly webhook: string;
  /** What its group is called. */
  readonly name: string;
  /** The building that the group is for. Default: the whole settlement. */
  readonly building?: string | undefined;
}

/** Characters. */
export const LONGEST_GROUP_NAME = 60;

const KEY = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const LONGEST_ADDRESS = 500;

/**
 * The key in the address of a robot's webhook, or in a text that is nothing but the key; nothing where it is neither. Only the key is used: what
 * is sent goes where the configuration says.
 */
export function robotKeyIn(text: string): string | undefined {
  const trimmed = text.trim();
  if (KEY.test(trimmed)) return trimmed.toLowerCase();
  if (trimmed.length > LONGEST_ADDRESS || !URL.canParse(trimmed)) return undefined;
  const { protocol, pathname, searchParams } = new URL(trimmed);
  const [key = '', ...others] = searchParams.getAll('key');
  const isWebhook = /^https?:$/.test(protocol) && pathname === '/cgi-bin/webhook/send';
  return isWebhook && others.length === 0 && KEY.test(key) ? key.toLowerCase() : undefined;
}

export interface RobotParts {
  readonly store: DirectoryStore;
  readonly guard: Guard;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Sends something to a group to see whether it comes, in the same transaction. */
  readonly onTest: (group: Group) => Promise<void>;
}

export function createRobots({ store, guard, clock, ids, onTest }: RobotParts): Robots {
  return {
    add(actor, to, { webhook, name, building }) {
      const id = ids.group();
      return guard.within(actor, { action: 'group.bind', subject: id, reason: 'robot' }, to, async settlement => {
        const key = robotKeyIn(webhook);
        const called = name.trim();
        if (key === undefined) return refused('invalid', { field: 'webhook' });
        if (called === '' || [...called].length > LONGEST_GROUP_NAME) return refused('invalid', { field: 'name' });
        if (building !== undefined && !settlement.buildings.some(one => one.name === building))
          return refused('unknown', { what: 'building' });
        const now = clock.now();
        const robot = ids.row('w');
        if (!(await store.robots.add(robot, key, now))) return refused('exists', { field: 'webhook' });
        const group: Group = {
          id,
          ...ROBOTS,
          chat: robot,
          settlement: settlement.id,
          building,
          name: called,
          boundBy: actor.id,
          manner: DEFAULT_MANNER,
          boundAt: now.toISOString(),
        };
        await store.groups.put(group);
        return done(group);
      });
    },

    test: (actor, id) =>
      store.transact(async () => {
        const group = await store.groups.get(id);
        const request = { action: 'group.bind', subject: id, reason: 'test' } as const;
        const strange = () => Promise.resolve(refused('unknown', { what: 'robot' }));
        if (!group) return guard.run(actor, { ...request, place: {} }, strange);
        return guard.within(actor, request, group.settlement, async () => {
          if (!isRobot(group)) return strange();
          await onTest(group);
          return done(group);
        });
      }),

    key: robot => store.robots.key(robot),
  };
}
