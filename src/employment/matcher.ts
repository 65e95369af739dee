/**
 * Decides which postings suit which wishes. Postings are looked up by the skills that they ask for, or that lead to those, so that most pairs are
 * never held against each other.
 */
import type { MatchingFigures } from '../knowledge/matching-figures.ts';
import type { Day } from '../shared/calendar.ts';
import type { JobWords } from './job-words.ts';
import { judge, reasonsOf, scores, UNFIT } from './judge.ts';
import type { MatchedWish, Matcher } from './matching.ts';
import type { Match, Posting, Wish } from './model.ts';
import { type ReadyPosting, type ReadyWish, readyPosting, readyWish } from './ready.ts';
import { createTop } from './top.ts';

/** What a matcher goes by. */
export interface MatcherParts {
  /** Skills that lead to others. */
  readonly words: Pick<JobWords, 'relatedTo'>;
  readonly figures: MatchingFigures;
}

export function createMatcher({ words, figures }: MatcherParts): Matcher {
  const worth = scores(figures);
  const matchOf = (wish: ReadyWish, posting: ReadyPosting, bits: number): Match => ({
    posting: posting.posting.id,
    wish: wish.wish.id,
    score: worth[bits] ?? 0,
    reasons: reasonsOf(bits, wish, posting, figures),
  });

  const among: Matcher['among'] = (postings, on) => {
    // The newest first: of two that are worth the same, the newer one is told.
    const ready = postings
      .filter(posting => isOpen(posting, on))
      .sort((one, other) => (one.id < other.id ? 1 : -1))
      .map(posting => readyPosting(posting, words, figures));
    const index = indexOf(ready);
    const seenFor = new Int32Array(ready.length);
    let asking = 0;
    return (wanting, most) => {
      if (wanting.state !== 'active') return [];
      const wish = readyWish(wanting);
      const top = createTop(most);
      asking++;
      const look = (place: number) => {
        if (seenFor[place] === asking) return;
        seenFor[place] = asking;
        const bits = judge(wish, ready[place]!, figures.near_km);
        if (bits !== UNFIT) top.offer(worth[bits] ?? 0, place, bits);
      };
      const { skills } = wanting.wants;
      if (skills.length === 0) for (let place = 0; place < ready.length; place++) look(place);
      else {
        for (const place of index.anybody) look(place);
        for (const skill of skills) for (const place of index.bySkill.get(skill) ?? []) look(place);
      }
      return top.best().map(({ place, note }) => matchOf(wish, ready[place]!, note));
    };
  };

  const between: Matcher['between'] = wishes => {
    const ready = wishes
      .filter(({ state }) => state === 'active')
      .sort((one, other) => (one.id < other.id ? -1 : 1))
      .map(readyWish);
    return (offered, on, most) => {
      if (!isOpen(offered, on)) return [];
      const posting = readyPosting(offered, words, figures);
      const top = createTop(most);
      for (let place = 0; place < ready.length; place++) {
        const bits = judge(ready[place]!, posting, figures.near_km);
        if (bits !== UNFIT) top.offer(worth[bits] ?? 0, place, bits);
      }
      return top.best().map(({ place, note }) => matchOf(ready[place]!, posting, note));
    };
  };

  return {
    among,
    between,
    forWish: (wish, postings, on) => among(postings, on)(wish, postings.length),
    forPosting: (posting, wishes, on) => between(wishes)(posting, on, wishes.length),
  };
}

/** Whether somebody may be told of it. */
const isOpen = ({ state, job }: Posting, on: Day): boolean => state === 'open' && job.validUntil >= on;

/** The places of postings by the skills with which one can do them. */
interface Index {
  readonly bySkill: ReadonlyMap<string, readonly number[]>;
  /** Those that anybody can do. */
  readonly anybody: readonly number[];
}

function indexOf(postings: readonly ReadyPosting[]): Index {
  const bySkill = new Map<string, number[]>();
  const anybody: number[] = [];
  for (const [place, { skills, near }] of postings.entries()) {
    if (skills.size === 0) anybody.push(place);
    for (const skill of new Set([...skills, ...near.keys()])) {
      const places = bySkill.get(skill);
      if (places) places.push(place);
      else bySkill.set(skill, [place]);
    }
  }
  return { bySkill, anybody };
}

/** As much of a wish as it is matched by: for keeping many in memory. */
export const matchedWish = ({ id, of, state, wants: { said: _said, ...wants } }: Wish): MatchedWish => ({ id, of, state, wants });
