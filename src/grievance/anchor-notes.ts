/**
 * What is noted of each anchor in the record of what was done, which is kept apart from the anchors: an anchor that is taken away, or taken away and
 * made anew over another history, does not match what was noted when it was made.
 */
import { OPERATOR, SYSTEM } from '../directory/actors.ts';
import type { Directory } from '../directory/index.ts';
import { done } from '../directory/outcome.ts';
import type { Anchor } from './store.ts';

/** An anchor as somebody noted it. */
export interface NotedAnchor {
  /** `YYYY-MM-DD`; what is noted for a day that has no anchor is a fault as well. */
  readonly day: string;
  readonly hash: string;
}

/** Notes anchors, and reads what was noted. */
export interface AnchorNotes {
  /** Within the transaction that makes it. */
  note(anchor: Anchor): Promise<void>;
  all(): Promise<readonly NotedAnchor[]>;
}

const ACTION = 'history.anchor';
const AT_A_TIME = 500;

export const anchorNotes = ({ guard, audit }: Pick<Directory, 'guard' | 'audit'>): AnchorNotes => ({
  note: ({ day, hash }) => guard.record(SYSTEM, { action: ACTION, place: {}, subject: day, reason: hash }, done(undefined)),
  async all() {
    const noted: NotedAnchor[] = [];
    for (let after: string | undefined; ; ) {
      const page = await audit(OPERATOR, { action: ACTION, limit: AT_A_TIME, after });
      const entries = page.ok ? page.value : [];
      for (const { subject = '', reason = '' } of entries) noted.push({ day: subject, hash: reason });
      after = entries.at(-1)?.id.toString();
      if (entries.length < AT_A_TIME) return noted;
    }
  },
});
