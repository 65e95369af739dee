/** What cadres see of work in a settlement: whom to help first, and the ledgers. */
import { doorText, employmentSheet, firstSheet, householdWords, trainingSheet } from '../../../employment/ledger-sheets.ts';
import { parseSettlementId } from '../../../shared/ids.ts';
import { type Form, formChoice, said } from '../form.ts';
import { settlementField } from '../settlement-field.ts';
import { refusedTo } from '../words.ts';
import { saidWithSheet, sheetWords } from './sheets.ts';

/** So many households stand in the message; all of them in the file. */
const MOST_SAID = 10;

/** Households in which nobody works, and who comes first, each with the clause. */
export const workFirst: Form = {
  id: 'work_first',
  action: 'work.view',
  below: 'work_desk',
  fields: [settlementField('work.view')],
  async submit(desk, context, { settlement = '' }) {
    const { t, visitor } = context;
    const listed = await desk.employment.work.first(visitor.actor, parseSettlementId(settlement)!);
    if (!listed.ok) return refusedTo(context, listed.refusal);
    const { households, unknown } = listed.value;
    const open = unknown > 0 ? t('work:first.unknown', { total: unknown }) : '';
    if (households.length === 0) return said(context, [t('work:first.none'), open].filter(Boolean).join('\n'));
    const words = sheetWords(desk, context);
    const lines = households.slice(0, MOST_SAID).map((one, i) => {
      const why = householdWords(one, words).map(line => t('work:first.why', { line }));
      return [t('work:first.line', { number: i + 1, door: doorText(one.door), head: one.head }), ...why].join('\n');
    });
    const nobody = households.filter(({ employed }) => employed === 'nobody').length;
    const text = [t('work:first.title', { total: households.length, nobody }), ...lines, open].filter(Boolean).join('\n');
    return saidWithSheet(context, text, firstSheet(listed.value, words), { choices: [formChoice('work_hire', context)] });
  },
};

/** The employment ledger. */
export const workLedger: Form = {
  id: 'work_ledger',
  action: 'work.view',
  below: 'work_desk',
  fields: [settlementField('work.view')],
  async submit(desk, context, { settlement = '' }) {
    const rows = await desk.employment.work.ledger(context.visitor.actor, parseSettlementId(settlement)!);
    if (!rows.ok) return refusedTo(context, rows.refusal);
    const text = context.t('work:ledger', { total: rows.value.length });
    return saidWithSheet(context, text, employmentSheet(rows.value, sheetWords(desk, context)));
  },
};

/** The training ledger. */
export const trainingLedger: Form = {
  id: 'training_ledger',
  action: 'training.edit',
  below: 'work_desk',
  fields: [settlementField('training.edit')],
  async submit(desk, context, { settlement = '' }) {
    const rows = await desk.employment.work.trainings(context.visitor.actor, parseSettlementId(settlement)!);
    if (!rows.ok) return refusedTo(context, rows.refusal);
    const text = context.t('work:training_ledger', { total: rows.value.length });
    return saidWithSheet(context, text, trainingSheet(rows.value, sheetWords(desk, context)));
  },
};
