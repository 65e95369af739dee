/**
 * Tells people what was found for them: in private, where that chat is open, a few at a time and not too often. What is told and that it was told
 * are committed as one, so that nobody reads it twice.
 */
import type { Deliveries } from '../delivery/index.ts';
import { quietEnd } from '../delivery/quiet.ts';
import type { Address } from '../delivery/store.ts';
import { DEFAULT_QUIET } from '../directory/manner.ts';
import type { MatchingFigures } from '../knowledge/matching-figures.ts';
import type { Outgoing } from '../message/index.ts';
import { dayAt } from '../shared/calendar.ts';
import type { Clock } from '../shared/clock.ts';
import { type Match, OFFICE, type Posting, type Wish } from './model.ts';
import type { EmploymentStore, StoredMatch } from './store.ts';

/** A posting with what speaks for it. */
export interface FoundJob {
  readonly posting: Posting;
  readonly match: Match;
}

/** Puts what was found into words, with a way to say whether one wants it. */
export type FoundWords = (wish: Wish, found: readonly FoundJob[]) => Outgoing;

/** What is told with. */
export interface TellingParts {
  readonly store: Pick<EmploymentStore, 'transact' | 'postings' | 'wishes' | 'matches'>;
  readonly deliveries: Pick<Deliveries, 'post' | 'chat'>;
  readonly words: FoundWords;
  readonly figures: MatchingFigures;
  readonly clock: Clock;
}

/** So many wishes are looked at together. */
const PAGE = 200;
const HOUR_MS = 3600 * 1000;
const WEEK_MS = 7 * 24 * HOUR_MS;

/** @returns tells everybody who may be told something now; at night nobody is */
export function createTelling({ store, deliveries, words, figures, clock }: TellingParts): () => Promise<void> {
  const { told } = figures;

  const tellOne = (id: string) =>
    store.transact(async () => {
      // Another process may be about to tell the same person.
      if (!(await store.matches.hold(id))) return;
      const now = clock.now();
      const times = await store.matches.toldSince(id, new Date(now.getTime() - WEEK_MS));
      const isRecent = times.some(at => now.getTime() - at.getTime() < told.every_hours * HOUR_MS);
      if (isRecent || times.length >= told.a_week) return;
      const wish = await store.wishes.get(id);
      if (!wish || !(await isReachable(deliveries, wish.to))) return;
      const matches = await store.matches.untoldOf(id, dayAt(now), told.postings);
      const found = await jobsOf(store, matches);
      const [first] = matches;
      if (!first || found.length === 0) return;
      await store.matches.told(
        matches.map(match => match.id),
        now,
      );
      await deliveries.post(`jobs:${id}:${first.id}`, wish.to, words(wish, found));
    });

  return async () => {
    if (quietEnd(DEFAULT_QUIET, clock.now())) return;
    const since = new Date(clock.now().getTime() - told.every_hours * HOUR_MS);
    for (let after: string | undefined; ; ) {
      const wishes = await store.matches.untold(since, dayAt(clock.now()), { after, limit: PAGE });
      for (const wish of wishes) await tellOne(wish);
      after = wishes.at(-1);
      if (wishes.length < PAGE) return;
    }
  };
}

/** Whether somebody can be written to in private: their chat is open, as far as is known. */
export async function isReachable(deliveries: Pick<Deliveries, 'chat'>, to: Address): Promise<boolean> {
  if (to.channel === OFFICE) return false;
  const standing = await deliveries.chat(to, to.chat);
  return standing?.closed === undefined && standing?.kind !== 'group';
}

/** Matches with their postings, those that are gone left out. */
export async function jobsOf(
  store: Pick<EmploymentStore, 'postings'>,
  matches: readonly (Match | StoredMatch)[],
): Promise<readonly FoundJob[]> {
  const found: FoundJob[] = [];
  for (const match of matches) {
    const posting = await store.postings.get(match.posting);
    if (posting) found.push({ posting, match });
  }
  return found;
}
