/** What cadres record for others: somebody was hired, and what they heard of whom they called. */

import { keysIn } from '../../../directory/household-lookup.ts';
import { stateWords } from '../../../employment/ledger-sheets.ts';
import { LEAVING, type Placement } from '../../../employment/model.ts';
import { ANSWERS } from '../../../employment/placements.ts';
import type { Translate } from '../../../language/i18n.ts';
import type { Choice } from '../../../message/index.ts';
import { parseHouseholdId, parseSettlementId } from '../../../shared/ids.ts';
import { type Form, formChoice, said } from '../form.ts';
import { memberChoices } from '../households/file.ts';
import { summaryWords } from '../households/file-words.ts';
import { settlementField } from '../settlement-field.ts';
import { refusedTo, told } from '../words.ts';
import { whyField } from './follow-up.ts';

/** Characters. */
const LONGEST = 60;

/** Asks for somebody of a household. */
export const memberFields: Form['fields'] = [
  settlementField('work.edit'),
  { kind: 'text', name: 'typed', longest: LONGEST },
  {
    kind: 'choice',
    name: 'household',
    asksAlways: true,
    retypes: 'typed',
    async choices({ directory }, context, { settlement = '', typed = '' }) {
      for (const key of keysIn(typed)) {
        const found = await directory.households.find(context.visitor.actor, parseSettlementId(settlement)!, key);
        if (!found.ok) return refusedTo(context, found.refusal);
        if (found.value.length > 0)
          return found.value.map((one): Choice => ({ id: one.id, label: summaryWords(one, context.t) }));
      }
      return [];
    },
  },
  {
    kind: 'choice',
    name: 'member',
    asksAlways: true,
    async choices({ directory }, context, { household = '' }) {
      const id = parseHouseholdId(household)!;
      const opened = await directory.households.forWork(context.visitor.actor, 'work.edit', id, async file => ({
        ok: true,
        value: file,
      }));
      return opened.ok ? memberChoices(opened.value, context) : refusedTo(context, opened.refusal);
    },
  },
];

/** Somebody of a household was hired. */
export const workHire: Form = {
  id: 'work_hire',
  action: 'work.edit',
  below: 'work_desk',
  fields: [
    ...memberFields,
    { kind: 'text', name: 'employer', longest: LONGEST },
    { kind: 'text', name: 'job', longest: LONGEST },
    {
      kind: 'choice',
      name: 'work',
      choices: async (_, { t }) => ['stable', 'flexible'].map((id): Choice => ({ id, label: t(`household:work.${id}`) })),
    },
  ],
  async submit({ employment }, context, { household = '', member = '', employer = '', job = '', work }) {
    const outcome = await employment.placements.hired(context.visitor.actor, {
      household: parseHouseholdId(household)!,
      member,
      employer,
      title: job,
      work: work === 'flexible' ? 'flexible' : 'stable',
    });
    return told(context, outcome, ({ record }) =>
      context.t('work:hired', { name: record.name ?? '', employer: record.employer, title: record.title }),
    );
  },
};

/** Whom to call about their job, and what they said. */
export const workCalls: Form = {
  id: 'work_calls',
  action: 'work.view',
  below: 'work_desk',
  fields: [
    settlementField('work.view'),
    {
      kind: 'choice',
      name: 'placement',
      asksAlways: true,
      async choices({ employment }, context, { settlement = '' }) {
        const { t, visitor } = context;
        const listed = await employment.placements.toAsk(visitor.actor, parseSettlementId(settlement)!);
        if (!listed.ok) return refusedTo(context, listed.refusal);
        return listed.value.map(
          ({ placement, because }): Choice => ({
            id: placement.id,
            label: t('work:call', { who: whoWords(placement, t), because: t(`work:because.${because}`) }),
          }),
        );
      },
    },
    ...heardFields(),
  ],
  submit: recordHeard,
};

/** Everybody whom a job was found for, with what became of it. */
export const workPlacements: Form = {
  id: 'work_placements',
  action: 'work.edit',
  below: 'work_desk',
  fields: [
    settlementField('work.edit'),
    {
      kind: 'choice',
      name: 'placement',
      asksAlways: true,
      async choices({ employment }, context, { settlement = '' }) {
        const { t, visitor } = context;
        const listed = await employment.placements.list(visitor.actor, parseSettlementId(settlement)!);
        if (!listed.ok) return refusedTo(context, listed.refusal);
        return listed.value.map(
          (placement): Choice => ({
            id: placement.id,
            label: t('work:call', { who: whoWords(placement, t), because: stateWords(placement, t) }),
          }),
        );
      },
    },
    ...heardFields(),
  ],
  submit: recordHeard,
};

function heardFields(): Form['fields'] {
  return [
    {
      kind: 'choice',
      name: 'answer',
      choices: async (_, { t }) => ANSWERS.map((id): Choice => ({ id, label: t(`work:answer.${id}`) })),
    },
    whyField,
  ];
}

async function recordHeard(...[{ employment }, context, values]: Parameters<Form['submit']>): ReturnType<Form['submit']> {
  const { t, visitor } = context;
  const answer = ANSWERS.find(one => one === values['answer']);
  if (!answer) return said(context, t('desk:stopped'));
  const why = LEAVING.find(one => one === values['why']);
  const outcome = await employment.placements.record(visitor.actor, values['placement'] ?? '', answer, why);
  if (!outcome.ok) return refusedTo(context, outcome.refusal);
  return said(context, t('work:recorded', { state: stateWords(outcome.value, t) }), [formChoice('work_calls', context)]);
}

/** A name where the office has one; else the job. */
const whoWords = ({ record: { name, employer, title } }: Placement, t: Translate): string =>
  t('work:who', { name: name ?? t('work:unnamed'), title, employer });
