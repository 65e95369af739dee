/**
 * What could not be sent to the groups of a settlement, for somebody to pass on by hand while an account is away or limited.
 */
import type { Directory } from '../directory/index.ts';
import type { Actor, Group } from '../directory/model.ts';
import { done, type Outcome, refused } from '../directory/outcome.ts';
import { allPages } from '../directory/pages.ts';
import type { GroupId, SettlementId } from '../shared/ids.ts';
import type { Deliveries } from './index.ts';
import type { Delivery } from './store.ts';

/** A group with what waits or failed for it, oldest first; there is some. */
export interface GroupPack {
  readonly group: Group;
  readonly texts: readonly Delivery[];
}

/** Gives out what is to be passed on. */
export interface Pack {
  list(actor: Actor, settlement: SettlementId): Promise<Outcome<readonly GroupPack[]>>;
  /** Somebody passed it on: it counts as sent. */
  passedOn(actor: Actor, settlement: SettlementId, group: GroupId, id: number): Promise<Outcome<void>>;
}

/** So many of a group are given out at a time. */
const MOST = 50;

export function createPack(deliveries: Deliveries, directory: Pick<Directory, 'groups' | 'guard'>): Pack {
  const groupsOf = async (actor: Actor, settlement: SettlementId): Promise<Outcome<readonly Group[]>> => {
    let refusal: Outcome<never> | undefined;
    const groups = await allPages(async page => {
      const listed = await directory.groups.list(actor, settlement, page);
      if (!listed.ok) refusal = listed;
      return listed.ok ? listed.value : [];
    });
    return refusal ?? done(groups);
  };

  return {
    async list(actor, settlement) {
      const groups = await groupsOf(actor, settlement);
      if (!groups.ok) return groups;
      const packs: GroupPack[] = [];
      for (const group of groups.value) {
        const unsent = await deliveries.unsent(group, [group.chat], MOST);
        const texts = unsent.filter(({ kind, outgoing }) => kind === 'group' && outgoing.removes === undefined);
        if (texts.length > 0) packs.push({ group, texts });
      }
      return done(packs);
    },

    passedOn: (actor, settlement, id, delivery) =>
      directory.guard.within(actor, { action: 'group.bind', subject: id, reason: 'passed-on' }, settlement, async () => {
        const groups = await groupsOf(actor, settlement);
        const group = groups.ok ? groups.value.find(one => one.id === id) : undefined;
        if (!group) return refused('unknown', { what: 'group' });
        const isDone = await deliveries.passedOn(group, group.chat, delivery);
        return isDone ? done(undefined) : refused('unknown', { what: 'message' });
      }),
  };
}
