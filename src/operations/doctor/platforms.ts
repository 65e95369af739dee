/**
 * The platforms: accounts, the chats of bound groups, what could not be sent.
 */
import { type Check, ok, warning } from './check.ts';

/** What is kept of the platforms; each method throws where the database does not answer. */
export interface PlatformInspector {
  /** Every account that was ever worked. */
  accounts(): Promise<readonly { readonly channel: string; readonly is: 'online' | 'offline' | 'limited' | 'unknown' }[]>;
  /** Bound groups that cannot be written to, by channel. */
  closedGroups(): Promise<readonly Times[]>;
  /** What was given up since an instant, by channel and reason. */
  failedSince(instant: Date): Promise<readonly (Times & { readonly reason: string })[]>;
  /** How much went out on a channel since an instant that nobody had asked for. */
  pushedSince(channel: string, instant: Date): Promise<number>;
}

/** How often something is so on a channel. */
interface Times {
  readonly channel: string;
  readonly times: number;
}

/** What failed earlier than this is no news. */
const DAYS = 7;
const DAY_MS = 24 * 3600 * 1000;

const sumOf = (found: readonly Times[]): number => found.reduce((sum, { times }) => sum + times, 0);

/** All that is asked of the platforms. */
export const platformChecks = (platforms: PlatformInspector, now: Date): readonly Check[] => [
  {
    name: 'accounts',
    async look() {
      const accounts = await platforms.accounts();
      const those = (kind: string) => accounts.filter(({ is }) => is === kind).map(({ channel }) => channel);
      const [offline, limited] = [those('offline'), those('limited')];
      if (offline.length > 0) return warning('accounts_offline', { accounts: offline.join(' ') });
      if (limited.length > 0) return warning('accounts_limited', { accounts: limited.join(' ') });
      return ok('accounts_fine', { accounts: those('online').length });
    },
  },
  {
    name: 'chats',
    async look() {
      const closed = await platforms.closedGroups();
      if (closed.length === 0) return ok('chats_fine');
      const channels = closed.map(({ channel, times }) => `${channel} ${times}`).join(' ');
      return warning('chats_closed', { closed: sumOf(closed), channels });
    },
  },
  {
    name: 'deliveries',
    async look() {
      const failed = await platforms.failedSince(new Date(now.getTime() - DAYS * DAY_MS));
      if (failed.length === 0) return ok('deliveries_fine', { days: DAYS });
      const reasons = failed.map(({ channel, reason, times }) => `${channel} ${reason} ${times}`).join(', ');
      return warning('deliveries_failed', { failed: sumOf(failed), reasons, days: DAYS });
    },
  },
];

/** @param perDay so much may go out on a channel in a day that nobody asked for */
export const budget = (platforms: PlatformInspector, channel: string, perDay: number, now: Date): Check => ({
  name: 'budget',
  async look() {
    const used = await platforms.pushedSince(channel, new Date(now.getTime() - DAY_MS));
    const params = { channel, used, most: perDay };
    return used >= perDay ? warning('budget_spent', params) : ok('budget_fine', params);
  },
});
