/** A case is answered: from a template with the blank filled in, or in one's own words; looked at as it will be read, then sent. */

import type { Grievance } from '../../../grievance/model.ts';
import { LONGEST_SAID } from '../../../grievance/said.ts';
import { type AnswerTemplate, templatesFor } from '../../../knowledge/answer-templates.ts';
import type { Choice } from '../../../message/index.ts';
import type { TurnOutcome } from '../../store.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { AGAIN, type Form } from '../form.ts';
import type { Values } from '../state.ts';
import { basisWords } from './case-words.ts';
import { inHandField, numberIn, refusedCase, toldOfCase } from './cases.ts';
import { type Cited, citableFor, citedBy, citedId, filledAnswer } from './filled-answer.ts';

const FREE = 'free';
/** Stands before the id of a template that rests on a clause. */
const CITING = 'cites-';
const NONE = 'none';
/** So much of a provision stands on a button. */
const LONGEST_LABEL = 24;

/** An answer as it will be sent, with what it rests on. */
interface Composed {
  readonly says: string;
  readonly cited: Cited | undefined;
}

function composed(context: TurnContext, grievance: Grievance, { how, blank = '', cite }: Values): Composed {
  const template = templateOf(context, how);
  const cited = citedBy(context, grievance, cite);
  return { says: template ? filledAnswer(context, grievance, template, blank, cited) : blank.trim(), cited };
}

/** The template that was chosen; none where somebody writes freely. */
const templateOf = ({ parts }: TurnContext, how = ''): AnswerTemplate | undefined =>
  parts.answerTemplates.find(({ id }) => id === (how.startsWith(CITING) ? how.slice(CITING.length) : how));

/** The case that is answered, or why it cannot be. */
async function caseOf(desk: Desk, context: TurnContext, values: Values): Promise<Grievance | TurnOutcome> {
  const number = numberIn(values);
  const view = await desk.grievances.queue.get(context.visitor.actor, number);
  return view.ok ? view.value.grievance : refusedCase(desk, context, number, view.refusal);
}

/** What is offered of a case, or why it cannot be answered. */
const ofCase =
  (offer: (context: TurnContext, grievance: Grievance, values: Values) => readonly Choice[]) =>
  async (desk: Desk, context: TurnContext, values: Values): Promise<readonly Choice[] | TurnOutcome> => {
    const found = await caseOf(desk, context, values);
    return 'session' in found ? found : offer(context, found, values);
  };

const waysToAnswer = ofCase((context, grievance) => {
  const { language, parts, t } = context;
  const templates = templatesFor(parts.answerTemplates, grievance.kind, citableFor(context, grievance).length > 0);
  return [
    ...templates.map(
      ({ id, name, needsClause }): Choice => ({
        id: needsClause ? `${CITING}${id}` : id,
        label: language === 'en' ? name.en : name.zh,
      }),
    ),
    { id: FREE, label: t('queue:answer.free') },
  ];
});

/** The provisions; in one's own words, none may be chosen too. */
const provisions = ofCase((context, grievance, { how }) => {
  const cited = citableFor(context, grievance).map((one): Choice => {
    const says = [...one.provision.says.zh];
    const short = says.length > LONGEST_LABEL ? `${says.slice(0, LONGEST_LABEL).join('')}…` : says.join('');
    return { id: citedId(one), label: context.t('queue:answer.provision', { label: one.clause.label, says: short }) };
  });
  return how !== FREE ? cited : [{ id: NONE, label: context.t('queue:answer.no_clause') }, ...cited];
});

/** What is asked for the blank, in the template's own words. */
async function blankAsked(_: Desk, context: TurnContext, { how, number }: Values): Promise<string> {
  const { t, language } = context;
  const asks = templateOf(context, how)?.asks;
  return t('queue:answer.blank', { number, asks: asks ? (language === 'en' ? asks.en : asks.zh) : t('queue:answer.own_words') });
}

async function preview(desk: Desk, context: TurnContext, values: Values): Promise<string> {
  const found = await caseOf(desk, context, values);
  if ('session' in found) return '';
  const { t } = context;
  const { says, cited } = composed(context, found, values);
  const basis = cited ? basisWords([cited.clause], context) : '';
  const isLong = [...says].length > LONGEST_SAID;
  return [
    t('queue:answer.preview', { number: values['number'], says }),
    basis,
    isLong ? t('queue:answer.too_long', { most: LONGEST_SAID }) : '',
  ]
    .filter(Boolean)
    .join('\n');
}

const sends = ofCase((context, grievance, values) => {
  const { t } = context;
  const again: Choice = { id: AGAIN, label: t('queue:answer.again') };
  const isLong = [...composed(context, grievance, values).says].length > LONGEST_SAID;
  return isLong ? [again] : [{ id: 'yes', label: t('queue:answer.yes') }, again];
});

export const caseAnswer: Form = {
  id: 'case_answer',
  given: ['number'],
  lasts: true,
  tellsOfOthers: true,
  fields: [
    inHandField,
    { kind: 'choice', name: 'how', asksAlways: true, asks: async (_, { t }) => t('queue:answer.how'), choices: waysToAnswer },
    {
      kind: 'choice',
      name: 'cite',
      onlyIf: ({ how = '' }) => how === FREE || how.startsWith(CITING),
      asks: async (_, { t }) => t('queue:answer.cite'),
      choices: provisions,
    },
    { kind: 'text', name: 'blank', longest: LONGEST_SAID, asks: blankAsked },
    { kind: 'choice', name: 'sure', asksAlways: true, retypes: 'blank', asks: preview, choices: sends },
  ],
  async submit(desk, context, values) {
    const { visitor, t } = context;
    const number = numberIn(values);
    const found = await caseOf(desk, context, values);
    if ('session' in found) return found;
    const { says, cited } = composed(context, found, values);
    const draft = { says, clauses: cited ? [cited.clause.id] : [] };
    const outcome = await desk.grievances.queue.answer(visitor.actor, number, draft);
    const words = ({ grievance: { state } }: { readonly grievance: Grievance }) =>
      t(state === 'calling-back' ? 'queue:done.case_answer_call' : 'queue:done.case_answer', { number });
    return toldOfCase(desk, context, number, outcome, words, ['case_next', 'case_mine']);
  },
};
