/** The case that a form is about: chosen from those in hand where none was named, shown, and told what came of it. */

import type { Outcome, Refusal, RefusalCode } from '../../../directory/outcome.ts';
import type { Grievance } from '../../../grievance/model.ts';
import { parseNumber } from '../../../grievance/number.ts';
import type { CaseView } from '../../../grievance/service.ts';
import type { Choice } from '../../../message/index.ts';
import type { TurnOutcome } from '../../store.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { type Field, formChoice, said } from '../form.ts';
import type { Values } from '../state.ts';
import { refusalWords, refusedTo } from '../words.ts';
import { likelyChoices } from './buttons.ts';
import { caseLine, caseText } from './case-words.ts';

/** So many are listed. */
const MOST = 80;

/** The number that a form is about; one that no case has, where a button was typed wrongly. */
export const numberIn = ({ number = '' }: Values): number => parseNumber(number) ?? 0;

/** The cases that somebody has in hand, those due first in front. */
export const inHand = ({ grievances }: Desk, { visitor: { actor } }: TurnContext): Promise<Outcome<readonly Grievance[]>> =>
  grievances.queue.list(actor, { states: ['working'], holder: actor.id, order: 'queue', limit: MOST });

/** Cases to choose from. */
export async function caseChoices(
  desk: Desk,
  context: TurnContext,
  grievances: readonly Grievance[],
): Promise<readonly Choice[]> {
  const choices: Choice[] = [];
  for (const one of grievances) choices.push({ id: String(one.number), label: await caseLine(desk, context, one) });
  return choices;
}

/** The field `number`: the one in hand, or which of them. */
export const inHandField: Field = {
  kind: 'choice',
  name: 'number',
  asks: async (_, { t }) => t('queue:which'),
  async choices(desk, context) {
    const mine = await inHand(desk, context);
    if (!mine.ok) return refusedTo(context, mine.refusal);
    if (mine.value.length === 0) return said(context, context.t('queue:none_in_hand'), [formChoice('case_next', context)]);
    return caseChoices(desk, context, mine.value);
  },
};

/** Shows a case with what can be done. @param before what is said first */
export async function shown(desk: Desk, context: TurnContext, view: CaseView, before = ''): Promise<TurnOutcome> {
  const text = [before, await caseText(desk, context, view)].filter(Boolean).join('\n\n');
  return said(context, text, likelyChoices(view, context));
}

/** Says what came of it, with what can be done then; or why nothing did, with what can be done instead. @param next forms that are offered first */
export async function toldOfCase(
  desk: Desk,
  context: TurnContext,
  number: number,
  outcome: Outcome<CaseView>,
  words: (view: CaseView) => string,
  next: readonly string[] = [],
): Promise<TurnOutcome> {
  if (!outcome.ok) return refusedCase(desk, context, number, outcome.refusal);
  const view = outcome.value;
  return said(context, words(view), [...next.map(form => formChoice(form, context)), ...likelyChoices(view, context)]);
}

/** Whoever may not see a case is offered nothing of it. */
const UNSEEN: readonly RefusalCode[] = ['not-allowed', 'out-of-scope', 'unknown'];

/** Says why it was not done, and offers what can be. */
export async function refusedCase(desk: Desk, context: TurnContext, number: number, refusal: Refusal): Promise<TurnOutcome> {
  const words = refusalWords(refusal, context.t);
  const view = UNSEEN.includes(refusal.code) ? undefined : await desk.grievances.queue.get(context.visitor.actor, number);
  if (!view?.ok) return said(context, words, listChoices(context));
  return said(context, words, [...likelyChoices(view.value, context), ...listChoices(context)]);
}

/** The ways to other cases, as far as somebody's roles lead. */
function listChoices(context: TurnContext): readonly Choice[] {
  const roles = context.visitor.actor.rights.map(({ role }) => role);
  if (roles.includes('handler')) return [formChoice('case_next', context), formChoice('case_mine', context)];
  return roles.includes('callback-officer') || roles.includes('supervisor') ? [formChoice('case_calls', context)] : [];
}
