/**
 * What is done where somebody looks for work, or wants to be told when there is some.
 */
import type { Choice } from '../../message/index.ts';
import type { Turn } from '../desk/desk.ts';
import type { Action } from '../reply.ts';
import { say, type TurnContext } from '../turn-context.ts';
import { goesOn } from '../way.ts';
import { findJobs, searchChosen } from './find.ts';
import { registerFrom } from './register.ts';
import { REGISTER } from './state.ts';

/** @returns nothing where something else is wanted */
export function aboutJobs(context: TurnContext, action: Action, text: string): Turn | undefined {
  if (action === 'no_answer') return context.parts.jobWords.asksForWork(text) ? findJobs(context, text) : undefined;
  if (action === 'find_jobs' && !(context.isPrivate && tellsOfOneself(context, text))) return findJobs(context, text);
  return action === 'find_jobs' || action === 'register_job_intent' ? register(context, text) : undefined;
}

/** What a button of the search does; `undefined` for any other choice. */
export const jobChosen = (context: TurnContext, choice: string): Turn | undefined =>
  choice === REGISTER ? register(context, context.session.jobs?.said ?? '') : searchChosen(context, choice);

/** What somebody looks for is theirs alone: in a group the way into private is shown. */
function register(context: TurnContext, text: string): Turn {
  if (context.isPrivate) return registerFrom(context, text);
  const { t } = context;
  const way = goesOn(context, 'register_job', text === '' ? 'register_job' : text, t('desk:form.register_job.title'));
  return say(context, { text: t('desk:private_only'), choices: [way] });
}

/** Where nothing answers words that say no more than what somebody can do (缝纫): to look for such jobs. */
export function jobChoices({ parts, t, isPrivate }: TurnContext, text: string): readonly Choice[] {
  const { skills, words } = parts.jobWords.read(text, []);
  if (!isPrivate || skills.length === 0 || words.length > 0) return [];
  return [{ id: `jobs_said=${text}`, label: t('jobs:look', { text }) }];
}

/** So much of what somebody can do and wants is a wish, though it does not say so: 我会开挖机，想在县城找活. */
const ENOUGH = 2;

/** Whether somebody tells what they can do and what they want, and asks nothing. */
function tellsOfOneself({ parts }: TurnContext, text: string): boolean {
  if (parts.asks(text)) return false;
  const { skills, places, near, wageFrom, kinds, limits } = parts.jobWords.read(text, []);
  const told = [skills.length > 0, places.length > 0 || near, wageFrom !== undefined, kinds.length > 0, limits.length > 0];
  return skills.length > 0 && told.filter(Boolean).length >= ENOUGH;
}
