/**
 * The ledger: a line for each group that a bulletin went to, was to go to, or was taken back from, as far as the actor may see the group.
 */
import type { CopyFilter, Delivery } from '../delivery/store.ts';
import type { Group, Settlement } from '../directory/model.ts';
import { placeOf } from '../directory/model.ts';
import type { Reach } from '../directory/reach.ts';
import { covers, type Scope } from '../directory/scope.ts';
import type { GroupId, SettlementId } from '../shared/ids.ts';
import { answerOf } from './answer.ts';
import type { Bulletin, LedgerFilter, LedgerLine } from './model.ts';
import { originOf } from './origins.ts';
import type { BulletinParts } from './parts.ts';

/** So many copies are read in one go. */
const STRETCH = 500;
/** So many groups are named in one statement; more are looked through. */
const MOST_NAMED = 5_000;

/** The lines after one, so many, in the order in which copies were made. @param scopes within which the actor may look */
export async function ledgerOf(
  parts: BulletinParts,
  bulletin: Bulletin,
  scopes: readonly Scope[],
  { states, doubtful, settlement, after, limit }: LedgerFilter,
): Promise<readonly LedgerLine[]> {
  const { deliveries, directory } = parts;
  const { reach } = directory;
  const seesAll = scopes.some(({ kind }) => kind === 'all') && settlement === undefined;
  const visible = seesAll ? undefined : await groupsWithin(reach, scopes, settlement);
  if (visible?.size === 0) return [];
  const targets = visible && visible.size <= MOST_NAMED ? [...visible] : undefined;
  const shown: Delivery[] = [];
  for (let last = after; shown.length < limit; ) {
    const filter: CopyFilter = { states, doubtful, targets, after: last, limit: visible ? STRETCH : limit };
    const copies = await deliveries.copies(originOf(bulletin.id), filter);
    shown.push(...copies.filter(({ target }) => !visible || visible.has(target as GroupId)).slice(0, limit - shown.length));
    if (copies.length < filter.limit) break;
    last = copies.at(-1)!.id;
  }
  const afters = await whatCameAfter(parts, bulletin, shown);
  return linesOf(reach, shown, afters);
}

/** The groups of a settlement, or of all, within scopes. */
async function groupsWithin(
  reach: Reach,
  scopes: readonly Scope[],
  settlement: SettlementId | undefined,
): Promise<ReadonlySet<GroupId>> {
  const wanted =
    settlement === undefined ? await reach.settlementsIn(scopes) : [await reach.settlement(settlement)].flatMap(one => one ?? []);
  const own = wanted.filter(one => scopes.some(scope => covers(scope, placeOf(one))));
  return new Set((await reach.groupsOf(own.map(({ id }) => id))).map(({ id }) => id));
}

/** By the name of the group, what came after its copy. */
async function whatCameAfter(
  { deliveries }: BulletinParts,
  bulletin: Bulletin,
  copies: readonly Delivery[],
): Promise<ReadonlyMap<string, LedgerLine['after']>> {
  const origin = answerOf(bulletin);
  if (origin === undefined || copies.length === 0) return new Map();
  const targets = copies.flatMap(({ target }) => target ?? []);
  const later = await deliveries.copies(origin, { targets, limit: targets.length });
  return new Map(later.map(one => [one.target ?? '', afterOf(one)]));
}

/** What a later delivery did to a copy. */
function afterOf({ state, outgoing: { removes = [], replaces = [] }, sentAs }: Delivery): LedgerLine['after'] {
  switch (state) {
    case 'sent':
      // What takes a message away is no message itself; what words one anew bears its name.
      if (removes.length > 0 && sentAs.length === 0) return 'removed';
      return replaces.length > 0 && sentAs.every(id => replaces.includes(id)) ? 'edited' : 'followed';
    case 'failed':
      return 'failed';
    case 'stopped':
      return undefined;
    default:
      return 'waiting';
  }
}

async function linesOf(
  reach: Reach,
  copies: readonly Delivery[],
  afters: ReadonlyMap<string, LedgerLine['after']>,
): Promise<readonly LedgerLine[]> {
  const settlements = new Map<SettlementId, Settlement | undefined>();
  const lines: LedgerLine[] = [];
  for (const copy of copies) {
    const group: Group | undefined = await reach.group(copy.target as GroupId);
    const id = group?.settlement;
    if (id && !settlements.has(id)) settlements.set(id, await reach.settlement(id));
    lines.push({
      delivery: copy.id,
      group: copy.target as GroupId,
      groupName: group?.name,
      channel: copy.to.channel,
      settlement: id,
      settlementName: id && settlements.get(id)?.name,
      building: group?.building,
      state: copy.state,
      after: afters.get(copy.target ?? ''),
      attempts: copy.attempts,
      doubtful: copy.doubtful,
      reason: copy.reason,
      endedAt: copy.endedAt,
    });
  }
  return lines;
}
