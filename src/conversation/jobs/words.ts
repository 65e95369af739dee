/**
 * What somebody looks for, and a job in one line, in words.
 */
import type { JobQuery } from '../../employment/job-words.ts';
import type { Job, Reason, Wants } from '../../employment/model.ts';
import type { JobFound } from '../../employment/search.ts';
import { reasonWords, wageWords } from '../desk/work/job-words.ts';
import type { TurnContext } from '../turn-context.ts';

/** What was understood of what somebody looks for, each thing by itself; empty where anything will do. */
export function wantsWords(
  { skills, places, near, kinds, wageFrom, limits, age, words = [] }: Omit<Wants, 'said'> & Partial<Pick<JobQuery, 'words'>>,
  { t, language, parts }: TurnContext,
): readonly string[] {
  return [
    ...skills.map(skill => parts.jobWords.nameOf(skill, language) ?? skill),
    ...words.map(word => `“${word}”`),
    ...places,
    ...(near ? [t('jobs:wants.near')] : []),
    ...kinds.map(kind => t(`work:kind.${kind}`)),
    ...(wageFrom === undefined ? [] : [t('jobs:wants.wage', { yuan: wageFrom })]),
    ...limits.map(limit => t(`work:limit.${limit}`)),
    ...(age === undefined ? [] : [t('jobs:wants.age', { age })]),
  ];
}

/** What shows by itself in the line: only what does not is said. */
const UNSEEN: readonly Reason['kind'][] = ['related-skill', 'suits', 'same-settlement', 'same-county', 'age'];

/** A job in one line: what, where, for how much, and why where that is not evident. */
export function foundLine({ posting, reasons }: JobFound, { t, language, parts }: TurnContext): string {
  const { title, employer, place, wage }: Job = posting.job;
  const why = reasons
    .filter(({ kind }) => UNSEEN.includes(kind))
    .map(reason => reasonWords(reason, t, language, parts.jobWords.nameOf));
  return [t('jobs:line', { title, employer }), place, wage ? wageWords(wage, t) : t('work:wage.open'), ...why].join(
    t('jobs:and'),
  );
}
