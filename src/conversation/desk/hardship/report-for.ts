/**
 * A cadre fills the report in for somebody who cannot write: whose it is, that it was read to them and they agreed, and who was there.
 */

import { keysIn } from '../../../directory/household-lookup.ts';
import type { Household } from '../../../directory/model.ts';
import { LONGEST_NAME } from '../../../grievance/hardship/intake.ts';
import type { Choice } from '../../../message/index.ts';
import { parseHouseholdId, parseSettlementId } from '../../../shared/ids.ts';
import { lineField, peopleField, riskField, saidField } from '../../hardship/fields.ts';
import { authorisationWords, lastDay, riskName } from '../../hardship/words.ts';
import type { TurnContext } from '../../turn-context.ts';
import type { Desk } from '../desk.ts';
import { AGAIN, type Form, formChoice, said } from '../form.ts';
import { summaryWords } from '../households/file-words.ts';
import { settlementField } from '../settlement-field.ts';
import type { Values } from '../state.ts';
import { refusedTo } from '../words.ts';

/** No file is known of them. */
const NONE = 'none';
const isUnfiled = ({ household }: Values): boolean => household === NONE;

export const hardshipFor: Form = {
  id: 'hardship_for',
  action: 'hardship.edit',
  below: 'hardships',
  accounts: ['risk', 'said', 'sure'],
  fields: [
    settlementField('hardship.edit'),
    { kind: 'text', name: 'typed', longest: LONGEST_NAME },
    {
      kind: 'choice',
      name: 'household',
      asksAlways: true,
      retypes: 'typed',
      async choices({ directory }, context, { settlement = '', typed = '' }) {
        const none = { id: NONE, label: context.t('desk:form.hardship_for.none') };
        for (const key of keysIn(typed)) {
          const found = await directory.households.find(context.visitor.actor, parseSettlementId(settlement)!, key);
          if (!found.ok) return refusedTo(context, found.refusal);
          if (found.value.length > 0)
            return [...found.value.map((one): Choice => ({ id: one.id, label: summaryWords(one, context.t) })), none];
        }
        return [none];
      },
    },
    lineField('name', isUnfiled),
    lineField('building', isUnfiled),
    peopleField(isUnfiled),
    saidField,
    riskField,
    {
      kind: 'choice',
      name: 'consent',
      choices: async (_, { t }) =>
        ['spoken', 'written'].map((id): Choice => ({ id, label: t(`desk:form.hardship_for.consents.${id}`) })),
      async asks({ hardships, directory }, context, { settlement = '' }) {
        const region = await directory.regionOf(parseSettlementId(settlement)!);
        const words = authorisationWords(hardships.knowledge, region, context);
        return context.t('desk:form.hardship_for.consent', { words });
      },
    },
    lineField('witness', () => true),
    {
      kind: 'choice',
      name: 'sure',
      asksAlways: true,
      retypes: 'said',
      choices: async (_, { t }) => [
        { id: 'yes', label: t('desk:form.hardship_for.yes') },
        { id: AGAIN, label: t('desk:form.hardship_report.again') },
      ],
      async asks(desk, context, values) {
        const { t, language } = context;
        const { name, building = '', people } = await whoIn(desk, context, values);
        const risk = riskName(desk.hardships.knowledge, values['risk'] ?? '', language);
        return t('desk:form.hardship_for.sure', { name, building, people, risk, text: values['said'] ?? '' });
      },
    },
  ],
  async submit(desk, context, values) {
    const { t, visitor } = context;
    const { settlement = '', risk = '', said: text = '', consent, witness = '' } = values;
    const taken = await desk.hardships.reportFor(visitor.actor, {
      settlement: parseSettlementId(settlement)!,
      risk,
      text,
      witness,
      consent: consent === 'written' ? 'written' : 'spoken',
      household: parseHouseholdId(values['household'] ?? ''),
      ...(await whoIn(desk, context, values)),
    });
    if (!taken.ok) return refusedTo(context, taken.refusal);
    const { number, dueAt } = taken.value;
    return said(context, t('desk:form.hardship_for.done', { number, due: lastDay(dueAt) }), [formChoice('hardships', context)]);
  },
};

/** Whose it is: from the file, else as it was said. */
async function whoIn({ directory }: Desk, { visitor }: TurnContext, values: Values) {
  const id = parseHouseholdId(values['household'] ?? '');
  const opened = id && (await directory.households.open(visitor.actor, id, 'check'));
  if (opened?.ok) return whoOf(opened.value);
  return { name: values['name'] ?? '', building: values['building'], people: Number(values['people']) };
}

function whoOf({ members, building, room }: Household) {
  const head = members.find(({ relation }) => relation === 'head') ?? members[0];
  return { name: head?.name ?? '', building, door: room, people: members.length };
}
