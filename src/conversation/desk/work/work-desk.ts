/** The entry of the menu for work: whom to help first, who was hired, the ledgers, and trainings. */
import { type Form, formChoice, said } from '../form.ts';

/** What it offers, in its order. */
const OFFERS = [
  'work_first',
  'wish_for',
  'work_hire',
  'work_calls',
  'work_placements',
  'work_ledger',
  'training_offer',
  'training_marks',
  'training_ledger',
] as const;

export const workDesk: Form = {
  id: 'work_desk',
  action: 'work.view',
  fields: [],
  submit: async (_, context) =>
    said(
      context,
      context.t('desk:form.work_desk.what'),
      OFFERS.map(id => formChoice(id, context)),
    ),
};
