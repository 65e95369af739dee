/** What is late, or will soon be, by settlement: the longest overdue in front. */
import { RUNNING } from '../../../grievance/model.ts';
import { parseSettlementId } from '../../../shared/ids.ts';
import { type Form, formChoice, said } from '../form.ts';
import { settlementChoices } from '../settlement-field.ts';
import { refusedTo } from '../words.ts';
import { caseChoices, numberIn, refusedCase, shown } from './cases.ts';

const MOST = 80;
const ALL = 'all';

/** 超期 */
export const caseLate: Form = {
  id: 'case_late',
  action: 'grievance.supervise',
  below: 'case_desk',
  fields: [
    {
      kind: 'choice',
      name: 'settlement',
      asks: async (_, { t }) => t('queue:late.where'),
      async choices(desk, context) {
        const settlements = await settlementChoices(desk, context, 'grievance.supervise');
        return [{ id: ALL, label: context.t('queue:late.everywhere') }, ...(settlements.length > 1 ? settlements : [])];
      },
    },
    {
      kind: 'choice',
      name: 'number',
      asksAlways: true,
      asks: async (_, { t }) => t('queue:late.which'),
      async choices(desk, context, { settlement = '' }) {
        const listed = await desk.grievances.queue.list(context.visitor.actor, {
          alarm: 'warned',
          states: RUNNING,
          settlement: parseSettlementId(settlement),
          order: 'queue',
          limit: MOST,
        });
        if (!listed.ok) return refusedTo(context, listed.refusal);
        const none = () => said(context, context.t('queue:late.none'), [formChoice('case_late', context)]);
        return listed.value.length > 0 ? caseChoices(desk, context, listed.value) : none();
      },
    },
  ],
  async submit(desk, context, values) {
    const number = numberIn(values);
    const view = await desk.grievances.queue.get(context.visitor.actor, number);
    return view.ok ? shown(desk, context, view.value) : refusedCase(desk, context, number, view.refusal);
  },
};
