/**
 * What residents see of their own household's file: who keeps it and what for, what was agreed to, and how to take that back.
 */
import type { Choice } from '../../../message/index.ts';
import { type Form, formChoice, said } from '../form.ts';
import { settlementName } from '../words.ts';
import { fileWords } from './file-words.ts';

/** The file of the household that a person is linked to. */
export const ownHousehold: Form = {
  id: 'own_household',
  fields: [],
  async submit({ directory }, context) {
    const { t, visitor } = context;
    const { person } = visitor.actor;
    const own = person && (await directory.households.own(person.id));
    if (!own || !visitor.settlement) return said(context, t('desk:form.own_household.nothing'));
    const keeper = t('household:keeper', { settlement: settlementName(visitor.settlement, t) });
    const phones = (visitor.settlement.office?.contacts ?? []).flatMap(({ phone }) => phone ?? []);
    const ask = phones.length > 0 ? t('household:ask_by_phone', { phones: phones.join(t('household:and')) }) : '';
    const agreed = own.household.consents.some(({ withdrawnOn }) => withdrawnOn === undefined);
    return said(
      context,
      [keeper, fileWords(own.household, t, false), t('household:correct'), ask].filter(Boolean).join('\n'),
      agreed ? [formChoice('withdraw_consent', context)] : [],
    );
  },
};

/** Takes back all that the household agreed to. */
export const withdrawConsent: Form = {
  id: 'withdraw_consent',
  fields: [
    {
      kind: 'choice',
      name: 'sure',
      choices: async (_, { t }) =>
        ['no', 'yes'].map((id): Choice => ({ id, label: t(`desk:form.withdraw_consent.choice.${id}`) })),
    },
  ],
  async submit({ directory }, context, { sure }) {
    const { t, visitor } = context;
    const { actor } = visitor;
    if (sure !== 'yes') return said(context, t('desk:stopped'));
    const ended = actor.person ? await directory.households.withdraw(actor, actor.person.id) : 0;
    return said(context, t(ended > 0 ? 'desk:form.withdraw_consent.done' : 'desk:form.withdraw_consent.nothing'));
  },
};
