/**
 * To whom a bulletin goes: from the places, buildings and tags that somebody named to the groups that they lead to.
 */
import { createHash } from 'node:crypto';
import type { Target } from '../delivery/store.ts';
import type { Group, Settlement } from '../directory/model.ts';
import type { Reach } from '../directory/reach.ts';
import type { Place } from '../directory/scope.ts';
import type { Audience } from './model.ts';

/** What an audience leads to. */
export interface Reached {
  readonly settlements: readonly Settlement[];
  /** In the order of their ids. */
  readonly groups: readonly Group[];
  /** Settlements without a group. */
  readonly unreached: readonly Settlement[];
  /** Another one where it leads to other groups. */
  readonly digest: string;
}

/** The groups of all places, less what is left out. */
export async function reachedBy(reach: Reach, { places, buildings, tags, except = {} }: Audience): Promise<Reached> {
  const left = { settlements: new Set(except.settlements ?? []), groups: new Set(except.groups ?? []) };
  const settlements = (await reach.settlementsIn(places)).filter(
    one => !left.settlements.has(one.id) && (tags === undefined || one.tags.some(tag => tags.includes(tag))),
  );
  const all = await reach.groupsOf(settlements.map(({ id }) => id));
  const groups = all.filter(
    ({ id, building }) =>
      !left.groups.has(id) && (buildings === undefined || (building !== undefined && buildings.includes(building))),
  );
  const reached = new Set(groups.map(({ settlement }) => settlement));
  const hash = createHash('sha256');
  for (const { id } of groups) hash.update(id);
  return {
    settlements,
    groups,
    unreached: settlements.filter(({ id }) => !reached.has(id)),
    digest: hash.digest('base64url').slice(0, 12),
  };
}

/** Where the actor must be allowed to do something with it; a settlement that is no more is nowhere but itself. */
export const placesOf = ({ places }: Audience, reach: Reach): Promise<readonly Place[]> =>
  Promise.all(
    places.map(
      async scope => (await reach.placeOf(scope)) ?? (scope.kind === 'settlement' ? { settlement: scope.settlement } : {}),
    ),
  );

/** A copy for each group: it keeps its name where the platform gives its chat another id. */
export const targetsOf = (groups: readonly Group[]): readonly Target[] =>
  groups.map(({ id, channel, account, chat }) => ({ name: id, to: { channel, account, chat, person: '' } }));
