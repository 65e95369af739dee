/**
 * Work: job postings, what people look for, and what came of bringing both together. It keeps and decides; how any of it is talked about is the
 * conversation's business, and what is announced to groups that of the bulletins.
 */

import type { Deliveries } from '../delivery/index.ts';
import type { Address } from '../delivery/store.ts';
import type { Directory } from '../directory/index.ts';
import type { MatchingFigures } from '../knowledge/matching-figures.ts';
import type { Priorities } from '../knowledge/priorities.ts';
import type { Clock } from '../shared/clock.ts';
import type { ClauseId, RegionId } from '../shared/ids.ts';
import type { AnnouncedPostings } from './announced-postings.ts';
import { createMatching } from './create-matching.ts';
import { createIntake } from './intake.ts';
import { createJobSearch, type JobSearch } from './job-search.ts';
import type { JobWords } from './job-words.ts';
import { createMatcher } from './matcher.ts';
import type { Matching } from './matching.ts';
import type { FraudSign, Job } from './model.ts';
import { createPlacements, type FollowUpWords, type Placements } from './placements.ts';
import { createPostingImports, type PostingImports } from './posting-imports.ts';
import type { PostingWording } from './posting-sheet/index.ts';
import { createPostings, type Postings } from './postings.ts';
import type { EmploymentStore } from './store.ts';
import type { FoundWords } from './telling.ts';
import { createTrainings, type Trainings, type TrainingWords } from './trainings.ts';
import { createWishes, type Wishes } from './wishes.ts';
import { createWorkLists, type WorkLists } from './work-lists.ts';

export type { Brought, PostingDraft } from './bring.ts';
export type { PostingReport } from './posting-import-report.ts';
export type { PostingImports } from './posting-imports.ts';
export type { Postings } from './postings.ts';
export type { Wishes } from './wishes.ts';

/** All that employment does. */
export interface Employment {
  readonly postings: Postings;
  /** From spreadsheets. */
  readonly imports: PostingImports;
  /** What bulletins announce of postings. */
  readonly announced: AnnouncedPostings;
  /** Among what is open. */
  readonly search: JobSearch;
  readonly wishes: Wishes;
  readonly matching: Matching;
  readonly placements: Placements;
  readonly trainings: Trainings;
  readonly work: WorkLists;
  /** What a skill is called. */
  readonly nameOf: JobWords['nameOf'];
  /** What a training of a region can rest on. */
  trainingClauses(region: RegionId): readonly ClauseId[];
  /** Erases all that is known of somebody: wish, matches, placements, signups. */
  erase(who: Omit<Address, 'chat'>): Promise<void>;
  /** Erases what is known of the people of a household whose file is erased. */
  eraseHousehold(household: string): Promise<void>;
}

/** What employment is told of policy and words; read when it is first needed. */
export interface EmploymentKnowledge {
  /** Which skills lead to others, and what they are called. */
  readonly skills: Pick<JobWords, 'relatedTo' | 'nameOf'>;
  readonly figures: MatchingFigures;
  readonly priorities: Priorities;
  /** Whether a region's documents have a clause. */
  readonly hasClause: (id: ClauseId, region: RegionId) => boolean;
}

/** Puts what goes out of itself into words. */
export interface EmploymentVoice {
  readonly found: FoundWords;
  readonly followUp: FollowUpWords;
  readonly trainings: TrainingWords;
}

/** What employment is made of. */
export interface EmploymentParts {
  readonly store: EmploymentStore;
  readonly directory: Directory;
  readonly deliveries: Deliveries;
  readonly knowledge: EmploymentKnowledge;
  readonly voice: EmploymentVoice;
  readonly clock: Clock;
  /** What about a posting looks like fraud. */
  readonly signsOf: (job: Job) => readonly FraudSign[];
  /** How offices write tables of postings; read when the first one comes. */
  readonly wording: () => PostingWording;
  /** How people speak of work; read when it is first needed. */
  readonly words: () => JobWords;
  /** What bulletins announce of postings. */
  readonly announced: AnnouncedPostings;
  /** Postings are shown from now on, or say something else: told in the transaction that does it. Default: nobody is told. */
  readonly onOpened?: (ids: readonly string[]) => Promise<void>;
  /** Postings are shown no more: told in the transaction that ends them. Default: nobody is told. */
  readonly onEnded?: (ids: readonly string[]) => Promise<void>;
}

const nobody = () => Promise.resolve();

/** Makes the room on its store. */
export function createEmployment({ onOpened = nobody, onEnded = nobody, voice, ...parts }: EmploymentParts): Employment {
  const { store, directory, clock, signsOf, knowledge, words, announced } = parts;
  const { figures } = knowledge;
  const common = { ...parts, figures };
  const matcher = createMatcher({ words: knowledge.skills, figures });
  const placements = createPlacements({ ...common, words: voice.followUp });
  const matching = createMatching({ ...common, matcher, words: voice.found, placements });
  const opened = async (ids: readonly string[]) => {
    await matching.postingsChanged(ids);
    await onOpened(ids);
  };
  const intake = createIntake({ store, clock, ids: directory.ids, signsOf, onOpened: opened });
  const taking = { ...parts, skillsIn: (text: string) => words().skillsIn(text), intake, onOpened: opened, onEnded };
  return {
    postings: createPostings(taking),
    imports: createPostingImports(taking),
    announced,
    search: createJobSearch(parts),
    wishes: createWishes(parts),
    matching,
    placements,
    trainings: createTrainings({ ...common, words: voice.trainings, hasClause: knowledge.hasClause }),
    nameOf: (skill, language) => knowledge.skills.nameOf(skill, language),
    trainingClauses: region => knowledge.priorities.trainings.get(region) ?? [],
    erase: who => store.erase(who),
    eraseHousehold: household => store.eraseHousehold(household),
    work: createWorkLists({ ...common, priorities: () => knowledge.priorities, workingAge: figures.working_age }),
  };
}
