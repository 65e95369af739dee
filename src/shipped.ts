/**
 * The knowledge that ships with the program, and what is learned from it. None of it changes while the program runs, so that it is read and learned
 * when it is first asked for, and once in each process, however many assistants and rooms are made of it. Asking throws
 * {@link FaultyKnowledgeError} where it is faulty.
 */
import { folders } from './config.ts';
import { createDangerReader, type DangerReader } from './conversation/danger.ts';
import { dangerLessons } from './conversation/danger-clauses.ts';
import { createDangerScale, learnDanger } from './conversation/danger-scale.ts';
import { createIntentReader, type IntentReader, learnIntents } from './conversation/intent.ts';
import { createJobWords, type JobWords } from './employment/job-words.ts';
import { createKindReader, type KindReader, type KindWords, learnKinds } from './grievance/kind-reader.ts';
import type { Suggestion } from './grievance/service.ts';
import { createSuggest } from './grievance-kinds.ts';
import { keptLesson } from './kept-lesson.ts';
import { type AnswerTemplate, loadAnswerTemplates } from './knowledge/answer-templates.ts';
import { type Category, type CategoryId, loadCategories } from './knowledge/categories.ts';
import { type EmploymentWords, loadEmploymentWords } from './knowledge/employment-words.ts';
import { type GrievanceExamples, loadGrievanceExamples } from './knowledge/grievance-examples.ts';
import { type HouseholdWords, loadHouseholdWords } from './knowledge/household-words.ts';
import { loadPolicy, type Policy } from './knowledge/load.ts';
import { loadSpeech, type Speech } from './knowledge/load-language.ts';
import type { Schemes } from './knowledge/schemes/model.ts';
import { createFinder, type Finder } from './knowledge/search/finder.ts';
import { asksOf, targetsOf } from './knowledge/search/target.ts';
import { type Chinese, createChinese } from './language/chinese.ts';
import { faultless, readSchemes } from './rules.ts';
import type { Gradual } from './shared/gradual.ts';
import { once } from './shared/once.ts';

const readPolicy = once(() => loadPolicy(folders.knowledge));
const readSpeech = once(() => loadSpeech(folders.knowledge));

/** What documents say. */
const policy = (): Policy => faultless(readPolicy());
/** How people speak. */
const speech = (): Speech => faultless(readSpeech());
const chinese = once((): Chinese => createChinese(speech().lexicon));
/** The kinds of grievance. */
const categories = once((): ReadonlyMap<CategoryId, Category> => faultless(loadCategories(folders.knowledge, policy())));
/** What people report of each kind. */
const reports = once((): GrievanceExamples => faultless(loadGrievanceExamples(folders.knowledge)));
const intentModel = keptLesson('intents', () => learnIntents(chinese(), speech().intents, asks(policy())));
const dangerModel = keptLesson('danger', () =>
  learnDanger(speech().danger.traits, dangerLessons(speech().danger, [...calmOf(speech()), ...calmReports()])),
);
const danger = once((): DangerReader => {
  const words = speech().danger;
  return createDangerReader(
    words,
    once(() => createDangerScale(words.traits, dangerModel())),
  );
});

const kindWords = once((): readonly KindWords[] => [...categories().values()]);
const kindModel = keptLesson('kinds', () => learnKinds(chinese(), kindWords(), reports()));
/** Tells kinds of grievance apart. */
const kinds = once((): KindReader => createKindReader(chinese(), kindWords, kindModel));

/** Each part by itself: whoever needs one does not wait for the others. */
export const shipped = {
  policy,
  speech,
  /** Both at once, so that a fault in one does not hide those of the other. */
  both(): { readonly policy: Policy; readonly speech: Speech } {
    const faults = [...readPolicy().faults, ...readSpeech().faults];
    return faultless({ value: { policy: readPolicy().value, speech: readSpeech().value }, faults });
  },
  chinese,
  danger,
  finder: once((): Finder => createFinder(policy(), chinese())),
  intents: once((): IntentReader => createIntentReader(intentModel())),
  /** What follows from facts, held against its cases. */
  schemes: once((): Schemes => faultless(readSchemes(folders.knowledge, policy()))),
  /** How people speak of work. */
  jobWords: once((): JobWords => createJobWords(faultless(loadEmploymentWords(folders.knowledge)) as EmploymentWords, chinese())),
  categories,
  kinds,
  /** What a report is about. */
  suggest: once((): ((text: string) => Suggestion) => createSuggest(kinds(), danger())),
  /** How cases may be answered. */
  answerTemplates: once((): readonly AnswerTemplate[] => faultless(loadAnswerTemplates(folders.knowledge))),
  /** What stands in lists of households. */
  householdWords: once(() => faultless(loadHouseholdWords(folders.knowledge)) as HouseholdWords),
} as const;

/** What is learned, in the order in which a message needs it. */
export const lessons: readonly Gradual<unknown>[] = [intentModel, dangerModel, kindModel];

/** How people ask for provisions and open points. */
const asks = ({ clauses }: Policy): string[] => [...clauses.values()].flatMap(targetsOf).flatMap(asksOf);

/** What people complain of sounds most like danger: all of it is learned from. Of the rest one in so many teaches enough. */
const CALM_STRIDE = 4;

const calmOf = ({ intents }: Speech): string[] =>
  [...intents].flatMap(([intent, examples]) =>
    intent === 'open_grievance' || intent === 'open_hardship_report'
      ? examples
      : examples.filter((_, i) => i % CALM_STRIDE === 0),
  );

/** What people report that is no danger: the examples of each kind that no danger is filed under. */
const calmReports = (): string[] =>
  [...reports()].flatMap(([id, texts]) => (categories().get(id)?.danger.length === 0 ? texts : []));
