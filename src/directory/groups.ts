/**
 * Groups: bound to a settlement, or to one of its buildings, by a code that a cadre posts in them; bound again in one step where the platform's
 * ids have changed.
 */
import type { Clock } from '../shared/clock.ts';
import type { GroupId, Ids, SettlementId } from '../shared/ids.ts';
import type { Code, CodePayload, Codes } from './codes.ts';
import type { Guard } from './guard.ts';
import { DEFAULT_MANNER, DEFAULT_QUIET, MANNERS, type Manner, parseQuiet, tidyQuiet } from './manner.ts';
import type { Actor, Group, Page, Settlement } from './model.ts';
import { done, type Outcome, refused } from './outcome.ts';
import { isRobot } from './robots.ts';
import type { DirectoryStore } from './store.ts';

/** Where a group is on its platform. */
export interface GroupChat {
  readonly channel: string;
  readonly account: string;
  readonly chat: string;
  readonly name?: string | undefined;
}

/** What may be done with groups. */
export interface Groups {
  list(actor: Actor, settlement: SettlementId, page: Page): Promise<Outcome<readonly Group[]>>;
  /** A code that binds the group in which a cadre posts it. */
  code(actor: Actor, settlement: SettlementId, building?: string): Promise<Outcome<Code>>;
  /** A code that binds a group again, in whatever chat it is now. */
  codeAgain(actor: Actor, group: GroupId): Promise<Outcome<Code>>;
  /** Binds the chat in which a code was posted; the actor must be one who may. */
  bind(actor: Actor, payload: CodePayload & { readonly kind: 'group' }, chat: GroupChat): Promise<Outcome<BoundGroup>>;
  /** Sets when the assistant speaks there, and the quiet hours; what is left out stays. */
  edit(actor: Actor, group: GroupId, change: GroupChange): Promise<Outcome<Group>>;
  /** Lets a group go: its chat is nobody's, and the key of its robot is deleted. */
  unbind(actor: Actor, group: GroupId): Promise<Outcome<Group>>;
}

/** What is set for a group. */
export interface GroupChange {
  /** One of `MANNERS`. */
  readonly manner?: string | undefined;
  /** `22:00-07:00`, or `none`. */
  readonly quiet?: string | undefined;
}

/** A group with the settlement that it belongs to. */
export interface BoundGroup {
  readonly group: Group;
  readonly settlement: Settlement;
}

export interface GroupParts {
  readonly store: DirectoryStore;
  readonly guard: Guard;
  readonly codes: Codes;
  readonly clock: Clock;
  readonly ids: Ids;
  /** What other rooms hold of a group's old chat goes with it, in the same transaction. */
  readonly onRebound: (before: Group, now: Group) => Promise<void>;
}

export function createGroups({ store, guard, codes, clock, ids, onRebound }: GroupParts): Groups {
  /** The work on a group within its settlement; an unknown group is nowhere. */
  const on = <T>(
    actor: Actor,
    id: GroupId,
    work: (group: Group) => Promise<Outcome<T>>,
    action: 'group.bind' | 'group.edit' = 'group.bind',
  ): Promise<Outcome<T>> =>
    store.transact(async () => {
      const group = await store.groups.get(id);
      const request = { action, subject: id } as const;
      if (!group)
        return guard.run(actor, { ...request, place: {} }, () => Promise.resolve(refused('unknown', { what: 'group' })));
      return guard.within(actor, request, group.settlement, () => work(group));
    });

  /** A robot is nothing without its group. */
  const forgetRobot = async (group: Group): Promise<void> => {
    if (isRobot(group)) await store.robots.remove(group.chat);
  };

  return {
    list: (actor, settlement, page) =>
      guard.within(actor, { action: 'group.view' }, settlement, async ({ id }) => done(await store.groups.list([id], page))),

    code: (actor, settlement, building) =>
      guard.within(actor, { action: 'group.bind', reason: 'code' }, settlement, async ({ id, buildings }) => {
        if (building !== undefined && !buildings.some(({ name }) => name === building))
          return refused('unknown', { what: 'building' });
        return done(await codes.issue(actor, { kind: 'group', settlement: id, building }));
      }),

    codeAgain: (actor, id) =>
      on(actor, id, async ({ settlement, building }) =>
        done(await codes.issue(actor, { kind: 'group', settlement, building, group: id })),
      ),

    bind: (actor, { settlement: to, building, group: again }, chat) =>
      guard.within(actor, { action: 'group.bind', subject: again }, to, async settlement => {
        const here = await store.groups.in(chat.channel, chat.account, chat.chat);
        const before = again === undefined ? here : await store.groups.get(again);
        // What another settlement holds is taken from it by those alone who may let it go there.
        for (const held of here?.id === before?.id ? [here] : [here, before]) {
          if (!held || held.settlement === to) continue;
          const request = { action: 'group.bind', subject: held.id, reason: 'moved' } as const;
          const freed = await guard.within(actor, request, held.settlement, () => Promise.resolve(done(held)));
          if (!freed.ok) return freed;
        }
        if (here && here.id !== before?.id) await store.groups.remove(here.id);
        if (before) await forgetRobot(before);
        const group: Group = {
          id: before?.id ?? ids.group(),
          channel: chat.channel,
          account: chat.account,
          chat: chat.chat,
          settlement: settlement.id,
          building,
          name: chat.name ?? before?.name,
          boundBy: actor.id,
          boundAt: clock.now().toISOString(),
          manner: before?.manner ?? DEFAULT_MANNER,
          quiet: before?.quiet,
        };
        await store.groups.put(group);
        if (before && before.channel === chat.channel && before.account === chat.account && before.chat !== chat.chat)
          await onRebound(before, group);
        return done({ group, settlement });
      }),

    edit: (actor, id, { manner, quiet }) =>
      on(
        actor,
        id,
        async group => {
          const set = manner === undefined ? group.manner : mannerNamed(manner);
          if (!set) return refused('invalid', { field: 'manner' });
          const hours = quiet === undefined ? undefined : tidyQuiet(quiet);
          if (hours !== undefined && parseQuiet(hours) === undefined) return refused('invalid', { field: 'quiet' });
          const changed: Group = { ...group, manner: set, quiet: hours ?? group.quiet };
          await store.groups.put(changed);
          return done(changed);
        },
        'group.edit',
      ),

    unbind: (actor, id) =>
      on(actor, id, async group => {
        await store.groups.remove(id);
        await forgetRobot(group);
        return done(group);
      }),
  };
}

/** The manner of a name. */
const mannerNamed = (name: string): Manner | undefined => MANNERS.find(one => one === name);

/** The quiet hours that hold in a group, bound or not. */
export const quietOf = (group: Group | undefined): string => group?.quiet ?? DEFAULT_QUIET;
