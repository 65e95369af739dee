/**
 * Reads what employment goes by: how people and offices speak of work, what looks like fraud, figures, who comes first. What is not needed at once
 * is read when it is.
 */
import { folders } from './config.ts';
import { createFraudSigns } from './employment/fraud-signs.ts';
import type { EmploymentParts } from './employment/index.ts';
import type { PostingWording } from './employment/posting-sheet/index.ts';
import { type FraudWords, loadFraudWords } from './knowledge/employment-fraud.ts';
import { loadMatchingFigures, type MatchingFigures } from './knowledge/matching-figures.ts';
import { loadPostingSheetWords } from './knowledge/posting-sheet-words.ts';
import { loadPriorities, type Priorities } from './knowledge/priorities.ts';
import { faultless } from './rules.ts';
import { once } from './shared/once.ts';
import { shipped } from './shipped.ts';

/** What employment is told of policy and words. */
type Known = Pick<EmploymentParts, 'knowledge' | 'signsOf' | 'wording' | 'words'>;

const { policy, jobWords: words } = shipped;
const figures = once(() => faultless(loadMatchingFigures(folders.knowledge)) as MatchingFigures);
const priorities = once((): Priorities => faultless(loadPriorities(folders.knowledge, policy())));
const wording = once(() => faultless(loadPostingSheetWords(folders.knowledge)) as PostingWording);
const signs = once(() => createFraudSigns(faultless(loadFraudWords(folders.knowledge)) as FraudWords, wording().nameless));

/** @throws {FaultyKnowledgeError} at once or later */
export function employmentKnowledge(): Known {
  return {
    knowledge: {
      figures: figures(),
      skills: {
        relatedTo: id => words().relatedTo(id),
        nameOf: (id, language) => words().nameOf(id, language),
      },
      get priorities() {
        return priorities();
      },
      hasClause: (id, region) => policy().clauses.get(id)?.document.region === region,
    },
    signsOf: job => signs()(job),
    wording,
    words,
  };
}
