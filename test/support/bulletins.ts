/**
 * A county with settlements, their groups and their staff on a real database, and a platform that sends when the test says so.
 */

import type { Bulletin, BulletinDraft } from '../../src/bulletin/model.ts';
import { folders } from '../../src/config.ts';
import { deliver } from '../../src/delivery/deliver.ts';
import type { Address, Delivery } from '../../src/delivery/store.ts';
import type { GRANTED_ROLES } from '../../src/directory/access.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import type { Actor, Group, Settlement } from '../../src/directory/model.ts';
import type { Scope } from '../../src/directory/scope.ts';
import type { Sender } from '../../src/directory/visitors.ts';
import { loadWordbook } from '../../src/language/i18n.ts';
import type { Sent } from '../../src/message/channel.ts';
import { createRooms, type RoomOptions, type Rooms } from '../../src/rooms.ts';
import type { GroupId, RegionId } from '../../src/shared/ids.ts';
import type { Storage } from '../../src/storage/index.ts';
import { valueIn } from '../directory/subjects.ts';
import { type TestChannel, testChannel } from './channel.ts';
import { clockAt, type TestClock } from './clock.ts';
import { ids } from './directory.ts';

const wordbook = loadWordbook(folders.locales);

/** What becomes of a copy; nothing where it is sent. */
export type Fate = (delivery: Delivery) => Sent | undefined;

export interface BulletinTown {
  readonly rooms: Rooms;
  readonly clock: TestClock;
  readonly channel: TestChannel;
  /** Two settlements of one county, one of another. */
  readonly here: Settlement;
  readonly near: Settlement;
  readonly far: Settlement;
  group(of: Settlement, over?: Partial<Group>): Promise<Group>;
  staff(name: string, role: (typeof GRANTED_ROLES)[number], scope: Scope): Promise<Actor>;
  /** Sends what is due now, at most so many. @returns how many were tried */
  send(most?: number, fate?: Fate): Promise<number>;
  /** What somebody was told in private, oldest first. */
  told(name: string): Promise<readonly Delivery[]>;
  /** Another process on the same database. */
  again(storage: Storage): Rooms;
  draft(over?: Partial<BulletinDraft>): BulletinDraft;
  /** Written and let go by the county's cadre. */
  sent(over?: Partial<BulletinDraft>): Promise<Bulletin>;
  readonly cadre: Actor;
}

export const county: Scope = { kind: 'county', region: 'guizhou' as RegionId, county: '黔西市' };
const HOLDER = JSON.stringify(['test', 0, '']);

export const privateSender = (name: string): Sender => ({
  channel: 'terminal',
  account: 'terminal',
  chat: { id: name, kind: 'private' },
  person: name,
});

export async function bulletinTown(storage: Storage, instant: string, options: RoomOptions = {}): Promise<BulletinTown> {
  const clock = clockAt(instant);
  const channel = testChannel({ edit: async (_, id) => ({ kind: 'sent', id }) });
  const account = { channel: channel.name, account: channel.account };
  const again = (on: Storage): Rooms => {
    const rooms = createRooms(on, wordbook, clock, options);
    rooms.deliveries.join(channel);
    return rooms;
  };
  const rooms = again(storage);
  const { directory, bulletins } = rooms;
  const settle = async (name: string, over: Partial<Settlement> = {}) =>
    valueIn(
      await directory.settlements.add(OPERATOR, {
        region: 'guizhou' as RegionId,
        county: '黔西市',
        name,
        buildings: [{ name: '1栋' }, { name: '2栋' }],
        desks: [],
        tags: [],
        ...over,
      }),
    );
  const staff: BulletinTown['staff'] = async (name, role, scope) => {
    const code = valueIn(await directory.people.invite(OPERATOR, { role, scope, name }));
    valueIn(await directory.visitors.redeem(privateSender(name), code.letters));
    return (await directory.visitors.behind(privateSender(name))).actor;
  };
  const draft: BulletinTown['draft'] = (over = {}) => ({
    kind: 'jobs',
    content: { title: '缝纫工', text: '黔西服装厂招缝纫工二十名。' },
    audience: { places: [county] },
    ...over,
  });
  const cadre = await staff('张干部', 'cadre', county);
  let chats = 0;
  return {
    rooms,
    clock,
    channel,
    here: await settle('锦绣社区'),
    near: await settle('惠民社区', { tags: ['大型'] }),
    far: await settle('团结社区', { county: '织金县' }),
    cadre,
    again,
    draft,
    staff,
    async group({ id: settlement }, over = {}) {
      const group: Group = {
        ...account,
        id: ids.group(),
        chat: `-${++chats}`,
        settlement,
        name: `群${chats}`,
        boundBy: 'operator',
        boundAt: clock.now().toISOString(),
        manner: 'called',
        ...over,
      };
      await storage.directory.groups.put(group);
      return group;
    },
    async send(most = 10_000, fate = () => undefined) {
      const { delivery } = storage;
      await delivery.lease(account, HOLDER, new Date(clock.now().getTime() + 60_000), clock.now(), () => true);
      let tried = 0;
      for (; tried < most; tried++) {
        const [one] = await delivery.due(account, clock.now(), 1, { everything: [], unasked: [] });
        if (!one) break;
        const [sending] = (await delivery.step(account, HOLDER, [], [one.id], clock.now())) ?? [];
        if (!sending) continue;
        const said = fate(sending);
        const before = channel.answer;
        if (said) channel.answer = () => said;
        const { attempt } = await deliver(sending, channel, () => true);
        channel.answer = before;
        await delivery.step(account, HOLDER, [attempt], [], clock.now());
      }
      return tried;
    },
    told: name => rooms.deliveries.list(addressOf(privateSender(name)), 50),
    async sent(over) {
      const { id } = valueIn(await bulletins.write(cadre, draft(over)));
      return valueIn(await bulletins.submit(cadre, id));
    },
  };
}

const addressOf = ({ channel, account, chat, person }: Sender): Address => ({ channel, account, chat: chat.id, person });

/** Somebody in a group. */
export const inChat = ({ channel, account, chat }: Group, person: string): Sender => ({
  channel,
  account,
  chat: { id: chat, kind: 'group' },
  person,
});

/** The names of groups, as copies bear them. */
export const named = (copies: readonly { readonly target?: string | undefined }[]): readonly GroupId[] =>
  copies.map(({ target }) => target as GroupId);
