/** Groups with what their platform says of them: whether they can be written to, and what waits. */
import type { Deliveries } from '../../delivery/index.ts';
import type { Group } from '../../directory/model.ts';
import { done, type Outcome } from '../../directory/outcome.ts';
import type { Translate } from '../../language/i18n.ts';
import type { Reason } from '../../message/channel.ts';

/** A group as it can be reached. */
export interface StandingGroup extends Group {
  /** Why nothing can be written there; nothing where something can. */
  readonly closed?: Reason | undefined;
  /** How many messages wait for it, and how many could not be sent, of the oldest thousand. */
  readonly waiting: number;
  readonly failed: number;
}

/** So many messages of a group are counted. */
const MOST = 1000;

/** Groups that were listed, each as it can be reached. */
export async function withStanding(
  listed: Outcome<readonly Group[]>,
  { deliveries }: { readonly deliveries: Deliveries },
): Promise<Outcome<readonly StandingGroup[]>> {
  if (!listed.ok) return listed;
  const standing: StandingGroup[] = [];
  for (const group of listed.value) {
    const unsent = await deliveries.unsent(group, [group.chat], MOST);
    const failed = unsent.filter(({ state }) => state === 'failed').length;
    const chat = await deliveries.chat(group, group.chat);
    standing.push({ ...group, closed: chat?.closed, waiting: unsent.length - failed, failed });
  }
  return done(standing);
}

/** Whether something can be written there, and what was not. */
export const standingWords = ({ closed, waiting, failed }: StandingGroup, t: Translate): readonly string[] => [
  closed === undefined
    ? t('commands:directory.group_open')
    : t('commands:directory.group_closed', { reason: t(`delivery:reason.${closed}`) }),
  waiting + failed === 0 ? '' : t('commands:directory.group_waits', { waiting, failed }),
];
