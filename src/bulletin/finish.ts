/**
 * When the last copy will have been sent: by the pace of the accounts, what they have to send besides, quiet hours and holidays.
 */
import { usedOf } from '../delivery/budget.ts';
import { expectedEnd, type Load } from '../delivery/estimate.ts';
import type { CopyLoad } from '../delivery/store.ts';
import { DEFAULT_QUIET } from '../directory/manner.ts';
import type { Group } from '../directory/model.ts';
import { grouped } from '../shared/grouped.ts';
import type { Bulletin } from './model.ts';
import { originOf } from './origins.ts';
import { type BulletinParts, wayOf } from './parts.ts';

type Parts = Pick<BulletinParts, 'deliveries' | 'clock'>;

/** If it goes to these groups from an instant on; nothing where no account is there that would send it. */
export const finishFor = (parts: Parts, { kind }: Bulletin, groups: readonly Group[], start: Date): Promise<Date | undefined> =>
  endOf(
    parts,
    kind,
    [...grouped(groups, ({ channel, account, quiet }) => JSON.stringify([channel, account, quiet])).values()].map(
      ([{ channel, account, quiet } = groups[0]!, ...others]) => ({ channel, account, quiet, count: others.length + 1 }),
    ),
    { start, isAdded: true },
  );

/** Of what waits now. */
export async function finishOf(parts: Parts, { id, kind, state }: Bulletin): Promise<Date | undefined> {
  if (state !== 'sending') return undefined;
  return endOf(parts, kind, await parts.deliveries.loads(originOf(id)), { start: parts.clock.now(), isAdded: false });
}

/** @param isAdded whether it comes on top of what waits for the accounts already */
async function endOf(
  { deliveries, clock }: Parts,
  kind: Bulletin['kind'],
  copies: readonly CopyLoad[],
  { start, isAdded }: { readonly start: Date; readonly isAdded: boolean },
): Promise<Date | undefined> {
  const loads: Load[] = [];
  for (const own of grouped(copies, ({ channel, account }) => JSON.stringify([channel, account])).values()) {
    const [{ channel, account } = own[0]!] = own;
    const rules = deliveries.shape({ channel, account })?.pace.rules;
    if (!rules) continue;
    const mine = own.reduce((sum, { count }) => sum + count, 0);
    const others = Math.max(0, (await deliveries.backlog({ channel, account })) - (isAdded ? 0 : mine));
    loads.push({
      rules,
      used: await usedOf({ channel, account }, rules, deliveries, clock.now()),
      messages: [{ quiet: DEFAULT_QUIET, count: others }, ...own.map(({ quiet = DEFAULT_QUIET, count }) => ({ quiet, count }))],
    });
  }
  return loads.length === 0 ? undefined : expectedEnd(loads, wayOf(kind), start);
}
