import { beforeEach, expect, it } from 'vitest';
import { createJobSearch, type JobSearch } from '../../src/employment/job-search.ts';
import type { Posting } from '../../src/employment/model.ts';
import type { EmploymentStore } from '../../src/employment/store.ts';
import type { Day } from '../../src/shared/calendar.ts';
import { guizhou, posting } from '../contracts/employment-store/sample.ts';
import { clockAt, type TestClock } from '../support/clock.ts';
import { onEachDatabase } from '../support/databases.ts';
import { jobWords } from '../support/job-words.ts';

const DAY_MS = 24 * 3600 * 1000;

onEachDatabase('search over what is kept', opened => {
  let store: Pick<EmploymentStore, 'postings'>;
  let clock: TestClock;
  let search: JobSearch;
  beforeEach(() => {
    store = opened().storage.employment;
    clock = clockAt('2026-11-22T08:00:00Z');
    search = createJobSearch({ store, words: () => jobWords, clock });
  });
  const found = async (by: JobSearch = search) => {
    const { fits, others } = await by.find(jobWords.read('缝纫', []), { region: guizhou });
    return [...fits, ...others].map(({ posting: { id } }) => id).sort();
  };
  const [one, two] = [posting(1), posting(2)];

  it('finds what is open, and nothing that is held, refused, filled, withdrawn or over', async () => {
    await store.postings.put(one, 'd1');
    for (const [i, state] of (['held', 'refused', 'filled', 'withdrawn', 'expired'] as const).entries())
      await store.postings.put(posting(i + 2, { state }), `d${i + 2}`);
    await store.postings.put(posting(9, { job: { ...one.job, validUntil: '2026-11-21' as Day } }), 'd9');
    expect(await found()).toEqual([one.id]);
  });

  it('notices at once what another process adds, changes and ends', async () => {
    const again = await opened().again();
    const elsewhere = again.employment;
    expect(await found()).toEqual([]);
    await elsewhere.postings.put(one, 'd1');
    expect(await found()).toEqual([one.id]);
    await elsewhere.postings.put(two, 'd2');
    expect(await found()).toEqual([one.id, two.id]);
    const cook: Posting = { ...one, job: { ...one.job, title: '厨师', employer: '老味道', skills: ['cooking'] }, version: 2 };
    await elsewhere.postings.put(cook, 'd1');
    expect(await found()).toEqual([two.id]);
    await elsewhere.postings.put({ ...two, state: 'filled', version: 2 }, 'd2');
    expect(await found()).toEqual([]);
    await again.close();
  });

  it('shows no posting on the day after its last one, though nobody has touched it', async () => {
    await store.postings.put(posting(1, { job: { ...one.job, validUntil: '2026-11-22' as Day } }), 'd1');
    expect(await found()).toEqual([one.id]);
    clock.pass(DAY_MS);
    expect(await found()).toEqual([]);
  });
});
