/**
 * How well job search finds what people ask for, beside fuse.js over the text of the postings: `npm run eval:jobs`; with `-- --wrong` every question
 * that came out wrong.
 *
 * precision@3: of the first three that are shown, how many fit. found: questions whose first three have one that fits; where nothing fits, nothing is shown.
 */
import Fuse from 'fuse.js';
import { createJobIndex } from '../../src/employment/search.ts';
import { createSought } from '../../src/employment/sought.ts';
import { asked, counties, from, postings } from '../employment/search/eval-set.ts';
import { jobWords } from '../support/job-words.ts';

/** The ids that are shown first. */
type Shows = (asks: string) => readonly string[];

const index = createJobIndex(postings.map(createSought(jobWords)), jobWords);
const ours: Shows = asks => index.find(jobWords.read(asks, counties), from).fits.map(({ posting }) => posting.id);

const fuse = new Fuse(
  postings.map(({ id, job }) => ({ id, text: [job.title, job.employer, job.place, job.more].filter(Boolean).join(' ') })),
  { keys: ['text'], ignoreLocation: true, threshold: 0.6, includeScore: true },
);
const peer: Shows = asks => fuse.search(asks).map(({ item }) => item.id);

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
const showsWrong = process.argv.includes('--wrong');

for (const [part, questions] of Object.entries(asked)) {
  for (const [name, shows] of Object.entries({ ours, 'fuse.js': peer })) {
    let precision = 0;
    let found = 0;
    for (const { asks, fits } of questions) {
      const first = shows(asks).slice(0, 3);
      const right = first.filter(id => fits.includes(id)).length;
      const isNothing = fits.length === 0 && first.length === 0;
      precision += isNothing ? 1 : first.length === 0 ? 0 : right / first.length;
      found += isNothing || right > 0 ? 1 : 0;
      if (showsWrong && name === 'ours' && !isNothing && right < first.length + (first.length === 0 ? 1 : 0))
        console.log(
          `  ${asks} → ${first.join(' ') || 'nothing'} (${fits.slice(0, 6).join(' ') || 'nothing'}) ${JSON.stringify(jobWords.read(asks, counties))}`,
        );
    }
    console.log(
      `${part}, ${questions.length} questions, ${name}: precision@3 ${percent(precision / questions.length)}, found ${percent(found / questions.length)}`,
    );
  }
}
