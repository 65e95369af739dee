/**
 * What is used of what an account may send: for those who watch it.
 */
import type { PaceRule } from '../message/channel.ts';
import type { Deliveries } from './index.ts';
import type { AccountKey } from './store.ts';

/** A rule that holds for the whole account, and how far it is used up. */
export interface UsedRule extends Pick<PaceRule, 'most' | 'withinMs' | 'counts'> {
  readonly used: number;
}

/** Each rule of an account that counts over all of its chats. */
export async function usedOf(
  account: AccountKey,
  rules: readonly PaceRule[],
  deliveries: Pick<Deliveries, 'used'>,
  now: Date,
): Promise<readonly UsedRule[]> {
  const ofAccount = rules.filter(rule => rule.of === 'account');
  return Promise.all(
    ofAccount.map(async ({ most, withinMs, counts }): Promise<UsedRule> => {
      const { everything, unasked } = await deliveries.used(account, new Date(now.getTime() - withinMs));
      return { most, withinMs, counts, used: counts === 'everything' ? everything : unasked };
    }),
  );
}
