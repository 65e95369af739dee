/**
 * What a bulletin will look like on each channel that it goes to, and whom it reaches.
 */
import type { ChannelShape, Deliveries } from '../delivery/index.ts';
import type { AccountKey } from '../delivery/store.ts';
import type { Group } from '../directory/model.ts';
import type { ChannelLimits, Part } from '../message/channel.ts';
import type { Outgoing } from '../message/index.ts';
import { partsOf } from '../message/parts.ts';
import { grouped } from '../shared/grouped.ts';
import { approversOf } from './approval.ts';
import { placesOf, type Reached, reachedBy } from './audience.ts';
import { faultInWhen } from './draft.ts';
import { finishFor } from './finish.ts';
import type { Audience, Bulletin, ChannelPreview, Preview, When } from './model.ts';
import type { BulletinParts } from './parts.ts';
import { nextTime } from './repeat.ts';

/** As much of a preview as the audience decides. */
type Reach = Pick<Preview, 'groups' | 'unreachable' | 'settlements' | 'unreached' | 'digest'>;

/** To whom an audience leads. */
export async function reachOf(parts: BulletinParts, audience: Audience): Promise<Reach> {
  return counted(parts.deliveries, await reachedBy(parts.directory.reach, audience));
}

/** @param when when it is to begin; default at once */
export async function previewOf(parts: BulletinParts, bulletin: Bulletin, when: When = {}): Promise<Preview> {
  const { deliveries, directory, words, clock } = parts;
  const reached = await reachedBy(directory.reach, bulletin.audience);
  const outgoing = words.copy(bulletin);
  const channels = [...grouped(reached.groups, ({ channel }) => channel)].map(([channel, groups]) =>
    channelPreview(channel, groups, outgoing, deliveries),
  );
  const { at = bulletin.startAt, repeat = bulletin.repeat } = when;
  const now = clock.now();
  const start = at && at > now ? at : now;
  const begins = repeat && faultInWhen(when, now) === undefined ? nextTime(repeat, start) : start;
  const finish = await finishFor(parts, bulletin, reached.groups, begins);
  const approvers =
    bulletin.kind === 'notice'
      ? (await approversOf(parts, bulletin, await placesOf(bulletin.audience, directory.reach))).length
      : undefined;
  return { bulletin, channels, ...(await counted(deliveries, reached)), approvers, finish };
}

async function counted(deliveries: Deliveries, { settlements, groups, unreached, digest }: Reached): Promise<Reach> {
  let unreachable = 0;
  for (const { account, groups: there } of byAccount(groups)) {
    const closed = new Set((await deliveries.chats(account)).filter(chat => chat.closed !== undefined).map(({ chat }) => chat));
    unreachable += there.filter(({ chat }) => closed.has(chat)).length;
  }
  return {
    groups: groups.length,
    unreachable,
    settlements: settlements.length,
    unreached: unreached.map(({ id, name }) => ({ id, name })),
    digest,
  };
}

/** Groups by the account that writes to them. */
export const byAccount = (
  groups: readonly Group[],
): readonly { readonly account: AccountKey; readonly groups: readonly Group[] }[] =>
  [...grouped(groups, ({ channel, account }) => JSON.stringify([channel, account])).values()].map(there => ({
    account: { channel: there[0]!.channel, account: there[0]!.account },
    groups: there,
  }));

/** How it looks where nothing is known of the platform: as one text with its choices numbered. */
const PLAIN: ChannelLimits = { text: 4_096, unit: 'utf16', buttons: false, files: false };

function channelPreview(
  channel: string,
  groups: readonly Group[],
  outgoing: Outgoing,
  deliveries: Pick<Deliveries, 'shape'>,
): ChannelPreview {
  const shapes = byAccount(groups).map(({ account }) => deliveries.shape(account));
  const shape: ChannelShape | undefined = shapes.find(one => one !== undefined);
  return {
    channel,
    groups: groups.length,
    looks: partsOf(outgoing, shape?.limits ?? PLAIN).map(lookOf),
    canEdit: shape?.edit !== undefined,
    canRemove: shape?.remove !== undefined,
    isJoined: shapes.every(one => one !== undefined),
  };
}

/** A message with what is pressed in brackets below. */
const lookOf = ({ text, choices = [] }: Part): string =>
  [text, choices.map(({ label }) => `[${label}]`).join(' ')].filter(Boolean).join('\n');
