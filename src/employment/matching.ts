/**
 * Brings wishes and postings together, and says why.
 */
import type { Day } from '../shared/calendar.ts';
import type { Belongs, Match, Posting, Wants, Wish } from './model.ts';

/** As much of a wish as it is matched by: not who has it, nor their own words. */
export interface MatchedWish {
  readonly id: string;
  readonly of: Belongs;
  readonly wants: Omit<Wants, 'said'>;
  readonly state: Wish['state'];
}

/** Decides what suits whom. Pure: the same in, the same out. */
export interface Matcher {
  /** The postings that suit a wish, the best first. */
  forWish(wish: MatchedWish, postings: readonly Posting[], on: Day): readonly Match[];
  /** The wishes that a posting suits, the best first. */
  forPosting(posting: Posting, wishes: readonly MatchedWish[], on: Day): readonly Match[];
  /** Makes postings ready for many wishes. */
  among(postings: readonly Posting[], on: Day): (wish: MatchedWish, most: number) => readonly Match[];
  /** Makes wishes ready for many postings. */
  between(wishes: readonly MatchedWish[]): (posting: Posting, on: Day, most: number) => readonly Match[];
}

/** Finds, keeps and tells matches. */
export interface Matching {
  /** Postings are new, or changed: they find people. */
  postingsChanged(ids: readonly string[]): Promise<void>;
  /** A wish is new, or changed. @returns the best postings for it, to be shown at once: they count as told */
  wishChanged(wish: Wish, most: number): Promise<readonly Match[]>;
  /** Tells in private what was found, within each person's cap. */
  tell(): Promise<void>;
  /** Somebody said whether they want it; where they do, they are asked later what became of it. */
  answer(wish: Wish, posting: string, answer: 'wanted' | 'not-wanted'): Promise<void>;
}
