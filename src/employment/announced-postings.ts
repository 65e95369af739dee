/**
 * What bulletins announce of postings, put into words as it is when they go: one posting, or those that are new in a place since a day.
 */
import { covers, formatScope, parseScope, type Scope } from '../directory/scope.ts';
import type { Wordbook } from '../language/i18n.ts';
import { type Day, dayAt, parseDay } from '../shared/calendar.ts';
import type { Clock } from '../shared/clock.ts';
import { type PostingText, wordsOfDigest, wordsOfPosting } from './posting-words.ts';
import type { EmploymentStore } from './store.ts';

/** What is announced of postings. */
export interface AnnouncedPostings {
  /** What it says today, in the region's language; nothing where it is over, or is nothing of ours. */
  wordsOf(announced: { readonly kind: string; readonly id: string }): Promise<PostingText | undefined>;
}

/** The id of a digest: `county:guizhou/黔西市@2026-11-20`. */
export const digestId = (scope: Scope, since: Day): string => `${formatScope(scope)}@${since}`;

/** What they are made of. */
export interface AnnouncedParts {
  readonly store: Pick<EmploymentStore, 'postings'>;
  readonly wordbook: Wordbook;
  readonly clock: Clock;
  /** What a skill is called. */
  readonly skillName: (skill: string) => string | undefined;
}

/** Makes the words. */
export function createAnnouncedPostings({ store: { postings }, wordbook, clock, skillName }: AnnouncedParts): AnnouncedPostings {
  return {
    async wordsOf({ kind, id }) {
      const t = wordbook.in('zh-CN');
      const today = dayAt(clock.now());
      if (kind === 'posting') {
        const posting = await postings.get(id);
        const isShown = posting?.state === 'open' && posting.job.validUntil >= today;
        return isShown ? wordsOfPosting(posting, t, skillName) : undefined;
      }
      const [, place = '', on = ''] = /^(.+)@(.+)$/.exec(id) ?? [];
      const [scope, since] = [parseScope(place), parseDay(on)];
      if (kind !== 'digest' || !scope || !since) return undefined;
      const fresh = (await postings.open(today)).filter(({ of, addedAt }) => covers(scope, of) && dayAt(addedAt) >= since);
      return wordsOfDigest(fresh.toReversed(), t);
    },
  };
}
