/**
 * A household's consent, and the eligibility check that a cadre runs for it: without consent it is asked for first. The household's settlement
 * says which schemes there are, and what is on file need not be asked.
 */
import { householdFacts } from '../../../directory/facts.ts';
import { agreesTo, mayAgree } from '../../../directory/households.ts';
import { PURPOSES } from '../../../directory/model.ts';
import type { Choice } from '../../../message/index.ts';
import { dayAt } from '../../../shared/calendar.ts';
import { parseSettlementId, type RegionId } from '../../../shared/ids.ts';
import { plain } from '../../eligibility/decision-words.ts';
import { beginOnFile } from '../../eligibility/start.ts';
import type { TurnContext } from '../../turn-context.ts';
import { type Form, fillIn } from '../form.ts';
import { refusedTo } from '../words.ts';
import { householdIn, memberChoices, memberField, refusedFile, toldOf } from './file.ts';
import { doorWords } from './file-words.ts';

/** A guardian who does not belong to the household. */
const GUARDIAN = 'guardian';
const HOW = ['spoken', 'written'] as const;

/** Records what a household agreed to, and goes on with a check that waited for it. */
export const householdConsent: Form = {
  id: 'household_consent',
  given: ['household'],
  fields: [
    {
      kind: 'choice',
      name: 'purpose',
      choices: async (_, { t }) => PURPOSES.map((id): Choice => ({ id, label: t(`household:purpose.${id}`) })),
    },
    {
      kind: 'choice',
      name: 'member',
      asksAlways: true,
      async choices({ directory }, context, values) {
        const opened = await directory.households.open(context.visitor.actor, householdIn(values), 'consent');
        if (!opened.ok) return refusedFile(context, householdIn(values), opened.refusal);
        const members = opened.value.members.filter(one => mayAgree(one, dayAt(context.at)));
        return [...memberChoices({ members }, context), { id: GUARDIAN, label: context.t('household:other_guardian') }];
      },
    },
    {
      kind: 'choice',
      name: 'how',
      choices: async (_, { t }) => HOW.map((id): Choice => ({ id, label: t(`household:how.${id}`) })),
    },
  ],
  async submit(desk, context, values) {
    const id = householdIn(values);
    const { member, settlement } = values;
    const consent = {
      purpose: PURPOSES.find(one => one === values['purpose']) ?? 'file',
      how: HOW.find(one => one === values['how']) ?? 'spoken',
      ...(member === GUARDIAN ? {} : { member }),
    };
    const outcome = await desk.directory.households.consent(context.visitor.actor, id, consent);
    const words = context.t('desk:form.household_consent.done');
    if (!outcome.ok || settlement === undefined) return toldOf(context, id, outcome, words);
    return fillIn(householdCheck, desk, context, { household: id, settlement }, { before: words });
  },
};

/** Everything at once. */
const SCREENING = 'screening';

/** Checks what a member of a household is entitled to. */
export const householdCheck: Form = {
  id: 'household_check',
  given: ['household', 'settlement'],
  fields: [
    memberField('check', async (household, desk, context, { settlement = '' }) =>
      agreesTo(household, 'eligibility')
        ? undefined
        : fillIn(
            householdConsent,
            desk,
            context,
            { household: household.id, settlement, purpose: 'eligibility' },
            { before: context.t('desk:form.household_check.no_consent') },
          ),
    ),
    {
      kind: 'choice',
      name: 'scheme',
      async choices({ directory }, context, { settlement = '' }) {
        const { t, visitor } = context;
        const found = await directory.settlements.get(visitor.actor, parseSettlementId(settlement)!);
        if (!found.ok) return refusedTo(context, found.refusal);
        return [
          { id: SCREENING, label: t('desk:form.household_check.screening') },
          ...schemesIn(context, found.value.region).map((one): Choice => ({ id: one.id, label: plain(one.name, context) })),
        ];
      },
    },
  ],
  async submit({ directory }, context, values) {
    const { t, visitor, at } = context;
    const id = householdIn(values);
    const checked = await directory.households.check(visitor.actor, id);
    if (!checked.ok) return refusedFile(context, id, checked.refusal);
    const { household, settlement } = checked.value;
    const member = household.members.find(one => one.id === values['member']);
    if (!member) return refusedFile(context, id, { code: 'unknown', params: { what: 'member' } });
    const screening = values['scheme'] === SCREENING;
    return beginOnFile(context, {
      schemes: schemesIn(context, settlement.region).filter(one => screening || one.id === values['scheme']),
      screening,
      facts: householdFacts(household, member.id, dayAt(at)),
      of: 'household',
      intro: t('eligibility:begin.for', { door: doorWords(household), name: member.name }),
      household: { id, settlement: settlement.id },
    });
  },
};

const schemesIn = ({ parts: { rules } }: TurnContext, region: RegionId) =>
  [...rules.schemes.values()].filter(scheme => scheme.region === region && scheme.for !== 'settlement');
