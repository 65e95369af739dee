/**
 * Finds people for postings and postings for people, and keeps what was found. Many at a time are worked off in stretches, so that the conversation
 * goes on beside it.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import type { MatchingFigures } from '../knowledge/matching-figures.ts';
import { type Day, dayAt } from '../shared/calendar.ts';
import type { Clock } from '../shared/clock.ts';
import { matchedWish } from './matcher.ts';
import type { MatchedWish, Matcher } from './matching.ts';
import type { Match, Posting, Wish } from './model.ts';
import type { EmploymentStore } from './store.ts';

/** What is found with. */
export interface FindingParts {
  readonly store: Pick<EmploymentStore, 'transact' | 'postings' | 'wishes' | 'matches'>;
  readonly matcher: Matcher;
  readonly figures: MatchingFigures;
  readonly clock: Clock;
}

/** Finds. */
export interface Finding {
  /** The postings that suit a wish, in place of what was found for it before and not told. */
  forWish(wish: Wish): Promise<readonly Match[]>;
  /** People for all postings for which none were looked for yet. @returns how many postings that were */
  forPostings(): Promise<number>;
}

/** So many postings are looked at from their own end: each finds the best people for it. Of more, each wish finds the best of them. */
const FEW = 20;
/** More are taken up the next time. */
const MOST_POSTINGS = 10_000;
/** So many wishes are worked off at a stretch. */
const STRETCH = 250;

export function createFinding({ store, matcher, figures, clock }: FindingParts): Finding {
  const today = (): Day => dayAt(clock.now());
  const known = new Map<string, { readonly version: number; readonly wish: MatchedWish }>();
  const readyPostings = kept(
    () => store.postings.mark(),
    async on => matcher.among(await store.postings.open(on), on),
  );
  const readyWishes = kept(
    () => store.wishes.mark(),
    async () => {
      const matched = await opened();
      return { matched, between: matcher.between(matched) };
    },
  );

  /** Active wishes, each opened once for each of its versions. */
  async function opened(): Promise<readonly MatchedWish[]> {
    const versions = await store.wishes.versions();
    for (const [id, { version }] of known) if (versions.get(id) !== version) known.delete(id);
    const lacking = [...versions.keys()].filter(id => !known.has(id));
    for (const wish of await store.wishes.getAll(lacking))
      known.set(wish.id, { version: versions.get(wish.id) ?? 0, wish: matchedWish(wish) });
    return [...known.values()].map(({ wish }) => wish);
  }

  /** Each posting finds the best people for it. */
  async function fromPostings(postings: readonly Posting[]): Promise<void> {
    const { between } = await readyWishes(today());
    for (const posting of postings) {
      const found = between(posting, today(), figures.kept.for_posting);
      await store.transact(async () => {
        await store.matches.add(found, clock.now());
        await store.matches.sought([posting]);
      });
      await breathe();
    }
  }

  /** Each wish finds the best of the postings. What was found before a process was killed is found once more, and kept once. */
  async function fromWishes(postings: readonly Posting[]): Promise<void> {
    const { matched } = await readyWishes(today());
    const among = matcher.among(postings, today());
    for (let from = 0; from < matched.length; from += STRETCH) {
      const found = matched.slice(from, from + STRETCH).flatMap((wish: MatchedWish) => among(wish, figures.kept.for_wish));
      await store.matches.add(found, clock.now());
      await breathe();
    }
    await store.transact(() => store.matches.sought(postings));
  }

  return {
    async forWish(wish) {
      const among = await readyPostings(today());
      const found = among(matchedWish(wish), figures.kept.for_wish);
      await store.matches.drop({ wish: wish.id });
      await store.matches.add(found, clock.now());
      return found;
    },

    async forPostings() {
      const ids = await store.matches.unsought(today(), MOST_POSTINGS);
      const postings = (await Promise.all(ids.map(id => store.postings.get(id)))).flatMap(posting => posting ?? []);
      if (postings.length > FEW) await fromWishes(postings);
      else await fromPostings(postings);
      return postings.length;
    },
  };
}

/** What was worked out once serves until something changes, or the day is over. */
function kept<T>(mark: () => Promise<string>, work: (on: Day) => Promise<T>): (on: Day) => Promise<T> {
  let last: { readonly key: string; readonly value: T } | undefined;
  return async on => {
    const key = `${on} ${await mark()}`;
    if (last?.key !== key) last = { key, value: await work(on) };
    return last.value;
  };
}
