/**
 * Search over what is open today: made ready once, and again only where something has changed.
 */
import { dayAt } from '../shared/calendar.ts';
import type { Clock } from '../shared/clock.ts';
import type { JobQuery, JobWords } from './job-words.ts';
import { createJobIndex, type JobIndex, type JobsFound } from './search.ts';
import { type AsksFrom, createSought, type Sought } from './sought.ts';
import type { EmploymentStore } from './store.ts';

/** Finds postings for residents. */
export interface JobSearch {
  /** What was asked for first, what is near next, what is new next; never what is held, or over. */
  find(query: JobQuery, from: AsksFrom): Promise<JobsFound>;
}

/** What it searches. */
export interface JobSearchParts {
  readonly store: Pick<EmploymentStore, 'postings'>;
  /** Asked for when somebody first searches. */
  readonly words: () => JobWords;
  readonly clock: Clock;
}

/** Makes the search. */
export function createJobSearch({ store, words, clock }: JobSearchParts): JobSearch {
  let kept: { readonly as: string; readonly index: JobIndex } | undefined;
  let ready = new Map<string, Sought>();

  async function indexNow(): Promise<JobIndex> {
    const today = dayAt(clock.now());
    const as = `${today} ${await store.postings.mark()}`;
    if (kept?.as === as) return kept.index;
    const makeReady = createSought(words());
    const open = (await store.postings.open(today)).map(posting => {
      const before = ready.get(posting.id);
      return before?.posting.version === posting.version ? before : makeReady(posting);
    });
    ready = new Map(open.map(one => [one.posting.id, one]));
    const index = createJobIndex(open, words());
    kept = { as, index };
    return index;
  }

  return {
    async find(query, from) {
      const index = await indexNow();
      return index.find(query, from);
    },
  };
}
