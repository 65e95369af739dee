/**
 * What is done where somebody tells of hardship: in private their report begins, with what they said; from a group only the way there is shown.
 */
import { LONGEST_ACCOUNT } from '../../grievance/hardship/intake.ts';
import type { Choice } from '../../message/index.ts';
import type { Turn } from '../desk/desk.ts';
import { fillIn, formChoice, later } from '../desk/form.ts';
import type { Reply } from '../reply.ts';
import { say, type TurnContext } from '../turn-context.ts';
import { goesOn, offeredHere } from '../way.ts';
import { hardshipReport } from './report.ts';

/** @returns nothing where something else is wanted, or somebody is in danger, or a check is going on: that has to end first */
export function aboutHardship(
  context: TurnContext,
  { action, danger }: Pick<Reply, 'action' | 'danger'>,
  text: string,
): Turn | undefined {
  if (action !== 'open_hardship_report' || danger !== 'none' || context.session.interview?.asking) return undefined;
  const { t, isPrivate } = context;
  if (!isPrivate) {
    const way = goesOn(context, 'desk=hardship_report', text, t('desk:form.hardship_report.title'));
    return say(context, { text: t('hardship:in_private'), choices: [way] }, { topic: undefined });
  }
  return later(context, async desk => {
    // Words that name what happened are the account; those that only ask for a report are not.
    const tells = [...text].length <= LONGEST_ACCOUNT && desk.hardships.knowledge.risksIn(text).length > 0;
    return fillIn(hardshipReport, desk, context, tells ? { said: text } : {});
  });
}

/** Where somebody in danger, or in the middle of a check, told of hardship as well: the button that reports it once that is over. */
export const hardshipChoices = (context: TurnContext, { action }: Pick<Reply, 'action'>, text: string): readonly Choice[] =>
  action === 'open_hardship_report' ? [offeredHere(context, formChoice('hardship_report', context), text)] : [];
