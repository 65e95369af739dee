/** A case is not taken on (不予受理): with why, and where to go instead. It is asked for twice. */
import { LONGEST_SAID } from '../../../grievance/said.ts';
import type { Field, Form } from '../form.ts';
import { inHandField, numberIn, toldOfCase } from './cases.ts';

const text = (name: 'text' | 'instead'): Field => ({
  kind: 'text',
  name,
  longest: LONGEST_SAID,
  asks: async (_, { t }, { number }) => t(`queue:decline.${name}`, { number }),
});

const sure = (name: 'sure' | 'really'): Field => ({
  kind: 'choice',
  name,
  asksAlways: true,
  asks: async (_, { t }, { number, text: why = '', instead = '' }) => t(`queue:decline.${name}`, { number, why, instead }),
  choices: async (_, { t }) => [{ id: 'yes', label: t(`queue:decline.yes_${name}`) }],
});

export const caseDecline: Form = {
  id: 'case_decline',
  given: ['number'],
  lasts: true,
  tellsOfOthers: true,
  fields: [inHandField, text('text'), text('instead'), sure('sure'), sure('really')],
  async submit(desk, context, values) {
    const number = numberIn(values);
    const { text: why = '', instead = '' } = values;
    const outcome = await desk.grievances.queue.decline(context.visitor.actor, number, why, instead);
    return toldOfCase(desk, context, number, outcome, () => context.t('queue:done.case_decline', { number }), [
      'case_next',
      'case_mine',
    ]);
  },
};
