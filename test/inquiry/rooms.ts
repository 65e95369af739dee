/**
 * The rooms of questions to cadres on a database, with a clock that is moved by hand and words that can be told apart.
 */
import { createDeliveries } from '../../src/delivery/index.ts';
import type { Address } from '../../src/delivery/store.ts';
import { OPERATOR } from '../../src/directory/actors.ts';
import { createDirectory } from '../../src/directory/index.ts';
import type { Actor, Settlement } from '../../src/directory/model.ts';
import type { Scope } from '../../src/directory/scope.ts';
import { createInquiries, createLocalKnowledge } from '../../src/inquiry/index.ts';
import type { RegionId } from '../../src/shared/ids.ts';
import type { Storage } from '../../src/storage/index.ts';
import { valueIn } from '../directory/subjects.ts';
import { clockAt } from '../support/clock.ts';

export const addressOf = (person: string): Address => ({ channel: 'web', account: 'anjia', chat: person, person });

export async function roomsOn(storage: Storage, instant: string) {
  const clock = clockAt(instant);
  const directory = createDirectory({ store: storage.directory, clock });
  const deliveries = createDeliveries(storage.delivery, clock);
  const parts = { store: storage.inquiry, directory, clock, ids: directory.ids };
  const inquiries = createInquiries({
    ...parts,
    deliveries,
    words: (inquiry, answer) => ({ text: `${inquiry.number}: ${answer.says} (${answer.name})` }),
    cadreWords: {
      arrived: (_, due) => ({ text: `arrived, due ${due}` }),
      overdue: (_, { number, times }) => ({ text: `overdue ${number} x${times}` }),
    },
  });
  const settle = async (name: string, county = '黔西市'): Promise<Settlement> =>
    valueIn(
      await directory.settlements.add(OPERATOR, {
        region: 'guizhou' as RegionId,
        county,
        name,
        buildings: [],
        desks: [],
        tags: [],
      }),
    );
  /** Gives somebody a role by a code, as in life. */
  const appoint = async (person: string, scope: Scope, role: 'cadre' | 'supervisor' | 'admin' = 'cadre'): Promise<Actor> => {
    const code = valueIn(await directory.people.invite(OPERATOR, { role, scope, name: `${person}干部` }));
    const { channel, account, chat } = addressOf(person);
    const sender = { channel, account, chat: { id: chat, kind: 'private' as const }, person };
    valueIn(await directory.visitors.redeem(sender, code.letters));
    return (await directory.visitors.behind(sender)).actor;
  };
  const here = await settle('惠民社区');
  const there = await settle('锦绣社区');
  const within = ({ id }: Settlement): Scope => ({ kind: 'settlement', settlement: id });
  const cadre = await appoint('zhang', within(here));
  return {
    clock,
    directory,
    deliveries,
    inquiries,
    localKnowledge: createLocalKnowledge(parts),
    here,
    there,
    within,
    appoint,
    cadre,
    ask: (person: string, question = '电梯坏了找谁', topic = question, at = here) =>
      inquiries.request(addressOf(person), { settlement: at.id, region: at.region, topic, question }),
    heard: async (person: string) => (await deliveries.collect(addressOf(person))).map(({ outgoing }) => outgoing.text),
  };
}

export type TestRooms = Awaited<ReturnType<typeof roomsOn>>;
