/**
 * What a search for jobs remembers between two messages, so that any process can show its next page.
 */

/** What fits, or what only comes near. */
export type Which = 'fits' | 'others';

/** A search as its next page needs it. */
export interface JobSearchState {
  /** What was asked, as it was said. */
  readonly said: string;
  readonly which: Which;
  /** The page that was shown last, from 0. */
  readonly page: number;
}

/** The button below what was found: to be told when there is more, or something. */
export const REGISTER = 'jobs_register';

/** Whether a choice is a button of the search: such buttons work whatever was offered last. */
export const isJobChoice = (choice: string): boolean =>
  choice === REGISTER || /^(?:job=j_[a-z0-9]+|jobs_(?:fits|others)=\d{1,4}|jobs_said=.{1,100})$/u.test(choice);
