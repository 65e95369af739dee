/**
 * One's own case: where it stands in plain words, by when it is due, what was said to it, and what may be done with it, by digits.
 */

import { publicState, RUNNING } from '../../grievance/model.ts';
import type { OwnCase } from '../../grievance/service.ts';
import type { Choice } from '../../message/index.ts';
import type { Desk } from '../desk/desk.ts';
import { formChoice, said } from '../desk/form.ts';
import { instantWords } from '../desk/when.ts';
import { refusalWords } from '../desk/words.ts';
import type { TurnOutcome } from '../store.ts';
import type { TurnContext } from '../turn-context.ts';
import { readable } from './case-number.ts';
import { reporterOf } from './report-values.ts';
import { saidOfCase } from './said-of-case.ts';
import { dueWords, kindName, unitName } from './words.ts';

/** Shows the case of a number; another's is no more than none. @param before what is said first */
export async function showCase({ grievances }: Desk, context: TurnContext, number: number, before = ''): Promise<TurnOutcome> {
  const own = await grievances.intake.own(reporterOf(context), number);
  if (!own.ok) return notTheirs(context);
  const { text, choices } = caseScreen(own.value, context);
  return said(context, [before, text].filter(Boolean).join('\n\n'), choices);
}

/** There is no such case among theirs. */
export const notTheirs = (context: TurnContext): TurnOutcome =>
  said(context, context.t('grievance:mine.unknown'), [formChoice('my_grievances', context)]);

/** What came of something that was done with a case: said before the case as it is now. */
export async function afterwards(
  desk: Desk,
  context: TurnContext,
  number: number,
  outcome: Awaited<ReturnType<Desk['grievances']['intake']['own']>>,
  words: string,
): Promise<TurnOutcome> {
  if (outcome.ok) return showCase(desk, context, number, words);
  if (outcome.refusal.code === 'unknown') return notTheirs(context);
  return showCase(desk, context, number, refusalWords(outcome.refusal, context.t));
}

/** The buttons of a case, in their order, with the move that each needs. */
const ACTS = [
  { form: 'grievance_confirm', needs: 'confirm' },
  { form: 'grievance_object', needs: 'object' },
  { form: 'grievance_reply', needs: 'add' },
  { form: 'grievance_add', needs: 'add' },
  { form: 'grievance_photo', needs: 'add' },
  { form: 'grievance_withdraw', needs: 'withdraw' },
] as const;

/** What may be done with it now; a question is answered where there is one. */
export const caseChoices = ({ grievance, can }: OwnCase, words: Pick<TurnContext, 't'>): readonly Choice[] =>
  ACTS.filter(
    ({ form, needs }) => can.includes(needs) && (form !== 'grievance_reply' || grievance.record?.asked !== undefined),
  ).map(({ form }) => formChoice(form, words, String(grievance.number)));

function caseScreen(own: OwnCase, context: TurnContext): { readonly text: string; readonly choices: readonly Choice[] } {
  const { t, language, parts, at } = context;
  const { grievance, state, whole } = own;
  const { number, kind, unit, record, receivedAt, dueAt, supporters } = grievance;
  const isRunning = RUNNING.includes(grievance.state);
  const photos = [record?.photos, ...(record?.additions ?? []).map(one => one.photos)].flatMap(ids => ids ?? []).length;
  const lines = [
    t('grievance:mine.head', { number: readable(number), kind: kindName(parts.categories, kind, language) }),
    ...(record ? [t('grievance:mine.text', { text: record.text })] : []),
    ...(record?.where === undefined ? [] : [t('grievance:mine.where', { where: record.where })]),
    ...(photos === 0 ? [] : [t('grievance:read.photos', { photos })]),
    t('grievance:mine.since', { when: instantWords(receivedAt, t) }),
    t(`grievance:now.${state}`, { unit: unitName(parts.policy.units, unit, t) }),
    ...(isRunning
      ? [
          dueAt > at
            ? t('grievance:mine.due', { due: dueWords(dueAt, at, t) })
            : t('grievance:mine.late', { until: instantWords(dueAt, t) }),
        ]
      : []),
    ...(supporters > 0 ? [t('grievance:alike.others', { households: supporters })] : []),
    ...saidOfCase(grievance, { t, at, clauses: parts.policy.clauses }),
    ...(whole
      ? [
          t('grievance:said.whole', { state: t(`grievance:state.${publicState(whole)}`) }),
          ...saidOfCase(whole, { t, at, clauses: parts.policy.clauses }),
        ]
      : []),
  ];
  return { text: lines.join('\n'), choices: [...caseChoices(own, context), formChoice('my_grievances', context)] };
}
