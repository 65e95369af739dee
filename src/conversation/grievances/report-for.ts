/** A cadre reports for somebody who does not write themselves, and who has agreed to it. */
import { keysIn } from '../../directory/household-lookup.ts';
import type { Choice } from '../../message/index.ts';
import { parseHouseholdId, parseSettlementId } from '../../shared/ids.ts';
import { type Field, type Form, formChoice, said } from '../desk/form.ts';
import { summaryWords } from '../desk/households/file-words.ts';
import { settlementField } from '../desk/settlement-field.ts';
import { refusedTo, told } from '../desk/words.ts';
import { readable } from './case-number.ts';
import { kindFields, textField } from './report-form.ts';
import { contactIn, kindIn } from './report-values.ts';
import { dueWords, kindName } from './words.ts';

/** Characters of a name, and of a number. */
const LONGEST = 40;
/** Stands for a household that is not on file. */
const NONE = 'none';

/** How somebody agreed. */
const CONSENTS = ['written', 'spoken'] as const;

/** The household of whoever it is for, where it is on file. */
const householdField: Field = {
  kind: 'choice',
  name: 'household',
  async choices({ directory }, context, { settlement = '', whose = '' }) {
    const { t, visitor } = context;
    const none: Choice = { id: NONE, label: t('grievance:for.not_on_file') };
    for (const key of keysIn(whose)) {
      const found = await directory.households.find(visitor.actor, parseSettlementId(settlement)!, key);
      if (!found.ok) return refusedTo(context, found.refusal);
      if (found.value.length > 0)
        return [...found.value.map((one): Choice => ({ id: one.id, label: summaryWords(one, t) })), none];
    }
    return [none];
  },
  asks: async (_, { t }) => t('grievance:for.household'),
};

export const reportFor: Form = {
  id: 'report_for',
  action: 'grievance.report',
  fields: [
    settlementField('grievance.report'),
    { kind: 'text', name: 'whose', longest: LONGEST, asks: async (_, { t }) => t('grievance:for.whose') },
    householdField,
    { kind: 'text', name: 'phone', longest: LONGEST, empty: 'left-out', asks: async (_, { t }) => t('grievance:for.phone') },
    {
      kind: 'choice',
      name: 'consent',
      choices: async (_, { t }) => CONSENTS.map((id): Choice => ({ id, label: t(`grievance:for.consent.${id}`) })),
      asks: async (_, { t }, { whose }) => t('grievance:for.agrees', { name: whose }),
    },
    textField,
    ...kindFields(),
    {
      kind: 'choice',
      name: 'sure',
      asksAlways: true,
      retypes: 'text',
      appends: true,
      choices: async (_, { t }) => [{ id: 'yes', label: t('grievance:for.yes') }],
      async asks(_, { t, parts, language }, values) {
        const { whose, phone, text } = values;
        const kind = kindName(parts.categories, kindIn(values), language);
        return t('grievance:for.sure', { name: [whose, phone].filter(Boolean).join(' '), kind, text });
      },
    },
  ],
  async submit(
    { directory, grievances },
    context,
    { settlement = '', whose = '', phone = '', consent, household = '', text = '', ...values },
  ) {
    const { t, visitor, parts, at } = context;
    const known = await directory.gazetteer.get(parseSettlementId(settlement)!);
    if (!known) return said(context, t('grievance:report.no_place'));
    const how = CONSENTS.find(one => one === consent);
    const reported = await grievances.intake.reportFor(
      visitor.actor,
      {
        place: { region: known.region, county: known.county, settlement: known.id },
        kind: kindIn(values),
        text,
        where: parts.speech.addressIn(text),
        name: whose,
        phone: contactIn(phone).phone ?? (phone || undefined),
        ...(how ? { onBehalf: { name: whose, consent: how } } : {}),
      },
      parseHouseholdId(household),
    );
    return told(context, reported, ({ number, dueAt }) =>
      said(context, t('grievance:for.done', { number: readable(number), due: dueWords(dueAt, at, t) }), [
        formChoice('report_for', context),
      ]),
    );
  },
};
